"""What publishing a version would do: to open interviews, and to what is measured."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.access import Actor, require
from bot.chat.questionnaire import form_of
from bot.questionnaires.moving import migrated
from bot.questionnaires.service import twin
from flows.engine import Migration
from flows.xlsform import Change, Sides, Version, changes
from storage.records import Questionnaire
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Touched:
    """How many interviews something happens to, and how often at most to one of them."""

    count: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True)
class Outlook:
    """What becomes of the interviews that are open in other versions, if they move to this one."""

    interviews: int = 0
    unchanged: int = 0
    added: Touched = Touched()
    again: Touched = Touched()
    lost: Touched = Touched()


@dataclass(frozen=True, slots=True)
class Preview:
    """`known` was published under this name and version before; `taken` with other content."""

    known: Questionnaire | None
    taken: bool
    questions: int
    outlook: Outlook
    changes: tuple[Change, ...]


def preview(uow: UnitOfWork, actor: Actor, version: Questionnaire, now: datetime) -> Preview:
    """Look ahead; `version` is a draft, or not kept anywhere yet."""
    require(actor, "questionnaire.publish")
    known = twin(uow, version)
    before = uow.questionnaires.by_name(version.name)
    asked = form_of(version.xform).questions.values()
    return Preview(
        known=known,
        taken=known is not None and known.source != version.source,
        questions=sum(each.kind != "note" and not each.is_heading for each in asked),
        outlook=outlook(uow, actor, known or version, now),
        changes=changes(_compared(before), _compared(version)) if before else (),
    )


def _compared(version: Questionnaire) -> Version:
    return Version(version.xform, Sides.from_json(version.sides))


def outlook(uow: UnitOfWork, actor: Actor, version: Questionnaire, now: datetime) -> Outlook:
    """Move every open interview of other versions in memory, and count what happens to it."""
    require(actor, "questionnaire.publish")
    found = [
        migrated(uow, stored, version, now)
        for stored in uow.interviews.open_elsewhere(version.name, version.id)
    ]
    return Outlook(
        interviews=len(found),
        unchanged=sum(each.unchanged for each in found),
        added=_touched(found, lambda each: each.added),
        again=_touched(found, lambda each: each.again),
        lost=_touched(found, lambda each: each.lost),
    )


def _touched(found: Iterable[Migration], what: Callable[[Migration], tuple[str, ...]]) -> Touched:
    counts = [len(what(each)) for each in found]
    return Touched(sum(count > 0 for count in counts), max(counts, default=0))
