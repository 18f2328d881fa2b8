"""Typed values of expressions and how one type is read as another, as JavaRosa does.

A blank is ``""``; numbers are floats; dates are `date` (a day) or an aware `datetime` (an instant
in the respondent's zone). Behaviour follows JavaRosa 5.1 (`XPathFuncExpr.toNumeric`, `toString`,
`toBoolean`, `toDate`), checked by probes against it.
"""

import math
import re
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from flows.xpath.errors import EvaluationError

Value = str | float | bool | date | datetime

EPOCH = date(1970, 1, 1)
NAN = math.nan
_NUMBER = re.compile(r"\s*(-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))\s*", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:T(.+))?", re.ASCII)
_TIME = re.compile(
    r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?(Z|[+-]\d{2}(?::?\d{2})?)?", re.ASCII
)
_INT_MAX = 2**31 - 1


def to_number(value: Value) -> float:
    """A number; NaN for a blank or unreadable text, the day's count since 1970 for a date."""
    if isinstance(value, float):
        return value
    if isinstance(value, str):
        match = _NUMBER.fullmatch(value)
        return float(match[1]) if match else NAN
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    day = value.date() if isinstance(value, datetime) else value
    return float((day - EPOCH).days)


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
    day = value.date() if isinstance(value, datetime) else value
    return day.isoformat()


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


def parse_date(text: str, zone: tzinfo | None) -> date | datetime | None:
    """ISO 8601 `2024-02-29`, optionally with `T10:30[:00[.000]]` and an offset; None otherwise."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return day if match[4] is None else _instant(day, match[4], zone)
    except (ValueError, OverflowError):
        return None


def instant_days(value: date | datetime, zone: tzinfo | None) -> float:
    """Days since 1970 in UTC with their fraction (JavaRosa's decimal-date-time)."""
    moment = at_midnight(value, zone)
    seconds = (moment - datetime(1970, 1, 1, tzinfo=_UTC)).total_seconds()
    return seconds / 86400


def at_midnight(value: date | datetime, zone: tzinfo | None) -> datetime:
    """The instant a day begins in the zone; an instant is itself."""
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, time(), tzinfo=zone)


def instant_of(days: float, zone: tzinfo | None) -> datetime:
    """The instant that lies so many days after 1970-01-01T00:00Z, in the zone."""
    try:
        moment = datetime(1970, 1, 1, tzinfo=_UTC) + timedelta(days=days)
        return moment.astimezone(zone)
    except (OverflowError, ValueError) as error:
        raise EvaluationError("a date out of range") from error


def stored(value: Value, kind: str, zone: tzinfo | None) -> Value:
    """What a node of this bind type keeps of a computed value (JavaRosa's `wrapData`)."""
    if value == "" and isinstance(value, str):
        return ""
    if isinstance(value, float) and math.isnan(value):
        return ""
    if kind == "boolean" or isinstance(value, bool):
        return to_boolean(value)
    if isinstance(value, float):
        return _stored_number(value, kind)
    if isinstance(value, date):
        if kind == "date":
            return value.date() if isinstance(value, datetime) else value
        return at_midnight(value, zone)
    return value


def canonical(value: Value) -> str:
    """How a stored value is written in exports and states: plain numbers, 1 and 0, ISO dates."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return plain(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    if isinstance(value, date):
        return value.isoformat()
    return value


def plain(number: float) -> str:
    """A number without exponent: `1250`, `0.00001`."""
    if not math.isfinite(number):
        return _java_double(number)
    if number == int(number):
        return str(int(number))
    return format(Decimal(repr(number)), "f")


_UTC = datetime.fromisoformat("1970-01-01T00:00:00+00:00").tzinfo


def _stored_number(value: float, kind: str) -> float:
    if not math.isfinite(value):
        return value
    if kind == "int":
        return float(max(-_INT_MAX - 1, min(_INT_MAX, int(value))))
    nearest = float(int(value))
    return nearest if abs(value - nearest) < 1e-9 else value


def _day_number(value: float) -> date:
    try:
        return EPOCH + timedelta(days=math.floor(value))
    except (OverflowError, ValueError) as error:
        raise EvaluationError("a date out of range") from error


def _instant(day: date, text: str, zone: tzinfo | None) -> datetime:
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(text)
    micro = int((match[4] or "0").ljust(6, "0"))
    clock = time(int(match[1]), int(match[2]), int(match[3] or 0), micro)
    if match[5] is None:
        return datetime.combine(day, clock, tzinfo=zone)
    offset = match[5].replace("Z", "+00:00")
    moment = datetime.fromisoformat(f"{day}T{clock.isoformat('microseconds')}{offset}")
    return moment.astimezone(zone)


def _java_double(value: float) -> str:
    """As Java prints a double: an exponent below 0.001 and from 10,000,000 on."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if abs(value) <= _INT_MAX and abs(value - int(value)) < 1e-12:
        return str(int(value))
    if 1e-3 <= abs(value) < 1e7:
        return repr(value)
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    power = int(exponent) + len(digits) - 1
    rest = "".join(map(str, digits[1:])) or "0"
    return f"{'-' if sign else ''}{digits[0]}.{rest}E{power}"
