"""The updates of Telegram: each is kept once and takes effect once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, func, select, update

from storage.errors import Conflict
from storage.records import Incoming
from storage.stores.statements import per_dialect
from storage.tables.inbox import inbox, is_new

_this = and_(inbox.c.bot_id == bindparam("bot"), inbox.c.update_id == bindparam("update"), is_new)

_RECEIVE = per_dialect(
    lambda insert: (
        insert(inbox).on_conflict_do_nothing().returning(inbox.c.bot_id, inbox.c.update_id)
    )
)
_PENDING = (
    select(inbox.c.bot_id, inbox.c.update_id, inbox.c.chat_id, inbox.c.body, inbox.c.attempts)
    .where(inbox.c.bot_id == bindparam("bot"), is_new)
    .order_by(inbox.c.update_id)
    .limit(bindparam("at_most"))
)
_PARKED = (
    select(
        inbox.c.bot_id,
        inbox.c.update_id,
        inbox.c.chat_id,
        inbox.c.body,
        inbox.c.attempts,
        inbox.c.reference,
    )
    .where(inbox.c.state == "dead")
    .order_by(inbox.c.bot_id, inbox.c.update_id)
)
_DONE = update(inbox).where(_this).values(state="done", body="", finished_at=bindparam("moment"))
_FAILED = (
    update(inbox).where(_this).values(attempts=inbox.c.attempts + 1).returning(inbox.c.attempts)
)
_PARK = (
    update(inbox)
    .where(_this)
    .values(state="dead", reference=bindparam("said"), finished_at=bindparam("moment"))
)
_SWEEP = delete(inbox).where(inbox.c.state == "done", inbox.c.finished_at < bindparam("moment"))
_LAST = select(func.max(inbox.c.update_id)).where(inbox.c.bot_id == bindparam("bot"))


class Inbox:
    """The inbox as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._receive = _RECEIVE[connection.dialect.name]

    def receive(
        self, rows: Sequence[tuple[int, int, int | None, str]], now: datetime
    ) -> tuple[Incoming, ...]:
        """Keep (bot_id, update_id, chat_id, body) rows; the new ones come back, in this order."""
        if not rows:
            return ()
        parameters = [
            {
                "bot_id": bot_id,
                "update_id": update_id,
                "chat_id": chat_id,
                "body": body,
                "state": "new",
                "attempts": 0,
                "received_at": now,
            }
            for bot_id, update_id, chat_id, body in rows
        ]
        fresh = {tuple(row) for row in self._connection.execute(self._receive, parameters)}
        kept: dict[tuple[int, int], Incoming] = {}
        for bot_id, update_id, chat_id, body in rows:
            if (bot_id, update_id) in fresh:
                kept.setdefault((bot_id, update_id), Incoming(bot_id, update_id, chat_id, body, 0))
        return tuple(kept.values())

    def pending(self, bot_id: int, limit: int) -> tuple[Incoming, ...]:
        """At most `limit` updates of the bot that wait, the oldest first."""
        rows = self._connection.execute(_PENDING, {"bot": bot_id, "at_most": limit})
        return tuple(_incoming(row) for row in rows)

    def done(self, bot_id: int, update_id: int, now: datetime) -> None:
        """Say in the transaction of its effect that the update took effect; the body is wiped.

        Raises Conflict unless the update was waiting: its effect must then be rolled back.
        """
        parameters = {"bot": bot_id, "update": update_id, "moment": now}
        if self._connection.execute(_DONE, parameters).rowcount != 1:
            raise Conflict(f"update {update_id} is not waiting")

    def failed(self, bot_id: int, update_id: int) -> int:
        """Count a failed attempt; returns how many there were. Conflict unless it was waiting."""
        parameters = {"bot": bot_id, "update": update_id}
        attempts = self._connection.execute(_FAILED, parameters).scalar_one_or_none()
        if attempts is None:
            raise Conflict(f"update {update_id} is not waiting")
        return int(attempts)

    def park(self, bot_id: int, update_id: int, reference: str, now: datetime) -> None:
        """Set the update aside, with its body, under the reference that the person was shown."""
        parameters = {"bot": bot_id, "update": update_id, "said": reference, "moment": now}
        if self._connection.execute(_PARK, parameters).rowcount != 1:
            raise Conflict(f"update {update_id} is not waiting")

    def parked(self) -> tuple[Incoming, ...]:
        """The updates of all bots that were set aside, each with its reference."""
        return tuple(_incoming(row) for row in self._connection.execute(_PARKED))

    def sweep(self, before: datetime) -> int:
        """Delete what was done before that moment; returns how many rows went."""
        return self._connection.execute(_SWEEP, {"moment": before}).rowcount

    def last_update_id(self, bot_id: int) -> int | None:
        """The highest update id kept of the bot: polling goes on behind it."""
        last: int | None = self._connection.execute(_LAST, {"bot": bot_id}).scalar_one()
        return last


def _incoming(row: Row[*tuple[Any, ...]]) -> Incoming:
    return Incoming(*row)
