"""Publishing SOPs: a draft that a coordinator looks at, then an immutable version."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from json import dumps
from typing import Any

from bot.access import Actor, audited, require
from bot.sops.news import tell_users
from knowledge.articles import Sop
from knowledge.body import from_json, to_json
from knowledge.check import check
from knowledge.library import seed
from knowledge.problems import STOPPING, SopProblem
from knowledge.renewal import renewed
from storage.records import Notice, Person, SopVersion
from storage.unit_of_work import UnitOfWork

CODE = re.compile(r"SOP-(\d+)")


@dataclass(frozen=True, slots=True)
class Published:
    version: SopVersion
    again: bool  # the very same version was published before
    told: int  # how many who use it hear what is new


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a version cannot be published, in words of the catalogue; and how it could."""

    key: str
    details: Mapping[str, str] = field(default_factory=dict)


class NotPublished(Exception):  # noqa: N818 - a refusal, not a fault
    """This version cannot be the present one; carries why."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.key)
        self.obstacle = obstacle


def current_of(uow: UnitOfWork, code: str) -> SopVersion | None:
    """The version of the SOP that was published last."""
    return next(iter(reversed(uow.sops.versions(code))), None)


def completed(uow: UnitOfWork, sop: Sop) -> Sop:
    """An SOP as read from a document, with what the version before knows beyond it."""
    before = current_of(uow, sop.code)
    return renewed(from_json(before.body), sop) if before else sop


def obstacle(uow: UnitOfWork, sop: Sop) -> Obstacle | None:
    """What this version was before: one that another followed, or one with other content."""
    known, present = uow.sops.version(sop.code, sop.version), current_of(uow, sop.code)
    if known is None or present is None:
        return None
    details = {"sop": sop.code, "version": sop.version}
    if present.version != sop.version:
        return Obstacle("sops.draft.superseded", {**details, "present": present.version})
    return Obstacle("sops.draft.taken", details) if known.body != to_json(sop) else None


def publish(uow: UnitOfWork, actor: Actor, sop: Sop, source_name: str, now: datetime) -> Published:
    """Make it the present version, and let those who used the SOP lately know.

    Raises NotPublished when the version was published before and is not the present one as it is.
    """
    require(actor, "sop.publish")
    hindrance = obstacle(uow, sop)
    if hindrance is not None:
        raise NotPublished(hindrance)
    before = current_of(uow, sop.code)
    again = uow.sops.version(sop.code, sop.version) is not None
    row = uow.sops.publish(version_of(sop, source_name, now, audited(actor)))
    if again:
        return Published(row, again=True, told=0)
    subject = f"sop:{row.code}@{row.version}"
    uow.audit.add(now, audited(actor), "sop.publish", subject, {})
    told = tell_users(uow, row, audited(actor), now) if before else 0
    return Published(row, again=False, told=told)


def version_of(
    sop: Sop, source_name: str, published_at: datetime | None, published_by: int | None
) -> SopVersion:
    return SopVersion(
        id=0,  # given by the store
        code=sop.code,
        version=sop.version,
        title=dict(sop.title),
        body=to_json(sop),
        published_at=published_at,
        published_by=published_by,
        source_name=source_name,
    )


def seed_library(uow: UnitOfWork, now: datetime) -> int:
    """Publish the SOPs that come with the product where none ever was; how many."""
    if uow.sops.current():
        return 0
    rows = [uow.sops.publish(version_of(sop, "", now, None)) for sop in seed()]
    uow.audit.add(now, None, "sop.seed", "sop", {"sops": len(rows)})
    return len(rows)


# Drafts ----------------------------------------------------------------------------------------


def keep_draft(uow: UnitOfWork, person: Person, sop: Sop, source_name: str) -> SopVersion:
    """The person's one draft from now on."""
    require(person, "sop.publish")
    return uow.sops.put_draft(version_of(sop, source_name, None, person.id))


def mark_of(draft: SopVersion) -> int:
    """What names a draft on a button: its content, for its id may be given again."""
    content = dumps(draft.body, sort_keys=True).encode()
    return int.from_bytes(sha256(content).digest()[:6], "big")


def draft_marked(uow: UnitOfWork, person: Person, mark: int) -> SopVersion | None:
    """The person's draft, if it is the one of that mark."""
    draft = uow.sops.draft_of(person.id)
    return draft if draft is not None and mark_of(draft) == mark else None


def discard_draft(uow: UnitOfWork, person: Person, mark: int) -> None:
    """Forget the draft, if it is still this one."""
    require(person, "sop.publish")
    if draft_marked(uow, person, mark) is not None:
        uow.sops.drop_draft(person.id)


def recode_draft(uow: UnitOfWork, person: Person, mark: int, code: str) -> SopVersion | None:
    """The draft as a version of the SOP of this code; None when it is gone."""
    draft = draft_marked(uow, person, mark)
    if draft is None:
        return None
    sop = completed(uow, replace(from_json(draft.body), code=code))
    return keep_draft(uow, person, sop, draft.source_name)


def next_code(codes: Iterable[str]) -> str:
    """The code of an SOP that is new."""
    numbers = [int(found[1]) for code in codes if (found := CODE.fullmatch(code))]
    return f"SOP-{max(numbers, default=0) + 1:02}"


def problems_of(uow: UnitOfWork, sop: Sop, today: date) -> tuple[SopProblem, ...]:
    """What `sop check` would say of it in this library."""
    others = (from_json(row.body) for row in uow.sops.current() if row.code != sop.code)
    return check({sop.code: sop}, today, beside=others)


def unusable(uow: UnitOfWork, sop: Sop) -> tuple[SopProblem, ...]:
    """Problems with which an SOP cannot be published; what day it is makes none."""
    found = problems_of(uow, sop, sop.revised)
    return tuple(problem for problem in found if problem.code in STOPPING)


def publish_draft(uow: UnitOfWork, person: Person, mark: int, now: datetime) -> dict[str, Any]:
    """Make the person's draft the present version; what the card shows then."""
    require(person, "sop.publish")
    draft = draft_marked(uow, person, mark)
    if draft is None:
        return {"view": "gone"}
    sop = from_json(draft.body)
    if unusable(uow, sop) or obstacle(uow, sop):
        return {"view": "checked", "mark": mark, "doubts": [], "more": 0}
    done = publish(uow, person, sop, draft.source_name, now)
    uow.sops.drop_draft(person.id)
    return {"view": "published", "version": done.version.id, "told": done.told}


def draft_card(
    person: Person, chat_id: int, view: str, *, fresh: bool = False, **arguments: Any
) -> Notice:
    """The one message about a coordinator's draft; what became of it replaces it."""
    return Notice(
        chat_id,
        "sops.draft",
        {**arguments, "person": person.id, "view": view},
        card=f"sops.draft:{person.id}",
        fresh=fresh,
    )


def checked_card(person: Person, chat_id: int, draft: SopVersion, **doubts: Any) -> Notice:
    """The draft with what is new in it, and `doubts` (with how many `more`) of its reader."""
    about = {"doubts": [], "more": 0, "mark": mark_of(draft), **doubts}
    return draft_card(person, chat_id, "checked", **about)
