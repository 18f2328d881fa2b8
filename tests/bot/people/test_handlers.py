"""Updates of every kind through PTB: the right screen, nothing parked, nothing stored."""

from collections.abc import Iterator

import pytest

from bot.chat.screen import Tap, plain
from bot.people.steps import PEOPLE, Verb
from storage.database import Database
from tests.bot.emulator.running import Emulator, running
from tests.bot.interviews.forms import publish_short
from tests.bot.interviews.walking import AGREE, CHAT, DESK, NEXT, STAFF, STALE, answers, taps
from tests.support.people import SARI, found_ministry, issue
from tests.support.wire import Wire, membership, message, said, tapped, user

GROUP = -100500
STICKER = {
    "file_id": "a",
    "file_unique_id": "b",
    "type": "regular",
    "width": 9,
    "height": 9,
    "is_animated": False,
    "is_video": False,
}
FILE = {"file_id": "a", "file_unique_id": "b"}
POLL = {
    "id": "1",
    "question": "Setuju?",
    "options": [{"text": "Ya", "voter_count": 0, "persistent_id": "1"}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": True,
    "members_only": False,
}
UNASKED = (
    ({"sticker": STICKER}, "Stiker tidak dapat disimpan"),
    ({"voice": {**FILE, "duration": 2}}, "Pesan suara tidak dapat disimpan"),
    ({"audio": {**FILE, "duration": 2}}, "Pesan suara tidak dapat disimpan"),
    ({"document": FILE, "caption": "1"}, "Berkas atau foto tidak diminta"),
    ({"photo": [{**FILE, "width": 9, "height": 9}], "caption": "1"}, "Berkas atau foto"),
    ({"location": {"latitude": 1.0, "longitude": 2.0}}, "Lokasi tidak diminta di sini"),
    ({"dice": {"emoji": "🎲", "value": 1}}, "Kiriman seperti ini tidak dapat disimpan"),
    ({"contact": {"phone_number": "1", "first_name": "x"}}, "Kiriman seperti ini"),
    ({"poll": POLL}, "Kiriman seperti ini"),
    ({"text": "/tidakada"}, "Perintah itu tidak dikenal."),
    ({"text": "/mulai@lain_bot"}, "Perintah itu tidak dikenal."),
)


@pytest.fixture(scope="module")
def api() -> Iterator[Emulator]:
    with running() as emulator:
        yield emulator


@pytest.fixture
def wire(api: Emulator, sqlite_url: str) -> Iterator[Wire]:
    """A ministry with its questionnaire, and nobody enrolled."""
    database = Database(sqlite_url)
    found_ministry(database)
    publish_short(database)
    wire = Wire(api.url, database)
    yield wire
    assert wire.parked() == 0, "no update raised"
    database.close()


def enter(wire: Wire) -> None:
    """Sari enrols, consents, and is at the first question."""
    wire.send(said(CHAT, f"/start {issue(wire.database, SARI).code}"))
    for label in (AGREE, NEXT):
        message_id, button = taps(wire.town[CHAT], label)
        wire.send(tapped(CHAT, button.tap, message_id))
    assert DESK in wire.town[CHAT].text


def test_what_is_not_an_answer(wire: Wire) -> None:
    enter(wire)
    phone, given = wire.town[CHAT], answers(wire.database)
    for content, words in UNASKED:
        wire.send({"message": message(CHAT, **content)})
        assert phone.text.startswith(words)
        assert DESK in phone.text
    wire.send({"edited_message": message(CHAT, text="1", edit_date=1772413201)})
    assert phone.text.startswith("Pesan yang diubah tidak mengubah jawaban.")
    wire.send({"edited_message": message(CHAT, text="/batal", edit_date=1772413201)})
    assert DESK in phone.text
    assert answers(wire.database) == given
    wire.send(said(CHAT, "ya"))
    assert STAFF in phone.text


def test_taps_of_others(wire: Wire) -> None:
    enter(wire)
    phone = wire.town[CHAT]
    elsewhere = tapped(CHAT + 1, Tap(PEOPLE, Verb.LANGUAGE, (1,)))["callback_query"]["data"]
    for data in ("", "x", "A" * 64, elsewhere, Tap(7, 1)):
        wire.send(tapped(CHAT, data))
        assert DESK in phone.text
    inline = {"id": "9", "from": user(CHAT), "chat_instance": "1", "inline_message_id": "8"}
    wire.send({"callback_query": {**inline, "data": "x"}})
    gone = {"message_id": 1, "date": 0, "chat": {"id": CHAT, "type": "private"}}
    message_id, button = taps(phone, "1. Ya")
    late = tapped(CHAT, button.tap, message_id)
    late["callback_query"]["message"] = gone | {"message_id": message_id}
    wire.send(late)
    assert STAFF in phone.text, "a message too old to be handed over is still a card"


def test_toasts_reach_the_phone(wire: Wire, api: Emulator) -> None:
    enter(wire)
    wire.send(tapped(CHAT, "x"))
    log = [
        entry["parameters"].get("text")
        for entry in api.look("log")
        if entry["method"] == "answerCallbackQuery"
    ]
    assert log[-3:] == ["Terima kasih, mari mulai", "✓ Lanjut", STALE]


def test_every_command(wire: Wire) -> None:
    enter(wire)
    phone = wire.town[CHAT]
    for command, words in (
        ("/bantuan", "Anda terdaftar sebagai"),
        ("/help", "Anda terdaftar sebagai"),
        ("/bahasa", "Pilih bahasa."),
        ("/language", "Pilih bahasa."),
        ("/ganti", "Anda sekarang Sari Lango."),
        ("/mulai", "Selamat datang kembali."),
        ("/start", "Selamat datang kembali."),
        ("/batal", "Baik, kita berhenti sejenak."),
        ("/cancel", "Baik, kita berhenti sejenak."),
    ):
        seen = len(phone.messages)
        wire.send(said(CHAT, command))
        assert any(words in plain(m.screen.text) for m in phone.messages[seen:]), command


def test_strangers(wire: Wire) -> None:
    bodies = [said(CHAT, text) for text in ("/start", "/mulai", "/batal", "/bantuan", "hai", "/x")]
    bodies += [{"message": message(CHAT, **content)} for content, _ in UNASKED]
    bodies += [tapped(CHAT, "x"), tapped(CHAT, Tap(PEOPLE, Verb.SWITCH, (1,)))]
    for body in bodies:
        wire.send(body)
        assert "Untuk memakai Pandu Anda perlu undangan." in wire.town[CHAT].text
        assert wire.town[CHAT].labels == []
    assert len(wire.town[CHAT].messages) == len(bodies)
    wire.send(said(CHAT, "/start ,;- "))
    assert wire.town[CHAT].text.startswith("Kode undangan ini tidak dikenal.")


def test_groups(wire: Wire) -> None:
    for kind in ("group", "supergroup"):
        wire.send(said(GROUP, "/start abc", kind), said(GROUP, "/mulai", kind))
        wire.send(said(GROUP, "halo semua", kind), membership(GROUP, "member", kind))
        wire.send({"message": message(GROUP, kind, new_chat_title="x")})
    group = wire.town[GROUP]
    assert len(group.messages) == 4
    assert {m.screen.text[:34] for m in group.messages} == {"Pandu hanya bekerja dalam percakap"}
    with wire.database.read() as uow:
        assert uow.invites.attempts(GROUP) is None
    wire.send({"channel_post": message(GROUP - 1, "channel", text="/start")})
    assert wire.town[GROUP - 1].messages == []


def test_a_person_who_blocks_and_comes_back(wire: Wire) -> None:
    enter(wire)
    wire.send(membership(CHAT, "kicked"))
    with wire.database.read() as uow:
        assert uow.chats.unreachable_at(CHAT) is not None
    wire.send(membership(CHAT, "member"))
    with wire.database.read() as uow:
        assert uow.chats.unreachable_at(CHAT) is None
    wire.send(said(CHAT, "/start"))
    assert DESK in wire.town[CHAT].text
