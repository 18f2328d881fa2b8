"""What was asked of the library: what became of it, and what waits for a coordinator."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from storage.errors import NotFound
from storage.records import Person, SopComplaint, SopCount, SopOutcome, SopQuestion
from storage.tables.sops import is_waiting, sop_questions

_COLUMNS = tuple(sop_questions.c[field.name] for field in fields(SopQuestion))
_ALL = select(*_COLUMNS).order_by(sop_questions.c.id)
_RECORD = insert(sop_questions).returning(*_COLUMNS)
_BY_ID = _ALL.where(sop_questions.c.id == bindparam("of_id"))
_WAITING = _ALL.where(is_waiting).limit(bindparam("at_most"))
_HOW_MANY_WAIT = select(func.count()).select_from(sop_questions).where(is_waiting)
_WAITING_SINCE = _HOW_MANY_WAIT.where(sop_questions.c.asked_at >= bindparam("moment"))
_numbered = sop_questions.c.id.in_(bindparam("numbers", expanding=True))
_NUMBERED = _ALL.where(_numbered)
_CLOSE = (
    update(sop_questions)
    .where(_numbered, is_waiting)
    .values(
        state="closed",
        closed_by=bindparam("by"),
        closed_as=bindparam("how"),
        closed_at=bindparam("moment"),
    )
    .returning(sop_questions.c.id)
)
_REOPEN = (
    update(sop_questions)
    .where(_numbered)
    .values(state="open", closed_by=None, closed_as=None, closed_at=None)
)
_RATE = (
    update(sop_questions)
    .where(sop_questions.c.id == bindparam("of_id"))
    .values(helpful=bindparam("useful"), complaint=bindparam("why"))
)
_over = (
    select(sop_questions.c.id)
    .where(
        sop_questions.c.asked_at < bindparam("moment"),
        sop_questions.c.state == "closed",
        or_(sop_questions.c.closed_at.is_(None), sop_questions.c.closed_at < bindparam("moment")),
    )
    .order_by(sop_questions.c.asked_at)
    .limit(bindparam("at_most"))
)
_SWEEP = (
    delete(sop_questions)
    .where(sop_questions.c.id.in_(_over))
    .returning(sop_questions.c.person, sop_questions.c.id)
)
_since = sop_questions.c.asked_at >= bindparam("moment")
_group = (
    *(sop_questions.c.sop, sop_questions.c.office),
    *(sop_questions.c.outcome, sop_questions.c.reason),
)
_COUNTS = select(*_group, func.count()).where(_since).group_by(*_group).order_by(*_group)
_bad = (sop_questions.c.sop, sop_questions.c.office, sop_questions.c.complaint)
_COMPLAINTS = (
    select(*_bad, func.count())
    .where(_since, sop_questions.c.helpful.is_(False))
    .group_by(*_bad)
    .order_by(*_bad)
)


class SopQuestions:
    """The questions as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(
        self, person: Person, text: str, language: str, outcome: SopOutcome, now: datetime
    ) -> SopQuestion:
        """Keep a question of the person, with personal numbers masked by the caller."""
        parameters = {
            "person": person.id,
            "office": person.office,
            "role": person.role,
            "text": text,
            "language": language,
            "outcome": outcome.outcome,
            "reason": outcome.reason,
            "kind": outcome.kind,
            "sop": outcome.sop,
            "step": outcome.step,
            "written": outcome.written,
            "asked_at": now,
            "state": "open" if outcome.waits else "closed",
        }
        return SopQuestion(*self._connection.execute(_RECORD, parameters).one())

    def by_id(self, question: int) -> SopQuestion:
        """The question of this id. Raises NotFound."""
        row = self._connection.execute(_BY_ID, {"of_id": question}).one_or_none()
        if row is None:
            raise NotFound(f"question {question}")
        return SopQuestion(*row)

    def numbered(self, ids: Iterable[int]) -> tuple[SopQuestion, ...]:
        """The questions of these ids, the oldest first."""
        rows = self._connection.execute(_NUMBERED, {"numbers": list(ids)})
        return tuple(SopQuestion(*row) for row in rows)

    def waiting(self, limit: int) -> tuple[SopQuestion, ...]:
        """What waits for a coordinator, the oldest first."""
        rows = self._connection.execute(_WAITING, {"at_most": limit})
        return tuple(SopQuestion(*row) for row in rows)

    def how_many_wait(self, since: datetime | None = None) -> int:
        """How many wait; or only of those that were asked since then."""
        if since is None:
            return self._connection.execute(_HOW_MANY_WAIT).scalar_one()
        return self._connection.execute(_WAITING_SINCE, {"moment": since}).scalar_one()

    def close(self, ids: Iterable[int], by: int | None, how: str, now: datetime) -> tuple[int, ...]:
        """Close those of them that wait; their ids. `how` is alias, answer or dismissed."""
        parameters = {"numbers": list(ids), "by": by, "how": how, "moment": now}
        return tuple(sorted(self._connection.execute(_CLOSE, parameters).scalars()))

    def reopen(self, ids: Iterable[int]) -> None:
        """Let them wait again, as if nobody had closed them."""
        self._connection.execute(_REOPEN, {"numbers": list(ids)})

    def rate(self, question: int, helpful: bool | None, complaint: str | None) -> None:  # noqa: FBT001 - None: not said
        """What the asker says of the reply; None takes it back."""
        parameters = {"of_id": question, "useful": helpful, "why": complaint}
        self._connection.execute(_RATE, parameters)

    def counts(self, since: datetime) -> tuple[SopCount, ...]:
        """How much was asked since then, by SOP, office, outcome and reason."""
        return tuple(SopCount(*row) for row in self._connection.execute(_COUNTS, {"moment": since}))

    def complaints(self, since: datetime) -> tuple[SopComplaint, ...]:
        """How many replies to questions since then were of no use, by SOP, office and reason."""
        rows = self._connection.execute(_COMPLAINTS, {"moment": since})
        return tuple(SopComplaint(*row) for row in rows)

    def sweep(self, before: datetime, limit: int) -> tuple[tuple[int, int], ...]:
        """Delete some of what was answered or closed before that moment; person and id of each."""
        rows = self._connection.execute(_SWEEP, {"moment": before, "at_most": limit})
        return tuple((row.person, row.id) for row in rows)
