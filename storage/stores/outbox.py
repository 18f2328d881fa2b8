"""What is to be sent: claimed under a lease, delivered in order, its outcome written once."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    update,
)

from storage.errors import Conflict, NotFound
from storage.records import Notice, Outgoing, Recovered
from storage.stores.statements import per_dialect
from storage.tables.outbox import is_unfinished, is_unknown, outbox

LEASE = timedelta(seconds=15)

_COLUMNS = (
    outbox.c.id,
    outbox.c.chat_id,
    outbox.c.name,
    outbox.c.arguments,
    outbox.c.card,
    outbox.c.fresh,
    outbox.c.lane,
    outbox.c.dedupe_key,
    outbox.c.state,
    outbox.c.attempts,
    outbox.c.due,
    outbox.c.message_id,
    outbox.c.last_error,
)

_ADD = per_dialect(
    lambda insert: (
        insert(outbox).on_conflict_do_nothing(index_elements=["dedupe_key"]).returning(outbox.c.id)
    )
)
_SUPERSEDE = (
    update(outbox)
    .where(
        outbox.c.card == bindparam("of_card"),
        is_unfinished,
        outbox.c.state == "queued",
        outbox.c.id < bindparam("newest"),
    )
    .values(state="suppressed", arguments={}, finished_at=bindparam("moment"))
    .returning(outbox.c.fresh)
)
_NEWEST_OF_CARD = select(func.max(outbox.c.id)).where(
    outbox.c.card == bindparam("of_card"), is_unfinished, outbox.c.state == "queued"
)
_FRESHEN = update(outbox).where(outbox.c.id == bindparam("row")).values(fresh=True)

# A row waits for every older one of its chat and lane that is under way or is to be tried again;
# one that was merely planned for later holds nobody up.
_older = outbox.alias("older")
_waits_for_older = exists().where(
    _older.c.finished_at.is_(None),
    _older.c.chat_id == outbox.c.chat_id,
    _older.c.lane == outbox.c.lane,
    _older.c.id < outbox.c.id,
    or_(
        _older.c.state != "queued",
        _older.c.attempts > 0,
        _older.c.due <= bindparam("moment"),
    ),
)
_picked = (
    select(outbox.c.id)
    .where(
        is_unfinished,
        or_(
            and_(outbox.c.state == "queued", outbox.c.due <= bindparam("moment")),
            and_(outbox.c.state == "claimed", outbox.c.lease_until <= bindparam("moment")),
        ),
        ~_waits_for_older,
    )
    .order_by(outbox.c.lane, outbox.c.id)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
    .cte("picked")
)
_CLAIM = (
    update(outbox)
    .where(outbox.c.id.in_(select(_picked.c.id)))
    .values(state="claimed", owner=bindparam("holder"), lease_until=bindparam("until"))
    .returning(*_COLUMNS)
)

_held = and_(
    outbox.c.id == bindparam("row"),
    outbox.c.owner == bindparam("holder"),
    is_unfinished,
)
_SENDING = (
    update(outbox)
    .where(_held, outbox.c.state == "claimed")
    .values(state="sending", lease_until=bindparam("until"))
)
_RETRY = (
    update(outbox)
    .where(_held)
    .values(
        state="queued",
        owner=None,
        lease_until=None,
        attempts=outbox.c.attempts + 1,
        due=bindparam("later"),
        last_error=bindparam("error"),
    )
    .returning(outbox.c.card)
)
_FINISH = (
    update(outbox)
    .where(_held)
    .values(
        state=bindparam("outcome"),
        arguments={},
        lease_until=None,
        last_error=bindparam("error"),
        finished_at=bindparam("moment"),
    )
)
# What is unknown keeps its arguments: somebody may decide to repeat it.
_UNKNOWN = (
    update(outbox)
    .where(_held)
    .values(
        state="unknown",
        lease_until=None,
        last_error=bindparam("error"),
        finished_at=bindparam("moment"),
    )
)
_sent: dict[str, Any] = {
    "state": "sent",
    "arguments": {},
    "lease_until": None,
    "message_id": func.coalesce(bindparam("message"), outbox.c.message_id),
    "finished_at": bindparam("moment"),
}
# A sender that was paused until its row was given up as unknown may still say how it ended.
_SENT = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("row"),
        outbox.c.owner == bindparam("holder"),
        or_(is_unfinished, is_unknown),
    )
    .values(**_sent)
)
_PROVED = (
    update(outbox)
    .where(
        is_unknown,
        outbox.c.chat_id == bindparam("chat"),
        or_(outbox.c.message_id == bindparam("message"), outbox.c.card == bindparam("of_card")),
    )
    .values(**_sent)
)

_repeatable = or_(outbox.c.state == "claimed", outbox.c.card.is_not(None))
_RECOVER = (
    update(outbox)
    .where(
        is_unfinished,
        outbox.c.state.in_(("claimed", "sending")),
        or_(bindparam("all_leases"), outbox.c.lease_until <= bindparam("moment")),
    )
    .values(
        state=case((_repeatable, "queued"), else_="unknown"),
        owner=case((_repeatable, None), else_=outbox.c.owner),
        lease_until=None,
        last_error=case((_repeatable, outbox.c.last_error), else_="sender lost"),
        finished_at=case((_repeatable, None), else_=bindparam("moment")),
    )
    .returning(outbox.c.state, outbox.c.card)
)

_BY_ID = select(*_COLUMNS).where(outbox.c.id == bindparam("row"))
_UNKNOWNS = select(*_COLUMNS).where(is_unknown).order_by(outbox.c.id)
_NEXT_DUE = select(func.min(outbox.c.due)).where(
    is_unfinished, outbox.c.state == "queued", outbox.c.due > bindparam("moment")
)
_COUNTS = select(outbox.c.state, func.count().label("number")).group_by(outbox.c.state)


class Outbox:
    """The outbox as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._add = _ADD[connection.dialect.name]

    def add(self, notice: Notice, now: datetime) -> int | None:
        """Queue the notice; returns its id, or None when its dedupe_key was used before.

        Older rows of its card that still wait are suppressed; if one of them was to be sent
        fresh, this one is.
        """
        parameters = {
            "dedupe_key": notice.dedupe_key,
            "chat_id": notice.chat_id,
            "name": notice.name,
            "arguments": dict(notice.arguments),
            "card": notice.card,
            "fresh": notice.fresh,
            "lane": notice.lane,
            "due": notice.due or now,
            "state": "queued",
            "attempts": 0,
            "last_error": "",
            "created_at": now,
        }
        row: int | None = self._connection.execute(self._add, parameters).scalar_one_or_none()
        if row is not None and notice.card is not None:
            self._supersede(notice.card, row, now)
        return row

    def claim(
        self, owner: str, limit: int, now: datetime, lease: timedelta = LEASE
    ) -> tuple[Outgoing, ...]:
        """Take at most `limit` due rows until `now + lease`, by lane, then id.

        At most one row of a chat and lane is taken, and none while an older one is unfinished.
        Claims whose lease has run out are taken over.
        """
        parameters = {"holder": owner, "at_most": limit, "moment": now, "until": now + lease}
        rows = self._connection.execute(_CLAIM, parameters).all()
        claimed = [_outgoing(row) for row in rows]
        claimed.sort(key=lambda outgoing: (outgoing.notice.lane, outgoing.id))
        return tuple(claimed)

    def sending(self, row: int, owner: str, now: datetime, lease: timedelta = LEASE) -> None:
        """Mark, to be committed just before the call, that it may leave; renews the lease.

        Raises Conflict when the row is no longer the owner's.
        """
        self._conditional(_SENDING, {"row": row, "holder": owner, "until": now + lease})

    def sent(self, row: int, owner: str, message_id: int | None, now: datetime) -> None:
        """It arrived. Conflict when the row is no longer the owner's."""
        parameters = {"row": row, "holder": owner, "message": message_id, "moment": now}
        self._conditional(_SENT, parameters)

    def retry(self, row: int, owner: str, due: datetime, error: str) -> None:
        """It surely did not arrive, or may be repeated: queue it again, for `due`.

        A card of which a newer row waits is suppressed instead. Conflict when the row is no
        longer the owner's.
        """
        parameters = {"row": row, "holder": owner, "later": due, "error": error}
        requeued = self._connection.execute(_RETRY, parameters).one_or_none()
        if requeued is None:
            raise Conflict(f"outbox row {row} is not {owner}'s")
        if requeued.card is not None:
            self._keep_newest(requeued.card, due)

    def fail(self, row: int, owner: str, error: str, now: datetime) -> None:
        """It will never arrive. Conflict when the row is no longer the owner's."""
        self._finish(row, owner, "failed", error, now)

    def suppress(self, row: int, owner: str, now: datetime) -> None:
        """It need not be sent any more. Conflict when the row is no longer the owner's."""
        self._finish(row, owner, "suppressed", "", now)

    def unknown(self, row: int, owner: str, error: str, now: datetime) -> None:
        """Nobody can tell whether it arrived. Conflict when the row is no longer the owner's."""
        parameters = {"row": row, "holder": owner, "error": error, "moment": now}
        self._conditional(_UNKNOWN, parameters)

    def proved(self, chat_id: int, message_id: int, now: datetime, card: str | None = None) -> None:
        """A tap on the message, or on the card, shows that what was unknown arrived."""
        parameters = {"chat": chat_id, "message": message_id, "of_card": card, "moment": now}
        self._connection.execute(_PROVED, parameters)

    def recover(self, now: datetime) -> Recovered:
        """Take back what senders left whose lease has run out.

        Claims and cards are queued again; what may have left and must not be repeated is unknown.
        """
        return self._take_back(now, all_leases=False)

    def release_all(self, now: datetime) -> Recovered:
        """As `recover`, whatever the lease: for the one process that owns the database."""
        return self._take_back(now, all_leases=True)

    def by_id(self, row: int) -> Outgoing:
        """The row of this id, whatever became of it. Raises NotFound."""
        found = self._connection.execute(_BY_ID, {"row": row}).one_or_none()
        if found is None:
            raise NotFound(f"outbox row {row}")
        return _outgoing(found)

    def unknowns(self) -> tuple[Outgoing, ...]:
        """What nobody can tell the outcome of, the oldest first."""
        return tuple(_outgoing(row) for row in self._connection.execute(_UNKNOWNS))

    def next_due(self, now: datetime) -> datetime | None:
        """The next moment after `now` at which a queued row falls due."""
        due: datetime | None = self._connection.execute(_NEXT_DUE, {"moment": now}).scalar_one()
        return due

    def counts(self) -> Mapping[str, int]:
        """How many rows are in each state."""
        return {row.state: row.number for row in self._connection.execute(_COUNTS)}

    def _conditional(self, statement: Any, parameters: Mapping[str, Any]) -> None:
        if self._connection.execute(statement, parameters).rowcount != 1:
            raise Conflict(f"outbox row {parameters['row']} is not {parameters['holder']}'s")

    def _finish(self, row: int, owner: str, outcome: str, error: str, now: datetime) -> None:
        parameters = {
            "row": row,
            "holder": owner,
            "outcome": outcome,
            "error": error,
            "moment": now,
        }
        self._conditional(_FINISH, parameters)

    def _supersede(self, card: str, newest: int, now: datetime) -> None:
        parameters = {"of_card": card, "newest": newest, "moment": now}
        if any(self._connection.execute(_SUPERSEDE, parameters).scalars().all()):
            self._connection.execute(_FRESHEN, {"row": newest})

    def _keep_newest(self, card: str, now: datetime) -> None:
        newest = self._connection.execute(_NEWEST_OF_CARD, {"of_card": card}).scalar_one()
        if newest is not None:
            self._supersede(card, newest, now)

    def _take_back(self, now: datetime, *, all_leases: bool) -> Recovered:
        parameters = {"moment": now, "all_leases": all_leases}
        rows = self._connection.execute(_RECOVER, parameters).all()
        for card in {row.card for row in rows if row.card is not None}:
            self._keep_newest(card, now)
        unknown = sum(row.state == "unknown" for row in rows)
        return Recovered(queued=len(rows) - unknown, unknown=unknown)


def _outgoing(row: Row[*tuple[Any, ...]]) -> Outgoing:
    notice = Notice(
        chat_id=row.chat_id,
        name=row.name,
        arguments=row.arguments,
        card=row.card,
        fresh=row.fresh,
        lane=row.lane,
        dedupe_key=row.dedupe_key,
        due=row.due,
    )
    return Outgoing(
        id=row.id,
        notice=notice,
        state=row.state,
        attempts=row.attempts,
        due=row.due,
        message_id=row.message_id,
        last_error=row.last_error,
    )
