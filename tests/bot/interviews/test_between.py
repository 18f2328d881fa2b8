"""Commands, other devices and processes in the middle of an interview: the card stays right."""

import asyncio
import json
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from telegram import Update
from telegram.ext import CommandHandler

from bot.chat.acting import act
from bot.chat.context import Handling, Services, handling
from bot.features import FEATURES
from bot.interviews import service
from bot.interviews.rules import COMMANDS
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.bot.emulator.running import Emulator, running
from tests.bot.interviews.forms import publish_short
from tests.bot.interviews.walking import (
    AGREE,
    BACK,
    CHAT,
    LEVEL,
    NEXT,
    PROPOSAL,
    REVIEW,
    STAFF,
    STALE,
    TOOLS,
    answers,
    at,
    begun,
    held,
    taps,
)
from tests.support.chat import Phone
from tests.support.people import NOW, SARI, found_ministry, issue
from tests.support.wire import BOT, CODEC, Wire, said

Work = Callable[[UnitOfWork, datetime], str]
RESTING = {"batal", "cancel"}


def commands() -> set[str]:
    """Every word that a handler takes as a command."""
    return {
        word
        for feature in FEATURES
        for handler in feature.handlers
        if isinstance(handler, CommandHandler)
        for word in handler.commands
    }


@pytest.fixture(scope="module")
def api() -> Iterator[Emulator]:
    with running() as emulator:
        yield emulator


@pytest.fixture
def wire(api: Emulator, sqlite_url: str) -> Iterator[Wire]:
    """Sari is at the second question."""
    database = Database(sqlite_url)
    found_ministry(database)
    publish_short(database)
    wire = Wire(api.url, database)
    wire.send(said(CHAT, f"/start {issue(database, SARI).code}"))
    phone = wire.town[CHAT]
    for label in (AGREE, NEXT, "1. Ya"):
        phone.tap(label)
    assert STAFF in phone.text
    yield wire
    assert wire.parked() == 0, "no update raised"
    database.close()


def test_after_every_command_the_card_comes_back(wire: Wire) -> None:
    phone = wire.town[CHAT]
    given = answers(wire.database)
    for command in [*sorted(commands() - RESTING - {"ubah", "edit"}), "tidakada", "start x"]:
        seen = len(phone.messages)
        wire.send(said(CHAT, f"/{command}"))
        assert len(phone.messages) > seen
        assert STAFF in phone.text, command
        assert phone.labels == [BACK], command
        for above in phone.messages[seen:-1]:
            assert STAFF not in above.screen.text, f"one card, by /{command}"
    assert answers(wire.database) == given
    wire.send(said(CHAT, "4"))
    assert answers(wire.database) == {**given, "/data/kantor/staf": "4"}


def test_the_review_by_its_command(wire: Wire) -> None:
    for command in ("/ubah", "/edit"):
        wire.send(said(CHAT, command))
        assert REVIEW in wire.town[CHAT].text
        wire.send(said(CHAT, "/mulai"))
        assert STAFF in wire.town[CHAT].text


def test_a_command_without_an_interview_brings_no_card(wire: Wire) -> None:
    phone = at(wire.town[CHAT], REVIEW)
    phone.tap("Kirim")
    seen = len(phone.messages)
    wire.send(said(CHAT, "/bantuan"))
    assert len(phone.messages) == seen + 1


def test_every_command_is_known_as_a_word() -> None:
    assert commands() <= COMMANDS


def test_a_text_question_claims_its_text_and_shows_a_way_out(database: Database) -> None:
    phone = at(begun(database), PROPOSAL)
    assert "Untuk berhenti sejenak: /batal" in phone.text
    phone.type("Bantuan")
    assert answers(database)["/data/diri/usul"] == "Bantuan", "it may well be the answer"
    assert "Tersimpan: Bantuan\n\nBila yang Anda maksud perintah, ketik" in phone.text
    assert "dengan garis miring: /bantuan" in phone.text


