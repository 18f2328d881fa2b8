"""Use cases of questionnaires: drafts, immutable versions, and the list of what is published."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from bot.access import Actor, audited, require
from bot.chat.speaker import speaker
from flows.proof import examine_safely
from flows.xlsform import NONE, Attachments, Checked
from storage.records import Notice, Person, Questionnaire
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Published:
    questionnaire: Questionnaire
    again: bool  # the very same version was published before


@dataclass(frozen=True, slots=True)
class Listed:
    """A questionnaire as its coordinators see it; `newest` is the version published last.

    `elsewhere`: how many interviews are open in earlier versions.
    """

    newest: Questionnaire
    versions: int
    open: int
    submitted: int
    elsewhere: int


def check_workbook(source: bytes, name: str, attachments: Attachments = NONE) -> Checked:
    """What the publish gate says of a workbook and its attachments, in a process with limits."""
    return examine_safely(source, name, attachments)


def version_of(checked: Checked, source: bytes) -> Questionnaire:
    """A checked workbook as a version that is kept nowhere yet. ValueError with errors."""
    if not checked.ok:
        raise ValueError("a workbook with errors cannot be published")
    sides = checked.sides
    return Questionnaire(
        id=0,  # given by the store
        name=checked.form_id,
        version=checked.version,
        title=checked.title,
        audience=sides.audience,
        purpose=sides.purpose,
        minutes=sides.minutes,
        xform=checked.xform,
        sides=sides.to_json(),
        source_name=checked.name,
        source=source,
        published_at=None,
        published_by=None,
    )


def publish(
    uow: UnitOfWork, actor: Actor, checked: Checked, source: bytes, now: datetime
) -> Published:
    """Store a workbook without errors as a new version.

    Raises Conflict when the version was published with other content.
    """
    require(actor, "questionnaire.publish")
    return _publish(uow, actor, version_of(checked, source), now)


def _publish(uow: UnitOfWork, actor: Actor, version: Questionnaire, now: datetime) -> Published:
    again = twin(uow, version) is not None
    row = uow.questionnaires.publish(
        replace(version, published_at=now, published_by=audited(actor))
    )
    if not again:
        uow.audit.add(now, audited(actor), "questionnaire.publish", f"{row.name}@{row.version}", {})
    return Published(row, again)


def twin(uow: UnitOfWork, version: Questionnaire) -> Questionnaire | None:
    """What was published under this name and version, be its content the same or another."""
    known = uow.questionnaires.versions(version.name)
    return next((each for each in known if each.version == version.version), None)


# Drafts --------------------------------------------------------------------------------------


def keep_draft(uow: UnitOfWork, person: Person, version: Questionnaire) -> Questionnaire:
    """The person's one draft from now on."""
    require(person, "questionnaire.publish")
    discard_draft(uow, person)
    draft = replace(version, published_at=None, published_by=person.id)
    return uow.questionnaires.put_draft(draft)


def mark_of(draft: Questionnaire) -> int:
    """What names a draft on a button: its content, for its id may be given again."""
    return int.from_bytes(sha256(draft.source).digest()[:6], "big")


def discard_draft(uow: UnitOfWork, person: Person) -> None:
    """Forget the person's draft, with what was tried of it."""
    draft = uow.questionnaires.draft_of(person.id)
    if draft is not None:
        uow.interviews.end_trials_of(draft.id)
        uow.questionnaires.drop_draft(person.id)


def publish_draft(
    uow: UnitOfWork, person: Person, draft: Questionnaire, now: datetime
) -> Published:
    """Make the person's draft a version. Conflict as with `publish`."""
    require(person, "questionnaire.publish")
    done = _publish(uow, person, draft, now)
    discard_draft(uow, person)
    return done


# Lists ---------------------------------------------------------------------------------------


def published(uow: UnitOfWork, actor: Actor) -> tuple[Questionnaire, ...]:
    require(actor, "questionnaire.list")
    return tuple(uow.questionnaires.latest_all())


def latest(uow: UnitOfWork, actor: Actor, name: str) -> Questionnaire | None:
    """The version of this name that was published last."""
    require(actor, "questionnaire.list")
    return uow.questionnaires.by_name(name)


def listed(uow: UnitOfWork, actor: Actor) -> tuple[Listed, ...]:
    """Every questionnaire with its numbers, by name."""
    tally = uow.interviews.tally()
    return tuple(_listed(uow, newest, tally) for newest in published(uow, actor))


def _listed(uow: UnitOfWork, newest: Questionnaire, tally: Mapping[tuple[int, str], int]) -> Listed:
    versions = [each.id for each in uow.questionnaires.versions(newest.name)]
    open_ = {version: tally.get((version, "open"), 0) for version in versions}
    return Listed(
        newest=newest,
        versions=len(versions),
        open=sum(open_.values()),
        submitted=sum(tally.get((version, "submitted"), 0) for version in versions),
        elsewhere=sum(open_.values()) - open_[newest.id],
    )


def show_list(uow: UnitOfWork, chat_id: int, now: datetime) -> None:
    """`/kuesioner`."""
    person = speaker(uow, chat_id, "questionnaire.list")
    uow.outbox.add(Notice(chat_id, "questionnaires.list", {"person": person.id}), now)
