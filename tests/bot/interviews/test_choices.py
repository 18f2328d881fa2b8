"""Cards with choices: what goes alone, how many may be taken, what stands on the buttons."""

import pytest

from bot.chat.text import LABEL
from storage.database import Database
from tests.bot.interviews.walking import BACK, SKIP, answers, asked, taps
from tests.support.chat import Phone

TOOLS = """
    | list_name | name | label         |
    | tools     | pc   | Komputer      |
    | tools     | ink  | Pencetak      |
    | tools     | net  | Jaringan      |
    | tools     | tel  | Telepon       |
    | tools     | none | Tidak satu pun |
"""
ALONE = "not(selected(., 'none') and count-selected(.) > 1)"


def many(database: Database, constraint: str, message: str = "") -> Phone:
    """At a choice of several under this constraint; a free text follows."""
    survey = f"""
        | type                  | name | label  | constraint   | constraint_message |
        | select_multiple tools | a    | Apa?   | {constraint} | {message}          |
        | text                  | z    | Akhir? |              |                    |
    """
    return asked(database, survey, TOOLS)


def stored(database: Database) -> str:
    return answers(database, form="baru").get("/data/a", "")


def ticked(phone: Phone) -> list[str]:
    return [label[2:] for label in phone.labels if label.startswith("☑")]


def test_none_of_these_takes_the_others_away_and_back(database: Database) -> None:
    phone = many(database, ALONE)
    assert "“Tidak satu pun” hanya dapat dipilih sendiri." in phone.text
    phone.tap("☐ 1")
    phone.tap("☐ 3")
    assert phone.toast == "✓ Dipilih: Jaringan"
    phone.tap("☐ 5")
    assert phone.toast == "✓ Dipilih: Tidak satu pun. Yang lain dilepas."
    assert ticked(phone) == ["5"]
    phone.tap("☐ 2")
    assert ticked(phone) == ["2"]
    phone.tap("☐ 5")
    phone.tap("Selesai (1)")
    assert stored(database) == "none"


def test_a_tick_taken_away_twice_takes_nothing_else_away(database: Database) -> None:
    phone = many(database, ALONE)
    phone.tap("☐ 5")
    message, button = taps(phone, "☑ 5")
    phone.tap("☐ 1")
    phone.tap("☐ 2")
    for _ in range(2):
        phone.press(button, message)
        assert ticked(phone) == ["1", "2"]


def test_none_of_these_with_others_is_refused_when_typed(database: Database) -> None:
    phone = many(database, ALONE)
    phone.type("1 5")
    assert phone.text.startswith("Belum tersimpan: “Tidak satu pun” hanya dapat dipilih sendiri.")
    assert stored(database) == ""
    phone.type("5")
    assert stored(database) == "none"


def test_no_more_than_the_most(database: Database) -> None:
    phone = many(database, f"{ALONE} and count-selected(.) <= 2", "Cukup dua.")
    assert "Pilih paling banyak 2. “Tidak satu pun” hanya dapat dipilih sendiri." in phone.text
    phone.tap("☐ 1")
    phone.tap("☐ 3")
    phone.tap("☐ 4")
    assert phone.toast == "Paling banyak 2. Lepas satu dulu."
    assert ticked(phone) == ["1", "3"]
    phone.type("1 3 4")
    assert phone.text.startswith("Belum tersimpan: pilih paling banyak 2.\nCukup dua.")
    assert ticked(phone) == ["1", "3"], "as they were"
    phone.tap("☐ 5")
    assert ticked(phone) == ["5"]
    phone.type("4 2")
    assert stored(database) == "ink tel"


def test_no_fewer_than_the_least(database: Database) -> None:
    phone = many(database, "count-selected(.) >= 2 and count-selected(.) <= 3")
    assert "Pilih paling sedikit 2 dan paling banyak 3." in phone.text
    phone.tap("☐ 1")
    phone.tap("Selesai (1)")
    assert phone.toast == "Paling sedikit 2. Baru 1 yang dipilih."
    assert "Apa?" in phone.text
    phone.type("3")
    assert phone.text.startswith("Belum tersimpan: pilih paling sedikit 2.")
    phone.tap("☐ 2")
    phone.tap("Selesai (2)")
    assert stored(database) == "pc ink"


