"""Times of day as people type and store them, in Indonesian and English.

Digits with minutes are on the 24-hour clock (`14.30`, `9:05`). An hour up to twelve that stands
alone or in words has two readings: it needs a part of the day (`9 pagi`, `setengah tiga sore`,
`2 pm`), without it the person is asked.
"""

import re
from datetime import date, datetime, time, timedelta, timezone

from flows.answers import Problem
from flows.questions.days import MAX_TYPED
from flows.questions.language import is_indonesian
from flows.questions.numerals import read_number

# The hours that go by a part of the day.
_PARTS = {
    "pagi": range(1, 12),
    "siang": range(10, 16),
    "sore": range(14, 20),
    "petang": range(15, 20),
    "malam": (*range(18, 24), *range(5)),
    "dini hari": range(6),
    "subuh": range(3, 7),
    "am": range(12),
    "pm": range(12, 24),
    "in the morning": range(12),
    "in the afternoon": range(12, 19),
    "in the evening": range(16, 24),
    "at night": (*range(18, 24), *range(5)),
}
_NAMED = {"tengah hari": 12, "noon": 12, "midday": 12, "tengah malam": 0, "midnight": 0}
NOW = frozenset({"sekarang", "saat ini", "now"})
_ZONES = {"wib": 7, "wita": 8, "wit": 9}  # hours ahead of UTC
_LEAD = re.compile(r"(?:pukul|pkl|pk|jam|at)(?![a-z])\.?\s*")
_DOTTED = re.compile(r"\b([ap])\.\s?m\b\.?")
_ZONE = re.compile(rf"(.*[\d\s])({'|'.join(_ZONES)})")
_PART = re.compile(rf"(.*?)(?:\s+|(?<=\d))({'|'.join(_PARTS)})(?: hari)?")
_DIGITS = re.compile(r"(\d{1,2})[:.,](\d{2})(?:[:.,](\d{2}))?", re.ASCII)
_PAST = (
    re.compile(r"(?P<hour>.+?) (?:lewat|lebih) (?P<minutes>.+?)(?: menit)?"),
    re.compile(r"(?P<minutes>.+?)(?: minutes?)? past (?P<hour>.+)"),
)
_BEFORE = (
    re.compile(r"(?P<hour>.+?) kurang (?P<minutes>.+?)(?: menit)?"),
    re.compile(r"(?P<minutes>.+?)(?: minutes?)? to (?P<hour>.+)"),
    re.compile(r"(?P<minutes>setengah) (?P<hour>.+)"),
)
_SHARES = {"seperempat": 15, "quarter": 15, "a quarter": 15, "setengah": 30, "half": 30}
_STORED = r"\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?"
STORED_TIME = re.compile(_STORED, re.ASCII)
STORED_MOMENT = re.compile(rf"\d{{4}}-\d{{2}}-\d{{2}}T{_STORED}", re.ASCII)


def read_clock(text: str, now: datetime, language: str) -> time | Problem:
    """The time that a folded text names; `time-ambiguous` where morning and evening both fit."""
    if text in NOW:
        return time(now.hour, now.minute)
    words = _bare(text, now) if len(text) <= MAX_TYPED else ""
    if words in _NAMED:
        return time(_NAMED[words])
    match = _PART.fullmatch(words)
    part = _PARTS[match[2]] if match else None
    found = _hours(match[1] if match else words, language)
    if found is None:
        return Problem("time-unreadable")
    hours, minute, second = found
    fitting = [hour for hour in hours if part is None or hour in part]
    if len(fitting) > 1 and part is None and _DIGITS.fullmatch(words):
        fitting = [hours[0]]
    if len(fitting) > 1:
        return Problem("time-ambiguous")
    return time(fitting[0], minute, second) if fitting else Problem("time-unreadable")


def show_clock(clock: time, language: str) -> str:
    """`14.30`, `14:30`; seconds only where there are some."""
    shown = clock.strftime("%H:%M:%S" if clock.second else "%H:%M")
    return shown.replace(":", ".") if is_indonesian(language) else shown


def stored_moment(day: date, clock: time, now: datetime) -> str:
    """`2025-05-12T14:30:00.000+07:00`: as ODK stores it, with the respondent's offset then."""
    if clock.tzinfo is None:
        offset = datetime.combine(day, clock, now.tzinfo).utcoffset() or timedelta()
        # Before clocks were common the zones had seconds, which a stored offset has no room for.
        minutes = offset // timedelta(minutes=1)
        clock = clock.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    return datetime.combine(day, clock).isoformat(timespec="milliseconds")


def _bare(text: str, now: datetime) -> str:
    """Without `pukul` before and the respondent's own zone behind; "" with a foreign zone."""
    lead = _LEAD.match(text)
    words = _DOTTED.sub(r"\1m", text[lead.end() :] if lead else text).replace(" o'clock", "")
    match = _ZONE.fullmatch(words)
    if match is None:
        return words
    own = now.utcoffset() == timedelta(hours=_ZONES[match[2]])
    return match[1].strip() if own else ""


def _hours(words: str, language: str) -> tuple[list[int], int, int] | None:
    """The hours that may be meant, as written first; minute and second."""
    if match := _DIGITS.fullmatch(words):
        hour, minute, second = (int(digits or 0) for digits in match.groups())
        return (_both(hour), minute, second) if max(minute, second) < 60 and hour < 24 else None
    for sign, shapes in ((1, _PAST), (-1, _BEFORE)):
        for shape in shapes:
            if match := shape.fullmatch(words):
                hour, minutes = _number(match["hour"], language), _minutes(match, language)
                if 1 <= hour <= 12 and 1 <= minutes < 60:
                    hour, minute = divmod((hour % 12 * 60 + sign * minutes) % 720, 60)
                    return [hour, hour + 12], minute, 0
    hour = _number(words, language)
    return (_both(hour), 0, 0) if 0 <= hour < 24 else None


def _both(hour: int) -> list[int]:
    """An hour as written and, up to twelve, in the other half of the day; 0 is written once."""
    if 0 < hour <= 12:
        return [hour, (hour + 12) % 24]
    return [hour]


def _minutes(match: re.Match[str], language: str) -> int:
    words = match["minutes"]
    return _SHARES.get(words) or _number(words, language)


def _number(words: str, language: str) -> int:
    """A whole number in digits or words, -1 for anything else."""
    number = read_number(words, language)
    return int(number) if number is not None and number == int(number) else -1
