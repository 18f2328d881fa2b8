"""The worked example of docs/method.md: its tables are read and recomputed."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from ici.framework import Element, framework
from ici.scores import Scorecard, score

PAGE = Path(__file__).parents[2] / "docs" / "method.md"
TEXT = PAGE.read_text(encoding="utf-8")
EMPTY, NOT_ASKED = "–", "·"
ROLES = ("FD", "PO", "PV", "PC", "HB")

Table = list[dict[str, str]]


def table(first: str) -> Table:
    """The rows of the table whose first heading is `first`, by heading."""
    lines = iter(TEXT.splitlines())
    found = next(line for line in lines if line.startswith(f"| {first} "))
    headings = cells(found)
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append(dict(zip(headings, cells(line), strict=True)))
    return rows[1:]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def shown(value: float) -> str:
    return EMPTY if math.isnan(value) else f"{value:.2f}"


MODEL, PEOPLE, OFFICE, GAPS = (table(name) for name in ("indicator", "person", "office", "gap"))
INDICATORS = [row["indicator"] for row in MODEL]
DIMENSIONS = sorted({row["dimension"] for row in MODEL})


@pytest.fixture(scope="module")
def card() -> Scorecard:
    said = {name: weight for weight, name in re.findall(r"(0\.\d) \((D\d)\)", TEXT)}
    elements = [Element("ICI", "", 3, 1)]
    elements += [Element(name, "ICI", 2, float(said[name])) for name in DIMENSIONS]
    elements += [
        Element(row["indicator"], row["dimension"], 1, float(row["weight"]), 1, 1, 5)
        for row in MODEL
    ]
    required = np.array([[float(row[person["role"]]) for row in MODEL] for person in PEOPLE])
    levels = np.array(
        [
            [
                math.nan if row[code] in (EMPTY, NOT_ASKED) else float(row[code])
                for code in INDICATORS
            ]
            for row in PEOPLE
        ]
    )
    nobody = np.zeros(len(PEOPLE), dtype=np.int64)
    return score(framework(elements), levels, required != 0, required, nobody, 1)


def test_the_marks_say_what_the_roles_are_asked(card: Scorecard) -> None:
    for person in PEOPLE:
        asked = [row[person["role"]] != "0" for row in MODEL]
        assert [person[code] != NOT_ASKED for code in INDICATORS] == asked


def test_the_scores_of_each_person(card: Scorecard) -> None:
    written = [[row[name] for name in DIMENSIONS] for row in PEOPLE]
    assert written == [[shown(value) for value in row] for row in card.persons.tolist()]
    # the example has an exact two thirds, a smaller share, and a dimension that is not asked
    shares = np.divide(card.answered, card.asked, where=card.asked > 0, out=np.zeros((6, 3)))
    assert 2 / 3 in shares
    assert 1 / 2 in shares
    assert (card.asked == 0).any()


def test_the_office(card: Scorecard) -> None:
    counts, scores = OFFICE
    assert [int(counts[name]) for name in DIMENSIONS] == card.dimension_n[0].tolist()
    written = [scores[name] for name in (*DIMENSIONS, "index")]
    assert written == [shown(value) for value in (*card.dimensions[0], card.index[0])]
    assert np.isnan(card.dimensions[0]).any()


def test_the_gaps(card: Scorecard) -> None:
    counts, means = GAPS
    assert [int(counts[code]) for code in INDICATORS] == card.gap_n[0].tolist()
    written = [means[code].replace("−", "-") for code in INDICATORS]
    assert written == [shown(value) for value in card.office_gaps[0].tolist()]


def test_the_sums_in_the_sentences(card: Scorecard) -> None:
    found = re.findall(r"(\([\d. ·+]+\) / [\d.]+) = (\d+\.\d\d)", TEXT)
    assert len(found) == 3
    for formula, result in found:
        terms, total = formula.split(" / ")
        products = (term.split("·") for term in terms.strip("()").split("+"))
        value = sum(float(left) * float(right) for left, right in products) / float(total)
        assert f"{value:.2f}" == result
    assert found[-1][1] == shown(float(card.index[0]))