def test_other_questions_refuse_the_word_and_say_how(database: Database) -> None:
    phone = at(begun(database), LEVEL)
    phone.type("batal")
    assert phone.text.startswith("Pilihan itu tidak ada dalam daftar.")
    assert "dengan garis miring: /batal" in phone.text


def test_where_the_person_stopped(database: Database) -> None:
    phone = at(begun(database), LEVEL)
    for command in ("/start", "/mulai"):
        phone.type(command)
        assert phone.text.startswith(
            "Selamat datang kembali. Anda berhenti di Bagian 3, pertanyaan 1: "
            "“Bagaimana Anda memakai SOP?”. Masih ±4 pertanyaan, sekitar 2 menit."
        )
    phone.type("/batal")
    phone.tap("Lanjut")
    assert phone.text.startswith("Selamat datang kembali. Anda berhenti di Bagian 3")
    at(phone, REVIEW)
    phone.type("/start")
    assert phone.text.startswith("Selamat datang kembali. Semua pertanyaan sudah dilewati;")
    phone.tap("1")
    phone.tap("2")
    phone.type("/start")
    assert phone.text.startswith("Selamat datang kembali. Anda sedang mengubah jawaban Anda atas:")


def test_two_devices_at_once(database: Database) -> None:
    """The same account on a second device shows the same chat; its card may lag behind."""
    first = begun(database)
    lagging = [taps(first, label) for label in ("1. Ya", "2. Tidak")]
    first.tap("1. Ya")
    lagging.append(taps(first, BACK))
    first.type("4")
    lagging += [taps(first, label) for label in ("☐ 1. Komputer", "Lewati ›", "Selesai (0)")]
    first.tap("☐ 2. Pencetak")
    first.tap("Selesai (1)")
    given = held(database).snapshot
    for message, button in lagging:
        first.press(button, message)
        assert first.toast == STALE
        assert LEVEL in first.text
        assert held(database).snapshot == given


def test_a_tick_of_the_other_device_counts(database: Database) -> None:
    """The card of a question with several choices stays one while its ticks change."""
    phone = at(begun(database), TOOLS)
    message, button = taps(phone, "☐ 1. Komputer")
    phone.tap("☐ 2. Pencetak")
    phone.press(button, message)
    assert {"☑ 1. Komputer", "☑ 2. Pencetak"} <= set(phone.labels)


def test_whoever_was_slower_sees_the_present_card(sqlite_url: str) -> None:
    """Another process has stored a newer revision between reading and writing."""
    database = Database(sqlite_url)
    phone = at(begun(database), TOOLS)
    stored = held(database)

    def slow(uow: UnitOfWork, now: datetime) -> str:
        uow.interviews.save(stored.id, stored.revision - 1, {}, "id", now)
        return "never"

    current = carried_out(database, phone, slow)
    assert current.toast == STALE
    assert current.done
    assert phone.text.startswith("Pertanyaan itu tidak perlu dijawab lagi.")
    assert TOOLS in phone.text
    assert held(database) == stored
    database.close()


def carried_out(database: Database, phone: Phone, work: Work) -> Handling:
    body = {"update_id": 1, **said(CHAT, "4")}
    rows = [(BOT, 1, CHAT, json.dumps(body))]
    database.write(lambda uow: uow.inbox.receive(rows, NOW))
    services = Services(database, lambda: NOW, CODEC, lambda: None)
    current = Handling(services, BOT, 1, CHAT)
    token = handling.set(current)
    update = Update.de_json(body, None)
    assert update is not None
    assert asyncio.run(act(update, work)) is None
    handling.reset(token)
    phone.deliver()
    return current


def test_the_old_card_after_a_rest_on_another_device(database: Database) -> None:
    phone = at(begun(database), TOOLS)
    message, button = taps(phone, "Selesai (0)")
    database.write(lambda uow: service.put_aside(uow, CHAT, phone.now))
    phone.press(button, message)
    assert phone.toast == STALE
    assert "/data/kantor/alat" not in answers(database)
