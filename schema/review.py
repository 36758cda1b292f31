"""Decisions that people take on findings: append-only, never overwritten by the machine."""

from dataclasses import dataclass

from .codes import ReviewState


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a reviewer decided of a finding."""

    finding_id: str
    state: ReviewState
    by: str
    at: str
    """ISO 8601 with time zone."""
    revision: int
    """The finding's revision that this decision makes, from 2."""
    note: str = ""
