"""date: a day, or as the form wants it a month or a year, stored as its first day."""

from datetime import date

from flows.answers import Problem
from flows.prompts import Detail, PickDate
from flows.questions.asked import Asked
from flows.questions.days import (
    MAX_TYPED,
    iso_day,
    read_day,
    read_month,
    read_year,
    show_day,
    show_month,
)
from flows.questions.language import fold

_READERS = {"day": read_day, "month": read_month, "year": read_year}
_UNREADABLE = {"day": "date-unreadable", "month": "month-unreadable", "year": "year-unreadable"}


class Date:
    def input(self, asked: Asked) -> PickDate:
        return PickDate(_detail(asked))

    def read(self, asked: Asked, raw: str) -> str | Problem:
        text, detail = fold(raw), _detail(asked)
        if not text:
            return ""
        day = _READERS[detail](text, asked.today) if len(text) <= MAX_TYPED else None
        return day.isoformat() if day else Problem(_UNREADABLE[detail])

    def check(self, asked: Asked, value: str) -> str | Problem:
        if not value:
            return ""
        day, detail = iso_day(value), _detail(asked)
        return _first(day, detail).isoformat() if day else Problem(_UNREADABLE[detail])

    def show(self, asked: Asked, value: str) -> str:
        """`12 Mei 2025`, `Mei 2025`, `2025`."""
        day, detail = iso_day(value), _detail(asked)
        if day is None:
            return value
        if detail == "year":
            return f"{day.year:04d}"
        show = show_month if detail == "month" else show_day
        return show(day, asked.language)


def _detail(asked: Asked) -> Detail:
    if asked.looks("year"):
        return "year"
    return "month" if asked.looks("month-year") else "day"


def _first(day: date, detail: Detail) -> date:
    if detail == "year":
        return day.replace(month=1, day=1)
    return day.replace(day=1) if detail == "month" else day
