"""The first index from the exported answers, by hand: a script that knows nothing of Pandu.

`python -I -S scores_by_hand.py answers.csv` reads what `pandu export answers --format csv` wrote
and prints the figures of `pandu ici --persons --json`. It uses the standard library, exact
fractions, and the table below, copied from the competency model and from nothing else:

    s = (level - 1) / 4 * 100
    person x dimension   weighted mean of s over the answered indicators that the role is asked;
                         empty when fewer than two thirds of them are answered
    office x dimension   mean of its persons, when at least five have a score
    index                weighted mean of the dimensions that are shown
    gap                  level - required level of the role

Of an office with fewer than five persons nothing is said. Of a person the interview counts that
was submitted last. A role that the table does not know is asked everything and needs nothing.
"""

import csv
import json
import sys
from collections import defaultdict
from fractions import Fraction
from typing import Any

ENOUGH = 5
ROLES = ("FD", "PO", "PV", "PC", "HB")
WEIGHTS = {
    "D1": "0.18",
    "D2": "0.15",
    "D3": "0.18",
    "D4": "0.13",
    "D5": "0.13",
    "D6": "0.12",
    "D7": "0.11",
}
# indicator, weight in its dimension, required level of FD PO PV PC HB (0: the role is not asked)
MODEL = """
D1.1 0.30 2 3 3 3 4
D1.2 0.25 1 2 4 3 2
D1.3 0.25 1 2 3 3 4
D1.4 0.20 2 2 3 3 4
D2.1 0.30 3 2 2 3 3
D2.2 0.25 2 1 2 3 3
D2.3 0.25 2 3 2 3 3
D2.4 0.20 2 2 3 3 4
D3.1 0.25 2 4 1 3 3
D3.2 0.25 1 3 2 3 3
D3.3 0.30 2 4 2 3 3
D3.4 0.20 1 3 1 2 2
D4.1 0.30 2 3 0 3 3
D4.2 0.25 1 3 0 3 3
D4.3 0.30 1 2 0 3 3
D4.4 0.15 2 2 0 3 2
D5.1 0.30 2 2 3 3 2
D5.2 0.25 2 3 3 3 3
D5.3 0.20 0 2 2 3 4
D5.4 0.25 2 3 3 3 3
D6.1 0.30 1 2 2 4 4
D6.2 0.30 1 3 2 4 4
D6.3 0.20 0 3 2 2 3
D6.4 0.20 2 2 0 3 3
D7.1 0.30 3 3 3 3 4
D7.2 0.25 1 1 1 3 4
D7.3 0.20 1 2 2 3 4
D7.4 0.25 1 3 2 3 4
"""
Row = dict[str, str]


def model() -> dict[str, tuple[Fraction, dict[str, int]]]:
    """By indicator its weight, and the required level by role."""
    found = {}
    for line in MODEL.split("\n"):
        if line:
            code, weight, *levels = line.split()
            required = dict(zip(ROLES, (int(level) for level in levels), strict=True))
            found[code] = Fraction(weight), required
    return found


INDICATORS = model()


def column(indicator: str) -> str:
    """D3.1 is the question d3_1 in the group d3."""
    name = indicator.lower().replace(".", "_")
    return f"{name.split('_')[0]}/{name}"


def mean(pairs: list[tuple[Fraction, Fraction]]) -> Fraction:
    """Of values with their weights."""
    return sum((weight * value for value, weight in pairs), Fraction()) / sum(
        weight for _, weight in pairs
    )


def submitted_last(rows: list[Row]) -> list[Row]:
    """Of each respondent the interview outside all waves that was submitted last."""
    rows = [row for row in rows if row["status"] == "submitted" and row["wave"] == ""]
    rows.sort(key=lambda row: (row["submitted_at"], int(row["interview"])))
    return list({row["respondent"]: row for row in rows}.values())


def person(row: Row) -> dict[str, Any]:
    """One person's scores and gaps, exact."""
    scores: dict[str, dict[str, Any]] = {}
    gaps = {}
    for dimension in WEIGHTS:
        asked, answered = 0, []
        for indicator, (weight, required) in INDICATORS.items():
            need = required.get(row["role"])
            if not indicator.startswith(dimension + ".") or need == 0:
                continue
            asked += 1
            if row[column(indicator)] == "":
                continue
            level = int(row[column(indicator)])
            answered.append((Fraction(level - 1, 4) * 100, weight))
            if need is not None:
                gaps[indicator] = level - need
        full = asked > 0 and 3 * len(answered) >= 2 * asked
        score = mean(answered) if full else None
        scores[dimension] = {"score": score, "answered": len(answered), "asked": asked}
    return {
        "respondent": row["respondent"],
        "office": row["office"],
        "role": row["role"],
        "dimensions": scores,
        "gaps": gaps,
    }


def office(code: str, people: list[dict[str, Any]]) -> dict[str, Any]:
    if len(people) < ENOUGH:
        return {"office": code, "suppressed": True}
    dimensions, shown = {}, []
    for dimension, weight in WEIGHTS.items():
        scores = [each["dimensions"][dimension]["score"] for each in people]
        there = [(score, Fraction(1)) for score in scores if score is not None]
        score = mean(there) if len(there) >= ENOUGH else None
        dimensions[dimension] = {"score": score, "n": len(there)}
        if score is not None:
            shown.append((score, Fraction(weight)))
    index = mean(shown) if shown else None
    return {
        "office": code,
        "suppressed": False,
        "n": len(people),
        "ici": index,
        "dimensions": dimensions,
    }


def main(path: str) -> None:
    with open(path, encoding="utf-8-sig", newline="") as file:
        people = [person(row) for row in submitted_last(list(csv.DictReader(file)))]
    of_office = defaultdict(list)
    for each in people:
        of_office[each["office"]].append(each)
    offices = [office(code, of_office[code]) for code in sorted(of_office)]
    json.dump({"offices": offices, "persons": people}, sys.stdout, default=float)


if __name__ == "__main__":
    main(sys.argv[1])
