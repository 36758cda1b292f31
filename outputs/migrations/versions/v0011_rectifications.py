"""The board of rectifications: matters with a fix, told from the findings when the board is first asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
CODE = sa.String(32)


def upgrade() -> None:
    """Create it, empty."""
    op.create_table(
        "rectifications",
        sa.Column("event_id", KEY, nullable=False),
        sa.Column("confirmed", sa.Boolean, nullable=False),
        sa.Column("stage", CODE, nullable=False),
        sa.Column("standing", CODE, nullable=False),
        sa.Column("by_date", KEY, nullable=False),
        sa.Column("deadline", KEY),
        sa.Column("finding_id", KEY, nullable=False),
        sa.Column("cadre_id", KEY),
        sa.Column("unit", sa.Text),
        sa.Column("category", CODE, nullable=False),
        sa.Column("since", KEY),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("told_finding_id", KEY),
        sa.Column("told_at", KEY),
        sa.Column("told_in", sa.Text),
        sa.Column("told_words", sa.Text),
        sa.Column("responsible", sa.Text, nullable=False),
        sa.Column("conflict", sa.Boolean, nullable=False),
        sa.Column("unreviewed", sa.Boolean, nullable=False),
        sa.Column("report_waits", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("event_id", "confirmed"),
    )
    op.create_index("ix_rectifications_board", "rectifications", ["confirmed", "stage", "by_date", "event_id"])
    op.create_index("ix_rectifications_cadre", "rectifications", ["cadre_id"])
    op.create_index("ix_rectifications_finding", "rectifications", ["finding_id"])
    op.create_table(
        "rectification_tellings",
        sa.Column("finding_id", KEY, primary_key=True),
        sa.Column("event_id", KEY, nullable=False),
    )
    op.create_index("ix_rectification_tellings_event", "rectification_tellings", ["event_id"])
    op.create_table(
        "rectification_bookmark",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("cursor", sa.Integer, nullable=False),
    )
