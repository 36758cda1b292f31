"""The digest for a leading group's meeting: by unit, what is new in a period, what is overdue, what came back, what waits for review."""

from dataclasses import dataclass

from .dossier import Exhibit, OpenRectification
from .finding import DocumentRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A document whose findings wait for review: how many, and nothing of what they say, which nobody has looked at yet."""

    document: DocumentRef
    pending: int
    unsure: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """A problem whose deadline passed with nothing reported done."""

    exhibit: Exhibit
    rectification: OpenRectification


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDigest:
    """One unit."""

    unit: str
    new: tuple[Exhibit, ...]
    """Problems and praise of documents of the period, matters told again left out; by date."""
    overdue: tuple[Overdue, ...]
    """By deadline."""
    relapsed: tuple[Exhibit, ...]
    """Problems that documents of the period tell to have come back after rectification; by date."""
    waiting: tuple[Waiting, ...]
    """By date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """All units in which there is something to tell, by name."""

    notice: str
    period: tuple[str, str]
    """First and last day."""
    as_of: str
    unit: str | None
    """The only unit asked for."""
    units: tuple[UnitDigest, ...]
    made_at: str
    version: str
