"""Times of day, and days with a time, as people type them."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from flows.prompts import PickMoment, PickTime
from flows.questions import TYPES
from tests.flows.questions.asking import EN, ID, NOW, checked, read


@pytest.mark.parametrize(
    ("raw", "clock"),
    [
        ("14:30", "14:30"),
        ("14.30", "14:30"),
        ("14,30", "14:30"),
        ("9.05", "09:05"),
        ("00:00", "00:00"),
        ("pukul 14.30", "14:30"),
        ("Pkl. 14.30", "14:30"),
        ("14.30 WIB", "14:30"),
        ("14", "14:00"),
        ("0", "00:00"),
        ("2 siang", "14:00"),
        ("12 siang", "12:00"),
        ("12 malam", "00:00"),
        ("jam 9 pagi", "09:00"),
        ("jam9 pagi", "09:00"),
        ("jam sembilan malam", "21:00"),
        ("1 malam", "01:00"),
        ("4 dini hari", "04:00"),
        ("enam sore hari", "18:00"),
        ("14.30 siang", "14:30"),
        ("setengah tiga sore", "14:30"),
        ("setengah satu siang", "12:30"),
        ("dua lewat seperempat siang", "14:15"),
        ("dua lewat 10 menit siang", "14:10"),
        ("tiga kurang sepuluh sore", "14:50"),
        ("2:30 pm", "14:30"),
        ("2:30PM", "14:30"),
        ("2:30 p.m.", "14:30"),
        ("12 am", "00:00"),
        ("12.15 pm", "12:15"),
        ("5 o'clock pm", "17:00"),
        ("at half past two in the afternoon", "14:30"),
        ("quarter to three pm", "14:45"),
        ("ten minutes past nine at night", "21:10"),
        ("tengah malam", "00:00"),
        ("noon", "12:00"),
        ("sekarang", "10:05"),
    ],
)
def test_times(raw: str, clock: str) -> None:
    assert read("time", raw) == f"{clock}:00.000+07:00"


def test_seconds_are_kept() -> None:
    assert read("time", "14:30:15") == "14:30:15.000+07:00"
    assert TYPES["time"].show(ID, "14:30:15.000+07:00") == "14.30.15"


@pytest.mark.parametrize("raw", ["9", "jam 9", "12", "setengah tiga", "half past two", "dua"])
def test_morning_or_evening_is_asked(raw: str) -> None:
    assert read("time", raw) == "!time-ambiguous"


@pytest.mark.parametrize(
    "raw",
    [
        "24.00",
        "25",
        "9:5",
        "9:60",
        "7 siang",
        "14 pagi",
        "0.30 pagi",
        "14.30 WITA",  # of another zone: which time of here is meant?
        "nanti",
        "pagi",
        "-1",
        "setengah tiga belas sore",
        "x" * 500,
    ],
)
def test_what_is_no_time_is_said(raw: str) -> None:
    assert read("time", raw) == "!time-unreadable"


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ("14:30", "14:30:00.000+07:00"),
        ("14:30:05", "14:30:05.000+07:00"),
        ("14:30:05.123", "14:30:05.123+07:00"),
        ("14:30:00.000+09:00", "14:30:00.000+09:00"),
        ("14:30Z", "14:30:00.000+00:00"),
        ("", ""),
        ("14.30", "!time-unreadable"),
        ("25:00", "!time-unreadable"),
        ("14:30+99:00", "!time-unreadable"),
    ],
)
def test_times_as_stored(value: str, answer: str) -> None:
    assert checked("time", value) == answer


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("12 Mei 2025 14.30", "2025-05-12T14:30"),
        ("12 Mei 2025, pukul 14.30", "2025-05-12T14:30"),
        ("12/5/25 2 siang", "2025-05-12T14:00"),
        ("kemarin 9:00", "2025-06-14T09:00"),
        ("9 pagi kemarin", "2025-06-14T09:00"),
        ("hari ini setengah tiga sore", "2025-06-15T14:30"),
        ("14.30 12 5 2025", "2025-05-12T14:30"),
        ("2025-05-12T14:30", "2025-05-12T14:30"),
        ("2025-05-12 14:30", "2025-05-12T14:30"),
        ("May 12", "!moment-unreadable"),
        ("yesterday 2 pm", "2025-06-14T14:00"),
        ("sekarang", "2025-06-15T10:05"),
        ("kemarin 9", "!time-ambiguous"),
        ("kemarin", "!moment-unreadable"),
        ("14.30", "!moment-unreadable"),
        ("31/2/2025 10.00", "!moment-unreadable"),
        ("1/1/0001 10.00", "!moment-unreadable"),
        ("x " * 500, "!moment-unreadable"),
        ("", ""),
    ],
)
def test_days_with_a_time(raw: str, moment: str) -> None:
    expected = f"{moment}:00.000+07:00" if moment.startswith("2") else moment
    assert read("datetime", raw) == expected


def test_the_offset_is_that_of_the_day() -> None:
    """Central European time stands for zones with summer time."""
    berlin = replace(ID, now=NOW.astimezone(ZoneInfo("Europe/Berlin")))
    assert read("datetime", "12 Mei 2025 14.30", berlin).endswith("+02:00")
    assert read("datetime", "12 Januari 2025 14.30", berlin).endswith("+01:00")
    old = replace(ID, now=datetime(2025, 6, 15, tzinfo=ZoneInfo("Asia/Jakarta")))
    assert read("datetime", "1 Januari 1900 10.00", old) == "1900-01-01T10:00:00.000+07:07"


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ("2025-05-12T14:30:00.000+07:00", "2025-05-12T14:30:00.000+07:00"),
        ("2025-05-12T14:30", "2025-05-12T14:30:00.000+07:00"),
        ("2025-05-12T14:30:00Z", "2025-05-12T14:30:00.000+00:00"),
        ("2025-05-12", "!moment-unreadable"),
        ("2025-02-30T14:30", "!moment-unreadable"),
        ("", ""),
    ],
)
def test_moments_as_stored(value: str, answer: str) -> None:
    assert checked("datetime", value) == answer


def test_they_are_shown_as_people_write_them_and_can_be_typed_again() -> None:
    for kind, value, shown, english in (
        ("time", "14:30:00.000+07:00", "14.30", "14:30"),
        (
            "datetime",
            "2025-05-12T14:30:00.000+07:00",
            "12 Mei 2025, 14.30",
            "12 May 2025, 14:30",
        ),
    ):
        for question, expected in ((ID, shown), (EN, english)):
            assert TYPES[kind].show(question, value) == expected
            assert read(kind, expected, question) == value
    elsewhere = "2025-05-12T14:30:00.000+09:00"
    assert TYPES["datetime"].show(ID, elsewhere) == "12 Mei 2025, 12.30"
    assert TYPES["time"].input(ID) == PickTime()
    assert TYPES["datetime"].input(ID) == PickMoment()
