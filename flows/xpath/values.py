"""Typed values of expressions and how one type is read as another, as JavaRosa does.

A blank is ``""``; numbers are floats; dates are `date` (a day), an aware `datetime` (an instant
in the respondent's zone) or a `Clock` (an instant kept by a bind of type `time`). Behaviour
follows JavaRosa 5.1 (`XPathFuncExpr.toNumeric`, `toString`, `toBoolean`, `toDate`), checked by
probes against it.
"""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal

from flows.xpath import geo
from flows.xpath.doubles import INT_MAX, TRIMMED, double_text, saturated
from flows.xpath.errors import EvaluationError
from flows.xpath.moments import (
    DAY,
    EPOCH,
    Clock,
    after_start,
    at_midnight,
    clock_of,
    milliseconds,
    moment_of,
    parse_date,
    written_day,
    written_time,
)

Value = str | float | bool | date | datetime

NAN = math.nan
_NUMBER = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")


def to_number(value: Value) -> float:
    """A number; NaN for a blank or unreadable text, the day's count since 1970 for a date.

    A comma is read as a point.
    """
    if isinstance(value, float):
        return value
    if isinstance(value, str):
        text = value.replace(",", ".").strip(TRIMMED)
        return float(text) if _NUMBER.fullmatch(text) else NAN
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    day = value.date() if isinstance(value, datetime) else value
    return float((day - EPOCH).days)


def to_double(value: Value, zone: tzinfo | None) -> float:
    """As `to_number`, but of a date the days since 1970 with their fraction."""
    if not isinstance(value, date):
        return to_number(value)
    return (milliseconds(value, zone) - milliseconds(EPOCH, zone)) / DAY


def to_integer(value: Value) -> int:
    """A 32-bit integer, 0 for NaN."""
    return saturated(to_number(value), INT_MAX)


def to_boolean(value: Value) -> bool:
    """Texts are true unless blank, numbers unless 0 or NaN, dates always."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return abs(value) > 1e-12 and not math.isnan(value)
    return value != ""


def to_string(value: Value) -> str:
    """The text of a value as expressions see it: an instant keeps only its day."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _java_double(value)
    return written_day(value)


def is_blank(value: Value) -> bool:
    return value == "" if isinstance(value, str) else isinstance(value, float) and value != value


def text_of(value: Value) -> str:
    """A value that must be a text already; JavaRosa does not convert it here."""
    if not isinstance(value, str):
        raise EvaluationError("a text is needed")
    return value


def to_date(value: Value, zone: tzinfo | None) -> date | datetime | None:
    """A day or instant; None for a blank; EvaluationError for what is no date."""
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        raise EvaluationError("a boolean is no date")
    if isinstance(value, float):
        return None if math.isnan(value) else _day_number(value)
    if value == "":
        return None
    found = parse_date(value, zone)
    if found is None:
        raise EvaluationError("not a date")
    return found


def instant_days(value: date | datetime, zone: tzinfo | None) -> float:
    """Days since 1970 in UTC with their fraction (JavaRosa's decimal-date-time)."""
    return milliseconds(value, zone) / DAY


def instant_of(days: float, zone: tzinfo | None) -> datetime:
    """The instant that lies so many days after 1970-01-01T00:00Z, in the zone."""
    try:
        return after_start(int(within_days(days) * DAY), zone)
    except (OverflowError, ValueError) as error:
        raise EvaluationError("a date out of range") from error


def within_days(number: float) -> float:
    """A number that can count days; EvaluationError for one of more than 32 bits."""
    if math.isinf(number) or not -INT_MAX - 1 <= number <= INT_MAX:
        raise EvaluationError("a date out of range")
    return number


def stored(value: Value, kind: str, zone: tzinfo | None) -> Value:
    """What a node of this bind type keeps of a computed value (JavaRosa's `wrapData`).

    Blank where JavaRosa stops: for a date in a boolean, a text that is no point.
    """
    if value == "" and isinstance(value, str):
        return ""
    if isinstance(value, float) and math.isnan(value):
        return ""
    if kind in _DATELESS and isinstance(value, date):
        return ""
    if kind == "boolean" or isinstance(value, bool):
        return to_boolean(value)
    if isinstance(value, float):
        return _stored_number(value, kind)
    if kind in _TEXTS:
        return _TEXTS[kind](to_string(value)) or ""
    return _stored_date(value, kind, zone) if isinstance(value, date) else value


def canonical(value: Value) -> str:
    """How a stored value is written in exports and states: plain numbers, 1 and 0, ISO dates."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return plain(value)
    if isinstance(value, Clock):
        return written_time(value)
    if isinstance(value, datetime):
        return f"{written_day(value)}T{written_time(value)}"
    return written_day(value) if isinstance(value, date) else value


def plain(number: float) -> str:
    """A number without exponent: `1250`, `0.00001`."""
    if not math.isfinite(number):
        return _java_double(number)
    if number == int(number):
        return str(int(number))
    return format(Decimal(repr(number)), "f")


_DATELESS = frozenset({"boolean", "geopoint", "geotrace", "geoshape"})
_TEXTS: dict[str, Callable[[str], str | None]] = {
    "geopoint": geo.geopoint,
    "geotrace": geo.geotrace,
    "geoshape": geo.geotrace,
    "choice": lambda text: text,
    "multiple": lambda text: " ".join(name for name in text.split(" ") if name),
}


def _stored_date(value: date | datetime, kind: str, zone: tzinfo | None) -> date | datetime:
    if kind == "date":
        return value.date() if isinstance(value, datetime) else value
    moment = moment_of(at_midnight(value, zone))
    return clock_of(moment) if kind == "time" else moment


def _stored_number(value: float, kind: str) -> float:
    if kind == "int":
        return float(saturated(value, INT_MAX))
    nearest = float(saturated(value))
    return nearest if kind == "long" or abs(value - nearest) < 1e-9 else value


def _day_number(value: float) -> date:
    try:
        return EPOCH + timedelta(days=int(within_days(value)))
    except (OverflowError, ValueError) as error:
        raise EvaluationError("a date out of range") from error


def _java_double(value: float) -> str:
    """Whole numbers of 32 bits have no point, and what rounds to them neither."""
    if abs(value) < 1e-12:
        return "0"
    nearest = saturated(value, INT_MAX)
    return str(nearest) if abs(value - nearest) < 1e-12 else double_text(value)
