"""Where each live card stands: which message of which chat shows it now."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from storage.stores.statements import per_dialect
from storage.tables.outbox import cards

_GET = select(cards.c.chat_id, cards.c.message_id).where(cards.c.card == bindparam("of_card"))
_SET = per_dialect(
    lambda insert: (put := insert(cards)).on_conflict_do_update(
        index_elements=["card"],
        set_={name: put.excluded[name] for name in ("chat_id", "message_id", "updated_at")},
    )
)
_FORGET = delete(cards).where(cards.c.card == bindparam("of_card"))


class Cards:
    """The cards as seen by one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, card: str) -> tuple[int, int | None] | None:
        """The chat_id and message_id of the card; no message_id before it was first sent."""
        row = self._connection.execute(_GET, {"of_card": card}).one_or_none()
        return None if row is None else (row.chat_id, row.message_id)

    def set(self, card: str, chat_id: int, message_id: int | None, now: datetime) -> None:
        """The card is now shown by this message."""
        parameters = {
            "card": card,
            "chat_id": chat_id,
            "message_id": message_id,
            "updated_at": now,
        }
        self._connection.execute(_SET[self._connection.dialect.name], parameters)

    def forget(self, some: Iterable[str]) -> None:
        """These cards are shown nowhere."""
        rows = [{"of_card": card} for card in some]
        if rows:
            self._connection.execute(_FORGET, rows)
