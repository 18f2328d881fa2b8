"""Canonical texts to values: what a node of a data type makes of what is put into it."""

import math
import re
from collections.abc import Callable
from datetime import datetime

from flows.xpath import geo
from flows.xpath.doubles import INT_MAX, TRIMMED
from flows.xpath.moments import at_midnight, parse_date, parse_day, parse_time
from flows.xpath.values import Value

_WHOLE = re.compile(r"[+-]?[0-9]+")
_DOUBLE = re.compile(r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[fFdD]?")
_LONG_MAX = 2**63 - 1


def typed(text: str, kind: str, now: datetime) -> Value:
    """A canonical text as a value of a bind type; blank where it does not fit, as in JavaRosa.

    `now` is aware and in the respondent's zone: instants come back in it, clock times on its day.
    """
    read = _READERS.get(kind)
    trimmed = text.strip(TRIMMED)
    if read is None or trimmed == "":
        return text if read is None else ""
    found = read(trimmed, now)
    return "" if found is None else found


def _within(limit: int) -> Callable[[str, datetime], Value | None]:
    def whole(text: str, _now: datetime) -> Value | None:
        number = int(text) if _WHOLE.fullmatch(text) and len(text) < 30 else None
        fits = number is not None and -limit - 1 <= number <= limit
        return float(number) if fits and number is not None else None

    return whole


def _decimal(text: str, _now: datetime) -> Value | None:
    match = _DOUBLE.fullmatch(text)
    number = float(match[1]) if match else math.nan
    return number if math.isfinite(number) else None


def _instant(text: str, now: datetime) -> Value | None:
    found = parse_date(text, now.tzinfo)
    return None if found is None else at_midnight(found, now.tzinfo)


_READERS: dict[str, Callable[[str, datetime], Value | None]] = {
    "int": _within(INT_MAX),
    "long": _within(_LONG_MAX),
    "decimal": _decimal,
    "date": lambda text, _now: parse_day(text),
    "dateTime": _instant,
    "time": parse_time,
    "boolean": lambda text, _now: text in ("1", "t"),
    "geopoint": lambda text, _now: geo.geopoint(text),
    "geotrace": lambda text, _now: geo.geotrace(text),
    "geoshape": lambda text, _now: geo.geotrace(text),
    "multiple": lambda text, _now: " ".join(name for name in text.split(" ") if name),
}
