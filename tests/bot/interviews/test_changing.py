"""An earlier answer is changed: what it does is seen first, and only a yes does it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.access import Operator
from bot.interviews.export import exported
from bot.interviews.passage import Passage
from bot.interviews.tapping import Verb
from storage.database import Database
from tests.bot.interviews.walking import (
    BACK,
    DESK,
    LEVEL,
    PROPOSAL,
    REVIEW,
    STAFF,
    STALE,
    TOOLS,
    answers,
    asked,
    at,
    begun,
    forged,
    held,
    taps,
)
from tests.support.chat import Phone

CHANGE, LEAVE = "Ubah", "Biarkan seperti semula"
FIRST = "Lihat dahulu apa yang ikut berubah"
STAFF_AT = "/data/kantor/staf"


def parked(database: Database, form: str = "pendek") -> dict[str, str]:
    with database.read() as uow:
        _, rows = exported(uow, Operator(), form)
        found: dict[str, str] = [row["parked"] for row in rows][-1]
        return found


def at_desk(database: Database) -> Phone:
    """Everything is answered; the first question is opened from the review."""
    phone = at(begun(database), REVIEW)
    phone.tap("1")
    phone.tap("1")
    assert DESK in phone.text
    return phone


def weighing(database: Database) -> Phone:
    """There is no desk after all: the card says what that would do."""
    phone = at_desk(database)
    phone.tap("2. Tidak")
    assert phone.labels == [CHANGE, LEAVE]
    return phone


def test_what_a_change_does_is_seen_before_it_is_made(database: Database) -> None:
    phone = at_desk(database)
    given = answers(database)
    phone.tap("2. Tidak")
    assert phone.toast == FIRST
    assert phone.text == (
        "Apakah ada meja layanan?\n\n"
        "Jawaban sekarang: Ya\nJika diubah menjadi: Tidak\n\n"
        "Jawaban yang tidak dihitung lagi: 1\n"
        "• Berapa petugas di meja itu?\n\n"
        "Jawaban itu tetap disimpan, dan kembali bila pertanyaannya muncul lagi."
    )
    assert answers(database) == given, "nothing is applied yet"
    phone.tap(CHANGE)
    assert phone.toast == "✓ Diubah"
    assert REVIEW in phone.text
    assert answers(database)["/data/kantor/meja"] == "tidak"
    assert STAFF_AT not in answers(database)
    assert parked(database) == {STAFF_AT: "4"}, "the export tells parked from valid"


def test_parked_answers_come_back_with_their_branch(database: Database) -> None:
    phone = weighing(database)
    phone.tap(CHANGE)
    phone.tap("1")
    phone.tap("1")
    phone.tap("1. Ya")
    assert "Jika diubah menjadi: Ya\n\nJawaban yang kembali: 1\n• Berapa petugas" in phone.text
    assert parked(database) == {STAFF_AT: "4"}
    phone.tap(CHANGE)
    assert answers(database)[STAFF_AT] == "4"
    assert parked(database) == {}
    assert REVIEW in phone.text, "what came back is not asked again"


def test_no_leaves_the_old_answer_and_asks_again(database: Database) -> None:
    phone = weighing(database)
    phone.tap(LEAVE)
    assert phone.toast == "Tetap seperti semula"
    assert DESK in phone.text
    assert phone.labels == ["✓ 1. Ya", "2. Tidak", BACK, "Lanjut ›"]
    phone.tap("Lanjut ›")
    assert REVIEW in phone.text
    assert answers(database)[STAFF_AT] == "4"


def test_both_are_typed_too(database: Database) -> None:
    phone = at_desk(database)
    phone.type("tidak")
    assert phone.labels == [CHANGE, LEAVE]
    phone.type("biarkan seperti semula")
    assert DESK in phone.text
    phone.type("2")
    phone.type("ya")
    assert phone.text.startswith("Silakan tekan tombol di bawah")
    assert phone.labels == [CHANGE, LEAVE], "neither yes nor another answer"
    assert answers(database)["/data/kantor/meja"] == "ya"
    phone.type("ubah")
    assert answers(database)["/data/kantor/meja"] == "tidak"


@pytest.mark.parametrize("command", ["/mulai", "/start", "/batal", "/ubah"])
def test_whatever_else_is_done_leaves_the_old_answer(database: Database, command: str) -> None:
    phone = weighing(database)
    given = answers(database)
    message, yes = taps(phone, CHANGE)
    phone.type(command)
    assert CHANGE not in phone.labels
    phone.press(yes, message)
    assert phone.toast == STALE
    assert answers(database) == given


def test_a_question_in_between_brings_the_same_card_back(database: Database) -> None:
    phone = weighing(database)
    given = answers(database)
    for command in ("/bantuan", "/bahasa", "/ganti", "/laporan"):
        phone.type(command)
        assert phone.labels == [CHANGE, LEAVE]
    phone.tap("English")
    assert "If it is changed to: No" in phone.text
    assert answers(database) == given
    phone.tap("Change")
    assert answers(database)["/data/kantor/meja"] == "tidak"


def test_old_cards_change_nothing_while_a_change_waits(database: Database) -> None:
    phone = at_desk(database)
    message, other = taps(phone, "2. Tidak")
    phone.press(other, message)
    given = held(database).snapshot
    phone.press(other, message)
    assert phone.toast == STALE
    assert phone.labels == [CHANGE, LEAVE]
    for verb, *numbers in (
        (Verb.PICK, 1), (Verb.SUBMIT,), (Verb.REMOVE, 0), (Verb.ONWARD,), (Verb.SEND,),
        (Verb.ABANDON, 1), (Verb.STAY,), (Verb.NEXT,), (Verb.SKIP,),
    ):  # fmt: skip
        phone.send(forged(phone, Verb(verb), *numbers), phone.messages[-1].id)
        assert phone.toast == STALE
    assert held(database).snapshot == given


def test_no_yes_where_nothing_waits(database: Database) -> None:
    phone = at(begun(database), STAFF)
    for verb in (Verb.CHANGE, Verb.LEAVE, Verb.ONWARD):
        phone.send(forged(phone, verb), phone.messages[-1].id)
        assert phone.toast == STALE
    assert STAFF in phone.text


def test_twice_yes_is_once(database: Database) -> None:
    phone = weighing(database)
    message, yes = taps(phone, CHANGE)
    phone.press(yes, message)
    changed = answers(database)
    phone.press(yes, message)
    assert phone.toast == STALE
    assert answers(database) == changed


def test_on_the_way_back_too(database: Database) -> None:
    phone = at(begun(database), TOOLS)
    phone.tap(BACK)
    phone.tap(BACK)
    phone.tap("2. Tidak")
    assert "Jawaban yang tidak dihitung lagi: 1" in phone.text
    phone.tap(CHANGE)
    assert TOOLS in phone.text


def test_what_touches_nothing_else_is_done_at_once(database: Database) -> None:
    phone = at(begun(database), LEVEL)
    phone.tap(BACK)
    phone.tap(BACK)
    phone.type("9")
    assert phone.text.startswith("Tersimpan: 9")
    assert answers(database)[STAFF_AT] == "9"
    phone.tap("☐ 1. Komputer")
    phone.tap("Selesai (1)")
    assert LEVEL in phone.text
    assert held(database).snapshot["pending"] is None


MANY = """
    | type               | name | label            | relevant                  | choice_filter |
    | select_multiple m  | m    | Apa saja?        |                           |               |
    | text               | a0   | Mengapa meja?    | selected(${m}, 'meja')    |               |
    | text               | a1   | Mengapa kursi?   | selected(${m}, 'kursi')   |               |
    | integer            | n    | Berapa tamu?     |                           |               |
    | text               | b    | Mengapa banyak?  | ${n} > 10                 |               |
    | select_one k       | k    | Di mana?         |                           | n=${n}        |
