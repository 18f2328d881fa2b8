"""Dates and times on a phone: the calendar and the clock on the card, and what is typed beside."""

from datetime import date, timedelta

import pytest

from bot.interviews.passage import Passage
from bot.interviews.tapping import Verb
from storage.database import Database
from tests.bot.interviews.walking import BACK, SKIP, STALE, answers, asked, forged, held, taps
from tests.support.chat import Phone

ASK = "| type | name | label | appearance | constraint |\n| {} | a | Apa? | {} | {} |\n"
END = "| text | z | Akhir? | | |"


def one(database: Database, kind: str, appearance: str = "", constraint: str = "") -> Phone:
    """At a question of this type, on 2 March 2026; a free text follows it."""
    return asked(database, ASK.format(kind, appearance, constraint) + END)


def stored(database: Database) -> str:
    return answers(database, form="baru").get("/data/a", "")


# A day ---------------------------------------------------------------------------------------


def test_a_month_opens_on_the_card(database: Database) -> None:
    phone = one(database, "date")
    assert phone.labels == ["Hari ini", "Kemarin", "Kalender", SKIP]
    message, button = taps(phone, "Kalender")
    for _ in range(2):
        phone.press(button, message)
        assert len(phone.messages) == 1, "the card is edited in place"
    rows = [[button.label for button in row] for row in phone.screen.rows]
    assert rows == [
        ["‹ Feb", "Mar 2026", "Apr ›"],
        ["Sn", "Sl", "Rb", "Km", "Jm", "Sb", "Mg"],
        ["·", "·", "·", "·", "·", "·", "1"],
        ["2", "3", "4", "5", "6", "7", "8"],
        ["9", "10", "11", "12", "13", "14", "15"],
        ["16", "17", "18", "19", "20", "21", "22"],
        ["23", "24", "25", "26", "27", "28", "29"],
        ["30", "31", "·", "·", "·", "·", "·"],
        ["« 2025", "Tutup", "2027 »"],
        [SKIP],
    ]
    assert "Kalender Maret 2026." in phone.text
    phone.tap("‹ Feb")
    message, button = taps(phone, "14")
    phone.press(button, message)
    assert phone.toast == "✓ Tersimpan · Sabtu, 14 Februari 2026"
    assert stored(database) == "2026-02-14"
    phone.press(button, message)
    assert phone.toast == STALE
    phone.tap(BACK)
    assert phone.labels[:3] == ["Hari ini", "Kemarin", "Kalender"], "closed when the card moved on"
    phone.tap("Kalender")
    assert "✓14" in phone.labels
    assert "Kalender Februari 2026." in phone.text


def test_a_day_of_birth_is_few_taps_away(database: Database) -> None:
    phone = one(database, "date")
    for label in ("Kalender", "Mar 2026", "2026", "1994", "Okt", "17"):
        phone.tap(label)
    assert phone.toast == "✓ Tersimpan · Senin, 17 Oktober 1994"
    phone.tap(BACK)
    for label in ("Kalender", "Okt 1994", "1994", "« 1956", "1950", "« 1949", "Des", "31"):
        phone.tap(label)
    assert stored(database) == "1949-12-31"


def test_heads_and_gaps_of_the_calendar_change_nothing(database: Database) -> None:
    phone = one(database, "date")
    phone.tap("Kalender")
    before = held(database).snapshot
    for label in ("Rb", "·"):
        phone.tap(label)
        assert phone.toast == "Tekan tanggalnya"
    assert held(database).snapshot == before
    phone.type("?")
    assert phone.text.startswith("Tanggal ini tidak terbaca.")
    assert "Kalender Maret 2026." in phone.text, "still open below what was typed"
    phone.tap("Tutup")
    assert phone.labels == ["Hari ini", "Kemarin", "Kalender", SKIP]


def test_a_day_that_the_form_refuses_leaves_the_calendar_open(database: Database) -> None:
    phone = one(database, "date", constraint=". <= today()")
    phone.tap("Kalender")
    phone.tap("3")
    assert phone.text.startswith("Jawaban ini belum sesuai")
    assert "Kalender Maret 2026." in phone.text
    assert stored(database) == ""
    phone.tap("2")
    assert stored(database) == "2026-03-02"


def test_the_calendar_is_typed(database: Database) -> None:
    phone = one(database, "date")
    phone.type("mei 1987")
    assert "Kalender Mei 1987." in phone.text
    phone.type("1985")
    assert "Kalender 1985." in phone.text
    phone.type("Okt")
    phone.type("17")
    assert phone.text.startswith("Tersimpan: 17 Oktober 1985")
    assert stored(database) == "1985-10-17"
    phone.tap(BACK)
    phone.type("kalender")
    phone.type("12 Mei 25")
    assert phone.text.startswith("Tersimpan: 12 Mei 2025")


def test_a_month_and_a_year_are_chosen_among_all(database: Database) -> None:
    phone = one(database, "date", "month-year")
    assert phone.labels == ["Maret 2026", "Februari 2026", "Bulan lain", SKIP]
    for label in ("Bulan lain", "« 2025", "Jul"):
        phone.tap(label)
    assert phone.toast == "✓ Tersimpan · Juli 2025"
    assert stored(database) == "2025-07-01"
    phone.tap(BACK)
    for label in ("Bulan lain", "2025", "2019", "Jan"):
        phone.tap(label)
    assert stored(database) == "2019-01-01"


