"""The invented answers: the same for the same people, plausible, and given in office hours."""

from datetime import UTC, datetime, timedelta
from statistics import mean
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sample.baseline import LAST_DAY, Respondent, chance, facts, level, sitting

PEOPLE = [
    Respondent(f"B{number:03}", f"P4MI-{number % 7}", role)
    for number, role in enumerate(("FD", "PO", "PV", "PC", "HB") * 20)
]
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MOMENTS = st.integers(0, 4 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))


def test_chance_is_even_and_never_an_end() -> None:
    drawn = [chance("a", str(number)) for number in range(4000)]
    assert 0 < min(drawn) < 0.01 < 0.99 < max(drawn) < 1
    assert mean(drawn) == pytest.approx(0.5, abs=0.02)
    assert chance("a", "b") != chance("ab") != chance("b", "a")


def test_people_keep_to_their_answers() -> None:
    # The numbers stand in pictures and documents: a change of them shall be seen here.
    sari = Respondent("B001", "BP3MI-NTT", "FD")
    assert [level(sari, f"D3.{number}", 2) for number in range(1, 5)] == [2, 3, 1, 3]


def test_more_is_reached_where_more_is_required() -> None:
    low, high = ([level(each, "D1.1", need) for each in PEOPLE] for need in (1, 4))
    assert mean(high) > mean(low) + 1
    assert {*low, *high} == {1, 2, 3, 4, 5}
    unknown, middling = ([level(each, "D1.1", need) for each in PEOPLE] for need in (None, 2.5))
    assert unknown == middling


def test_facts_fit_each_other() -> None:
    today = START.date()
    for each in PEOPLE:
        said = facts(each, today)
        assert 0 <= int(said["kasus_nonprosedural"]) <= int(said["jumlah_kasus"])
        assert said["tanggal_pelatihan"] < today.isoformat()
        assert 1 <= len(said["dukungan"].split()) <= 2
        assert each.role != "PO" or said["menangani_kasus"] == "ya"


@given(MOMENTS, st.sampled_from(PEOPLE), st.sampled_from(["Asia/Jakarta", "Asia/Jayapura"]))
def test_an_interview_lies_in_the_hours_of_a_working_day_before(
    now: datetime, someone: Respondent, zone: str
) -> None:
    began, pace = sitting(someone, zone, now)
    ended = began + 45 * pace  # more questions than there are
    assert began.tzinfo == ZoneInfo(zone)
    assert began.weekday() < 5
    assert began.date() == ended.date()
    assert 8 <= began.hour <= ended.hour < 16
    assert not 12 <= ended.hour < 13
    assert now - timedelta(days=30) < began < ended < now - timedelta(days=LAST_DAY - 2)
