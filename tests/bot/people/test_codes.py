"""Codes of any shape, wrong ones from many chats, and links that are tapped again."""

from datetime import timedelta
from functools import partial

import pytest

from bot.people import service
from bot.people.service import Visitor
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.support.chat import Phone
from tests.support.people import NOW, SARI, found_ministry, issue, issue_open

VISITOR = Visitor("Budi", "id")
CODES = ("", " ", "x" * 10_000, "\ud800", "ﷺ", "\x00", "' OR 1=1 --", "👍")


def guess(chat: int, uow: UnitOfWork) -> None:
    service.enrol(uow, chat, "salah", VISITOR, NOW)


@pytest.mark.parametrize("code", CODES)
def test_a_code_of_any_shape_is_unknown(database: Database, code: str) -> None:
    found_ministry(database)
    phone = Phone(database, 501)
    database.write(lambda uow: service.enrol(uow, 501, code, VISITOR, NOW))
    phone.deliver()
    assert phone.text.startswith("Kode undangan ini tidak dikenal.")


def test_wrong_codes_from_many_chats_keep_nobody_else_out(database: Database) -> None:
    found_ministry(database)
    for chat in range(600, 640):
        for _ in range(4):
            database.write(partial(guess, chat))
    with database.read() as uow:
        attempts = uow.invites.attempts(620)
    assert attempts is not None
    assert attempts.failures == 3, "the fourth was not even looked at"
    phone = Phone(database, 501, town={chat: Phone(database, chat) for chat in range(600, 640)})
    phone.type(f"/start {issue(database, SARI).code}")
    assert phone.text.startswith("Halo Sari Lango.")


def test_the_wait_is_said_in_minutes(database: Database) -> None:
    found_ministry(database)
    phone = Phone(database, 501)
    for _ in range(4):
        phone.type("/start salah")
    assert phone.text == "Terlalu banyak kode yang salah. Silakan coba lagi 1 menit lagi."
    for _ in range(9):
        phone.now += timedelta(hours=1)
        phone.type("/start salah")
    phone.type("/start salah")
    assert "60 menit lagi" in phone.text


def test_the_link_of_an_open_invitation_tapped_again_shows_the_card(database: Database) -> None:
    found_ministry(database)
    issued = issue_open(database)
    phone = Phone(database, 501)
    for _ in range(2):
        phone.type(f"/start {issued.code}")
        assert phone.text.startswith("Halo Somebody.")
    other = Phone(database, 502)
    other.type(f"/start {issued.code}")
    assert other.text.startswith("Undangan ini sudah dipakai.")
