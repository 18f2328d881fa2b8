"""How the SOPs are used: opened, ticked off, and who does not want to hear of changes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, func, insert, select

from storage.records import Checklist, Person, SopUse
from storage.stores.people import COLUMNS
from storage.stores.statements import per_dialect
from storage.tables.people import chat_people, people
from storage.tables.sops import checklists, sop_desks, sop_mutes, sop_uses

_OPENED = insert(sop_uses).inline()
_since = sop_uses.c.opened_at >= bindparam("moment")
_USERS = (
    select(chat_people.c.chat_id, *COLUMNS)
    .join(people, people.c.id == chat_people.c.person)
    .where(
        people.c.id.in_(
            select(sop_uses.c.person).where(sop_uses.c.sop == bindparam("of_sop"), _since)
        ),
        ~exists().where(sop_mutes.c.person == people.c.id),
    )
    .order_by(people.c.id)
)
_group = (sop_uses.c.sop, sop_uses.c.office)
_COUNTS = select(*_group, func.count()).where(_since).group_by(*_group).order_by(*_group)
_LAST_OF = (
    select(sop_uses.c.sop)
    .where(sop_uses.c.person == bindparam("someone"), _since)
    .order_by(sop_uses.c.id.desc())
    .limit(1)
)
_VERSION_OF = (
    select(sop_uses.c.version)
    .where(sop_uses.c.person == bindparam("someone"), sop_uses.c.sop == bindparam("of_sop"))
    .order_by(sop_uses.c.id.desc())
    .limit(1)
)
_over = (
    select(sop_uses.c.id)
    .where(sop_uses.c.opened_at < bindparam("moment"))
    .order_by(sop_uses.c.opened_at)
    .limit(bindparam("at_most"))
)
_SWEEP = delete(sop_uses).where(sop_uses.c.id.in_(_over))


class SopUses:
    """The openings of SOPs as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def opened(self, person: int, office: str, sop: str, version: str, now: datetime) -> None:
        """The person of this office looked into this version."""
        parameters = {
            "person": person,
            "office": office,
            "sop": sop,
            "version": version,
            "opened_at": now,
        }
        self._connection.execute(_OPENED, parameters)

    def users_since(self, sop: str, since: datetime) -> tuple[tuple[int, Person], ...]:
        """Who looked into the SOP since then and wants to hear of changes, each with their chat."""
        rows = self._connection.execute(_USERS, {"of_sop": sop, "moment": since})
        return tuple((chat_id, Person(*fields)) for chat_id, *fields in rows)

    def last_of(self, person: int, since: datetime) -> str | None:
        """The SOP that the person looked into last, not before `since`."""
        parameters = {"someone": person, "moment": since}
        code: str | None = self._connection.execute(_LAST_OF, parameters).scalar_one_or_none()
        return code

    def version_of(self, person: int, sop: str) -> str | None:
        """The version of the SOP that the person looked into last."""
        parameters = {"someone": person, "of_sop": sop}
        version: str | None = self._connection.execute(_VERSION_OF, parameters).scalar_one_or_none()
        return version

    def counts(self, since: datetime) -> tuple[SopUse, ...]:
        """How often SOPs were opened since then, by SOP and office."""
        return tuple(SopUse(*row) for row in self._connection.execute(_COUNTS, {"moment": since}))

    def sweep(self, before: datetime, limit: int) -> int:
        """Delete some of the openings before that moment; returns how many rows went."""
        parameters = {"moment": before, "at_most": limit}
        return self._connection.execute(_SWEEP, parameters).rowcount


_of_checklist = (checklists.c.person == bindparam("someone"), checklists.c.sop == bindparam("it"))
_CHECKLISTS = select(
    checklists.c.person,
    checklists.c.sop,
    checklists.c.version,
    checklists.c.ticks,
    checklists.c.touched_at,
)
_CHECKLIST = _CHECKLISTS.where(*_of_checklist)
_BEGUN = _CHECKLISTS.where(checklists.c.person == bindparam("someone")).order_by(
    checklists.c.touched_at.desc(), checklists.c.sop
)
_PUT_CHECKLIST = per_dialect(
    lambda insert: (put := insert(checklists)).on_conflict_do_update(
        index_elements=["person", "sop"],
        set_={name: put.excluded[name] for name in ("version", "ticks", "touched_at")},
    )
)
_DROP_CHECKLIST = delete(checklists).where(*_of_checklist)


