"""Typed text: the words of a button, an answer, or a clear sentence and nothing stored."""

import pytest

from storage.database import Database
from tests.bot.interviews.walking import (
    AGREE,
    BACK,
    DESK,
    HOURS,
    LEVEL,
    NEXT,
    PROPOSAL,
    REVIEW,
    STAFF,
    TOOLS,
    TRAINED,
    answers,
    arrived,
    at,
    begun,
    held,
)
from tests.support.chat import Phone

LONG = "panjang " * 625  # 5,000 characters


def refused(phone: Phone, text: str, said: str) -> None:
    """The text is answered by this sentence; nothing of the interview has changed."""
    before = held(phone.database)
    phone.type(text)
    assert phone.text.startswith(said)
    after = held(phone.database)
    assert after.snapshot["interview"] == before.snapshot["interview"]


def test_text_where_a_button_is_expected(database: Database) -> None:
    phone = begun(database)
    unknown = "Pilihan itu tidak ada dalam daftar."
    for text in ("mungkin", "3", "0", "-1", "1.5", LONG, "\u202e", "👍"):
        refused(phone, text, unknown)
    for text, path, value in (
        ("yA", "meja", "ya"),
        ("12", "staf", "12"),
        ("1 3", "alat", "komp net"),
        ("Mencatat penyimpangan.", "sop", "3"),
    ):
        phone.type(text)
        assert phone.text.startswith("Tersimpan: ")
        assert value in answers(database).values(), path


@pytest.mark.parametrize("text", ["2", "Tidak", "2. Tidak", "tidak", "  TIDAK "])
def test_an_option_is_named_by_number_or_words(database: Database, text: str) -> None:
    phone = begun(database)
    phone.type(text)
    assert answers(database)["/data/kantor/meja"] == "tidak"
    assert TOOLS in phone.text, "the branch stays closed"


def test_numbers(database: Database) -> None:
    phone = at(begun(database), STAFF)
    for text in ("0", "51", "60", "seratus"):
        refused(phone, text, "Belum dapat diterima: Antara 1 dan 50.")
    refused(phone, "2,5", "Di sini diperlukan angka tanpa koma")
    for text in ("banyak", LONG, "<b>4</b>"):
        refused(phone, text, "Ini tidak terbaca sebagai angka.")
    phone.type("dua puluh")
    assert answers(database)["/data/kantor/staf"] == "20"
    at(phone, HOURS)
    refused(phone, "24,5", "Belum dapat diterima: Antara 0 dan 24.")
    phone.type("7,5")
    assert answers(database)["/data/diri/jam"] == "7.5"
    assert phone.text.startswith("Tersimpan: 7,5")


def test_dates(database: Database) -> None:
    phone = at(begun(database), TRAINED)
    refused(phone, "besok", "Belum dapat diterima: Tanggal itu belum tiba.")
    for text in ("31 Februari 2025", "dulu", LONG):
        refused(phone, text, "Tanggal ini tidak terbaca.")
    phone.type("kemarin")
    assert answers(database)["/data/diri/latih"] == "2026-03-01"


def test_a_text_too_long_for_its_question(database: Database) -> None:
    phone = at(begun(database), PROPOSAL)
    refused(phone, LONG, "Jawaban ini terlalu panjang: paling banyak 2000 huruf.")


def test_markup_and_marks_are_shown_harmlessly_and_stored_as_typed(database: Database) -> None:
    phone = at(begun(database), PROPOSAL)
    typed = "<b>5 & 6</b> \u202eterbalik\u202c *tebal* {nama} \x02x\x03"
    phone.type(typed)
    assert answers(database)["/data/diri/usul"] == typed.replace("\x02x\x03", "x")
    for _ in range(2):
        assert "<b>5 & 6</b> terbalik *tebal* {nama} x" in phone.text
        phone.tap("2")


def test_a_text_question_takes_every_word_for_itself(database: Database) -> None:
    phone = at(begun(database), PROPOSAL)
    phone.type("Kembali")
    assert answers(database)["/data/diri/usul"] == "Kembali"


def test_buttons_by_their_words(database: Database) -> None:
    phone = arrived(database)
    phone.type("setuju dan mulai")
    phone.type("lanjut")
    phone.type("ya")
    phone.type("kembali")
    assert DESK in phone.text
    phone.type("Lanjut")
    assert STAFF in phone.text
    at(phone, TRAINED)
    phone.type("lewati")
    assert HOURS in phone.text
    at(phone, REVIEW)
    phone.type("2")
    assert LEVEL in phone.text, "the second section"
    phone.type("2")
    assert TRAINED in phone.text, "the second answer of this page"
    phone.type("hari ini")
    assert answers(database)["/data/diri/latih"] == "2026-03-02"
    phone.type("kirim")
    assert held(database).status == "submitted"


def test_a_number_at_the_review_never_sends(database: Database) -> None:
    phone = at(begun(database), REVIEW)
    for text in ("3", "4", "5"):
        refused(phone, text, "Silakan tekan tombol di bawah, atau ketik tulisan pada tombolnya.")
    assert held(database).status == "open"


def test_consent_is_given_in_words_only(database: Database) -> None:
    phone = arrived(database)
    for text in ("1", "ya", "Nanti saja", "1", "apa ini?"):
        phone.type(text)
        assert NEXT not in phone.labels
    phone.type(AGREE)
    assert phone.labels == [NEXT]


def test_text_when_there_is_nothing_to_answer(database: Database) -> None:
    phone = at(begun(database), REVIEW)
    phone.tap("Kirim")
    phone.type("halo")
    assert "Kuesioner untuk Anda:" in phone.text
    assert "Sudah dikirim" in phone.text
    assert phone.labels == ["Baca: Potret kantor"]


def test_commands_keep_the_answer_and_the_card_comes_back(database: Database) -> None:
    phone = at(begun(database), STAFF)
    for command in ("/bantuan", "/start", "/mulai"):
        phone.type(command)
        assert STAFF in phone.text
        assert phone.labels == [BACK]
    assert "Sari Lango" in phone.messages[-4].screen.text, "the help stands above"
