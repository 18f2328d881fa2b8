"""Who speaks at a chat, and in which language."""

from dataclasses import replace

from bot.access import Stranger, require
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


def choose_language(uow: UnitOfWork, person: Person, index: int) -> Person | None:
    """The person with the language at this place of LANGUAGES; None when there is none."""
    if index >= len(LANGUAGES):
        return None
    require(person, "language.choose", person)
    uow.people.set_language(person.id, LANGUAGES[index])
    return replace(person, language=LANGUAGES[index])
