"""The cadre records in every state that rosters gave them, and people's decisions on links."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
CODE = sa.String(32)


def upgrade() -> None:
    """Create them, empty: records come with the next run, decisions with people."""
    _link_decisions()
    _roster_imports()
    _cadres()


def _link_decisions() -> None:
    op.create_table(
        "link_decisions",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("document_id", KEY, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("mention", sa.Text, nullable=False),
        sa.Column("cadre_id", KEY, nullable=False),
        sa.Column("verdict", CODE, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("start", sa.Integer),
        sa.Column("end", sa.Integer),
        sa.Column("seen", sa.Integer, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index("ix_link_decisions_document", "link_decisions", ["document_id", "number"])


def _roster_imports() -> None:
    op.create_table(
        "roster_imports",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("roster", KEY, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("pipeline", sa.String, nullable=False),
        sa.Column("cadres", sa.Integer, nullable=False),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("changed", sa.Integer, nullable=False),
        sa.Column("gone", sa.Integer, nullable=False),
    )
    op.create_index("ix_roster_imports_roster", "roster_imports", ["roster"])


def _cadres() -> None:
    op.create_table(
        "cadres",
        sa.Column("id", KEY, nullable=False),
        sa.Column("since", sa.Integer, sa.ForeignKey("roster_imports.number"), nullable=False),
        sa.Column("until", sa.Integer, sa.ForeignKey("roster_imports.number")),
        sa.Column("name", KEY, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", "since"),
    )
    op.create_index("ix_cadres_since", "cadres", ["since"])
    op.create_index("ix_cadres_until", "cadres", ["until"])
    op.create_index("ix_cadres_name", "cadres", ["name"])
