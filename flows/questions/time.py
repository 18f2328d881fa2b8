"""time: a time of day, stored with the respondent's offset from UTC."""

from datetime import time

from flows.answers import Problem
from flows.prompts import PickTime
from flows.questions.asked import Asked
from flows.questions.clock import STORED_TIME, read_clock, show_clock, stored_moment
from flows.questions.language import fold


class Time:
    def input(self, _asked: Asked) -> PickTime:
        return PickTime()

    def read(self, asked: Asked, raw: str) -> str | Problem:
        text = fold(raw)
        if not text:
            return ""
        clock = read_clock(text, asked.now, asked.language)
        return clock if isinstance(clock, Problem) else _stored(clock, asked)

    def check(self, asked: Asked, value: str) -> str | Problem:
        """`14:30`, with seconds and an offset or without."""
        if not value:
            return ""
        clock = _clock(value)
        return _stored(clock, asked) if clock else Problem("time-unreadable")

    def show(self, asked: Asked, value: str) -> str:
        clock = _clock(value)
        return show_clock(clock, asked.language) if clock else value


def _stored(clock: time, asked: Asked) -> str:
    return stored_moment(asked.today, clock, asked.now).partition("T")[2]


def _clock(value: str) -> time | None:
    try:
        return time.fromisoformat(value) if STORED_TIME.fullmatch(value) else None
    except ValueError:
        return None
