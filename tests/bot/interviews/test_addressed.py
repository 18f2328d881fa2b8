"""Typed text that the open question takes, and text that may be asked of somebody else."""

import pytest

from bot.interviews.typed import claims
from storage.database import Database
from tests.bot.interviews.places import CHOICES
from tests.bot.interviews.walking import asked
from tests.support.chat import Phone

ASK = "| type | name | label |\n| {} | a | Apa? |\n| text | z | Akhir? |"
FEW = "| list_name | name | label |\n| few | a | Meja |\n| few | b | Kursi |"
SOMETHING = "bagaimana mengurus paspor yang hilang"
# kind of question: what it takes, what it does not
TEXTS = {
    "select_one kab": (("garut", "kab bdg", "7", "Kabupaten Garut"), (SOMETHING,)),
    "select_multiple kab": (("garut, subang", "1 3"), (SOMETHING,)),
    "select_one few": (("meja", "2", "9", "?!", "bantuan"), (SOMETHING, "lemari")),
    "rank few": (("2 1", "Kursi"), (SOMETHING,)),
    "integer": (("4", "empat", "-"), (SOMETHING, "banyak orang")),
    "date": (("1 mei 2025", "kemarin", "mei 2025", "2025"), (SOMETHING,)),
    "dateTime": (("1 mei 2025", "mei 2025"), (SOMETHING,)),
    "geopoint": (("kupang", "-10.1, 123.6"), (SOMETHING, "jalan kaki saja dari sana")),
    "image": (("5",), (SOMETHING, "tidak ada")),
    "text": ((SOMETHING, "apa saja"), ()),
}


def at(database: Database, kind: str) -> Phone:
    return asked(database, ASK.format(kind), FEW if kind.endswith("few") else CHOICES)


def is_claimed(phone: Phone, text: str) -> bool:
    with phone.database.read() as uow:
        return claims(uow, phone.chat_id, text, phone.now)


@pytest.mark.parametrize("kind", TEXTS)
def test_what_an_open_question_takes(database: Database, kind: str) -> None:
    phone = at(database, kind)
    taken, left = TEXTS[kind]
    assert [text for text in taken if not is_claimed(phone, text)] == []
    assert [text for text in left if is_claimed(phone, text)] == []


def test_a_time_is_taken_while_the_hours_of_a_day_lie_open(database: Database) -> None:
    phone = at(database, "dateTime")
    assert not is_claimed(phone, "pukul tujuh pagi")
    phone.type("1 mei 2025")
    assert is_claimed(phone, "07.30")
    assert is_claimed(phone, "jam 7 pagi")


def test_nothing_is_taken_of_somebody_unknown(database: Database) -> None:
    at(database, "text")
    assert not is_claimed(Phone(database, 77), SOMETHING)


def test_looking_stores_nothing(database: Database) -> None:
    phone = at(database, "select_one kab")
    card = phone.screen
    for text in ("garut", "kab bdg", SOMETHING):
        is_claimed(phone, text)
    phone.type("/start")
    assert phone.text.endswith(card.text.split("\n")[-1])
    assert "Yang mirip" not in phone.text
