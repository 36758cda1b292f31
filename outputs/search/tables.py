"""Which documents the full-text index has taken in. The index itself, `passage_grams`, is each database's own and no table of SQLAlchemy."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from ..tables import KEY, metadata

indexed = Table(
    "indexed",
    metadata,
    Column("slot", Integer, primary_key=True),
    Column("document_id", KEY, ForeignKey("documents.id"), nullable=False, unique=True),
    Column("day", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    # The index keeps the passages of slots that are gone: none may be given again.
    sqlite_autoincrement=True,
)
