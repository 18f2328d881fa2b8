"""What interviews were before they moved to another version of their questionnaire."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from storage.records import Move
from storage.tables.questionnaires import moves

_KEEP = insert(moves).inline()
_OF = (
    select(moves.c.interview, moves.c.version, moves.c.snapshot, moves.c.moved_at)
    .where(moves.c.interview == bindparam("of_interview"))
    .order_by(moves.c.id)
)
_MOVED = select(moves.c.interview).distinct()


class Moves:
    """The moves as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(
        self, interview: int, version: int, snapshot: Mapping[str, Any], now: datetime
    ) -> None:
        """The interview leaves this version (id) with this snapshot."""
        parameters = {
            "interview": interview,
            "version": version,
            "snapshot": dict(snapshot),
            "moved_at": now,
        }
        self._connection.execute(_KEEP, parameters)

    def of(self, interview: int) -> tuple[Move, ...]:
        """What the interview was before each of its moves, the earliest first."""
        rows = self._connection.execute(_OF, {"of_interview": interview})
        return tuple(Move(*row) for row in rows)

    def interviews(self) -> frozenset[int]:
        """The interviews that have ever moved."""
        return frozenset(self._connection.execute(_MOVED).scalars())
