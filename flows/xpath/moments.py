"""Days, instants and clock times: read from text, counted, and written as JavaRosa does.

An instant is an aware `datetime` in the respondent's zone, exact to the millisecond. What is odd
here is so in JavaRosa 5.1 (`DateUtils`): digits may be few or many, an offset without a colon
counts hours, and whatever follows the seconds is ignored.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

EPOCH = date(1970, 1, 1)
DAY = 86_400_000  # milliseconds
_START = datetime(1970, 1, 1, tzinfo=UTC)
_CENTURY = datetime(1900, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_INT = re.compile(r"[+-]?\d+")
_SECONDS = re.compile(r"[\d.]*")
_INT_MAX = 2**31 - 1


class Clock(datetime):
    """An instant of which a bind of type `time` shows the time of day only."""


def clock_of(moment: datetime) -> Clock:
    return Clock.combine(moment.date(), moment.timetz())


def moment_of(value: datetime) -> datetime:
    """The same instant as a plain `datetime`."""
    if not isinstance(value, Clock):
        return value
    return datetime.combine(value.date(), value.timetz())


def at_midnight(value: date | datetime, zone: tzinfo | None) -> datetime:
    """The instant a day begins in the zone; an instant is itself."""
    if isinstance(value, datetime):
        return value
    return _placed(datetime.combine(value, time()), zone)


def milliseconds(value: date | datetime, zone: tzinfo | None) -> int:
    """Since 1970-01-01T00:00Z."""
    return (at_midnight(value, zone) - _START) // _MILLISECOND


def after_start(count: int, zone: tzinfo | None) -> datetime:
    """The instant so many milliseconds after 1970-01-01T00:00Z; OverflowError or ValueError
    outside the years 1 to 9999.
    """
    moment = _START + timedelta(milliseconds=count)
    return moment.astimezone(zone if moment >= _CENTURY else _standard(zone))


def parse_day(text: str) -> date | None:
    """`2024-02-29` or `2024-2-9`; None for what is no day."""
    parts = [_int(part) for part in text.split("-")]
    if len(parts) != 3:
        return None
    year, month, day = parts
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def parse_date(text: str, zone: tzinfo | None) -> date | datetime | None:
    """A day, or an instant if there is a `T` and a time after it; None for what is neither."""
    head, mark, tail = text.partition("T")
    day = parse_day(head)
    return _instant(day, tail, zone) if mark and day else day


def parse_time(text: str, now: datetime) -> Clock | None:
    """`10:30[:00[.000]][+08:00]` on the day of `now`, in its zone."""
    found = _instant(now.date(), text, now.tzinfo)
    return None if found is None else clock_of(found)


def written_day(value: date) -> str:
    return f"{value.year}-{value.month:02d}-{value.day:02d}"


def written_time(value: datetime) -> str:
    """`10:30:00.000+08:00`; offsets in whole minutes, `Z` for none."""
    clock = f"{value.hour:02d}:{value.minute:02d}:{value.second:02d}"
    offset = (value.utcoffset() or timedelta()) // timedelta(milliseconds=1)
    if offset == 0:
        zone = "Z"
    else:
        minutes = abs(offset) // 60_000
        zone = f"{'+' if offset > 0 else '-'}{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{clock}.{value.microsecond // 1000:03d}{zone}"


def _placed(local: datetime, zone: tzinfo | None) -> datetime:
    """A local time in its zone; Java knows no offsets before 1900 and takes the standard one."""
    if local.year <= 1900:
        early = local.replace(tzinfo=_standard(zone))
        if zone is None or early < _CENTURY:
            return early
    return local.replace(tzinfo=zone)


def _standard(zone: tzinfo | None) -> tzinfo | None:
    if zone is None:
        return None
    now = datetime(2020, 1, 1, tzinfo=zone)
    return timezone((now.utcoffset() or timedelta()) - (now.dst() or timedelta()))


def _instant(day: date, text: str, zone: tzinfo | None) -> datetime | None:
    """The time after a `T`; an unreadable offset is as bad as an unreadable time."""
    clock, offset = _split_offset(text)
    found = _time(clock)
    if found is None or (offset is not None and not offset):
        return None
    if offset is None:
        return _placed(datetime.combine(day, found), zone)
    moved = milliseconds(datetime.combine(day, found, tzinfo=UTC), UTC) + offset[0] * 60_000
    try:
        return after_start(moved, zone)
    except (ValueError, OverflowError):
        return None


def _split_offset(text: str) -> tuple[str, tuple[int, ...] | None]:
    """The time and the minutes to add for UTC: None without an offset, () for one at fault."""
    if text.endswith("Z"):
        return text[:-1], (0,)
    for mark, sign in (("+", -1), ("-", 1)):
        if mark in text:
            pieces = text.split(mark)
            hours, colon, rest = pieces[1].partition(":")
            count, minutes = _int(hours), _int(rest.split(":")[0]) if colon else 0
            if count is None or minutes is None:
                return pieces[0], ()
            return pieces[0], (sign * (60 * count + minutes),)
    return text, None


def _time(text: str) -> time | None:
    pieces = text.split(":")
    if len(pieces) not in (2, 3):
        return None
    hour, minute = _int(pieces[0]), _int(pieces[1])
    seconds = _seconds(pieces[2]) if len(pieces) == 3 else 0.0
    if hour is None or minute is None or seconds is None:
        return None
    # The product is taken in doubles: JavaRosa reads 8.2 seconds as 8.199.
    millis = int(1000.0 * seconds - 1000.0 * int(seconds))
    try:
        return time(hour, minute, int(seconds), millis * 1000)
    except (ValueError, OverflowError):
        return None


def _seconds(text: str) -> float | None:
    match = _SECONDS.match(text)
    digits = match[0] if match else ""
    whole, _, fraction = digits.partition(".")
    if "." in fraction or not digits.isascii() or not (whole or fraction):
        return None
    if int(whole or 0) > _INT_MAX or int(fraction or 0) > _INT_MAX:
        return None
    return float(digits)


def _int(text: str) -> int | None:
    """As a 32-bit integer is read, a sign and digits of any script."""
    if not _INT.fullmatch(text) or len(text) > 30:
        return None
    number = int(text)
    return number if -_INT_MAX - 1 <= number <= _INT_MAX else None
