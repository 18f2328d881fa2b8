"""A workbook that a coordinator sent to the chat: looked at, then kept as a draft."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import PurePath
from typing import Any

from bot.access import may
from bot.chat.speaker import speaker
from bot.questionnaires.preview import Preview, preview
from bot.questionnaires.service import (
    check_workbook,
    discard_draft,
    keep_draft,
    mark_of,
    version_of,
)
from flows.xlsform import KINDS, MAX_BYTES, Checked, FormProblem, refused
from storage.database import Database
from storage.records import Notice, Person, Questionnaire
from storage.unit_of_work import UnitOfWork

ENDINGS = (*KINDS, ".xlsm")  # the last is refused, with what to do
SHOWN = 6  # problems, and changes, on the screen; when there are more, a file lists them all
LISTED = 400  # of each in the file


@dataclass(frozen=True, slots=True)
class Received:
    """`version` and `ahead` are None with errors."""

    checked: Checked
    version: Questionnaire | None = None
    ahead: Preview | None = None


def is_workbook(name: str) -> bool:
    return PurePath(name).suffix.lower() in ENDINGS


def sender(uow: UnitOfWork, chat_id: int) -> Person | None:
    """Who speaks at the chat, if what they send may be a questionnaire."""
    person = uow.chats.person_at(chat_id)
    return person if person and may(person, "questionnaire.publish") else None


def may_be_questionnaire(uow: UnitOfWork, chat_id: int, name: str) -> bool:
    """Whether the file may be a questionnaire, by its name and by who speaks at the chat."""
    return is_workbook(name) and sender(uow, chat_id) is not None


def _too_large(name: str) -> Received:
    details = {"limit": f"{MAX_BYTES // 1_000_000} MB"}
    problem = FormProblem("error", "workbook-too-large", details=details)
    return Received(refused(name, problem))


def looked_at(
    database: Database,
    person: Person,
    name: str,
    source: bytes | None,
    clock: Callable[[], datetime],
) -> Received:
    """Check the file and look ahead; one without a content is too large.

    Takes seconds: not in the writer thread.
    """
    name = PurePath(name).name
    if source is None:
        return _too_large(name)
    checked = check_workbook(source, name)
    if not checked.ok:
        return Received(checked)
    version = version_of(checked, source)
    with database.read() as uow:
        return Received(checked, version, preview(uow, person, version, clock()))


def keep(uow: UnitOfWork, chat_id: int, received: Received, now: datetime) -> None:
    """Keep what can be published as the person's draft, in place of an earlier one; show it."""
    person = speaker(uow, chat_id, "questionnaire.publish")
    discard_draft(uow, person)
    version, ahead = received.version, received.ahead
    kept = version is not None and ahead is not None and ahead.known is None
    draft = keep_draft(uow, person, version) if kept and version else None
    named = {"draft": draft.id if draft else 0, "mark": mark_of(draft) if draft else 0}
    arguments = {"person": person.id, **named, **_told(received)}
    if _is_long(received):
        uow.outbox.add(Notice(chat_id, "questionnaires.findings", arguments), now)
    uow.outbox.add(draft_card(person, chat_id, "checked", _brief(arguments), fresh=True), now)


def draft_card(
    person: Person, chat_id: int, view: str, arguments: Mapping[str, Any], *, fresh: bool = False
) -> Notice:
    """The one message about a coordinator's draft; what became of it replaces it."""
    return Notice(
        chat_id,
        "questionnaires.draft",
        {**arguments, "person": person.id, "view": view},
        card=f"questionnaires.draft:{person.id}",
        fresh=fresh,
    )


def _told(received: Received) -> dict[str, Any]:
    """What the screen says, as JSON; problems are sorted, errors first."""
    checked, ahead = received.checked, received.ahead
    problems = sorted(checked.problems, key=lambda problem: problem.severity != "error")
    return {
        "file": checked.name,
        "name": checked.form_id,
        "version": checked.version,
        "title": checked.title,
        "minutes": checked.sides.minutes,
        "audience": list(checked.sides.audience),
        "questions": ahead.questions if ahead else 0,
        "problems": [_json(problem) for problem in problems[:LISTED]],
        "more_problems": 0,
        "changes": [_json(change) for change in ahead.changes[:LISTED]] if ahead else [],
        "more_changes": 0,
        "outlook": asdict(ahead.outlook) if ahead else None,
        "known": ahead.known.id if ahead and ahead.known else 0,
        "taken": ahead.taken if ahead else False,
        "ok": checked.ok,
    }


def _json(value: Any) -> dict[str, Any]:
    return asdict(replace(value, details=dict(value.details)))


def _is_long(received: Received) -> bool:
    changes = received.ahead.changes if received.ahead else ()
    return len(received.checked.problems) > SHOWN or len(changes) > SHOWN


def _brief(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The same with as much as fits on a screen."""
    found = dict(arguments)
    for name in ("problems", "changes"):
        found[name] = arguments[name][:SHOWN]
        found[f"more_{name}"] = len(arguments[name]) - len(found[name])
    return found
