"""Days, months and years as people type and read them: the day goes before the month."""

import re
from datetime import date, timedelta

from flows.questions.language import is_indonesian

MAX_TYPED = 60  # characters that a date or a time can have
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
_DAYS = {"hari ini": 0, "today": 0, "kemarin": -1, "yesterday": -1, "besok": 1, "tomorrow": 1}
_MONTHS_AGO = {"bulan ini": 0, "this month": 0, "bulan lalu": 1, "last month": 1}
_YEARS_AGO = {"tahun ini": 0, "this year": 0, "tahun lalu": 1, "last year": 1}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[\s\-/.]*([a-z]+)[\s\-/.,]*(\d{4}|\d{2})", re.ASCII)
_MONTH_NAMED = re.compile(r"([a-z]+)[\s\-/.,]*(\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/. ]\s*(\d{1,2})", re.ASCII)


def read_day(text: str, today: date) -> date | None:
    """The day that a folded text names."""
    if text in _DAYS:
        return today + timedelta(days=_DAYS[text])
    if match := _ISO.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := _DAY_FIRST.fullmatch(text):
        return _day(_full_year(match[3], today), match[2], match[1])
    if (match := _NAMED.fullmatch(text)) and (month := _month(match[2])):
        return _day(_full_year(match[3], today), str(month), match[1])
    return None


def read_month(text: str, today: date) -> date | None:
    """The first day of the month that a folded text names, or of a day in it."""
    if text in _MONTHS_AGO:
        return months_before(today, _MONTHS_AGO[text])
    if match := _MONTH_NAMED.fullmatch(text):
        return _day(match[2], str(_month(match[1])), "1")
    if match := _MONTH_FIRST.fullmatch(text):
        return _day(match[2], match[1], "1")
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(match[1], match[2], "1")
    day = read_day(text, today)
    return day.replace(day=1) if day else None


def read_year(text: str, today: date) -> date | None:
    """The first day of the year that a folded text names, or of a day or month in it."""
    if text in _YEARS_AGO:
        return date(today.year - _YEARS_AGO[text], 1, 1)
    if re.fullmatch(r"\d{4}", text, re.ASCII):
        return _day(text, "1", "1")
    day = read_month(text, today)
    return day.replace(month=1) if day else None


def months_before(day: date, count: int) -> date:
    """The first day of the month that many months earlier."""
    months = day.year * 12 + day.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)


def iso_day(value: str) -> date | None:
    """A day as it is stored, `2025-05-12`."""
    match = _ISO.fullmatch(value)
    day = _day(*match.groups()) if match else None
    return day if day and day.isoformat() == value else None


def show_day(day: date, language: str) -> str:
    """`12 Mei 2025`, `12 May 2025`."""
    return f"{day.day} {show_month(day, language)}"


def show_month(day: date, language: str) -> str:
    """`Mei 2025`, `May 2025`."""
    names = _INDONESIAN if is_indonesian(language) else _ENGLISH
    return f"{names[day.month - 1]} {day.year:04d}"


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
