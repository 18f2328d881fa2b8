"""Each kind of answer on a phone: tapped, typed, refused kindly, and nothing stored by accident."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat import drawing
from bot.chat.screen import plain
from bot.interviews import service
from bot.interviews.inputs import draw
from bot.interviews.opened import Opened, open_interview
from bot.interviews.question import question_screen
from bot.interviews.tapping import Verb
from flows.prompts import AddAnother, Input
from storage.database import Database
from tests.bot.interviews.walking import (
    BACK,
    CHAT,
    SKIP,
    STALE,
    answers,
    asked,
    begun,
    forged,
    held,
    taps,
)
from tests.support.chat import Phone

NEEDS = """
    | list_name | name | label      |
    | needs     | air  | Air bersih |
    | needs     | road | Jalan      |
    | needs     | volt | Listrik    |
"""
RANK = """
    | type       | name | label      |
    | rank needs | a    | Mana dulu? |
    | text       | z    | Akhir?     |
"""
ANY = "| type | name | label | appearance | parameters |\n| {} | a | Apa? | {} | {} |\n"
LAST = "| text | z | Akhir? | | |"


def one(database: Database, kind: str, appearance: str = "", parameters: str = "") -> Phone:
    """At a question of this type; a free text follows it."""
    return asked(database, ANY.format(kind, appearance, parameters) + LAST, NEEDS)


def stored(database: Database) -> str:
    return answers(database, form="baru").get("/data/a", "")


def sent(phone: Phone, kind: str) -> None:
    """The person sent no text but this kind of message."""
    phone.database.write(lambda uow: service.unexpected(uow, phone.chat_id, kind, phone.now))
    phone.deliver()


def refused(phone: Phone, text: str, said: str) -> None:
    phone.type(text)
    assert phone.text.startswith(said)
    assert stored(phone.database) == ""


# Times ---------------------------------------------------------------------------------------


def test_a_time_is_typed(database: Database) -> None:
    phone = one(database, "time")
    assert "misalnya 14.30 atau 2 siang" in phone.text
    refused(phone, "9", "Pagi atau malam?")
    refused(phone, "nanti", "Jam ini tidak terbaca.")
    phone.type("setengah tiga sore")
    assert phone.text.startswith("Tersimpan: 14.30")
    assert stored(database) == "14:30:00.000+08:00"


def test_the_present_time_is_tapped(database: Database) -> None:
    phone = one(database, "time")
    message, button = taps(phone, "Sekarang")
    phone.press(button, message)
    assert phone.toast == "✓ Tersimpan · 09.00"
    assert stored(database) == "09:00:00.000+08:00"
    phone.press(button, message)
    assert phone.toast == STALE
    phone.tap(BACK)
    assert "Jawaban sekarang: 09.00" in phone.text
    assert phone.labels[0] == "Sekarang"
    assert phone.labels[-2:] == ["Kosongkan", "Lanjut ›"]


def test_a_day_with_a_time(database: Database) -> None:
    phone = one(database, "datetime")
    refused(phone, "dahulu kala", "Tanggal atau jamnya tidak terbaca.")
    phone.type("kemarin jam 9 pagi")
    assert phone.text.startswith("Tersimpan: 1 Maret 2026, 09.00")
    assert stored(database) == "2026-03-01T09:00:00.000+08:00"
    phone.tap(BACK)
    phone.tap("Sekarang")
    assert stored(database) == "2026-03-02T09:00:00.000+08:00"


@pytest.mark.parametrize(
    ("appearance", "labels", "typed", "said", "value"),
    [
        ("year", ["2026", "2025"], "2019", "2019", "2019-01-01"),
        ("month-year", ["Maret 2026", "Februari 2026"], "Mei 2019", "Mei 2019", "2019-05-01"),
    ],
)
def test_a_month_or_a_year(
    database: Database, appearance: str, labels: list[str], typed: str, said: str, value: str
) -> None:
    phone = one(database, "date", appearance)
    assert phone.labels[:2] == labels
    phone.tap(labels[1])
    assert phone.toast == f"✓ Tersimpan · {labels[1]}"
    assert stored(database) == {"2025": "2025-01-01"}.get(labels[1], "2026-02-01")
    phone.tap(BACK)
    phone.type("dulu")
    assert "tidak terbaca" in phone.text
    phone.type(typed)
    assert phone.text.startswith(f"Tersimpan: {said}")
    assert stored(database) == value


def test_a_month_stays_what_its_button_says(database: Database) -> None:
    phone = one(database, "date", "month-year")
    phone.now += timedelta(days=40)
    phone.tap("Februari 2026")
    assert stored(database) == "2026-02-01"


# Numbers -------------------------------------------------------------------------------------


def test_a_few_numbers_are_buttons(database: Database) -> None:
    phone = one(database, "range", parameters="start=0 end=10 step=1")
    assert [len(row) for row in phone.screen.rows] == [6, 5, 1]
    assert "0 · 1 · 2 · 3 · 4 · 5 · 6 · 7 · 8 · 9 · 10" in phone.text
    refused(phone, "11", "Angka itu di luar batas. Pilih dari 0 sampai 10.")
    phone.tap("7")
    assert phone.toast == "✓ Tersimpan · 7"
    assert stored(database) == "7"
    phone.tap(BACK)
    assert "✓ 7" in phone.labels
    phone.type("8")
    assert phone.text.startswith("Tersimpan: 8\n")
    assert stored(database) == "8"


def test_numbers_with_decimals_and_a_countdown(database: Database) -> None:
    phone = one(database, "range", parameters="start=2 end=0 step=-0.5")
    assert phone.labels == ["2", "1,5", "1", "0,5", "0", SKIP]
    phone.tap("0,5")
    assert phone.toast == "✓ Tersimpan · 0,5"
    assert stored(database) == "0.5"


def test_of_many_numbers_the_bounds_are_said(database: Database) -> None:
    phone = one(database, "range", parameters="start=0 end=100 step=5")
    assert "Ketik angka dari 0 sampai 100. Beda antarangka: 5." in phone.text
    assert phone.labels == [SKIP]
    refused(phone, "101", "Angka itu di luar batas.")
    refused(phone, "7", "Angka itu tidak termasuk pilihan. Hitung dari 0 dengan beda 5.")
    phone.type("dua puluh lima")
    assert stored(database) == "25"


def test_a_scale_is_one_row_with_its_ends_in_words(database: Database) -> None:
    phone = one(database, "select_one needs", "likert")
    assert "2. Jalan" in phone.text
    assert "dari 1 (Air bersih) sampai 3 (Listrik)" in phone.text
    assert [len(row) for row in phone.screen.rows] == [3, 1]
    phone.tap("2")
    assert stored(database) == "road"


# Order ---------------------------------------------------------------------------------------


def test_an_order_is_tapped_place_by_place(database: Database) -> None:
    phone = asked(database, RANK, NEEDS)
    assert phone.labels == ["1. Air bersih", "2. Jalan", "3. Listrik", SKIP]
    message, button = taps(phone, "2. Jalan")
    for _ in range(2):
        phone.press(button, message)
        assert phone.toast == "✓ Urutan ke-1: Jalan"
    assert "Urutan Anda:\nke-1: Jalan\n" in phone.text
    assert phone.labels == ["1. Air bersih", "3. Listrik", "Urungkan", SKIP]
    assert stored(database) == "", "not confirmed yet"
    phone.tap("3. Listrik")
    assert "ke-3: Air bersih" in phone.text, "the one that is left takes its place"
    assert phone.labels == ["Selesai (3)", "Urungkan", "Ulang dari awal", SKIP]
    phone.tap("Selesai (3)")
    assert stored(database) == "road volt air"
    phone.tap(BACK)
    assert "ke-1: Jalan\nke-2: Listrik\nke-3: Air bersih" in phone.text
    assert phone.labels == ["Selesai (3)", "Urungkan", "Ulang dari awal", "Kosongkan"]


def test_a_place_is_taken_back(database: Database) -> None:
    phone = asked(database, RANK, NEEDS)
    phone.tap("2. Jalan")
    phone.tap("1. Air bersih")
    message, button = taps(phone, "Urungkan")
    for _ in range(2):
        phone.press(button, message)
        assert phone.toast == "Urutan diubah"
    assert "Urutan Anda:\nke-1: Jalan\n\n" in phone.text
    phone.tap("3. Listrik")
    phone.tap("Ulang dari awal")
    assert "Urutan Anda" not in phone.text
    assert phone.labels == ["1. Air bersih", "2. Jalan", "3. Listrik", SKIP]


def test_a_half_made_order_stays(database: Database) -> None:
    phone = asked(database, RANK, NEEDS)
    phone.tap("3. Listrik")
    for look in ("/bantuan", "/start", "/mulai", "halo"):
        phone.type(look)
        assert "ke-1: Listrik" in phone.text
    phone.type("/batal")
    phone.tap("Lanjut")
    assert "ke-1: Listrik" in phone.text
    phone.tap(SKIP)
    phone.tap(BACK)
    assert "Urutan Anda" not in phone.text, "skipped"


def test_an_order_is_typed(database: Database) -> None:
    phone = asked(database, RANK, NEEDS)
    refused(phone, "2 1", "Urutkan semua 3 pilihan, masing-masing satu kali")
    refused(phone, "2 1 9", "Pilihan itu tidak ada dalam daftar.")
    phone.type("2 1 3")
    assert phone.text.startswith("Tersimpan: Jalan, Air bersih, Listrik")
    assert stored(database) == "road air volt"


def test_an_order_is_typed_place_by_place(database: Database) -> None:
    phone = asked(database, RANK, NEEDS)
    phone.type("listrik")
    assert "ke-1: Listrik" in phone.text
    phone.type("1")
    assert "ke-2: Air bersih\nke-3: Jalan" in phone.text
    phone.type("urungkan")
    assert "Urutan Anda:\nke-1: Listrik\n\n" in phone.text
    phone.type("2. Jalan")
    phone.type("selesai 3")
    assert stored(database) == "volt road air"


def test_a_long_order_fits_the_card(database: Database) -> None:
    rows = "\n".join(f"| needs | n{n} | {'k' * 50} {n} |" for n in range(1, 61))
    phone = asked(database, RANK, f"| list_name | name | label |\n{rows}")
    for number in range(60, 1, -1):
        phone.tap(str(number))
    assert "Urutan Anda: 60, 59, 58" in phone.text
    assert phone.labels[0] == "Selesai (60)"
    assert drawing.utf16(plain(phone.screen.text)) <= drawing.TEXT_LIMIT


# Texts, files --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "appearance", "hint"),
    [
        ("text", "multiline", "boleh beberapa baris"),
        ("text", "numbers", "Ketik angkanya."),
        ("barcode", "", "di bawah garis-garis kodenya"),
        ("geopoint", "", "tempel tautan dari aplikasi peta"),
        ("geotrace", "", "satu per satu, paling sedikit dua"),
        ("geoshape", "", "satu per satu, paling sedikit tiga"),
        ("image", "", "Kirim satu foto sebagai lampiran, paling besar 20 MB."),
        ("audio", "", "tahan tombol mikrofon, lalu bicara"),
        ("video", "", "Kirim satu video pendek sebagai lampiran"),
        ("file", "", "misalnya PDF atau foto, paling besar 20 MB"),
    ],
)
def test_the_card_says_how_to_answer(
    database: Database, kind: str, appearance: str, hint: str
) -> None:
    phone = one(database, kind, appearance)
    assert hint in phone.text
    assert phone.labels == [SKIP]


def test_a_file_that_may_be_skipped(database: Database) -> None:
    phone = one(database, "image")
    refused(phone, "foto.jpg", "Di sini perlu foto.")
    sent(phone, "sticker")
    assert phone.text.startswith("Stiker tidak dapat disimpan sebagai jawaban.")
    sent(phone, "file")  # a contact, a place, a poll
    assert phone.text.startswith("Di sini perlu foto.")
    phone.type("lewati")
    assert "Akhir?" in phone.text
    assert stored(database) == ""


# Repeats -------------------------------------------------------------------------------------


def drawn(database: Database, given: Input) -> tuple[str, list[str]]:
    """The card of a question with this input, as text and labels."""
    with database.read() as uow:
        me = uow.chats.person_at(CHAT)
        assert me is not None
        opened: Opened = open_interview(uow, me, held(database), held(database).touched_at)
    assert opened.prompt is not None
    prompt = replace(opened.prompt, input=given)
    screen = question_screen(opened, prompt, ())
    assert draw(opened, prompt).lines
    return plain(screen.text), [button.label for row in screen.rows for button in row]


def test_one_more_is_asked_with_what_there_is(database: Database) -> None:
    begun(database)
    text, labels = drawn(database, AddAnother(2, "Kasus"))
    assert "Tambah Kasus?" in text
    assert "2 sudah diisi." in text
    assert "ketik ya atau tidak" in text
    assert labels == ["Ya, tambah", "Tidak, lanjut", BACK]
    text, _ = drawn(database, AddAnother(0, ""))
    assert "Tambah satu lagi?" in text
    assert "0 sudah diisi." in text


# Forged --------------------------------------------------------------------------------------

FORGED = {
    "time": ((Verb.DAY, 0), (Verb.PICK, 0)),
    "text": ((Verb.NOW,), (Verb.MORE, 1), (Verb.RANK, 0), (Verb.UNRANK, 0)),
    "date": ((Verb.NOW,), (Verb.DAY, 2)),
    "rank needs": ((Verb.RANK, 3), (Verb.RANK, 2**62), (Verb.DONE,), (Verb.TICK, 0, 1)),
    "select_multiple needs": ((Verb.RANK, 0), (Verb.UNRANK, 0)),
    "range": ((Verb.PICK, 11), (Verb.TICK, 0, 1)),
}


@pytest.mark.parametrize("kind", FORGED)
def test_what_no_button_offers_is_stale(database: Database, kind: str) -> None:
    phone = one(database, kind, parameters="start=0 end=9 step=1" if kind == "range" else "")
    for verb, *numbers in FORGED[kind]:
        before = held(database).snapshot
        phone.send(forged(phone, Verb(verb), *numbers), phone.messages[-1].id)
        assert phone.toast == STALE
        assert held(database).snapshot == before
