"""Use cases of questionnaires: publish an immutable version, list what is published."""

from dataclasses import dataclass
from datetime import datetime

from bot.access import Actor, audited, require
from flows.proof import examine_safely
from flows.xlsform import NONE, Attachments, Checked
from storage.records import Questionnaire
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Published:
    questionnaire: Questionnaire
    again: bool  # the very same version was published before


def check_workbook(source: bytes, name: str, attachments: Attachments = NONE) -> Checked:
    """What the publish gate says of a workbook and its attachments, in a process with limits."""
    return examine_safely(source, name, attachments)


def publish(
    uow: UnitOfWork, actor: Actor, checked: Checked, source: bytes, now: datetime
) -> Published:
    """Store a workbook without errors as a new version.

    Raises Conflict when the version was published with other content.
    """
    require(actor, "questionnaire.publish")
    if not checked.ok:
        raise ValueError("a workbook with errors cannot be published")
    before = {version.version for version in uow.questionnaires.versions(checked.form_id)}
    sides = checked.sides
    row = uow.questionnaires.publish(
        Questionnaire(
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
            published_at=now,
            published_by=audited(actor),
        )
    )
    again = checked.version in before
    if not again:
        uow.audit.add(now, audited(actor), "questionnaire.publish", f"{row.name}@{row.version}", {})
    return Published(row, again)


def published(uow: UnitOfWork, actor: Actor) -> tuple[Questionnaire, ...]:
    require(actor, "questionnaire.list")
    return tuple(uow.questionnaires.latest_all())


def latest(uow: UnitOfWork, actor: Actor, name: str) -> Questionnaire | None:
    """The version of this name that was published last."""
    require(actor, "questionnaire.list")
    return uow.questionnaires.by_name(name)