def test_a_year_is_chosen_among_all(database: Database) -> None:
    phone = one(database, "date", "year")
    for label in ("Tahun lain", "1999"):
        phone.tap(label)
    assert phone.toast == "✓ Tersimpan · 1999"
    assert stored(database) == "1999-01-01"


def test_a_calendar_of_another_day_is_void_with_its_question(database: Database) -> None:
    """What lies open belongs to the question it was opened for."""
    phone = one(database, "date")
    phone.tap("Kalender")
    phone.tap(SKIP)
    phone.type("usul")
    assert held(database).snapshot["view"] == []


def test_a_snapshot_of_the_first_release_is_read(database: Database) -> None:
    one(database, "date")
    snapshot = dict(held(database).snapshot)
    for name in ("view", "found"):
        del snapshot[name]
    passage = Passage.from_json(snapshot)
    assert (passage.view, passage.found) == ((), ())
    assert Passage.from_json(passage.to_json()) == passage


# A time --------------------------------------------------------------------------------------


def test_an_hour_and_its_quarters_are_tapped(database: Database) -> None:
    phone = one(database, "time")
    assert phone.labels[:4] == ["Sekarang", "00", "01", "02"]
    assert [len(row) for row in phone.screen.rows] == [1, 6, 6, 6, 6, 1]
    phone.tap("14")
    assert phone.labels == ["14.00", "14.15", "14.30", "14.45", "Jam lain", SKIP]
    phone.tap("Jam lain")
    phone.tap("09")
    phone.tap("09.45")
    assert phone.toast == "✓ Tersimpan · 09.45"
    assert stored(database) == "09:45:00.000+08:00"


def test_a_time_is_typed_beside_the_quarters(database: Database) -> None:
    phone = one(database, "time")
    phone.tap("14")
    phone.type("14.20")
    assert stored(database) == "14:20:00.000+08:00"


# Both ----------------------------------------------------------------------------------------


def test_a_day_then_its_time_are_tapped(database: Database) -> None:
    phone = one(database, "datetime")
    assert phone.labels == ["Sekarang", "Hari ini", "Kemarin", "Kalender", SKIP]
    for label in ("Kalender", "‹ Feb", "27"):
        phone.tap(label)
    assert "Hari: Jumat, 27 Februari 2026" in phone.text
    assert stored(database) == "", "a day alone is no answer"
    phone.tap("08")
    assert "Hari: Jumat, 27 Februari 2026" in phone.text
    phone.tap("Jam lain")
    phone.tap("16")
    phone.tap("16.30")
    assert phone.toast == "✓ Tersimpan · Jumat, 27 Februari 2026, 16.30"
    assert stored(database) == "2026-02-27T16:30:00.000+08:00"
    phone.tap(BACK)
    phone.tap("Kalender")
    assert "✓27" in phone.labels


def test_a_day_then_its_time_are_typed(database: Database) -> None:
    phone = one(database, "datetime")
    phone.type("12 Mei 25")
    assert "Hari: Senin, 12 Mei 2025" in phone.text
    phone.type("9")
    assert phone.text.startswith("Pagi atau malam?")
    phone.type("9 malam")
    assert phone.text.startswith("Tersimpan: 12 Mei 2025, 21.00")
    assert stored(database) == "2025-05-12T21:00:00.000+08:00"
    phone.tap(BACK)
    phone.tap("Kemarin")
    phone.type("3 Maret 2024 8.15")
    assert stored(database) == "2024-03-03T08:15:00.000+08:00", "another day may still be typed"


def test_yesterday_is_the_day_before_the_tap(database: Database) -> None:
    phone = one(database, "datetime")
    phone.now += timedelta(days=3)
    phone.tap("Kemarin")
    assert "Rabu, 4 Maret 2026" in phone.text


# Forged --------------------------------------------------------------------------------------

FAR = date(2101, 1, 1).toordinal()
FORGED = {
    "date": [
        (Verb.LOOK, 1, 0),
        (Verb.LOOK, 1, 2**62),
        (Verb.LOOK, 2, 1899),
        (Verb.LOOK, 3, 2062),
        (Verb.LOOK, 4, 739000),
        (Verb.LOOK, 9, 0),
        (Verb.LOOK, 0, 1),
        (Verb.DATE, FAR),
        (Verb.DATE, 2**62),
        (Verb.CLOCK, 739000, 60),
    ],
    "time": [
        (Verb.LOOK, 1, 24314),
        (Verb.LOOK, 5, 24),
        (Verb.LOOK, 4, 0),
        (Verb.CLOCK, 0, 1440),
        (Verb.CLOCK, 739000, 60),
        (Verb.DATE, 739000),
    ],
    "datetime": [
        (Verb.LOOK, 4, 0),
        (Verb.LOOK, 5, 23),
        (Verb.LOOK, 4, FAR),
        (Verb.CLOCK, 0, 60),
        (Verb.CLOCK, FAR, 60),
        (Verb.CLOCK, 739000, 1440),
        (Verb.DATE, FAR),
    ],
    "text": [(Verb.LOOK, 1, 24314), (Verb.DATE, 739000), (Verb.CLOCK, 0, 60), (Verb.LOOK, 0, 0)],
}


@pytest.mark.parametrize("kind", FORGED)
def test_what_no_calendar_offers_is_stale(database: Database, kind: str) -> None:
    phone = one(database, kind)
    for verb, *numbers in FORGED[kind]:
        before = held(database).snapshot
        phone.send(forged(phone, Verb(verb), *numbers), phone.messages[-1].id)
        assert phone.toast == STALE, (verb, numbers)
        assert held(database).snapshot == before
