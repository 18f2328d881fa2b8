"""What expressions evaluate to, held against values recorded from JavaRosa."""

from datetime import datetime

import pytest

from flows import load_form, start, state
from tests.flows.xpath.probes import ZONE, agrees, computed, probe_form, probes

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)


def evaluated(*expressions: tuple[str, str]) -> list[str]:
    return computed(list(expressions), NOW)


def test_every_probe_has_the_value_javarosa_gives_it() -> None:
    rows = probes()
    found = evaluated(*[(kind, text) for kind, text, _ in rows])
    wrong = [(row, ours) for row, ours in zip(rows, found, strict=True) if not agrees(ours, row[2])]
    assert len(rows) > 3000
    assert wrong == []


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("floor(-2.5)", "-3"),
        ("ceiling(-2.5)", "-2"),
        ("substring('12345', 2, 3)", "234"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("instance('c')/root/item[position() = last()]/name", "b"),
        ("count(instance('c')/root/*)", "2"),
        ("count(/data/i | /data/d | /data/i)", "2"),
        ("count(/data/i/descendant-or-self::*)", "1"),
        ("parent::node()/i", "5"),
    ],
)
def test_xpath_that_javarosa_lacks_follows_the_standard(expression: str, value: str) -> None:
    assert evaluated(("string", expression)) == [value]


@pytest.mark.parametrize(
    "expression",
    [
        "date('abc')",
        "format-date('2024-02-29', '%Q')",
        "regex('a', concat('[', ''))",
        "string(instance('c')/root/item/name)",
        "date(1 div 0)",
        "date(100000000000)",
        "selected(/data/i, '5')",
        "selected('5', 5)",
        "concat(instance('c')/root/item/n, 'x')",
        "digest('a', 'SHA-3')",
        "distance('x', '0 0')",
    ],
)
def test_what_cannot_be_evaluated_is_blank(expression: str) -> None:
    assert evaluated(("string", expression)) == [""]


def test_the_clock_and_the_zone_are_given() -> None:
    assert evaluated(
        ("date", "today()"),
        ("string", "today()"),
        ("dateTime", "now()"),
        ("string", "now() > today()"),
    ) == [
        "2026-11-24",
        "2026-11-24T00:00:00.000+08:00",
        "2026-11-24T09:00:00.000+08:00",
        "0",
    ]


def test_a_clock_is_read_from_the_day_of_now() -> None:
    assert evaluated(
        ("time", "now()"),
        ("string", "decimal-time(now())"),
        ("string", "abs(now()) - abs(today())"),
    ) == ["09:00:00.000+08:00", "0.375", "0.375"]


@pytest.mark.parametrize("levels", [150, 300])
def test_deep_nesting_is_fine(levels: int) -> None:
    """A form in use nests a hundred if()s."""
    text = "'z'"
    for level in range(levels):
        text = f"if(/data/i = {level + 100}, {level}, {text})"
    assert evaluated(("string", text)) == ["z"]


def test_chance_comes_from_the_seed() -> None:
    form = load_form(
        probe_form([("string", "random()"), ("string", "uuid()"), ("string", "uuid(7)")])
    )
    first = state(form, start(form, NOW, seed=1).interview, NOW)["nodes"]
    again = state(form, start(form, NOW, seed=1).interview, NOW)["nodes"]
    other = state(form, start(form, NOW, seed=2).interview, NOW)["nodes"]
    assert first == again
    assert first["/data/e0"] != other["/data/e0"]
    assert 0 <= float(first["/data/e0"]["value"]) < 1
    assert len(first["/data/e1"]["value"]) == 36
    assert first["/data/e1"]["value"][14] == "4"
    assert len(first["/data/e2"]["value"]) == 7
