"""Which findings tell of one occurrence, what people decided of that, what protects the cadre, and the looks that documents were."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
CODE = sa.String(32)


def upgrade() -> None:
    """Create them, empty: marks come with the next run, looks with each document's next analysis."""
    _occasions()
    _events()
    _people()


def _occasions() -> None:
    op.create_table(
        "occasions",
        sa.Column("document_id", KEY, sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("unit", sa.Text),
    )
    op.create_table(
        "looks",
        sa.Column("document_id", KEY, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("cadre_id", KEY, nullable=False),
        sa.Column("voice", CODE, nullable=False),
        sa.Column("basis", CODE, nullable=False),
        sa.Column("ref_year", sa.Integer, nullable=False),
        sa.Column("weight", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("document_id", "cadre_id", "voice"),
    )
    op.create_index("ix_looks_cadre", "looks", ["cadre_id", "ref_year"])


def _events() -> None:
    op.create_table(
        "event_marks",
        sa.Column("finding_id", KEY, primary_key=True),
        sa.Column("event_id", KEY, nullable=False),
        sa.Column("primary", sa.Boolean, nullable=False),
        sa.Column("concrete", sa.Boolean, nullable=False),
        sa.Column("ref_year", sa.Integer),
        sa.Column("unit", sa.Text),
        sa.Column("post", sa.Text),
        sa.Column("line", sa.Text),
    )
    op.create_index("ix_event_marks_event", "event_marks", ["event_id"])
    op.create_table(
        "event_pairs",
        sa.Column("finding_id", KEY, nullable=False),
        sa.Column("other_id", KEY, nullable=False),
        sa.Column("relation", CODE, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("finding_id", "other_id"),
    )
    op.create_index("ix_event_pairs_other", "event_pairs", ["other_id"])


def _people() -> None:
    op.create_table(
        "pair_decisions",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("finding_id", KEY, nullable=False),
        sa.Column("other_id", KEY, nullable=False),
        sa.Column("verdict", CODE, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("seen", sa.Integer, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index("ix_pair_decisions_finding", "pair_decisions", ["finding_id", "number"])
    op.create_index("ix_pair_decisions_other", "pair_decisions", ["other_id", "number"])
    op.create_table(
        "remarks",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("finding_id", KEY, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("basis", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("takes_back", sa.Integer, sa.ForeignKey("remarks.number")),
        sa.Column("seen", sa.Integer, nullable=False),
    )
    op.create_index("ix_remarks_finding", "remarks", ["finding_id", "number"])
