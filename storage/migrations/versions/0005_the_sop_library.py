"""The SOP library, questions to it, its use, and what coordinators do with it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "passage_vectors",
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("model", "hash", name=op.f("pk_passage_vectors")),
    )
    op.create_table(
        "sop_revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sop_revision")),
    )
    op.create_table(
        "checklists",
        sa.Column("person", KEY, nullable=False),
        sa.Column("sop", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("ticks", sa.JSON(), nullable=False),
        sa.Column("touched_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["people.id"], name=op.f("fk_checklists_person_people")
        ),
        sa.PrimaryKeyConstraint("person", "sop", name=op.f("pk_checklists")),
    )
    op.create_table(
        "sop_aliases",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("sop", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("added_by", KEY, nullable=True),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by"], ["people.id"], name=op.f("fk_sop_aliases_added_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sop_aliases")),
    )
    op.create_table(
        "sop_answers",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("sop", sa.Text(), nullable=True),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("written_by", KEY, nullable=True),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["written_by"], ["people.id"], name=op.f("fk_sop_answers_written_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sop_answers")),
    )
    op.create_table(
        "sop_desks",
        sa.Column("person", KEY, nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("touched_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_sop_desks_person_people")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_sop_desks")),
    )
    op.create_table(
        "sop_mutes",
        sa.Column("person", KEY, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_sop_mutes_person_people")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_sop_mutes")),
    )
    op.create_table(
        "sop_questions",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("sop", sa.Text(), nullable=True),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("written", KEY, nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("closed_by", KEY, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_as", sa.Text(), nullable=True),
        sa.Column("helpful", sa.Boolean(), nullable=True),
        sa.Column("complaint", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["people.id"], name=op.f("fk_sop_questions_closed_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["office"], ["offices.code"], name=op.f("fk_sop_questions_office_offices")
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["people.id"], name=op.f("fk_sop_questions_person_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sop_questions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sop_questions_asked_at"), "sop_questions", ["asked_at"], unique=False)
    op.create_index(
        "ix_sop_questions_waiting",
        "sop_questions",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "sop_uses",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("sop", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["office"], ["offices.code"], name=op.f("fk_sop_uses_office_offices")
        ),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_sop_uses_person_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sop_uses")),
    )
    op.create_index(op.f("ix_sop_uses_opened_at"), "sop_uses", ["opened_at"], unique=False)
    op.create_index(
        op.f("ix_sop_uses_person_sop_id"), "sop_uses", ["person", "sop", "id"], unique=False
    )
    op.create_index(
        op.f("ix_sop_uses_sop_opened_at"), "sop_uses", ["sop", "opened_at"], unique=False
    )
    op.create_table(
        "sop_versions",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("published_by", KEY, nullable=True),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["published_by"], ["people.id"], name=op.f("fk_sop_versions_published_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sop_versions")),
    )
    op.create_index(
        "uq_sop_versions_draft",
        "sop_versions",
        ["published_by"],
        unique=True,
        sqlite_where=sa.text("published_at IS NULL"),
        postgresql_where=sa.text("published_at IS NULL"),
    )
    op.create_index(
        "uq_sop_versions_published",
        "sop_versions",
        ["code", "version"],
        unique=True,
        sqlite_where=sa.text("published_at IS NOT NULL"),
        postgresql_where=sa.text("published_at IS NOT NULL"),
    )
