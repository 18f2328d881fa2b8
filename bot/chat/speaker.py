"""Who speaks at a chat, and in which language."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.access import Stranger, may, require
from bot.i18n import LANGUAGES
from storage.records import Person
from storage.unit_of_work import UnitOfWork


def speaker(uow: UnitOfWork, chat_id: int, action: str) -> Person:
    """The person who uses the chat now and does `action` for themselves.

    Raises Stranger when nobody has enrolled here, NotAllowed when they may not.
    """
    person = uow.chats.person_at(chat_id)
    if person is None:
        raise Stranger
    require(person, action, person)
    return person


def reader(
    uow: UnitOfWork, arguments: Mapping[str, Any], chat_id: int, action: str
) -> Person | None:
    """Whoever a notice was made for, if they still use the chat and may still see it."""
    person = uow.chats.person_at(chat_id)
    if person is None or person.id != arguments["person"]:
        return None
    return person if may(person, action, person) else None


def choose_language(uow: UnitOfWork, person: Person, index: int) -> Person | None:
    """The person with the language at this place of LANGUAGES; None when there is none."""
    if index >= len(LANGUAGES):
        return None
    require(person, "language.choose", person)
    uow.people.set_language(person.id, LANGUAGES[index])
    return replace(person, language=LANGUAGES[index])
