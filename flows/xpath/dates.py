"""Functions of dates: reading, formatting and counting them (JavaRosa's escapes, in English)."""

import math
from collections.abc import Callable
from datetime import date, datetime, timedelta

from flows.xpath.context import Context
from flows.xpath.errors import EvaluationError
from flows.xpath.moments import DAY, at_midnight, milliseconds
from flows.xpath.values import (
    Value,
    instant_days,
    instant_of,
    to_date,
    to_string,
    within_days,
)

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def today(context: Context) -> Value:
    return context.now.date()


def now(context: Context) -> Value:
    return context.now.replace(microsecond=context.now.microsecond // 1000 * 1000)


def as_date(context: Context, value: Value) -> Value:
    """A day; the time of a text is kept, that of an instant is dropped, as JavaRosa does."""
    if isinstance(value, datetime):
        return value.date()
    return _kept(value, to_date(value, context.now.tzinfo))


def as_instant(context: Context, value: Value) -> Value:
    return _kept(value, _moment(context, value))


def decimal_date_time(context: Context, value: Value) -> Value:
    if isinstance(value, float):
        return value if math.isnan(value) else within_days(value)
    found = to_date(value, context.now.tzinfo)
    return "" if found is None else instant_days(found, context.now.tzinfo)


def decimal_time(context: Context, value: Value) -> Value:
    """The fraction of the day that has passed, by the offset that holds today."""
    if isinstance(value, float):
        return value if math.isnan(value) else within_days(value) - math.floor(value)
    found = to_date(value, context.now.tzinfo)
    if found is None:
        return ""
    offset = context.now.utcoffset() or timedelta()
    days = (milliseconds(found, context.now.tzinfo) + offset / timedelta(milliseconds=1)) / DAY
    return days - math.floor(days)


def format_date(context: Context, value: Value, pattern: Value) -> Value:
    """%Y %y %m %n %b %d %e %H %h %M %S %3 %a %W %%; another escape is an EvaluationError."""
    moment = _moment(context, value)
    if moment is None:
        return ""
    parts: list[str] = []
    characters = iter(to_string(pattern))
    for character in characters:
        if character != "%":
            parts.append(character)
            continue
        escape = _ESCAPES.get(next(characters, ""))
        if escape is None:
            raise EvaluationError("an unknown escape in a date format")
        parts.append(escape(moment))
    return "".join(parts)


def _moment(context: Context, value: Value) -> datetime | None:
    """A number counts days with their fraction here, from 1970 in UTC."""
    zone = context.now.tzinfo
    if isinstance(value, float) and not math.isnan(value):
        return instant_of(value, zone)
    found = to_date(value, zone)
    return None if found is None else at_midnight(found, zone)


def _kept(value: Value, found: date | datetime | None) -> Value:
    """A blank and a NaN stay what they are."""
    return value if found is None else found


def _week(day: date) -> int:
    """Weeks begin on Sunday; the one that holds 1 January is the first (Java's default)."""
    weekday = (day.weekday() + 1) % 7
    if day.month == 12 and day.day + 6 - weekday > 31:
        return 1
    first = date(day.year, 1, 1)
    return (day.timetuple().tm_yday - 1 + (first.weekday() + 1) % 7) // 7 + 1


_ESCAPES: dict[str, Callable[[datetime], str]] = {
    "Y": lambda at: f"{at.year:04d}",
    "y": lambda at: f"{at.year % 100:02d}",
    "m": lambda at: f"{at.month:02d}",
    "n": lambda at: str(at.month),
    "b": lambda at: _MONTHS[at.month - 1],
    "d": lambda at: f"{at.day:02d}",
    "e": lambda at: str(at.day),
    "H": lambda at: f"{at.hour:02d}",
    "h": lambda at: str(at.hour),
    "M": lambda at: f"{at.minute:02d}",
    "S": lambda at: f"{at.second:02d}",
    "3": lambda at: f"{at.microsecond // 1000:03d}",
    "a": lambda at: _DAYS[at.weekday()],
    "W": lambda at: str(_week(at)),
    "%": lambda _at: "%",
}
