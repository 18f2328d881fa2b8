"""Open interviews carried over to another version of their questionnaire."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.access import Actor, audited, require
from bot.chat.facts import known_of, local, prefill_values
from bot.chat.notices import card_key, interview_card
from bot.chat.questionnaire import form_of, interview_of, moved_snapshot
from flows.engine import Interview, Migration, migrate, resume
from flows.xform import Form
from storage.database import Database
from storage.errors import Conflict
from storage.records import Person, Questionnaire, StoredInterview
from storage.unit_of_work import UnitOfWork

BROADCAST = 3  # the lane of what nobody has asked for
ATTEMPTS = 3  # at an interview that its person is working on


def migrated(
    uow: UnitOfWork, stored: StoredInterview, target: Questionnaire, now: datetime
) -> Migration:
    """What the interview would be in another version."""
    person = uow.people.by_id(stored.person)
    office = uow.offices.by_code(person.office)
    return migrate(
        form_of(uow.questionnaires.by_id(stored.questionnaire).xform),
        form_of(target.xform),
        interview_of(stored),
        local(now, office),
        prefill_values(target.sides.get("prefill", {}), person, office),
        known_of(person),
    )


def move_all(
    database: Database, actor: Actor, target: Questionnaire, clock: Callable[[], datetime]
) -> int:
    """Move every open interview of other versions, each in a transaction of its own; how many.

    What a crash leaves undone goes on in its version, and can be moved later.
    """
    with database.read() as uow:
        found = [each.id for each in uow.interviews.open_elsewhere(target.name, target.id)]

    def moved(interview: int) -> bool:
        for _ in range(ATTEMPTS):
            try:
                return database.write(lambda uow: move(uow, actor, interview, target, clock()))
            except Conflict:  # another process stored an answer meanwhile
                continue
        return False

    return sum(moved(interview) for interview in found)


def move(
    uow: UnitOfWork, actor: Actor, interview: int, target: Questionnaire, now: datetime
) -> bool:
    """Move one interview; False when it is not open in another version any more.

    What it was is kept; its buttons are stale, and the card that shows it is drawn anew. Raises
    Conflict when somebody else stored an answer meanwhile.
    """
    require(actor, "questionnaire.publish")
    stored = uow.interviews.by_id(interview)
    if stored.status != "open" or stored.questionnaire == target.id:
        return False
    person = uow.people.by_id(stored.person)
    found = migrated(uow, stored, target, now)
    uow.moves.keep(stored.id, stored.questionnaire, stored.snapshot, now)
    old = form_of(uow.questionnaires.by_id(stored.questionnaire).xform)
    here = local(now, uow.offices.by_code(person.office))
    ticks = _ticks(stored, old, form_of(target.xform), found.interview, here)
    snapshot = moved_snapshot(stored, found.interview, ticks)
    uow.interviews.move(stored.id, stored.revision, target.id, snapshot)
    versions = {"from": stored.questionnaire, "to": target.id}
    uow.audit.add(now, audited(actor), "interview.move", f"interview:{stored.id}", versions)
    _redraw(uow, person, stored, now)
    return True


def _ticks(
    stored: StoredInterview, old: Form, new: Form, interview: Interview, now: datetime
) -> dict[str, Any]:
    """A half-made answer stays where the same is asked; `now` is in the respondent's zone."""
    was, asks = resume(old, interview_of(stored), now).prompt, resume(new, interview, now).prompt
    half = stored.snapshot["ticks"].get(was.path) if was else None
    if was is None or asks is None or half is None or was.input != asks.input:
        return {}
    return {asks.path: half}


def _redraw(uow: UnitOfWork, person: Person, stored: StoredInterview, now: datetime) -> None:
    """The person's card, where it shows this interview, with a line that says why it changed."""
    live, card = uow.interviews.open_of(person.id), uow.cards.get(card_key(person))
    if card is None or live is None or live.id != stored.id or stored.snapshot["aside"]:
        return
    chat_id, _ = card
    if uow.chats.person_at(chat_id) == person:
        notice = interview_card(person, chat_id, updated=True)
        uow.outbox.add(replace(notice, lane=BROADCAST), now)
