"""Work that the pages and the API ask for and the server does beside them: uploads, runs."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from schema import JobKind, JobState

from ..tables import KEY, coded, metadata

jobs = Table(
    "jobs",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("kind", coded(JobKind), nullable=False),
    Column("state", coded(JobState), nullable=False),
    Column("by", KEY, nullable=False),
    Column("units", Text),
    Column("folder", Text, nullable=False),
    Column("created_at", KEY, nullable=False),
    Column("started_at", String),
    Column("ended_at", String),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("latest", Text, nullable=False, server_default=""),
    Column("run", KEY),
    Column("report", Text),
    Index("ix_jobs_state", "state", "created_at"),
    Index("ix_jobs_created", "created_at", "id"),
)
