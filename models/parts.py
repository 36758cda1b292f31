"""What the analysis needs of the learned parts, whether they are linear or served from a fine-tuned encoder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .calibration import Calibration
from .classifier import Classifier
from .examples import Reading, Sample

STATEMENT_TAGS = ("O", "T", "B-P", "I-P", "B-C", "I-C")
"""Outside, trap, and opening or continuing a problem or a commendation."""
MEASURE_TAGS = ("O", "B-M", "I-M", "S")
"""Outside, opening or continuing a measure, telling a status."""
TAGGERS = ("statements", "measures")
CLASSIFIERS = ("category", "commended", "voice", "holder", "status", "answers", "rejection")
OPTIONAL = ("type",)
"""Classifiers that a model may lack: problem types are then suggested by words alone."""
Floats = NDArray[np.float64]


class ClauseTagger(Protocol):
    """Scores of clauses, and what they make together."""

    @property
    def labels(self) -> tuple[str, ...]: ...
    def clause_scores(self, reading: Reading) -> Floats: ...
    def marginals(self, scores: Floats) -> Floats: ...
    def decode(self, scores: Floats) -> list[str]: ...


class PassageClassifier(Protocol):
    """Probabilities of samples: (samples, labels), rows sum to 1."""

    @property
    def labels(self) -> tuple[str, ...]: ...
    def sample_probabilities(self, samples: Sequence[Sample]) -> Floats: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """All the learned parts that the text analysis needs."""

    id: str
    """`sha256:` over the files' hashes."""
    statements: ClauseTagger
    """Which clauses assert a problem or a commendation."""
    measures: ClauseTagger
    """Which clauses tell of rectification."""
    category: PassageClassifier
    commended: PassageClassifier
    """The category of a commendation."""
    voice: PassageClassifier
    holder: Classifier
    status: Classifier
    answers: Classifier
    """Whether a rectification passage answers a problem."""
    rejection: Classifier
    """Why a passage is no finding."""
    calibration: Mapping[str, Calibration]
    """By statement type."""
    type: PassageClassifier | None = None
    """Which problem type a statement is of."""
