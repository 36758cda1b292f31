"""The chained record of what people and the system did. docs/security.md tells what it promises."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from ..tables import KEY, metadata

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("actor", KEY, nullable=False),
    Column("action", KEY, nullable=False),
    Column("object", KEY, nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Index("ix_audit_actor", "actor", "number"),
    Index("ix_audit_object", "object", "number"),
    Index("ix_audit_action", "action", "number"),
)
