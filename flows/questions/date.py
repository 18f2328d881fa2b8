"""date: a day, chosen or typed, day before month."""

import re
from datetime import date, timedelta

from flows.answers import Problem
from flows.prompts import PickDate
from flows.questions.asked import Asked
from flows.questions.language import fold, is_indonesian

_INDONESIAN = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
_ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_EXTRA = {"agt": 8, "ags": 8, "agust": 8, "sept": 9, "nop": 11, "nopember": 11, "pebruari": 2}
_MONTHS = {
    name.casefold(): place
    for names in (_INDONESIAN, _ENGLISH)
    for place, name in enumerate(names, 1)
}
_RELATIVE = {"hari ini": 0, "today": 0, "kemarin": -1, "yesterday": -1, "besok": 1, "tomorrow": 1}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[\s\-/.]*([a-z]+)[\s\-/.,]*(\d{4}|\d{2})", re.ASCII)


class Date:
    def input(self, _asked: Asked) -> PickDate:
        return PickDate()

    def read(self, asked: Asked, raw: str) -> str | Problem:
        text = fold(raw)
        if not text:
            return ""
        day = _understood(text, asked.today) if len(text) <= 60 else None
        return day.isoformat() if day else Problem("date-unreadable")

    def check(self, _asked: Asked, value: str) -> str | Problem:
        if not value:
            return ""
        day = _day(*match.groups()) if (match := _ISO.fullmatch(value)) else None
        return value if day and day.isoformat() == value else Problem("date-unreadable")

    def show(self, asked: Asked, value: str) -> str:
        """`12 Mei 2025`, `12 May 2025`."""
        match = _ISO.fullmatch(value)
        if match is None:
            return value
        names = _INDONESIAN if is_indonesian(asked.language) else _ENGLISH
        return f"{int(match[3])} {names[int(match[2]) - 1]} {int(match[1])}"


def _understood(text: str, today: date) -> date | None:
    if text in _RELATIVE:
        return today + timedelta(days=_RELATIVE[text])
    if match := _ISO.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := _DAY_FIRST.fullmatch(text):
        return _day(_full_year(match[3], today), match[2], match[1])
    if (match := _NAMED.fullmatch(text)) and (month := _month(match[2])):
        return _day(_full_year(match[3], today), str(month), match[1])
    return None


def _month(word: str) -> int:
    """A month's name or its first letters, three at least; 0 for none."""
    if word in _EXTRA:
        return _EXTRA[word]
    found = {place for name, place in _MONTHS.items() if len(word) >= 3 and name.startswith(word)}
    return found.pop() if len(found) == 1 else 0


def _full_year(digits: str, today: date) -> str:
    """Two digits mean a year from 79 years back to 20 years ahead."""
    if len(digits) == 4:
        return digits
    year = today.year // 100 * 100 + int(digits)
    return str(year - 100 if year > today.year + 20 else year)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
