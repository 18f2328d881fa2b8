"""Submitted interviews may be corrected."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("interviews") as interviews:
        interviews.add_column(sa.Column("corrects", KEY, nullable=True))
        interviews.add_column(sa.Column("corrected_at", MOMENT, nullable=True))
        interviews.create_foreign_key(
            op.f("fk_interviews_corrects_interviews"), "interviews", ["corrects"], ["id"]
        )
        interviews.create_unique_constraint(op.f("uq_interviews_corrects"), ["corrects"])
    op.create_table(
        "corrections",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("interview", KEY, nullable=False),
        sa.Column("person", KEY, nullable=False),
        sa.Column("version", KEY, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview"], ["interviews.id"], name=op.f("fk_corrections_interview_interviews")
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["people.id"], name=op.f("fk_corrections_person_people")
        ),
        sa.ForeignKeyConstraint(
            ["version"],
            ["questionnaire_versions.id"],
            name=op.f("fk_corrections_version_questionnaire_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index("ix_corrections_interview", "corrections", ["interview"])

