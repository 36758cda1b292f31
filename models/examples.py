"""What the learned parts learn from: documents as units with their tags, and passages with their labels."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .features import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A passage as the classifiers see it."""

    text: str
    context: str
    """Its surroundings: headings, column, what stands before and after."""
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A passage with its right answer."""

    sample: Sample
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One annotated document."""

    units: tuple[Unit, ...]
    statements: tuple[str, ...]
    """The right tag of each unit for the tagger `statements`."""
    measures: tuple[str, ...]
    """The right tag of each unit for the tagger `measures`."""
    labelled: Mapping[str, tuple[Labelled, ...]] = field(default_factory=dict)
    """By classifier."""