""" + "\n".join(f"    | text | c{number} | Hal {number}? | ${{n}} < 5 | |" for number in range(9))
LISTS = """
    | list_name | name  | label  | n  |
    | m         | meja  | Meja   |    |
    | m         | kursi | Kursi  |    |
    | k         | sini  | Di sini | 3 |
    | k         | sana  | Di sana | 3 |
"""


def many(database: Database) -> Phone:
    phone = asked(database, MANY, LISTS)
    for text in ("1", "karena", "3", "1"):
        phone.type(text)
    for number in range(9):
        phone.type(f"hal {number}")
    assert REVIEW in phone.text
    phone.tap("1")
    return phone


def test_ticks_are_confirmed_twice_when_something_is_lost(database: Database) -> None:
    phone = many(database)
    phone.tap("1")
    phone.tap("☑ 1. Meja")
    phone.tap("☐ 2. Kursi")
    phone.tap("Selesai (1)")
    assert "Jika diubah menjadi: Kursi" in phone.text
    assert "Jawaban yang tidak dihitung lagi: 1\n• Mengapa meja?" in phone.text
    assert "Pertanyaan baru: 1\n• Mengapa kursi?" in phone.text
    phone.tap(LEAVE)
    assert phone.labels[:2] == ["☑ 1. Meja", "☐ 2. Kursi"], "as it is stored"
    phone.tap("☑ 1. Meja")
    phone.tap("Selesai (0)")
    assert "Jika dikosongkan:" in phone.text
    phone.tap(CHANGE)
    assert "/data/m" not in answers(database, form="baru")


def test_a_long_list_names_six_and_counts_the_rest(database: Database) -> None:
    phone = many(database)
    phone.tap("3")
    phone.type("12")
    text = phone.text
    assert "Jika diubah menjadi: 12" in text
    assert "Jawaban yang tidak dihitung lagi: 10\n• Di mana?\n• Hal 0?" in text
    assert "• Hal 4?\ndan 4 lagi" in text
    assert "Hal 5?" not in text
    assert "Pertanyaan baru: 1\n• Mengapa banyak?" in text
    phone.tap(CHANGE)
    assert "Mengapa banyak?" in phone.text, "what is new is asked"
    assert "/data/k" not in parked(database, "baru"), "a choice that is not offered is gone"
    assert len(parked(database, "baru")) == 9


def test_clearing_an_answer_is_a_change(database: Database) -> None:
    phone = many(database)
    phone.tap("3")
    phone.tap("Kosongkan")
    assert "Jika dikosongkan:\n\nJawaban yang tidak dihitung lagi: 10" in phone.text
    phone.tap(LEAVE)
    assert answers(database, form="baru")["/data/n"] == "3"


def test_a_snapshot_of_the_time_before_has_nothing_that_waits(database: Database) -> None:
    data = Passage.from_json(held_of(database)).to_json()
    for key in ("over", "pending", "asking"):
        del data[key]
    assert Passage.from_json(data).to_json() == {
        **data,
        "over": False,
        "pending": None,
        "asking": "",
    }


def held_of(database: Database) -> dict[str, object]:
    at(begun(database), STAFF)
    return dict(held(database).snapshot)


# /ubah ---------------------------------------------------------------------------------------


def test_the_review_in_the_middle(database: Database) -> None:
    phone = at(begun(database), TOOLS)
    phone.type("/ubah")
    assert REVIEW in phone.text
    assert "1. Kantor Anda: 2 dari 3" in phone.text
    assert "Masih ada pertanyaan berikutnya." in phone.text
    assert phone.labels[-1] == "Kembali ke pertanyaan"
    assert "Kirim" not in phone.labels
    phone.type("1 3")
    assert "/data/kantor/alat" not in answers(database), "the review asks nothing"
    phone.send(forged(phone, Verb.SUBMIT), phone.messages[-1].id)
    assert held(database).status == "open"
    phone.tap("1")
    phone.tap("2")
    assert STAFF in phone.text
    phone.type("9")
    assert TOOLS in phone.text, "on to what is still open"
    phone.type("/ubah")
    phone.type("kembali ke pertanyaan")
    assert TOOLS in phone.text


def test_the_review_at_the_end_is_sent_from_there(database: Database) -> None:
    phone = at(begun(database), REVIEW)
    phone.tap(BACK)
    phone.type("/ubah")
    assert "Kirim" in phone.labels
    phone.tap("Kirim")
    assert held(database).status == "submitted"


def test_nothing_to_change(database: Database) -> None:
    phone = begun(database)
    phone.type("/batal")
    phone.type("/ubah")
    assert REVIEW in phone.text, "a rest ends with it"
    phone.type("/mulai")
    at(phone, PROPOSAL)
    phone.type("selesai")
    phone.tap("Kirim")
    phone.type("/ubah")
    assert phone.text.startswith("Tidak ada kuesioner yang sedang berjalan.")
    assert phone.labels == ["Baca: Potret kantor"]


# Instances of repeats ------------------------------------------------------------------------

CASES = """
    | type         | name | label        | relevant           |
    | begin_repeat | case | Kasus        |                    |
    | text         | who  | Siapa?       |                    |
    | integer      | age  | Umur?        |                    |
    | end_repeat   |      |              |                    |
    | text         | more | Apa lagi?    | count(${case}) > 1 |
    | begin_repeat | lain |              |                    |
    | text         | b    | Hal lain?    |                    |
    | end_repeat   |      |              |                    |
