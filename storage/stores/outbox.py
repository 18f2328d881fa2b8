"""What is to be sent: claimed under a lease, delivered in order, its outcome written once."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from storage.errors import Conflict, NotFound
from storage.records import Notice, Outgoing, Recovered
from storage.stores import outbox_sql as sql

LEASE = timedelta(seconds=15)


class Outbox:
    """The outbox as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._add = sql.ADD[connection.dialect.name]

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

    def used(self, dedupe_keys: Iterable[str]) -> frozenset[str]:
        """Those of the keys under which something was queued already."""
        found = self._connection.execute(sql.USED, {"keys": list(dedupe_keys)}).scalars()
        return frozenset(key for key in found if key is not None)

    def is_on_its_way(self, card: str) -> bool:
        """Whether the phone may not show the card yet as it is now."""
        found = self._connection.execute(sql.UNFINISHED_OF_CARD, {"of_card": card})
        return found.first() is not None

    def claim(
        self, owner: str, limit: int, now: datetime, lease: timedelta = LEASE
    ) -> tuple[Outgoing, ...]:
        """Take at most `limit` due rows until `now + lease`, by lane, then id.

        At most one row of a chat and lane is taken, and none while an older one is unfinished.
        Claims whose lease has run out are taken over.
        """
        parameters = {"holder": owner, "at_most": limit, "moment": now, "until": now + lease}
        rows = self._connection.execute(sql.CLAIM, parameters).all()
        claimed = [_outgoing(row) for row in rows]
        claimed.sort(key=lambda outgoing: (outgoing.notice.lane, outgoing.id))
        return tuple(claimed)

    def sending(self, row: int, owner: str, now: datetime, lease: timedelta = LEASE) -> None:
        """Mark, to be committed just before the call, that it may leave; renews the lease.

        Raises Conflict when the row is no longer the owner's.
        """
        self._conditional(sql.SENDING, {"row": row, "holder": owner, "until": now + lease})

    def sent(self, row: int, owner: str, message_id: int | None, now: datetime) -> None:
        """It arrived. Conflict when the row is no longer the owner's."""
        parameters = {"row": row, "holder": owner, "message": message_id, "moment": now}
        self._conditional(sql.SENT, parameters)

    def retry(self, row: int, owner: str, due: datetime, error: str) -> None:
        """It surely did not arrive, or may be repeated: queue it again, for `due`.

        A card of which a newer row waits is suppressed instead. Conflict when the row is no
        longer the owner's.
        """
        parameters = {"row": row, "holder": owner, "later": due, "error": error}
        requeued = self._connection.execute(sql.RETRY, parameters).one_or_none()
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
        self._conditional(sql.UNKNOWN, parameters)

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
        found = self._connection.execute(sql.BY_ID, {"row": row}).one_or_none()
        if found is None:
            raise NotFound(f"outbox row {row}")
        return _outgoing(found)

    def unknowns(self) -> tuple[Outgoing, ...]:
        """What nobody can tell the outcome of, the oldest first."""
        return tuple(_outgoing(row) for row in self._connection.execute(sql.UNKNOWNS))

    def next_due(self, now: datetime) -> datetime | None:
        """The next moment after `now` at which a queued row falls due."""
        due: datetime | None = self._connection.execute(sql.NEXT_DUE, {"moment": now}).scalar_one()
        return due

    def sweep(self, before: datetime) -> int:
        """Delete what was settled before that moment; returns how many rows went.

        What failed or is unknown stays for a person to see, what has a dedupe key for good.
        """
        return self._connection.execute(sql.SWEEP, {"moment": before}).rowcount

    def counts(self) -> Mapping[str, int]:
        """How many rows are in each state."""
        return {row.state: row.number for row in self._connection.execute(sql.COUNTS)}

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
        self._conditional(sql.FINISH, parameters)

    def _supersede(self, card: str, newest: int, now: datetime) -> None:
        parameters = {"of_card": card, "newest": newest, "moment": now}
        if any(self._connection.execute(sql.SUPERSEDE, parameters).scalars().all()):
            self._connection.execute(sql.FRESHEN, {"row": newest})

    def _keep_newest(self, card: str, now: datetime) -> None:
        newest = self._connection.execute(sql.NEWEST_OF_CARD, {"of_card": card}).scalar_one()
        if newest is not None:
            self._supersede(card, newest, now)

    def _take_back(self, now: datetime, *, all_leases: bool) -> Recovered:
        parameters = {"moment": now, "all_leases": all_leases}
        rows = self._connection.execute(sql.RECOVER, parameters).all()
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
