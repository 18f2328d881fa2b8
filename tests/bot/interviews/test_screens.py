"""Every screen of interviews and people, in both languages, within what Telegram takes."""

import re
import unicodedata
from datetime import timedelta

import pytest

from bot.chat import drawing
from bot.chat.screen import Screen, plain
from bot.chat.taps import Codec
from bot.i18n import LANGUAGES, catalogue
from bot.interviews import service as interviews
from bot.interviews.tapping import Verb
from flows.answers import CODES
from storage.database import Database
from storage.records import Notice, Person
from storage.unit_of_work import UnitOfWork
from tests.bot.interviews.forms import publish_short
from tests.bot.interviews.test_sending import BRANCH
from tests.bot.interviews.walking import CHAT, OTHER_CHAT, change_roster, forged, taps
from tests.support.chat import Phone
from tests.support.people import MARIA, RATNA, SARI, found_ministry, issue, issue_open
from tests.support.system import publish

OURS = re.compile(r"(button|card|consent|input|language|list|people|problem|review|thanks|toast)\.")
SIGNS = "✓☐☑‹›→·…—±“”"
CODEC = Codec(b"key")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_shown_and_fits(database: Database, language: str) -> None:
    found_ministry(database)
    publish_short(database)
    speak(database, language)
    town: dict[int, Phone] = {}
    phone, other = (Phone(database, c, language, town=town) for c in (CHAT, OTHER_CHAT))
    strangers(phone)
    coordinator(other)
    interview(phone)
    refusals(phone)
    other_things(phone, other)
    screens = [screen for each in town.values() for screen in each.drawn]
    for screen in screens:
        fits(screen)
    said = {plain(screen.text) for screen in screens}
    said |= {button.label for s in screens for row in s.rows for button in row}
    words = {key: text for key, text in catalogue(language).items() if OURS.match(key)}
    assert {key for key, text in words.items() if not shown(text, said)} == set()


def speak(database: Database, language: str) -> None:
    """Everybody of the roster speaks it."""

    def work(uow: UnitOfWork) -> None:
        for someone in uow.people.all():
            uow.people.set_language(someone.id, language)

    database.write(work)


def fits(screen: Screen) -> None:
    fields = drawing.message(screen, CODEC, CHAT)
    assert 0 < len(plain(screen.text)) <= drawing.TEXT_LIMIT
    assert "{" not in screen.text, "a place is left"
    labels = [button.label for row in screen.rows for button in row]
    assert all(label.strip() for label in labels)
    assert all(0 < len(row) <= 8 for row in screen.rows)
    assert len(labels) <= 100
    for row in fields["reply_markup"]["inline_keyboard"]:
        assert all(1 <= len(button["callback_data"].encode()) <= 64 for button in row)
    for character in plain(screen.text) + "".join(labels):
        assert character in SIGNS or unicodedata.category(character) != "So", character
        assert ord(character) < 0x2E80, character


def shown(text: str, said: set[str]) -> bool:
    pattern = re.compile(re.sub(r"\\\{\w+\\\}", ".*", re.escape(text)), re.DOTALL)
    return any(pattern.search(words) for words in said)


def button(phone: Phone, key: str) -> str:
    return catalogue(phone.language)[key]


def strangers(phone: Phone) -> None:
    for text in ("/start", "/start x", "/start x", "/start x", "/start x"):
        phone.type(text)
    phone.now += timedelta(days=31)
    older = issue(phone.database, SARI).code
    phone.type(f"/start {older}")
    group = Notice(phone.chat_id, "people.group", {"language": phone.language})
    refused = Notice(phone.chat_id, "people.not_allowed", {"language": phone.language})
    for notice in (group, refused):
        tell(phone, notice)
    phone.now += timedelta(hours=2)


def coordinator(phone: Phone) -> None:
    """Somebody whom no questionnaire asks."""
    enter(phone, RATNA)
    for text in ("/bantuan", "/ganti", "halo"):
        phone.type(text)


def enter(phone: Phone, staff_id: str) -> str:
    code = issue(phone.database, staff_id, phone.now).code
    phone.type(f"/start {code}")
    return code


