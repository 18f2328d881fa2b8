"""Drafts of questionnaires beside published versions; what an interview was before it moved."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("questionnaire_versions") as batch:
        batch.alter_column("published_at", existing_type=MOMENT, nullable=True)
        batch.drop_constraint(
            op.f("uq_questionnaire_versions_questionnaire_version"), type_="unique"
        )
    op.create_index(
        "uq_questionnaire_versions_published",
        "questionnaire_versions",
        ["questionnaire", "version"],
        unique=True,
        sqlite_where=sa.text("published_at IS NOT NULL"),
        postgresql_where=sa.text("published_at IS NOT NULL"),
    )
    op.create_index(
        "uq_questionnaire_versions_draft",
        "questionnaire_versions",
        ["published_by"],
        unique=True,
        sqlite_where=sa.text("published_at IS NULL"),
        postgresql_where=sa.text("published_at IS NULL"),
    )
    op.create_table(
        "moves",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("interview", KEY, nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("moved_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["interview"], ["interviews.id"], name=op.f("fk_moves_interview_interviews")
        ),
        sa.ForeignKeyConstraint(
            ["version"],
            ["questionnaire_versions.id"],
            name=op.f("fk_moves_version_questionnaire_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moves")),
    )
    op.create_index(op.f("ix_moves_interview"), "moves", ["interview"], unique=False)
