"""A list of 514 on a phone: found by typing, paged, narrowed by another answer, ticked."""

from dataclasses import replace

import pytest

from bot.chat import drawing
from bot.chat.screen import plain
from bot.interviews.lists import PARTS, parts
from bot.interviews.passage import Passage
from bot.interviews.tapping import Verb
from flows.prompts import LONG, OFFERED
from storage.database import Database
from tests.bot.interviews.places import CHOICES, REGENCIES
from tests.bot.interviews.walking import BACK, SKIP, STALE, answers, asked, forged, held, taps
from tests.support.chat import Phone

ONE = """
    | type           | name | label      |
    | select_one kab | a    | Di mana?   |
    | select_one kab | b    | Lalu mana? |
    | text           | z    | Akhir?     |
"""
MANY = """
    | type                | name | label        |
    | select_multiple kab | a    | Mana saja?   |
    | text                | z    | Akhir?       |
"""
GARUT, KEEP = "Kabupaten Garut", "Lanjut ›"
AFTER, BEFORE, WHOLE = "Berikutnya ›", "‹ Sebelumnya", "Seluruh daftar"


def name_of(label: str) -> str:
    return f"k{REGENCIES.index(label)}"


def on_card(label: str) -> str:
    return f"{REGENCIES.index(label) + 1}. {label}"


def stored(database: Database, question: str = "a") -> str:
    return answers(database, form="baru").get(f"/data/{question}", "")


def fits(phone: Phone) -> bool:
    buttons = len(phone.labels)
    return buttons <= 25 and drawing.utf16(plain(phone.screen.text)) <= drawing.TEXT_LIMIT // 2


def test_a_few_letters_find_it_and_a_tap_takes_it(database: Database) -> None:
    phone = asked(database, ONE, CHOICES)
    assert "Ketik beberapa huruf untuk mencari" in phone.text
    phone.type("kab bdg")
    assert stored(database) == ""
    assert "Yang mirip dengan “kab bdg”:" in phone.text
    assert on_card("Kabupaten Bandung") in phone.text
    assert len(phone.labels) <= OFFERED + 2
    assert not any(row for message in phone.messages[:-1] for row in message.screen.rows)
    phone.tap(on_card("Kabupaten Bandung"))
    assert phone.toast == "✓ Tersimpan · Kabupaten Bandung"
    assert stored(database) == name_of("Kabupaten Bandung")
    phone.tap(BACK)
    assert "Jawaban sekarang: Kabupaten Bandung" in phone.text
    assert f"✓ {REGENCIES.index('Kabupaten Bandung') + 1}" in phone.labels, "its page lies open"
    assert "Yang mirip" not in phone.text, "what was looked for is forgotten"


def test_a_name_beyond_doubt_is_taken_at_once(database: Database) -> None:
    phone = asked(database, ONE, CHOICES)
    phone.type("garut")
    assert phone.text.startswith(f"Tersimpan: {GARUT}")
    assert stored(database) == name_of(GARUT)
    phone.tap(BACK)
    phone.type("jaksel")
    assert stored(database) == name_of("Kota Administrasi Jakarta Selatan")


def test_numbers_are_those_on_the_card(database: Database) -> None:
    phone = asked(database, ONE, CHOICES)
    phone.type("200")
    assert stored(database) == "", "not on the card: shown first"
    assert phone.labels[0] == f"200. {REGENCIES[199]}"[: len(phone.labels[0])]
    phone.type("200")
    assert stored(database) == "k199"
    phone.tap(BACK)
    phone.type("kab bdg")
    phone.type(str(REGENCIES.index("Kabupaten Bandung") + 1))
    assert stored(database) == name_of("Kabupaten Bandung")
    phone.tap(BACK)
    phone.type("999")
    assert "Tidak ada yang mirip dengan “999”." in phone.text


def test_nothing_found_is_said_kindly_and_the_pages_stay(database: Database) -> None:
    phone = asked(database, ONE, CHOICES)
    phone.type("xyzzyq")
    assert phone.text.startswith("Bagian")
    assert "Tidak ada yang mirip dengan “xyzzyq”. Coba ketik ejaan lain" in phone.text
    assert "Halaman 1/65 dari 514 pilihan:" in phone.text
    assert phone.labels == [*map(str, range(1, 9)), AFTER, SKIP]
    assert stored(database) == ""


