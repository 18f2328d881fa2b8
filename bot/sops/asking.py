"""What is read before a question is answered: whose the text is, and what the library says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.chat.between import has_open_card
from bot.chat.context import Claims
from bot.sops.rules import RECENT, most_used
from bot.sops.shelf import shelf
from knowledge.ask import ask
from knowledge.library import Library
from knowledge.replies import NotFound, Reply
from knowledge.text import tokens
from storage.records import Person
from storage.unit_of_work import UnitOfWork

WRITES = "complaint"  # on somebody's desk: the question whose answer they say is of no use
UNTIL = "until"
WORDS = 4  # that make a text a question where another answer is awaited
PAGE = "page"  # and where that is shown, as a tap names it


@dataclass(frozen=True, slots=True)
class Asked:
    """A text, and what the library says to it; None: it is the reason that was asked for."""

    text: str
    reply: Reply | None
    library: Library


def looked_up(
    uow: UnitOfWork, chat_id: int, text: str, now: datetime, claims: Claims
) -> Asked | None:
    """What to do with typed text; None when it is no business of ours.

    What a card that lies open takes is for that; so is what the library finds nothing for.
    """
    person = uow.chats.person_at(chat_id)
    if person is None:
        return None
    if awaited_reason(uow, person, now) is not None:
        return Asked(text, None, shelf(uow))
    if claims(uow, chat_id, text, now) or not shelf(uow).sops:
        return None
    answering = has_open_card(uow, person)
    if answering and not is_question(text):
        return None
    asked = searched(uow, person, text, now)
    return None if answering and isinstance(asked.reply, NotFound) else asked


def is_question(text: str) -> bool:
    """Whether the text can only be a question; "long ago" may be an answer that nobody reads."""
    return "?" in text or len(tokens(text)) >= WORDS


def searched(uow: UnitOfWork, person: Person, text: str, now: datetime) -> Asked:
    """What the library says, with regard to the SOP that the person looked at just before."""
    library = shelf(uow)
    about = uow.sop_uses.last_of(person.id, now - RECENT)
    return Asked(text, ask(library, text, about=about if about in library.sops else None), library)


def awaited_reason(uow: UnitOfWork, person: Person, now: datetime) -> Mapping[str, Any] | None:
    """What lies on the person's desk, if the next text is the reason of a complaint."""
    sheet = uow.sop_desks.of(person.id)
    if sheet is None or WRITES not in sheet or now.isoformat() > sheet[UNTIL]:
        return None
    return sheet


def often_used(uow: UnitOfWork, person: Person, since: datetime) -> list[str]:
    """Codes of SOPs that are offered: what the person used last, then the office, then all.

    All uses since then are counted: never while others wait to write.
    """
    last = uow.sop_uses.last_of(person.id, since)
    return most_used(uow.sop_uses.counts(since), person.office, last)
