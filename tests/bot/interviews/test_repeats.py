"""A repeat on a phone: filled in one by one, one more or not, each answer found again."""

from bot.interviews.tapping import Verb
from storage.database import Database
from tests.bot.interviews.walking import BACK, STALE, answers, asked, forged, held, taps
from tests.support.chat import Phone

CASES = """
    | type         | name | label        |
    | begin_repeat | case | Kasus        |
    | text         | who  | Siapa?       |
    | integer      | age  | Umur ${who}? |
    | end_repeat   |      |              |
    | text         | z    | Akhir?       |
"""
ADD, ENOUGH, MORE = "Ya, tambah", "Tidak, lanjut", "Tambah Kasus?"


def filled(database: Database) -> Phone:
    """One case is filled in; is there another?"""
    phone = asked(database, CASES)
    assert "Kasus 1" in phone.text
    phone.type("Budi")
    phone.type("12")
    assert MORE in phone.text
    return phone


def held_answers(database: Database) -> dict[str, str]:
    return answers(database, form="baru")


def test_one_more_is_tapped(database: Database) -> None:
    phone = filled(database)
    assert "1 sudah diisi." in phone.text
    assert phone.labels == [ADD, ENOUGH, BACK]
    message, button = taps(phone, ADD)
    phone.press(button, message)
    assert "Kasus 2" in phone.text
    phone.press(button, message)
    assert phone.toast == STALE
    phone.type("Ani")
    phone.type("30")
    assert "2 sudah diisi." in phone.text
    phone.tap(ENOUGH)
    assert "Akhir?" in phone.text
    assert held_answers(database) == {
        "/data/case[1]/who": "Budi",
        "/data/case[1]/age": "12",
        "/data/case[2]/who": "Ani",
        "/data/case[2]/age": "30",
    }


def test_one_more_is_typed(database: Database) -> None:
    phone = filled(database)
    phone.type("2")
    assert phone.text.startswith("Tekan salah satu tombol, atau ketik ya atau tidak.")
    phone.type("Ya")
    assert "Kasus 2" in phone.text
    assert "Tersimpan" not in phone.text
    phone.tap(BACK)
    assert MORE not in phone.text, "the question before is the last of the first case"
    phone.type("13")
    assert "Kasus 2" in phone.text
    for text in ("Ani", "30", "tidak"):
        phone.type(text)
    assert "Akhir?" in phone.text


def test_each_answer_is_changed_where_it_stands(database: Database) -> None:
    phone = filled(database)
    for text in ("ya", "Ani", "30", "tidak", "selesai"):
        phone.type(text)
    phone.tap("1")
    assert "3. Siapa?\n→ Ani" in phone.text
    phone.tap("3")
    assert "Kasus 2" in phone.text
    phone.type("Rina")
    given = held_answers(database)
    assert (given["/data/case[1]/who"], given["/data/case[2]/who"]) == ("Budi", "Rina")


def test_one_more_is_said_by_its_own_buttons_only(database: Database) -> None:
    phone = filled(database)
    for verb, *numbers in ((Verb.MORE, 2), (Verb.PICK, 0), (Verb.DONE,), (Verb.NEXT,)):
        before = held(database).snapshot
        phone.send(forged(phone, Verb(verb), *numbers), phone.messages[-1].id)
        assert phone.toast == STALE
        assert held(database).snapshot == before


# What the card says of them -------------------------------------------------------------------


def test_what_is_filled_in_is_listed_by_its_first_answer(database: Database) -> None:
    phone = filled(database)
    assert "1 sudah diisi.\n1. Budi\n" in phone.text
    phone.tap(ADD)
    phone.type("Ani")
    phone.type("30")
    assert "2 sudah diisi.\n1. Budi\n2. Ani\n" in phone.text
    for number in range(3, 13):
        for text in ("ya", f"Nama {number}", "1"):
            phone.type(text)
    assert "12 sudah diisi.\n3. Nama 3\n" in phone.text, "of many the last ten"
    assert "12. Nama 12" in phone.text


def test_an_instance_without_an_answer_is_listed_too(database: Database) -> None:
    phone = asked(database, CASES)
    for label in ("Lewati ›", "Lewati ›"):
        phone.tap(label)
    assert "1 sudah diisi.\n1. –\n" in phone.text


COUNTED = """
    | type         | name | label   | repeat_count |
    | integer      | many | Berapa? |              |
    | begin_repeat | case | Kasus   | ${many}      |
    | text         | who  | Siapa?  |              |
    | end_repeat   |      |         |              |
"""


def test_of_a_counted_repeat_the_card_says_which_of_how_many(database: Database) -> None:
    phone = asked(database, COUNTED)
    phone.type("3")
    assert "Kasus 1 · 1 dari 3\n" in phone.text
    phone.type("Budi")
    assert "Kasus 2 · 2 dari 3\n" in phone.text


def test_of_a_repeat_without_a_name_the_card_says_which(database: Database) -> None:
    phone = asked(database, CASES.replace("| Kasus        |", "|              |"))
    assert "\nIsian 1\n" in phone.text
    assert "Kasus" not in phone.text
