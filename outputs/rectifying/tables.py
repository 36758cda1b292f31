"""Matters with a fix as the board lists them: told from findings, marks and pairs, and told anew whenever the feed of changes names one."""

from sqlalchemy import Boolean, Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from schema import Category, StepKind

from ..tables import KEY, coded, metadata
from .codes import Stage

rectifications = Table(
    "rectifications",
    metadata,
    Column("event_id", KEY, nullable=False),
    # Whether by confirmed findings alone, or by all that stand.
    Column("confirmed", Boolean, nullable=False),
    Column("stage", coded(Stage), nullable=False),
    Column("standing", coded(StepKind), nullable=False),
    # What the board orders by: the deadline that was not met yet, of what is done the day when it was told.
    Column("by_date", KEY, nullable=False),
    Column("deadline", KEY),
    Column("finding_id", KEY, nullable=False),
    Column("cadre_id", KEY),
    Column("unit", Text),
    Column("category", coded(Category), nullable=False),
    Column("since", KEY),
    Column("words", Text, nullable=False),
    Column("told_finding_id", KEY),
    Column("told_at", KEY),
    Column("told_in", Text),
    Column("told_words", Text),
    Column("responsible", Text, nullable=False),
    Column("conflict", Boolean, nullable=False),
    Column("unreviewed", Boolean, nullable=False),
    # A report of completion that nobody has reviewed holds back the alarm.
    Column("report_waits", Boolean, nullable=False),
    PrimaryKeyConstraint("event_id", "confirmed"),
    Index("ix_rectifications_board", "confirmed", "stage", "by_date", "event_id"),
    Index("ix_rectifications_cadre", "cadre_id"),
    Index("ix_rectifications_finding", "finding_id"),
)

rectification_tellings = Table(
    "rectification_tellings",
    metadata,
    Column("finding_id", KEY, primary_key=True),
    Column("event_id", KEY, nullable=False),
    Index("ix_rectification_tellings_event", "event_id"),
)

rectification_bookmark = Table(
    "rectification_bookmark",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("cursor", Integer, nullable=False),
)
