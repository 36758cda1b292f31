"""The chained audit record; it and every record of decisions refuse to be changed or deleted from."""

import sqlalchemy as sa
from alembic import op

from outputs.migrations.appended import refuse_changes

revision = "0005"
down_revision = "0004"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")
APPENDED = {
    "audit": "rowid",
    "decisions": "finding_id, revision",
    "link_decisions": "rowid",
    "pair_decisions": "rowid",
    "remarks": "rowid",
}
"""Tables whose rows are only ever added, with their keys as SQLite has them."""


def upgrade() -> None:
    """Create it, empty, and let the database itself refuse."""
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("actor", KEY, nullable=False),
        sa.Column("action", KEY, nullable=False),
        sa.Column("object", KEY, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    op.create_index("ix_audit_actor", "audit", ["actor", "number"])
    op.create_index("ix_audit_object", "audit", ["object", "number"])
    op.create_index("ix_audit_action", "audit", ["action", "number"])
    for table, key in APPENDED.items():
        refuse_changes(table, key)
