"""A document that a coordinator sent to the chat: read as an SOP, then kept as a draft."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import PurePath
from typing import Any

from bot.access import may
from bot.chat.speaker import speaker
from bot.sops.publishing import checked_card, completed, current_of, keep_draft
from knowledge.importing import MAX_BYTES, Doubt, Draft, Place, read_document
from knowledge.problems import SopProblem, Unreadable
from storage.database import Database
from storage.records import Notice
from storage.unit_of_work import UnitOfWork

WORD, EXCEL = ".docx", ".xlsx"
# A workbook is an SOP when the table of a procedure is in it; else it may be a questionnaire.
HAS_PROCEDURE = frozenset({"steps-too-many"})
SHOWN = 8  # doubts on the screen
# Doubts that there are none of where the version before says what the document does not.
SETTLED = frozenset({"identity-missing", "role-assumed", "phase-assumed"})


@dataclass(frozen=True, slots=True)
class Received:
    """`draft` is None where the document cannot be read; `problem` then says why."""

    name: str
    draft: Draft | None = None
    problems: tuple[SopProblem, ...] = ()


def may_be_sop(uow: UnitOfWork, chat_id: int, name: str) -> bool:
    """Whether the file may be an SOP, by its name and by who speaks at the chat."""
    if PurePath(name).suffix.lower() not in (WORD, EXCEL):
        return False
    person = uow.chats.person_at(chat_id)
    return person is not None and may(person, "sop.publish")


def looked_at(database: Database, name: str, source: bytes | None) -> Received | None:
    """Read the document; None when it is a workbook with something else in it.

    One without a content is too large: a workbook then may be something else too. Takes a moment:
    not in the writer thread.
    """
    name = PurePath(name).name
    if source is None:
        return _too_large(name)
    try:
        draft = read_document(name, source)
    except Unreadable as error:
        codes = {problem.code for problem in error.problems}
        if PurePath(name).suffix.lower() == EXCEL and not codes & HAS_PROCEDURE:
            return None
        return Received(name, problems=error.problems)
    with database.read() as uow:
        return Received(name, replace(draft, sop=completed(uow, draft.sop)))


def _too_large(name: str) -> Received | None:
    if PurePath(name).suffix.lower() == EXCEL:
        return None
    limit = {"limit": f"{MAX_BYTES // 1_000_000} MB"}
    return Received(name, problems=(SopProblem("error", "document-too-large", details=limit),))


def keep(uow: UnitOfWork, chat_id: int, received: Received, now: datetime) -> None:
    """Keep it as the person's draft, in place of an earlier one; show what is new and doubtful.

    Beside a document that cannot be read the earlier draft stays, and so does its card.
    """
    person = speaker(uow, chat_id, "sop.publish")
    draft = received.draft
    if draft is None:
        problems = [_json(problem) for problem in received.problems]
        told = {"person": person.id, "file": received.name, "problems": problems}
        uow.outbox.add(Notice(chat_id, "sops.broken", told), now)
        return
    kept = keep_draft(uow, person, draft.sop, received.name)
    known = current_of(uow, draft.sop.code) is not None
    left = [each for each in draft.doubts if not (known and each.code in SETTLED)]
    doubts = [_json(doubt) for doubt in left[:SHOWN]]
    more = max(0, len(left) - SHOWN)
    card = checked_card(person, chat_id, kept, doubts=doubts, more=more)
    uow.outbox.add(replace(card, fresh=True), now)


def _json(value: Any) -> dict[str, Any]:
    return asdict(replace(value, details=dict(value.details)))


def problem_of(kept: Mapping[str, Any]) -> SopProblem:
    """The problem that a notice carries."""
    return SopProblem(**kept)


def doubt_of(kept: Mapping[str, Any]) -> Doubt:
    """The doubt that a notice carries."""
    return Doubt(**{**kept, "place": Place(**kept["place"])})