def interview(phone: Phone) -> None:
    """From consent to thanks, by way of everything a question can say."""
    enter(phone, SARI)
    phone.tap(button(phone, "button.later"))
    phone.type("/batal")
    phone.tap(button(phone, "button.agree"))
    phone.send(forged(phone, Verb.BACK), phone.messages[-1].id)
    phone.tap(button(phone, "button.next"))
    phone.send(forged(phone, Verb.SKIP), phone.messages[-1].id)
    for kind in ("sticker", "voice", "file", "edited", "command"):
        unexpected(phone, kind)
    for text in ("?", "1", "?", "60", "2,5", "5"):
        phone.type(text)
    phone.tap("☐ 1. " + ("Komputer" if phone.language == "id" else "Computer"))
    phone.tap("☑ 1. " + ("Komputer" if phone.language == "id" else "Computer"))
    phone.type("1 3")
    message, level = taps(phone, "3")
    phone.press(level, message)
    phone.press(level, message)
    for text in ("?", button(phone, "button.today")):
        phone.type(text)
    phone.tap(button(phone, "button.back"))
    phone.tap(button(phone, "button.clear"))
    phone.tap(button(phone, "button.skip"))
    phone.type("x" * 2001)
    phone.type("usul")
    for page in ("1", "2"):
        phone.tap(page)
        phone.tap(button(phone, "button.review"))
    phone.type("?")
    phone.type("/batal")
    phone.tap(button(phone, "button.resume"))
    language_and_back(phone)
    message, submit = taps(phone, button(phone, "button.submit"))
    phone.press(submit, message)
    phone.press(submit, message)
    phone.tap(button(phone, "button.list"))
    phone.type("/batal")


def language_and_back(phone: Phone) -> None:
    for language in sorted(LANGUAGES, key=lambda each: each == phone.language):
        phone.type("/bahasa")
        phone.tap(catalogue(language)["language.name"])
    phone.type("/start")


def unexpected(phone: Phone, kind: str) -> None:
    phone.database.write(lambda uow: interviews.unexpected(uow, phone.chat_id, kind, phone.now))
    phone.deliver()


def refusals(phone: Phone) -> None:
    """Every problem an answer can have, also those that this questionnaire never meets."""
    with phone.database.read() as uow:
        me = uow.chats.person_at(phone.chat_id)
    assert me is not None
    publish(phone.database, BRANCH)
    phone.type("/mulai")
    fresh = next(label for label in phone.labels if "Cabang" in label)
    phone.tap(fresh)
    for code in (*CODES, "constraint"):
        told(phone, me, problem=code, details={"limit": "9"})
    told(phone, me, problem="constraint", details={"message": "<b>Lain</b>"})
    told(phone, me, dropped=1)
    phone.type("kata")
    message, submit = taps(phone, button(phone, "button.submit"))
    change_roster(phone.database, "BP3MI-NTT,FD", "BP3MI-NTT,PO")
    phone.press(submit, message)
    phone.tap("1")
    phone.tap(button(phone, "button.review"))
    phone.type(button(phone, "button.first_missing"))
    phone.type("/batal")
    phone.type("/mulai")


def told(phone: Phone, person: Person, **arguments: object) -> None:
    tell(phone, Notice(phone.chat_id, "interviews.card", {"person": person.id, **arguments}))


def tell(phone: Phone, notice: Notice) -> None:
    phone.database.write(lambda uow: uow.outbox.add(notice, phone.now))
    phone.deliver()


def other_things(phone: Phone, other: Phone) -> None:
    """Colleagues, a move to another phone, help of a coordinator, nothing to answer."""
    speak(phone.database, phone.language)
    phone.type("/ganti")
    code = enter(phone, MARIA)
    phone.tap(button(phone, "people.take_over.no"))
    maria = button(phone, "people.take_over.yes").format(name="Maria Bria")
    phone.tap(maria)
    phone.tap(button(phone, "button.agree"))
    phone.type("/ganti")
    phone.tap("Sari Lango")
    other.type(f"/start {code}")
    opened = issue_open(phone.database, "KP2MI", "PV", phone.now)
    phone.type(f"/start {opened.code}")
    enter(other, SARI)
    other.tap(button(other, "people.take_over.yes").format(name="Sari Lango"))
    other.type("/ganti")
    phone.type("halo")