"""


def cases(database: Database) -> Phone:
    phone = asked(database, CASES)
    for text in ("Budi", "12", "ya", "Ani", "30", "tidak", "banyak", "hal", "tidak"):
        phone.type(text)
    assert REVIEW in phone.text
    phone.tap("1")
    return phone


def test_instances_have_headings_and_are_taken_away(database: Database) -> None:
    phone = cases(database)
    assert "\n\nKasus 1\n\n1. Siapa?\n→ Budi" in phone.text
    assert "\n\nKasus 2\n\n3. Siapa?\n→ Ani" in phone.text
    assert phone.labels[-3:-1] == ["Hapus Kasus 1", "Hapus Kasus 2"]
    given = answers(database, form="baru")
    phone.tap("Hapus Kasus 1")
    assert phone.text == (
        "Hapus Kasus 1?\n\n"
        "Jawaban yang tidak dihitung lagi: 3\n"
        "• Kasus 1: Siapa?\n• Kasus 1: Umur?\n• Apa lagi?"
    )
    assert phone.labels == ["Ya, hapus", LEAVE]
    assert answers(database, form="baru") == given
    phone.tap(LEAVE)
    assert "Hapus Kasus 1" in phone.labels
    phone.tap("Hapus Kasus 1")
    phone.tap("Ya, hapus")
    assert answers(database, form="baru") == {
        "/data/case[1]/who": "Ani",
        "/data/case[1]/age": "30",
        "/data/lain[1]/b": "hal",
    }
    assert phone.labels[-2:] == ["Hapus Kasus 1", "‹ Ringkasan"], "the same page, one less"


def test_an_instance_without_a_name_has_its_number(database: Database) -> None:
    phone = cases(database)
    phone.tap("‹ Ringkasan")
    phone.tap("3")
    assert "Nomor 1\n\n1. Hal lain?\n→ hal" in phone.text
    phone.tap("Hapus Nomor 1")
    assert phone.text.startswith("Hapus Nomor 1?")
    phone.type("ya, hapus")
    assert "/data/lain[1]/b" not in answers(database, form="baru")


def test_what_is_gone_is_not_taken_away_again(database: Database) -> None:
    phone = cases(database)
    message, first = taps(phone, "Hapus Kasus 1")
    phone.press(first, message)
    phone.tap("Ya, hapus")
    given = answers(database, form="baru")
    phone.press(first, message)
    assert phone.toast == STALE
    assert answers(database, form="baru") == given


def test_a_review_of_many_instances_fits(database: Database) -> None:
    phone = asked(database, CASES.replace("Siapa?", "Siapa namanya " + "sekali " * 20 + "?"))
    for number in range(25):
        for text in (f"Budi {'yang panjang ' * 9}", str(number), "ya"):
            phone.type(text)
    phone.type("/ubah")
    phone.tap("1")
    seen = 0
    while True:
        assert len(phone.text) <= 4096
        seen += sum(label.startswith("Hapus") for label in phone.labels)
        if "›" not in phone.labels:
            break
        phone.tap("›")
    assert seen >= 25


FEW = """
    | type         | name | label         | relevant        |
    | begin repeat | r    | Kasus         |                 |
    | text         | q    | Nama kasus?   |                 |
    | end repeat   |      |               |                 |
    | text         | few  | Mengapa satu? | count(${r}) < 2 |
