"""What changed, in the order in which consumers are told; written in the transaction of the change itself. docs/feed.md."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from schema import ChangeKind, DeliveryState

from ..tables import KEY, coded, metadata

changes = Table(
    "changes",
    metadata,
    Column("cursor", Integer, primary_key=True),
    Column("finding_id", KEY, nullable=False),
    Column("kind", coded(ChangeKind), nullable=False),
    # Whether the finding was released before or after: the others are for those alone who may see what nobody has reviewed.
    Column("public", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("before_event_id", KEY),
    # Units that the finding was seen under before or after, as JSON: who is bound to units is told of these alone.
    Column("places", Text, nullable=False),
    Column("at", String, nullable=False),
    Index("ix_changes_public", "public", "cursor"),
    sqlite_autoincrement=True,
)

told = Table(
    "told",
    metadata,
    Column("finding_id", KEY, primary_key=True),
    Column("seen", Boolean, nullable=False),
    Column("released", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("event_id", KEY),
    Column("places", Text, nullable=False),
    Index("ix_told_event", "event_id"),
)

webhooks = Table(
    "webhooks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("kinds", Text, nullable=False),
    Column("units", Text),
    Column("active", Boolean, nullable=False),
    Column("created_by", KEY, nullable=False),
    Column("created_at", String, nullable=False),
    Column("cursor", Integer, nullable=False),
    # Who sends for it, and until when nobody else does.
    Column("sender", String),
    Column("sender_until", String),
    sqlite_autoincrement=True,
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("webhook", Integer, ForeignKey("webhooks.id"), nullable=False),
    Column("cursor", Integer, ForeignKey("changes.cursor"), nullable=False),
    Column("state", coded(DeliveryState), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", String),
    Column("status", Integer),
    Column("error", Text),
    Column("at", String),
    Index("ix_deliveries_webhook", "webhook", "state", "cursor"),
)
