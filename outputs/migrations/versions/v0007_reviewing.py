"""Reasons and corrections of decisions, verdicts of several reviewers, what is next to look at, and passages drawn to look for misses."""

import sqlalchemy as sa
from alembic import op

from outputs.migrations.appended import refuse_changes
from outputs.urgency import is_link_doubtful, priority
from schema import finding_from_json

revision = "0007"
down_revision = "0006"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
CODE = sa.String(32)
QUEUE = (
    "stage", "priority", "since", "id", "state", "stale", "document_id", "date", "start", "category", "cadre_id", "confidence",
    "link_doubtful", "given_by",
)  # fmt: skip


def upgrade() -> None:
    """Add the columns, empty, and create the tables."""
    op.add_column("decisions", sa.Column("reason", CODE))
    op.add_column("decisions", sa.Column("edit", sa.Text))
    op.add_column("findings", sa.Column("edit", sa.Text))
    op.add_column("findings", sa.Column("added_by", sa.Text))
    op.add_column("findings", sa.Column("stage", CODE, nullable=False, server_default="first"))
    op.add_column("findings", sa.Column("priority", sa.Float, nullable=False, server_default="0"))
    op.add_column("findings", sa.Column("since", KEY, nullable=False, server_default=""))
    op.add_column("findings", sa.Column("link_doubtful", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("findings", sa.Column("given_by", sa.Text))
    op.execute("UPDATE findings SET stage = 'done' WHERE state <> 'pending'")
    _weigh()
    op.create_index("ix_findings_queue", "findings", list(QUEUE))
    op.create_index("ix_documents_standing", "documents", ["standing", "id"])
    op.create_index("ix_documents_kind", "documents", ["kind", "id"])
    op.create_table(
        "verdicts",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("finding_id", KEY, nullable=False),
        sa.Column("stage", CODE, nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("reason", CODE),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("edit", sa.Text),
        sa.Column("returned", sa.Integer),
        sa.Column("by", KEY, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.create_index("ix_verdicts_finding", "verdicts", ["finding_id", "number"])
    op.create_index("ix_verdicts_by", "verdicts", ["by", "number"])
    op.create_index("ix_verdicts_stage", "verdicts", ["stage", "finding_id"])
    refuse_changes("verdicts")
    op.create_table(
        "samples",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("document_id", KEY, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("drawn_at", sa.String, nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("by", KEY),
        sa.Column("at", sa.String),
    )
    op.create_index("ix_samples_document_id", "samples", ["document_id"])
    op.create_index("ix_samples_state", "samples", ["state", "number"])


def _weigh() -> None:
    """Let the findings that are there have their place in the queue: what they weigh, and since when they wait."""
    connection = op.get_bind()
    since = (
        "SELECT runs.started_at FROM documents JOIN runs ON runs.number = documents.run WHERE documents.id = findings.document_id"
    )
    connection.execute(sa.text(f"UPDATE findings SET since = ({since})"))
    weigh = sa.text("UPDATE findings SET priority = :priority, link_doubtful = :doubtful WHERE id = :id")
    for row in connection.execute(sa.text("SELECT id, wire FROM findings WHERE state = 'pending'")).all():
        told = finding_from_json(row.wire)
        connection.execute(weigh, {"id": row.id, "priority": priority(told), "doubtful": is_link_doubtful(told)})
