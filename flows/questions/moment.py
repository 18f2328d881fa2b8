"""datetime: a day and a time of day in one answer."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time

from flows.answers import Problem
from flows.prompts import PickMoment
from flows.questions.asked import Asked
from flows.questions.clock import NOW, STORED_MOMENT, read_clock, show_clock, stored_moment
from flows.questions.days import MAX_TYPED, read_day, show_day
from flows.questions.language import fold

_GAP = re.compile(r"[\s,]+")


class Moment:
    def input(self, _asked: Asked) -> PickMoment:
        return PickMoment()

    def read(self, asked: Asked, raw: str) -> str | Problem:
        """`12 Mei 2025 14.30`, `kemarin pukul 9 pagi`, `14:30 12/5/2025`, or as it is stored."""
        text = fold(raw)
        if not text:
            return ""
        if text in NOW:
            return stored_moment(asked.today, time(asked.now.hour, asked.now.minute), asked.now)
        stored = _moment(text.upper())
        if stored:
            return stored_moment(stored.date(), stored.timetz(), asked.now)
        readings = list(_readings(text, asked))
        sure = {(day, clock) for day, clock in readings if isinstance(clock, time)}
        if len(sure) == 1:
            return stored_moment(*sure.pop(), asked.now)
        unsure = not sure and any(clock == Problem("time-ambiguous") for _, clock in readings)
        return Problem("time-ambiguous" if unsure else "moment-unreadable")

    def check(self, asked: Asked, value: str) -> str | Problem:
        if not value:
            return ""
        moment = _moment(value)
        if moment is None:
            return Problem("moment-unreadable")
        return stored_moment(moment.date(), moment.timetz(), asked.now)

    def show(self, asked: Asked, value: str) -> str:
        """`12 Mei 2025, 14.30`, `12 May 2025, 14:30`, by the respondent's clock."""
        moment, language = _moment(value), asked.language
        if moment is None:
            return value
        moment = moment.astimezone(asked.now.tzinfo) if moment.tzinfo else moment
        return f"{show_day(moment.date(), language)}, {show_clock(moment.time(), language)}"


def _readings(text: str, asked: Asked) -> Iterator[tuple[date, time | Problem]]:
    """Every way to part the text into a day and a time, in either order."""
    if len(text) > 2 * MAX_TYPED:
        return
    for gap in _GAP.finditer(text):
        one, other = text[: gap.start()], text[gap.end() :]
        for days, clocks in ((one, other), (other, one)):
            day = read_day(days, asked.today)
            if day and _is_near(day):
                yield day, read_clock(clocks, asked.now, asked.language)


def _moment(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if STORED_MOMENT.fullmatch(value) else None
    except ValueError:
        return None
    return moment if moment and _is_near(moment.date()) else None


def _is_near(day: date) -> bool:
    """Not at the ends of the calendar, where another zone has no date for it."""
    return 1 < day.year < 9999
