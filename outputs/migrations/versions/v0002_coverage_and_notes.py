"""Beside a document: what became of its blocks, counted, and notes for its reviewer."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
CODE = sa.String(32)


def upgrade() -> None:
    """Create both tables, empty: documents of old are filled when they are analysed anew."""
    op.create_table(
        "coverage",
        sa.Column("document_id", KEY, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("use", CODE, nullable=False),
        sa.Column("blocks", sa.Integer, nullable=False),
        sa.Column("characters", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("document_id", "use"),
    )
    op.create_table(
        "notes",
        sa.Column("document_id", KEY, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("document_id", "number"),
    )
