"""The full-text index over passages of documents: pairs of characters, so that Chinese words of two characters and more are found."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Create it, empty: what lacks in it is taken in at the next run or the next start of the desk."""
    op.create_table(
        "indexed",
        sa.Column("slot", sa.Integer, primary_key=True),
        sa.Column("document_id", KEY, sa.ForeignKey("documents.id"), nullable=False, unique=True),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sqlite_autoincrement=True,
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE passage_grams USING fts5(grams, content='', tokenize='ascii')")
    else:
        op.execute("CREATE TABLE passage_grams (rowid bigint PRIMARY KEY, grams tsvector NOT NULL)")
        op.execute("CREATE INDEX ix_passage_grams ON passage_grams USING gin (grams)")
