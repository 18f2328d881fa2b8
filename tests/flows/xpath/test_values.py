"""Values as they are stored and written; what odd forms of them would break."""

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from flows.xpath import EvaluationError, Value, canonical, stored
from flows.xpath.geo import geopoint, geotrace
from flows.xpath.moments import Clock, parse_day, parse_time
from flows.xpath.regexes import PatternError, matches, pattern

MAKASSAR = ZoneInfo("Asia/Makassar")
NOON = datetime(2024, 2, 29, 12, 0, 5, 250_000, tzinfo=MAKASSAR)


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (NOON, "time", "12:00:05.250+08:00"),
        (NOON, "dateTime", "2024-02-29T12:00:05.250+08:00"),
        (NOON, "date", "2024-02-29"),
        (NOON, "geopoint", ""),
        (NOON, "boolean", ""),
        (NOON.astimezone(UTC), "string", "2024-02-29T04:00:05.250Z"),
        (date(2024, 2, 29), "time", "00:00:00.000+08:00"),
        (float("inf"), "int", "2147483647"),
        (3e9, "int", "2147483647"),
        (1e30, "long", "9223372036854775808"),
        (0.5, "geopoint", "0.5"),
        ("-8.5 115", "geopoint", "-8.5 115.0 0.0 0.0"),
        ("x", "geopoint", ""),
        ("1 2;3 4 5 6;", "geotrace", "1.0 2.0 0.0 0.0; 3.0 4.0 5.0 6.0"),
        (" b  a ", "multiple", "b a"),
        (" b  a ", "string", " b  a "),
    ],
)
def test_a_bind_keeps_what_its_type_can_hold(value: Value, kind: str, text: str) -> None:
    assert canonical(stored(value, kind, MAKASSAR)) == text


def test_a_time_is_an_instant_to_expressions_and_a_clock_when_written() -> None:
    clock = stored(NOON, "time", MAKASSAR)
    assert isinstance(clock, Clock)
    assert clock == NOON
    assert type(stored(clock, "dateTime", MAKASSAR)) is datetime
    assert parse_time("04:00:05.25Z", NOON) == NOON
    assert parse_time("4 o'clock", NOON) is None


def test_places_are_read_or_refused() -> None:
    assert geopoint("1e1 +2.") == "10.0 2.0 0.0 0.0"
    assert geopoint("0 0") == ""
    assert geopoint("1 2 3 4 5") is None
    assert geopoint("1,5 2") is None
    assert geotrace(";") == ""
    assert geotrace("1 2; x") is None


def test_days_are_read_or_refused() -> None:
    assert parse_day("2024-2-9") == date(2024, 2, 9)
    assert parse_day("2024-02-30") is None
    assert parse_day("9" * 5000 + "-1-1") is None


def test_a_pattern_that_takes_too_long_is_given_up() -> None:
    begun = time.monotonic()
    with pytest.raises(EvaluationError):
        matches("a" * 40 + "!", r"(a|aa|a\w)+(b|c|\d)+")
    assert time.monotonic() - begun < 5


def test_a_pattern_that_takes_too_much_memory_is_refused() -> None:
    for text in ("a{999999999}", "((a{1000}){1000}){1000}", "a{99999999999}"):
        with pytest.raises(PatternError):
            pattern(text)
    assert matches("a" * 1000, "[a-z ]{0,5000}")


@pytest.mark.parametrize(
    "text", ["[", "a{", "a{,3}", "(?#x)a", r"\y", "[b-a]", r"\p{foo}", "(" * 9999]
)
def test_what_java_refuses_is_no_pattern(text: str) -> None:
    with pytest.raises(PatternError):
        pattern(text)
