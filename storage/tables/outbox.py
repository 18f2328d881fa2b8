"""What is to be sent, the live cards, and the pauses Telegram asked for."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    and_,
    literal_column,
)

from storage.tables.columns import Utc, metadata, row_id

outbox = Table(
    "outbox",
    metadata,
    row_id(),
    Column("dedupe_key", Text),
    Column("chat_id", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("arguments", JSON, nullable=False),
    Column("card", Text),
    Column("fresh", Boolean, nullable=False),
    Column("lane", Integer, nullable=False),
    Column("due", Utc, nullable=False),
    Column("state", Text, nullable=False),
    Column("owner", Text),
    Column("lease_until", Utc),
    Column("attempts", Integer, nullable=False),
    Column("message_id", BigInteger),
    Column("last_error", Text, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("finished_at", Utc),
    UniqueConstraint("dedupe_key"),
)

# `finished_at`, not `state`: the steps of a delivery then leave these indexes alone.
is_unfinished = outbox.c.finished_at.is_(None)
is_unfinished_card = and_(is_unfinished, outbox.c.card.is_not(None))
is_unknown = outbox.c.state == literal_column("'unknown'")

Index(
    "ix_outbox_in_order",
    outbox.c.chat_id,
    outbox.c.lane,
    outbox.c.id,
    sqlite_where=is_unfinished,
    postgresql_where=is_unfinished,
)
Index(
    "ix_outbox_by_lane",
    outbox.c.lane,
    outbox.c.id,
    sqlite_where=is_unfinished,
    postgresql_where=is_unfinished,
)
Index(
    "ix_outbox_card",
    outbox.c.card,
    sqlite_where=is_unfinished_card,
    postgresql_where=is_unfinished_card,
)
Index(
    "ix_outbox_unknown",
    outbox.c.chat_id,
    sqlite_where=is_unknown,
    postgresql_where=is_unknown,
)

cards = Table(
    "cards",
    metadata,
    Column("card", Text, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger),
    Column("updated_at", Utc, nullable=False),
)

pauses = Table(
    "pauses",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("until", Utc, nullable=False),
)
