"""Published questionnaires and the interviews held with them."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    and_,
    literal_column,
)

from storage.tables.columns import Utc, metadata, refers, row_id

questionnaires = Table(
    "questionnaires",
    metadata,
    row_id(),
    Column("name", Text, nullable=False),
    UniqueConstraint("name"),
)

questionnaire_versions = Table(
    "questionnaire_versions",
    metadata,
    row_id(),
    refers("questionnaire", "questionnaires"),
    Column("version", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("audience", JSON, nullable=False),
    Column("purpose", JSON, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("xform", Text, nullable=False),
    Column("sides", JSON, nullable=False),
    Column("source_name", Text, nullable=False),
    Column("source", LargeBinary, nullable=False),
    Column("published_at", Utc),  # NULL: a draft, of whom `published_by` names
    refers("published_by", "people", nullable=True),
)

is_published = questionnaire_versions.c.published_at.is_not(None)
is_draft = questionnaire_versions.c.published_at.is_(None)

Index(
    "uq_questionnaire_versions_published",
    questionnaire_versions.c.questionnaire,
    questionnaire_versions.c.version,
    unique=True,
    sqlite_where=is_published,
    postgresql_where=is_published,
)
Index(
    "uq_questionnaire_versions_draft",
    questionnaire_versions.c.published_by,
    unique=True,
    sqlite_where=is_draft,
    postgresql_where=is_draft,
)

interviews = Table(
    "interviews",
    metadata,
    row_id(),
    refers("person", "people"),
    refers("questionnaire", "questionnaires"),
    refers("version", "questionnaire_versions"),
    Column("wave", BigInteger),
    Column("status", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("snapshot", JSON, nullable=False),
    Column("language", Text, nullable=False),
    Column("office", Text, ForeignKey("offices.code")),
    Column("role", Text),
    Column("started_at", Utc, nullable=False),
    Column("touched_at", Utc, nullable=False),
    Column("submitted_at", Utc),
    # A draft of a correction names the interview that it corrects; two drafts are impossible.
    refers("corrects", "interviews", nullable=True),
    Column("corrected_at", Utc),
    Index(None, "person", "questionnaire"),
    Index(None, "questionnaire"),
    UniqueConstraint("corrects"),
)

corrections = Table(
    "corrections",
    metadata,
    row_id(),
    refers("interview", "interviews"),
    refers("person", "people"),
    refers("version", "questionnaire_versions"),
    Column("at", Utc, nullable=False),
    Column("reason", Text, nullable=False),
    Column("snapshot", JSON, nullable=False),  # as it was before
    Index(None, "interview"),
)

moves = Table(
    "moves",
    metadata,
    row_id(),
    refers("interview", "interviews"),
    refers("version", "questionnaire_versions"),
    Column("snapshot", JSON, nullable=False),  # as it was in that version
    Column("moved_at", Utc, nullable=False),
    Index(None, "interview"),
)

is_open = interviews.c.status == literal_column("'open'")
# What a person can be in: also the draft of a correction, and a coordinator's trial of a form.
is_live = interviews.c.status.in_(("open", "correction", "trial"))
is_trial = interviews.c.status == literal_column("'trial'")
counts = interviews.c.status.in_(("open", "submitted"))  # what exports, indices and waves see

# Two indexes, because NULL equals no NULL in a unique index: a person has at most one open
# interview of a questionnaire in a wave, and at most one outside all waves.
_in_wave = and_(is_open, interviews.c.wave.is_not(None))
_outside_waves = and_(is_open, interviews.c.wave.is_(None))

Index(
    "uq_interviews_open_in_wave",
    interviews.c.person,
    interviews.c.questionnaire,
    interviews.c.wave,
    unique=True,
    sqlite_where=_in_wave,
    postgresql_where=_in_wave,
)
Index(
    "uq_interviews_open_outside_waves",
    interviews.c.person,
    interviews.c.questionnaire,
    unique=True,
    sqlite_where=_outside_waves,
    postgresql_where=_outside_waves,
)
