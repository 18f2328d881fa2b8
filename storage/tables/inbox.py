"""What Telegram gave us, kept from before it is confirmed until its effect is committed."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text, literal_column

from storage.tables.columns import Utc, metadata

inbox = Table(
    "inbox",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger),
    Column("body", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("reference", Text),
    Column("received_at", Utc, nullable=False),
    Column("finished_at", Utc),
)

# Written out, not bound: a partial index is used only when the planner can see the condition.
is_new = inbox.c.state == literal_column("'new'")

Index(
    "ix_inbox_new",
    inbox.c.bot_id,
    inbox.c.update_id,
    sqlite_where=is_new,
    postgresql_where=is_new,
)
