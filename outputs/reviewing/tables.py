"""Verdicts of first, second and third reviewers, and passages without findings that are looked at to estimate what was missed."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from schema import DocumentKind, RejectReason, ReviewStage, ReviewState, SampleState

from ..tables import KEY, coded, metadata

verdicts = Table(
    "verdicts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("finding_id", KEY, nullable=False),
    Column("stage", coded(ReviewStage), nullable=False),
    Column("state", coded(ReviewState), nullable=False),
    Column("reason", coded(RejectReason)),
    Column("note", Text, nullable=False),
    Column("edit", Text),
    Column("returned", Integer),
    Column("by", KEY, nullable=False),
    Column("at", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Index("ix_verdicts_finding", "finding_id", "number"),
    Index("ix_verdicts_by", "by", "number"),
    Index("ix_verdicts_stage", "stage", "finding_id"),
)

samples = Table(
    "samples",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document_id", KEY, ForeignKey("documents.id"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", coded(DocumentKind), nullable=False),
    Column("drawn_at", String, nullable=False),
    Column("state", coded(SampleState), nullable=False),
    Column("by", KEY),
    Column("at", String),
    Index("ix_samples_state", "state", "number"),
)
