"""Work that the pages and the API ask for: uploads and runs."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
CODE = sa.String(32)


def upgrade() -> None:
    """Create it, empty."""
    op.create_table(
        "jobs",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("units", sa.Text),
        sa.Column("folder", sa.Text, nullable=False),
        sa.Column("created_at", KEY, nullable=False),
        sa.Column("started_at", sa.String),
        sa.Column("ended_at", sa.String),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("latest", sa.Text, nullable=False, server_default=""),
        sa.Column("run", KEY),
        sa.Column("report", sa.Text),
    )
    op.create_index("ix_jobs_state", "jobs", ["state", "created_at"])
    op.create_index("ix_jobs_created", "jobs", ["created_at", "id"])
