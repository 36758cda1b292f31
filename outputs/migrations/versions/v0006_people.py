"""People who sign in, their sessions and tokens, parameters that they set, and the units of cadres for who may see whom."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KEY = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Create them; the units of cadres are taken from the records that stand."""
    _people()
    op.create_table(
        "parameters",
        sa.Column("name", KEY, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("by", KEY, nullable=False),
        sa.Column("at", sa.String, nullable=False),
    )
    _cadre_units()
    if op.get_bind().dialect.name == "postgresql":
        op.execute('ALTER TABLE occasions ALTER COLUMN unit TYPE text COLLATE "C"')
    op.create_index("ix_occasions_unit", "occasions", ["unit", "document_id"])


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("login", KEY, nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("password", sa.Text),
        sa.Column("password_at", sa.String),
        sa.Column("subject", KEY, unique=True),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("units", sa.Text),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("must_change", sa.Boolean, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("locked_until", sa.String),
        sa.Column("created_at", sa.String, nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("person", sa.Integer, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("csrf", sa.String, nullable=False),
        sa.Column("created_at", sa.String, nullable=False),
        sa.Column("seen_at", sa.String, nullable=False),
        sa.Column("expires_at", sa.String, nullable=False),
    )
    op.create_index("ix_sessions_person", "sessions", ["person"])
    op.create_table(
        "tokens",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("person", sa.Integer, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("units", sa.Text),
        sa.Column("created_at", sa.String, nullable=False),
        sa.Column("expires_at", sa.String, nullable=False),
        sa.Column("revoked_at", sa.String),
        sa.Column("used_at", sa.String),
    )
    op.create_index("ix_tokens_person", "tokens", ["person"])


def _cadre_units() -> None:
    table = op.create_table(
        "cadre_units",
        sa.Column("cadre_id", KEY, nullable=False),
        sa.Column("unit", KEY, nullable=False),
        sa.PrimaryKeyConstraint("cadre_id", "unit"),
    )
    op.create_index("ix_cadre_units_unit", "cadre_units", ["unit", "cadre_id"])
    cadres = sa.table("cadres", sa.column("id"), sa.column("until"), sa.column("record"))
    standing = op.get_bind().execute(sa.select(cadres.c.id, cadres.c.record).where(cadres.c.until.is_(None)))
    rows = [
        {"cadre_id": row.id, "unit": unit}
        for row in standing
        for unit in sorted({post["unit"] for post in json.loads(row.record)["posts"] if post["end"] is None and post["unit"]})
    ]
    if rows:
        op.bulk_insert(table, rows)
