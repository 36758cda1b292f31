"""The first tables: runs, documents, files, findings, decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
CODE = sa.String(32)


def upgrade() -> None:
    """Create them."""
    _runs()
    _documents()
    _files()
    _findings()
    _decisions()


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", KEY, nullable=False, unique=True),
        sa.Column("started_at", sa.String, nullable=False),
        sa.Column("ended_at", sa.String),
        sa.Column("pipeline", sa.String, nullable=False),
        sa.Column("model", sa.String, nullable=False),
        sa.Column("roster", sa.String, nullable=False),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("outcome", CODE),
        sa.Column("unchanged", sa.Integer, nullable=False),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("missing", sa.Integer, nullable=False),
        sa.Column("findings", sa.Integer, nullable=False),
    )


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("standing", CODE, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("date", sa.String),
        sa.Column("issuer", sa.Text),
        sa.Column("verdict", CODE, nullable=False),
        sa.Column("warnings", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.number"), nullable=False),
        sa.Column("block_count", sa.Integer, nullable=False),
        sa.Column("skipped_count", sa.Integer, nullable=False),
        sa.Column("rejected_count", sa.Integer, nullable=False),
        sa.Column("blocks", sa.LargeBinary, nullable=False),
        sa.Column("analysis", sa.LargeBinary, nullable=False),
    )


def _files() -> None:
    op.create_table(
        "files",
        sa.Column("path", KEY, nullable=False),
        sa.Column("content", KEY, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("mtime_ns", sa.BigInteger, nullable=False),
        sa.Column("standing", CODE, nullable=False),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.number"), nullable=False),
        sa.Column("document_id", KEY, sa.ForeignKey("documents.id"), index=True),
        sa.Column("stage", sa.String),
        sa.Column("error", sa.String),
        sa.Column("message", sa.Text),
        sa.Column("remedy", sa.Text),
        sa.Column("page", sa.Integer),
        sa.PrimaryKeyConstraint("path", "content"),
    )


def _findings() -> None:
    op.create_table(
        "findings",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("document_id", KEY, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("date", KEY, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("type", CODE, nullable=False),
        sa.Column("category", CODE, nullable=False),
        sa.Column("holder", CODE, nullable=False),
        sa.Column("cadre_id", KEY),
        sa.Column("status", CODE),
        sa.Column("deadline", KEY),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("decided_by", sa.Text),
        sa.Column("decided_at", sa.String),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("stale", sa.Boolean, nullable=False),
        sa.Column("wire", sa.Text, nullable=False),
        sa.Column("newer", sa.Text),
    )
    op.create_index("ix_findings_order", "findings", ["date", "document_id", "start", "id"])
    op.create_index("ix_findings_state", "findings", ["state", "date", "document_id", "start", "id"])
    op.create_index("ix_findings_document", "findings", ["document_id", "start", "id"])
    op.create_index("ix_findings_cadre", "findings", ["cadre_id", "date", "document_id", "start", "id"])


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("finding_id", KEY, sa.ForeignKey("findings.id"), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("finding_id", "revision"),
    )
