"""A table of questions with the same choices: row after row on one card, the answers beside."""

from storage.database import Database
from tests.bot.interviews.walking import BACK, SKIP, STALE, answers, asked, taps
from tests.support.chat import Phone

OFTEN = """
    | list_name | name | label  |
    | often     | a    | Selalu |
    | often     | b    | Jarang |
"""
TABLE = """
    | type             | name | label         | appearance | relevant      |
    | begin_group      | g    | Pelayanan     | table-list |               |
    | select_one often | fast | Cepat?        |            |               |
    | select_one often | kind | Ramah?        |            |               |
    | select_one often | free | Tanpa biaya?  |            | ${fast} = 'a' |
    | end_group        |      |               |            |               |
    | text             | z    | Akhir?        |            |               |
"""
LIST = """
    | type                  | name | label     | appearance   |
    | begin_group           | g    | Pelayanan | field-list   |
    | select_multiple often | head | Kapan     | label        |
    | select_multiple often | fast | Cepat?    | list-nolabel |
    | select_multiple often | kind | Ramah?    | list-nolabel |
    | end_group             |      |           |              |
"""
HERE = "sekarang"


def table(database: Database) -> Phone:
    return asked(database, TABLE, OFTEN)


def test_rows_are_answered_on_the_same_card(database: Database) -> None:
    phone = table(database)
    assert "Pelayanan\n\nBaris 1 dari 2:\n" in phone.text
    assert f"Cepat? · {HERE}\nRamah? · belum\n\nCepat?\n\n1. Selalu\n2. Jarang" in phone.text
    phone.tap("1")
    assert f"Baris 2 dari 3:\nCepat? · Selalu\nRamah? · {HERE}\nTanpa biaya? · belum" in phone.text
    assert phone.labels == ["1", "2", BACK, SKIP]
    phone.tap("2")
    phone.tap("2")
    assert len(phone.messages) == 1, "no row made a new message"
    assert "Akhir?" in phone.text
    assert "Baris" not in phone.text
    assert answers(database, form="baru") == {
        "/data/g/fast": "a",
        "/data/g/kind": "b",
        "/data/g/free": "b",
    }


def test_a_row_is_changed_where_it_stands(database: Database) -> None:
    phone = table(database)
    message, button = taps(phone, "2")
    phone.press(button, message)
    phone.press(button, message)
    assert phone.toast == STALE, "a tap too many answers no second row"
    phone.tap(BACK)
    assert f"Cepat? · {HERE}\nRamah? · belum\n" in phone.text
    assert "✓ 2" in phone.labels
    phone.type("selalu")
    phone.tap(phone.labels[0])
    assert "Tanpa biaya? · belum" in phone.text, (
        "a row more, after the person has seen that it comes"
    )


def test_rows_of_several_choices(database: Database) -> None:
    phone = asked(database, LIST, OFTEN)
    assert f"Baris 1 dari 2:\nCepat? · {HERE}\nRamah? · belum" in phone.text
    phone.type("1 2")
    assert f"Cepat? · Selalu, Jarang\nRamah? · {HERE}" in phone.text


def test_a_long_table_shows_the_rows_around(database: Database) -> None:
    rows = "\n".join(f"| select_one often | q{n} | Hal {n}? | list-nolabel |" for n in range(1, 31))
    survey = LIST.splitlines()
    phone = asked(database, "\n".join([*survey[:3], rows, survey[-1]]), OFTEN)
    assert f"Baris 1 dari 30:\nHal 1? · {HERE}\n" in phone.text
    assert "Hal 12? · belum" in phone.text
    assert "Hal 13?" not in phone.text
    for _ in range(29):
        phone.tap("1")
    assert "Baris 30 dari 30:\nHal 19? · Selalu\n" in phone.text
    assert f"Hal 30? · {HERE}" in phone.text


def test_a_long_question_goes_before_the_rows(database: Database) -> None:
    phone = asked(database, TABLE.replace("Cepat?", "Cepat? " + "c" * 3700), OFTEN)
    assert "Baris" not in phone.text
    assert "c" * 3700 in phone.text
    assert "1. Selalu\n2. Jarang" in phone.text
