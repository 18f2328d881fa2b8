"""Until when Telegram wants no more calls (429), for every process."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from storage.stores.statements import per_dialect
from storage.tables.outbox import pauses

_UNTIL = select(pauses.c.until).where(pauses.c.scope == bindparam("of_scope"))
# Of two pauses the later end counts.
_PAUSE = per_dialect(
    lambda insert: (put := insert(pauses)).on_conflict_do_update(
        index_elements=["scope"],
        set_={"until": put.excluded.until},
        where=pauses.c.until < put.excluded.until,
    )
)


class Pauses:
    """The pauses as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def until(self, scope: str) -> datetime | None:
        """The end of the scope's latest pause, which may have passed."""
        return self._connection.execute(_UNTIL, {"of_scope": scope}).scalar_one_or_none()

    def pause(self, scope: str, until: datetime) -> None:
        """Pause the scope until then, unless it is paused for longer."""
        parameters = {"scope": scope, "until": until}
        self._connection.execute(_PAUSE[self._connection.dialect.name], parameters)