class Checklists:
    """The checklists as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, person: int, sop: str) -> Checklist | None:
        """What the person has ticked of the SOP."""
        row = self._connection.execute(_CHECKLIST, {"someone": person, "it": sop}).one_or_none()
        return None if row is None else _checklist(row)

    def begun(self, person: int) -> tuple[Checklist, ...]:
        """Everything that the person has ticked, what was touched last first."""
        return tuple(map(_checklist, self._connection.execute(_BEGUN, {"someone": person})))

    def put(self, checklist: Checklist) -> None:
        """Keep the checklist, in place of an earlier one of the SOP."""
        parameters = {
            "person": checklist.person,
            "sop": checklist.sop,
            "version": checklist.version,
            "ticks": list(checklist.ticks),
            "touched_at": checklist.touched_at,
        }
        self._connection.execute(_PUT_CHECKLIST[self._connection.dialect.name], parameters)

    def drop(self, person: int, sop: str) -> None:
        """Begin the SOP's checklist anew."""
        self._connection.execute(_DROP_CHECKLIST, {"someone": person, "it": sop})


def _checklist(row: Row[*tuple[Any, ...]]) -> Checklist:
    return Checklist(row.person, row.sop, row.version, tuple(row.ticks), row.touched_at)


_MUTED = select(exists().where(sop_mutes.c.person == bindparam("someone")))
_MUTE = per_dialect(lambda insert: insert(sop_mutes).on_conflict_do_nothing())
_UNMUTE = delete(sop_mutes).where(sop_mutes.c.person == bindparam("someone"))


class SopMutes:
    """Who does not want to be told of changes, as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_muted(self, person: int) -> bool:
        """Whether the person does not want to be told."""
        return self._connection.execute(_MUTED, {"someone": person}).scalar_one()

    def mute(self, person: int) -> None:
        """Tell the person no more."""
        self._connection.execute(_MUTE[self._connection.dialect.name], {"person": person})

    def unmute(self, person: int) -> None:
        """Tell the person again."""
        self._connection.execute(_UNMUTE, {"someone": person})


_SHEET = select(sop_desks.c.sheet).where(sop_desks.c.person == bindparam("someone"))
_PUT_SHEET = per_dialect(
    lambda insert: (put := insert(sop_desks)).on_conflict_do_update(
        index_elements=["person"],
        set_={name: put.excluded[name] for name in ("sheet", "touched_at")},
    )
)
_DROP_SHEET = delete(sop_desks).where(sop_desks.c.person == bindparam("someone"))
_SWEEP_SHEETS = delete(sop_desks).where(sop_desks.c.touched_at < bindparam("moment"))


class SopDesks:
    """What coordinators are in the middle of, as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, person: int) -> Mapping[str, Any] | None:
        """What lies on the person's desk."""
        found: Any = self._connection.execute(_SHEET, {"someone": person}).scalar_one_or_none()
        return None if found is None else dict(found)

    def put(self, person: int, sheet: Mapping[str, Any], now: datetime) -> None:
        """Lay it on the person's desk, in place of what lay there."""
        parameters = {"person": person, "sheet": dict(sheet), "touched_at": now}
        self._connection.execute(_PUT_SHEET[self._connection.dialect.name], parameters)

    def drop(self, person: int) -> None:
        """Clear the person's desk."""
        self._connection.execute(_DROP_SHEET, {"someone": person})

    def sweep(self, before: datetime) -> None:
        """Clear the desks that nobody has touched since: one a person at most."""
        self._connection.execute(_SWEEP_SHEETS, {"moment": before})