"""


def at_one_more(database: Database) -> Phone:
    """One case, why it is only one, and from the review back to whether there is another."""
    phone = asked(database, FEW)
    phone.type("Satu")
    phone.tap("Tidak, lanjut")
    phone.type("Kantor kecil")
    phone.tap("1")
    phone.tap("2")
    assert "Tambah Kasus?" in phone.text
    return phone


@pytest.mark.parametrize("say_yes", [lambda phone: phone.tap("Ya, tambah"), lambda p: p.type("ya")])
def test_one_more_of_a_repeat_may_cost_an_answer(
    database: Database, say_yes: Callable[[Phone], None]
) -> None:
    phone = at_one_more(database)
    given = answers(database, form="baru")
    say_yes(phone)
    assert phone.text == (
        "Tambah Kasus?\n\n"
        "Jawaban yang tidak dihitung lagi: 1\n"
        "• Mengapa satu?\n\n"
        "Pertanyaan baru: 1\n"
        "• Kasus 2: Nama kasus?\n\n"
        "Jawaban itu tetap disimpan, dan kembali bila pertanyaannya muncul lagi."
    )
    assert answers(database, form="baru") == given
    phone.tap(LEAVE)
    assert "Tambah Kasus?" in phone.text
    assert answers(database, form="baru") == given
    say_yes(phone)
    phone.tap(CHANGE)
    assert "Nama kasus?" in phone.text
    assert "Kasus 2" in phone.text
    assert parked(database, "baru") == {"/data/few": "Kantor kecil"}


TOOLED = """
    | type              | name | label |
    | begin repeat      | r    | Kasus |
    | text              | q    | Nama? |
    | select_multiple t | a    | Alat? |
    | end repeat        |      |       |
