"""What the models are given and learn from: documents as readings with the tags of their clauses, passages with their labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from .features import Matrix, Unit, passage_matrix, sequence_matrix, sign_matrix


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A document as the clause taggers see it."""

    text: str
    spans: tuple[tuple[int, int], ...]
    """Where its clauses stand in the text, in order: start and end in code points, half-open."""
    units: tuple[Unit, ...]
    """The same clauses with what rules and layout tell of them."""
    remedy_signs: tuple[tuple[str, ...], ...] = ()
    """What the problems already found tell of each clause, for the tagger `measures`; none for the tagger `statements`."""

    plain: Matrix | None = None
    """The features without the remedy signs, where they have been made."""

    @cached_property
    def matrix(self) -> Matrix:
        """The clauses' sparse features, made once."""
        matrix = sequence_matrix(self.units) if self.plain is None else self.plain
        if not self.remedy_signs:
            return matrix
        return sp.csr_matrix(sp.hstack([matrix, sign_matrix(self.remedy_signs)], format="csr", dtype=np.float32))

    @property
    def signs(self) -> tuple[tuple[str, ...], ...]:
        """All that rules tell of each clause, for heads that see nothing of its neighbours' signs."""
        remedies = self.remedy_signs or ((),) * len(self.units)
        return tuple((*unit.signs, *more) for unit, more in zip(self.units, remedies, strict=True))

    def informed(self, remedy_signs: tuple[tuple[str, ...], ...]) -> "Reading":
        """The same document as the tagger `measures` sees it."""
        return replace(self, remedy_signs=remedy_signs, plain=self.matrix)


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


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One annotated document."""

    reading: Reading
    statements: tuple[str, ...]
    """The right tag of each clause for the tagger `statements`."""
    measures: tuple[str, ...]
    """The right tag of each clause for the tagger `measures`."""
    labelled: Mapping[str, tuple[Labelled, ...]] = field(default_factory=dict)
    """By classifier."""
    remedy_signs: tuple[tuple[str, ...], ...] = ()
    """What the problems tell of each clause, which the tagger `measures` sees too."""

    @cached_property
    def informed(self) -> Reading:
        """The document as the tagger `measures` sees it."""
        return self.reading.informed(self.remedy_signs)

    @property
    def units(self) -> tuple[Unit, ...]:
        """The clauses."""
        return self.reading.units


def sample_matrix(samples: Sequence[Sample]) -> Matrix:
    """The linear classifiers' features: float32 (samples, columns)."""
    return passage_matrix([s.text for s in samples], [s.context for s in samples], [s.signs for s in samples])
