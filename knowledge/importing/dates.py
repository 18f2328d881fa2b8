"""Days as they are written on Indonesian documents."""

import re
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
_OTHERS = {"may": 5, "aug": 8, "ags": 8, "oct": 10, "dec": 12, "nop": 11, "peb": 2}
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_FIGURES = re.compile(r"\b(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})\b")  # the day is first
_WORDS = re.compile(r"\b(\d{1,2})[\s.-]+([A-Za-z]{3,})[\s.,-]+(\d{4})\b")


def day_in(text: str) -> date | None:
    """The first day that is written out in this text."""
    if found := _ISO.search(text):
        year, month, day = map(int, found.groups())
    elif found := _FIGURES.search(text):
        day, month, year = map(int, found.groups())
    elif found := _WORDS.search(text):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int:
    short = word[:3].lower()
    return MONTHS.index(short) + 1 if short in MONTHS else _OTHERS.get(short, 0)