@pytest.mark.parametrize(
    ("constraint", "hint"),
    [
        ("count-selected(.) = 2", "Pilih tepat 2."),
        ("count-selected(.) >= 2", "Pilih paling sedikit 2."),
        ("count-selected(.) <= 1", "Pilih paling banyak 1."),
        ("selected(., 'pc')", "misalnya 1 3."),
    ],
)
def test_the_card_says_how_many(database: Database, constraint: str, hint: str) -> None:
    phone = many(database, constraint)
    assert hint in phone.text
    assert ("Pilih" in phone.text) == hint.startswith("Pilih")


def test_of_one_at_most_the_newest_stays(database: Database) -> None:
    phone = many(database, "count-selected(.) <= 1")
    phone.tap("☐ 1")
    phone.tap("☐ 2")
    assert ticked(phone) == ["2"]


def test_nothing_ticked_is_skipped(database: Database) -> None:
    phone = many(database, "count-selected(.) >= 2")
    phone.tap("Selesai (0)")
    assert "Akhir?" in phone.text
    assert stored(database) == ""


# Cards ---------------------------------------------------------------------------------------


def one(database: Database, count: int, appearance: str = "") -> Phone:
    rows = "\n".join(f"| l | c{n} | Pilihan {'panjang ' * 6}{n} |" for n in range(1, count + 1))
    survey = f"""
        | type         | name | label  | appearance   |
        | select_one l | a    | Mana?  | {appearance} |
        | text         | z    | Akhir? |              |
    """
    return asked(database, survey, f"| list_name | name | label |\n{rows}")


@pytest.mark.parametrize("count", [2, 8, 9, 12])
def test_full_texts_in_the_message_and_short_ones_on_buttons(
    database: Database, count: int
) -> None:
    phone = one(database, count)
    for number in range(1, count + 1):
        assert f"{number}. Pilihan {'panjang ' * 6}{number}\n" in phone.text
    *labels, skip = phone.labels
    assert skip == SKIP
    if count > 8:
        assert labels == [str(number) for number in range(1, count + 1)]
        assert [len(row) for row in phone.screen.rows[:2]] == {9: [5, 4], 12: [6, 6]}[count]
    else:
        assert [len(row) for row in phone.screen.rows] == [1] * (count + 1)
        assert all(len(label) <= LABEL + 3 for label in labels)
    phone.tap(labels[1])
    assert phone.toast == "✓ Tersimpan · 2"
    phone.tap(BACK)
    assert phone.labels[1] == f"✓ {labels[1]}"
    assert "Jawaban sekarang: 2" in phone.text


@pytest.mark.parametrize(("count", "rows"), [(5, [5]), (7, [7]), (10, [5, 5]), (11, [6, 5])])
def test_a_scale_is_numbers_in_even_rows(database: Database, count: int, rows: list[int]) -> None:
    phone = one(database, count, "likert")
    assert [len(row) for row in phone.screen.rows] == [*rows, 1]
    assert f"sampai {count} (Pilihan panjang" in phone.text


def test_a_typed_number_answers_whatever_stands_on_the_buttons(database: Database) -> None:
    rows = "\n".join(f"| l | c{n} | Pilihan {n} |" for n in range(1, 10))
    survey = """
        | type              | name | label  |
        | select_multiple l | a    | Mana?  |
        | text              | z    | Akhir? |
    """
    phone = asked(database, survey, f"| list_name | name | label |\n{rows}")
    phone.tap("☐ 3")
    phone.type("4")
    assert stored(database) == "c4"


def test_what_is_offered_no_more_is_ticked_no_more(database: Database) -> None:
    survey = """
        | type              | name | label | choice_filter |
        | select_one w      | w    | Mana? |               |
        | select_multiple t | a    | Apa?  | w = ${w}      |
        | text              | z    | Usul? |               |
    """
    choices = """
        | list_name | name | label | w |
        | w         | x    | Barat |   |
        | w         | y    | Timur |   |
        | t         | a    | Apel  | x |
        | t         | b    | Beras | y |
    """
    phone = asked(database, survey, choices)
    phone.tap("1. Barat")
    phone.tap("☐ 1. Apel")
    phone.tap("‹ Kembali")
    phone.tap("2. Timur")
    assert "Selesai (0)" in phone.labels
    phone.tap("Selesai (0)")
    assert "Usul?" in phone.text
    assert answers(database, form="baru") == {"/data/w": "y"}
