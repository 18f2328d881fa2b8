"""Dates in the words of a language."""

from datetime import date

import pytest

from bot.i18n import long_date


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("id", "Rabu, 1 April 2026"),
        ("en", "Wednesday, 1 April 2026"),
        ("en-US", "Wednesday, 1 April 2026"),
    ],
)
def test_a_long_date_is_written_as_on_the_cards(language: str, words: str) -> None:
    assert long_date(language, date(2026, 4, 1)) == words
