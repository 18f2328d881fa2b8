"""What a coordinator is in the middle of: the card of the desk, and what is typed for it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.access import may
from bot.chat.context import Claims
from bot.chat.speaker import speaker
from bot.chat.text import clean
from bot.sops.closing import Answer, Closed
from bot.sops.queue import question as question_of
from knowledge.privacy import is_personal
from storage.records import Notice, Person
from storage.unit_of_work import UnitOfWork

WRITING = timedelta(hours=1)  # so long the next text is the answer that is being written
LONGEST = 1500  # characters of an answer
SHEET = "desk"  # whose sheet it is: officers lay theirs on the same desk


@dataclass(frozen=True, slots=True)
class Sheet:
    """An answer that is being written to a question, or what was closed last."""

    question: int
    awaits: str | None = None  # until when the next text is the answer
    text: str = ""
    sop: str | None = None
    step: int | None = None
    closed: Mapping[str, Any] | None = None

    @property
    def answer(self) -> Answer:
        return Answer(self.text, self.sop, self.step)


def sheet_of(uow: UnitOfWork, person: int) -> Sheet | None:
    """What lies on the person's desk, if it is of this kind."""
    kept = (uow.sop_desks.of(person) or {}).get(SHEET)
    return Sheet(**kept) if kept else None


def lay(uow: UnitOfWork, person: Person, sheet: Sheet, now: datetime) -> None:
    uow.sop_desks.put(person.id, {SHEET: asdict(sheet)}, now)


def closed_on(sheet: Sheet | None, question: int) -> Closed | None:
    """What was closed last, if it was the group of this question."""
    if sheet is None or sheet.closed is None or sheet.question != question:
        return None
    return Closed.from_json(sheet.closed)


def desk_card(
    person: Person, chat_id: int, view: str, *, fresh: bool = False, **arguments: Any
) -> Notice:
    """The one card of a coordinator's desk."""
    return Notice(
        chat_id,
        "sops.desk",
        {"person": person.id, "view": view, **arguments},
        card=f"sops.desk:{person.id}",
        fresh=fresh,
    )


def show_queue(uow: UnitOfWork, chat_id: int, now: datetime) -> None:
    """`/antrean`."""
    person = speaker(uow, chat_id, "sop.queue")
    uow.outbox.add(desk_card(person, chat_id, "queue", page=0, fresh=True), now)


# What is typed ---------------------------------------------------------------------------------


def begin_answer(uow: UnitOfWork, person: Person, question: int, now: datetime) -> None:
    """The next text is the answer to the question; what it belongs to stays."""
    before = sheet_of(uow, person.id)
    same = before is not None and before.question == question and before.closed is None
    sheet = before if same and before else Sheet(question)
    lay(uow, person, replace(sheet, awaits=(now + WRITING).isoformat()), now)


def is_awaited(uow: UnitOfWork, chat_id: int, text: str, now: datetime, claims: Claims) -> bool:
    """Whether the text at the chat is an answer that its coordinator is writing.

    What the card of an open interview takes is for that.
    """
    person = uow.chats.person_at(chat_id)
    if person is None or not may(person, "sop.queue"):
        return False
    sheet = sheet_of(uow, person.id)
    if sheet is None or sheet.awaits is None or now.isoformat() > sheet.awaits:
        return False
    asked = question_of(uow, sheet.question)
    return asked is not None and asked.state == "open" and not claims(uow, chat_id, text, now)


def take_answer(uow: UnitOfWork, chat_id: int, text: str, now: datetime) -> None:
    """The text that was awaited: shown as askers will see it, to be published or changed.

    Not kept when it is too long, or has a number that may name a person: then it is asked again.
    """
    person = speaker(uow, chat_id, "sop.queue")
    sheet, answer = sheet_of(uow, person.id), clean(text)
    if sheet is None or sheet.awaits is None:
        return  # given meanwhile, on another phone
    view, more = "write", dict[str, Any]()
    if len(answer) > LONGEST or not answer:
        more = {"length": len(answer)}
    elif is_personal(answer):
        more = {"personal": True}
    else:
        view = "preview"
        lay(uow, person, replace(sheet, awaits=None, text=answer), now)
    uow.outbox.add(
        desk_card(person, chat_id, view, question=sheet.question, fresh=True, **more), now
    )
