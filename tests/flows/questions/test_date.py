"""Dates that are asked as a month or a year only."""

import pytest

from flows.prompts import PickDate
from flows.questions import TYPES
from tests.flows.questions.asking import EN, ID, asked, checked, read

YEAR, MONTH = asked(appearance="year"), asked(appearance="month-year")


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        ("2025", "2025-01-01"),
        ("tahun ini", "2025-01-01"),
        ("last year", "2024-01-01"),
        ("Mei 2025", "2025-01-01"),
        ("12 Mei 2025", "2025-01-01"),
        ("25", "!year-unreadable"),
        ("0000", "!year-unreadable"),
        ("", ""),
    ],
)
def test_a_year(raw: str, answer: str) -> None:
    assert read("date", raw, YEAR) == answer


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        ("Mei 2025", "2025-05-01"),
        ("may 2025", "2025-05-01"),
        ("5/2025", "2025-05-01"),
        ("2025-05", "2025-05-01"),
        ("12 Mei 2025", "2025-05-01"),
        ("bulan ini", "2025-06-01"),
        ("bulan lalu", "2025-05-01"),
        ("2025", "!month-unreadable"),
        ("Mei", "!month-unreadable"),
        ("13/2025", "!month-unreadable"),
        ("xyz 2025", "!month-unreadable"),
    ],
)
def test_a_month(raw: str, answer: str) -> None:
    assert read("date", raw, MONTH) == answer


def test_the_first_day_is_stored_and_only_what_was_asked_is_shown() -> None:
    assert checked("date", "2025-05-12", YEAR) == "2025-01-01"
    assert checked("date", "2025-05-12", MONTH) == "2025-05-01"
    assert checked("date", "2025", YEAR) == "!year-unreadable"
    assert TYPES["date"].show(YEAR, "2025-01-01") == "2025"
    assert TYPES["date"].show(MONTH, "2025-05-01") == "Mei 2025"
    english = asked(language="en", appearance="month-year")
    assert TYPES["date"].show(english, "2025-05-01") == "May 2025"


def test_how_exactly_it_is_asked() -> None:
    assert TYPES["date"].input(ID) == TYPES["date"].input(EN) == PickDate("day")
    assert TYPES["date"].input(YEAR) == PickDate("year")
    assert TYPES["date"].input(asked(appearance="no-calendar month-year")) == PickDate("month")