def test_pages_are_turned_in_the_order_of_the_list(database: Database) -> None:
    phone = asked(database, ONE, CHOICES)
    phone.tap(AFTER)
    assert phone.toast == "Halaman 2 dari 65"
    assert len(phone.messages) == 1, "the card stays where it is"
    assert "Halaman 2/65" in phone.text
    assert phone.labels == [*map(str, range(9, 17)), BEFORE, AFTER, SKIP]
    phone.type("sebelumnya")
    assert phone.labels == [*map(str, range(1, 9)), AFTER, SKIP]
    phone.send(forged(phone, Verb.LEAF, 64), phone.messages[-1].id)
    assert phone.labels == ["513", "514", BEFORE, SKIP]
    phone.type("pontinak")
    phone.tap(WHOLE)
    assert "Halaman 1/65" in phone.text
    phone.send(forged(phone, Verb.LEAF, 65), phone.messages[-1].id)
    assert phone.toast == STALE


def test_what_was_used_last_comes_first(database: Database) -> None:
    phone = asked(database, ONE, CHOICES)
    phone.type("garut")
    assert "Lalu mana?" in phone.text
    assert f"Terakhir Anda pakai:\n{on_card(GARUT)}\n" in phone.text
    assert phone.labels[0] == on_card(GARUT)
    phone.tap(on_card(GARUT))
    assert stored(database, "b") == name_of(GARUT)


def test_what_was_looked_for_belongs_to_its_question(database: Database) -> None:
    phone = asked(database, ONE, CHOICES)
    phone.type("kab bdg")
    for look in ("/bantuan", "/start"):
        phone.type(look)
        assert "Yang mirip dengan “kab bdg”:" in phone.text
    message, button = taps(phone, on_card("Kabupaten Bandung"))
    phone.tap(SKIP)
    assert "Lalu mana?" in phone.text
    assert "Yang mirip" not in phone.text
    phone.press(button, message)
    assert phone.toast == STALE
    assert stored(database) == stored(database, "b") == ""


def test_another_language_looks_again_in_its_own_words(database: Database) -> None:
    labels = "\n".join(f"| l | c{n} | Kabupaten {n:03} | Regency {n:03} |" for n in range(20))
    phone = asked(
        database,
        """
        | type         | name | label::Bahasa Indonesia (id) | label::English (en) |
        | select_one l | a    | Mana?                        | Where?              |
        """,
        f"| list_name | name | label::Bahasa Indonesia (id) | label::English (en) |\n{labels}",
    )
    phone.type("kab 01")
    phone.type("/bahasa")
    phone.tap("English")
    assert "Like “kab 01”:" in phone.text
    assert "12. Regency 011" in phone.text


def test_a_list_is_narrowed_by_an_answer(database: Database) -> None:
    survey = """
        | type            | name | label       | choice_filter  |
        | select_one prov | p    | Provinsi?   |                |
        | select_one kab  | a    | Kabupaten?  | prov = ${p}    |
        | text            | z    | Akhir?      |                |
    """
    phone = asked(database, survey, CHOICES)
    phone.type("prov jatim")
    assert phone.text.startswith("Tersimpan: Jawa Timur")
    assert "Halaman 1/5 dari 38 pilihan:" in phone.text
    phone.type("bandung")
    assert "Kota Bandung" not in phone.text
    phone.type("sby")
    phone.tap("38. Kota Surabaya")
    assert stored(database) == name_of("Kota Surabaya")
    phone.tap(BACK)
    phone.tap(BACK)
    phone.type("ntt")
    phone.tap("Ubah")
    assert stored(database) == "", "no longer offered"


