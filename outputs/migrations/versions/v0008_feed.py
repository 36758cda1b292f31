"""The change feed, what consumers were last told of each finding, webhooks and their deliveries."""

import sqlalchemy as sa
from alembic import op

from outputs.migrations.appended import refuse_changes

revision = "0008"
down_revision = "0007"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
CODE = sa.String(32)


def upgrade() -> None:
    """Create them, empty: the first opening fills the feed with what is in the store."""
    op.create_table(
        "changes",
        sa.Column("cursor", sa.Integer, primary_key=True),
        sa.Column("finding_id", KEY, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("public", sa.Boolean, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("before_event_id", KEY),
        sa.Column("places", sa.Text, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_changes_public", "changes", ["public", "cursor"])
    refuse_changes("changes")
    op.create_table(
        "told",
        sa.Column("finding_id", KEY, primary_key=True),
        sa.Column("seen", sa.Boolean, nullable=False),
        sa.Column("released", sa.Boolean, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("event_id", KEY),
        sa.Column("places", sa.Text, nullable=False),
    )
    op.create_index("ix_told_event", "told", ["event_id"])
    op.create_table(
        "webhooks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("kinds", sa.Text, nullable=False),
        sa.Column("units", sa.Text),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("created_by", KEY, nullable=False),
        sa.Column("created_at", sa.String, nullable=False),
        sa.Column("cursor", sa.Integer, nullable=False),
        sa.Column("sender", sa.String),
        sa.Column("sender_until", sa.String),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "deliveries",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("webhook", sa.Integer, sa.ForeignKey("webhooks.id"), nullable=False),
        sa.Column("cursor", sa.Integer, sa.ForeignKey("changes.cursor"), nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", sa.String),
        sa.Column("status", sa.Integer),
        sa.Column("error", sa.Text),
        sa.Column("at", sa.String),
    )
    op.create_index("ix_deliveries_webhook", "deliveries", ["webhook", "state", "cursor"])
