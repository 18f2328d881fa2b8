"""The SOP library, what was asked of it, and how it is used."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    literal_column,
)

from storage.tables.columns import Key, Utc, metadata, refers, row_id

sop_versions = Table(
    "sop_versions",
    metadata,
    row_id(),
    Column("code", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("title", JSON, nullable=False),
    Column("body", JSON, nullable=False),
    Column("published_at", Utc),  # NULL: a draft, of whom `published_by` names
    refers("published_by", "people", nullable=True),
    Column("source_name", Text, nullable=False),
)

is_published = sop_versions.c.published_at.is_not(None)
is_draft = sop_versions.c.published_at.is_(None)

Index(
    "uq_sop_versions_published",
    sop_versions.c.code,
    sop_versions.c.version,
    unique=True,
    sqlite_where=is_published,
    postgresql_where=is_published,
)
Index(
    "uq_sop_versions_draft",
    sop_versions.c.published_by,
    unique=True,
    sqlite_where=is_draft,
    postgresql_where=is_draft,
)

# One row: a number that grows with everything that changes what the library answers.
sop_revision = Table(
    "sop_revision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
)

# What is withdrawn stays: a question may name the answer that it got.
sop_aliases = Table(
    "sop_aliases",
    metadata,
    row_id(),
    Column("sop", Text, nullable=False),
    Column("text", Text, nullable=False),
    refers("added_by", "people", nullable=True),
    Column("added_at", Utc, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
)

sop_answers = Table(
    "sop_answers",
    metadata,
    row_id(),
    Column("question", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("sop", Text),
    Column("step", Integer),
    refers("written_by", "people", nullable=True),
    Column("written_at", Utc, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
)

sop_questions = Table(
    "sop_questions",
    metadata,
    row_id(),
    refers("person", "people"),
    Column("office", Text, ForeignKey("offices.code"), nullable=False),
    Column("role", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text),
    Column("kind", Text),
    Column("sop", Text),
    Column("step", Integer),
    Column("written", Key),
    Column("asked_at", Utc, nullable=False),
    Column("state", Text, nullable=False),
    refers("closed_by", "people", nullable=True),
    Column("closed_at", Utc),
    Column("closed_as", Text),
    Column("helpful", Boolean),
    Column("complaint", Text),
    Index(None, "asked_at"),
    sqlite_autoincrement=True,  # old buttons name questions that were deleted: no id comes again
)

is_waiting = sop_questions.c.state == literal_column("'open'")

Index(
    "ix_sop_questions_waiting",
    sop_questions.c.id,
    sqlite_where=is_waiting,
    postgresql_where=is_waiting,
)

sop_uses = Table(
    "sop_uses",
    metadata,
    row_id(),
    refers("person", "people"),
    Column("office", Text, ForeignKey("offices.code"), nullable=False),
    Column("sop", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("opened_at", Utc, nullable=False),
    Index(None, "person", "sop", "id"),
    Index(None, "sop", "opened_at"),
    Index(None, "opened_at"),
)

checklists = Table(
    "checklists",
    metadata,
    Column("person", ForeignKey("people.id"), primary_key=True),
    Column("sop", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("ticks", JSON, nullable=False),  # numbers of steps
    Column("touched_at", Utc, nullable=False),
)

# Who does not want to be told that an SOP has changed.
sop_mutes = Table(
    "sop_mutes",
    metadata,
    Column("person", ForeignKey("people.id"), primary_key=True),
)

passage_vectors = Table(
    "passage_vectors",
    metadata,
    Column("model", Text, primary_key=True),
    Column("hash", Text, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

# What a coordinator is in the middle of: which question is being answered, and with what.
sop_desks = Table(
    "sop_desks",
    metadata,
    Column("person", ForeignKey("people.id"), primary_key=True),
    Column("sheet", JSON, nullable=False),
    Column("touched_at", Utc, nullable=False),
)
