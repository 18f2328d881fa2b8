"""Reports through PTB's routing: the command by either name, and a tap as Telegram brings it."""

from collections.abc import Iterator

import pytest

from bot.chat.screen import Tap
from bot.reports.steps import REPORTS, Verb
from storage.database import Database
from tests.bot.emulator.running import Emulator, running
from tests.bot.interviews.walking import CHAT
from tests.bot.reports.measured import five, founded
from tests.support.chat import Phone
from tests.support.people import RATNA, enrol, person
from tests.support.wire import Wire, said, tapped


@pytest.fixture(scope="module")
def api() -> Iterator[Emulator]:
    with running() as emulator:
        yield emulator


@pytest.fixture
def wire(api: Emulator, sqlite_url: str) -> Iterator[Wire]:
    """A coordinator on her phone; an office has answered."""
    database = Database(sqlite_url)
    founded(database)
    five(database)
    enrol(database, RATNA, CHAT)
    wire = Wire(api.url, database)
    Phone(database, CHAT, town=wire.town).deliver()
    yield wire
    assert wire.parked() == 0, "no update raised"
    database.close()


@pytest.mark.parametrize("command", ["/laporan", "/report", "/laporan sekarang"])
def test_the_command(wire: Wire, command: str) -> None:
    wire.send(said(CHAT, command))
    *_, picture, text = wire.town[CHAT].messages
    assert picture.screen.picture
    assert "indeks 53" in text.screen.text


def test_a_tap(wire: Wire) -> None:
    wire.send(said(CHAT, "/laporan"))
    phone = wire.town[CHAT]
    message, button = phone.find("Angka (CSV)")
    wire.send(tapped(CHAT, button.tap, message.id))
    assert phone.screen.document
    wire.send(tapped(CHAT, button.tap, message.id), tapped(CHAT, "forged", message.id))
    nobody = person(wire.database, RATNA).id + 1
    wire.send(tapped(CHAT, Tap(REPORTS, Verb.PROFILE, (nobody,)), message.id))
    assert phone.screen.document is None


def test_in_a_group_nothing_is_told(wire: Wire) -> None:
    group = -100700
    wire.send(said(group, "/laporan", "supergroup"))
    assert wire.town[group].text.startswith("Pandu hanya bekerja dalam percakapan pribadi")
    assert all(message.screen.picture is None for message in wire.town[group].messages)