def test_choices_of_a_long_list_are_ticked_one_after_another(database: Database) -> None:
    phone = asked(database, MANY, CHOICES)
    phone.type("kab bdg")
    phone.tap(f"☐ {on_card('Kabupaten Bandung')}")
    assert phone.toast == "✓ Dipilih: Kabupaten Bandung"
    assert "Sudah dipilih (1): Kabupaten Bandung" in phone.text
    assert f"☑ {on_card('Kabupaten Bandung')}" in phone.labels
    phone.type("garut")
    assert "Sudah dipilih (2): Kabupaten Bandung, Kabupaten Garut" in phone.text
    assert "Yang mirip" not in phone.text
    assert stored(database) == "", "not confirmed yet"
    phone.type("subang, ciamis, sumedng")
    assert "Sudah dipilih (3)" in phone.text
    assert "Yang mirip dengan “subang, sumedng”:" in phone.text, "Sabang is near Subang"
    phone.tap(f"☐ {on_card('Kabupaten Subang')}")
    phone.tap(f"☐ {on_card('Kabupaten Sumedang')}")
    phone.tap(f"☑ {on_card(GARUT)}")
    assert phone.toast == "Dilepas: Kabupaten Garut"
    phone.type("selesai 4")
    chosen = ("Kabupaten Bandung", "Kabupaten Ciamis", "Kabupaten Subang", "Kabupaten Sumedang")
    assert stored(database) == " ".join(map(name_of, chosen))
    phone.tap(BACK)
    assert "Sudah dipilih (4): Kabupaten Bandung, Kabupaten Ciamis" in phone.text


def test_numbers_on_the_card_are_ticked_together(database: Database) -> None:
    phone = asked(database, MANY, CHOICES)
    phone.type("1 3 5")
    assert "Sudah dipilih (3): Kabupaten Aceh Barat, Kabupaten Aceh Besar" in phone.text
    phone.type("1 700")
    assert "Sudah dipilih (3)" in phone.text
    assert "Tidak ada yang mirip dengan “700”" in phone.text


def test_of_very_many_ticks_the_card_says_how_many_more(database: Database) -> None:
    phone = asked(database, MANY, CHOICES)
    phone.type("\n".join(REGENCIES[100:130]))
    assert "Sudah dipilih (30): " in phone.text
    assert "dan 22 lagi" in phone.text
    assert fits(phone)


@pytest.mark.parametrize("survey", [ONE, MANY])
@pytest.mark.parametrize("typed", ["b", "kab", "kota", "kepulauan", "x" * 4000, "?", "kab bdg"])
def test_every_card_of_514_is_small(database: Database, survey: str, typed: str) -> None:
    phone = asked(database, survey, CHOICES)
    assert fits(phone)
    phone.type(typed)
    assert fits(phone)
    assert stored(database) == ""


def test_a_list_is_long_from_thirteen_choices(database: Database) -> None:
    rows = "\n".join(f"| l | c{n} | Pilihan {n} |" for n in range(1, LONG + 1))
    survey = "| type | name | label |\n| select_one l | a | Apa? |\n| select_one m | b | Lalu? |"
    more = rows.replace("| l |", "| m |")
    phone = asked(
        database, survey, f"| list_name | name | label |\n{rows}\n{more}\n| m | c13 | Pilihan 13 |"
    )
    assert phone.labels == [*map(str, range(1, LONG + 1)), SKIP]
    assert "12. Pilihan 12" in phone.text
    phone.type("12")
    assert stored(database) == "c12"
    assert "Halaman 1/2 dari 13 pilihan:" in phone.text
    phone.type("pilihan 13")
    assert stored(database, "b") == "c13"


def test_snapshots_of_before_there_were_long_lists_load(database: Database) -> None:
    phone = asked(database, ONE, CHOICES)
    phone.type("kab bdg")
    snapshot = dict(held(database).snapshot)
    passage = Passage.from_json(snapshot)
    assert passage.sought == "kab bdg"
    assert Passage.from_json(passage.to_json()) == passage
    del snapshot["sought"], snapshot["leaf"]
    assert Passage.from_json(snapshot) == replace(passage, sought="")


def test_a_whole_message_of_names_is_not_a_search_for_each(database: Database) -> None:
    phone = asked(database, MANY, CHOICES)
    phone.type(", ".join(["Kabupaten Garut", *(f"q{number}" for number in range(700))]))
    assert phone.text.count("☑") + sum("☑" in label for label in phone.labels) > 0
    many = ",".join(str(number) for number in range(700))
    assert len(parts(many)) == PARTS + 1, "the rest stays together"
    assert len(parts(many.replace(",", " "))) == 1
