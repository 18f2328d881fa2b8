"""Who did what to what, and when."""

from sqlalchemy import JSON, Column, Table, Text

from storage.tables.columns import Key, Utc, metadata, row_id

audit = Table(
    "audit",
    metadata,
    row_id(),
    Column("at", Utc, nullable=False),
    # No foreign key: a line outlives the person it names.
    Column("actor", Key),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("details", JSON, nullable=False),
)