"""
TOOLS_OF = """
    | list_name | name | label    |
    | t         | k    | Komputer |
    | t         | p    | Pencetak |
"""


@pytest.mark.parametrize(("gone", "left"), [(1, {"/data/r[1]/a": ["k"]}), (2, {})])
def test_half_made_answers_stay_with_their_instance(
    database: Database, gone: int, left: dict[str, list[str]]
) -> None:
    phone = asked(database, TOOLED, TOOLS_OF)
    phone.type("Satu")
    phone.tap("Selesai (0)")
    phone.tap("Ya, tambah")
    phone.type("Dua")
    phone.tap("☐ 1. Komputer")
    phone.type("/ubah")
    phone.tap("1")
    phone.tap(f"Hapus Kasus {gone}")
    phone.tap("Ya, hapus")
    assert held(database).snapshot["ticks"] == left


LATER = """
    | type | name | label  | relevant                 |
    | text | a    | Nama?  |                          |
    | text | b    | Besok? | today() > date('2026-03-02')   |
"""


def test_what_another_day_asks_is_asked_before_it_is_sent(database: Database) -> None:
    phone = asked(database, LATER)
    phone.type("Satu")
    phone.tap("1")
    phone.tap("1")
    phone.type("/ubah")
    assert "Kirim" in phone.labels
    phone.now += timedelta(days=1)
    phone.tap("Kirim")
    assert held(database).status == "open"
    phone.tap("Kembali ke pertanyaan")
    assert "Nama?" in phone.text
    phone.type("Dua")
    assert "Besok?" in phone.text
