"""Offices, people, their chats, their invites and their consent."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.columns import Utc, metadata, refers, row_id

offices = Table(
    "offices",
    metadata,
    Column("code", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("parent", Text, ForeignKey("offices.code")),
    Column("province", Text, nullable=False),
    Column("city", Text, nullable=False),
    Column("zone", Text, nullable=False),
)

people = Table(
    "people",
    metadata,
    row_id(),
    Column("staff_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("office", Text, ForeignKey("offices.code"), nullable=False),
    Column("role", Text, nullable=False),
    Column("access", Text, nullable=False),
    Column("language", Text, nullable=False),
    UniqueConstraint("staff_id"),
    Index(None, "office"),
)

chats = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    refers("person", "people", nullable=True),
    Column("unreachable_at", Utc),
)

chat_people = Table(
    "chat_people",
    metadata,
    Column("chat_id", BigInteger, ForeignKey("chats.chat_id"), primary_key=True),
    Column("person", ForeignKey("people.id"), primary_key=True),
    Column("linked_at", Utc, nullable=False),
    UniqueConstraint("person"),
)

invites = Table(
    "invites",
    metadata,
    row_id(),
    Column("code_hash", Text, nullable=False),
    refers("person", "people", nullable=True),
    Column("office", Text, ForeignKey("offices.code"), nullable=False),
    Column("role", Text, nullable=False),
    Column("access", Text, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
    Column("used_at", Utc),
    refers("used_by", "people", nullable=True),
    Column("used_chat", BigInteger),
    Column("revoked_at", Utc),
    UniqueConstraint("code_hash"),
    Index(None, "person"),
)

invite_attempts = Table(
    "invite_attempts",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("failures", Integer, nullable=False),
    Column("not_before", Utc, nullable=False),
)

consents = Table(
    "consents",
    metadata,
    row_id(),
    refers("person", "people"),
    Column("version", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("given_at", Utc, nullable=False),
    Column("withdrawn_at", Utc),
    Index(None, "person"),
)
