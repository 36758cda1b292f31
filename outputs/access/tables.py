"""People, what they may see, and what they are known by. docs/security.md tells how each is kept."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, String, Table, Text

from ..tables import KEY, metadata

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", KEY, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("password", Text),
    Column("password_at", String),
    Column("subject", KEY, unique=True),
    Column("roles", Text, nullable=False),
    Column("units", Text),
    Column("active", Boolean, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until", String),
    Column("created_at", String, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("person", Integer, ForeignKey("people.id"), nullable=False, index=True),
    Column("csrf", String, nullable=False),
    Column("created_at", String, nullable=False),
    Column("seen_at", String, nullable=False),
    Column("expires_at", String, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("person", Integer, ForeignKey("people.id"), nullable=False, index=True),
    Column("scopes", Text, nullable=False),
    Column("units", Text),
    Column("created_at", String, nullable=False),
    Column("expires_at", String, nullable=False),
    Column("revoked_at", String),
    Column("used_at", String),
)

parameters = Table(
    "parameters",
    metadata,
    Column("name", KEY, primary_key=True),
    Column("value", Text, nullable=False),
    Column("by", KEY, nullable=False),
    Column("at", String, nullable=False),
)

cadre_units = Table(
    "cadre_units",
    metadata,
    Column("cadre_id", KEY, nullable=False),
    Column("unit", KEY, nullable=False),
    PrimaryKeyConstraint("cadre_id", "unit"),
    Index("ix_cadre_units_unit", "unit", "cadre_id"),
)
