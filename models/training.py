"""Training of all learned parts from lessons. Deterministic: the same lessons and options give the same weights."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .artefact import CLASSIFIERS, Models
from .calibration import Calibration
from .classifier import ClassifierOptions, train_classifier
from .examples import Labelled, Lesson, Sample
from .features import Matrix, passage_matrix, sequence_matrix
from .tagger import Tagger, TaggerOptions, train_tagger

STATEMENT_TAGS = ("O", "T", "B-P", "I-P", "B-C", "I-C")
"""Outside, trap, and opening or continuing a problem or a commendation."""
MEASURE_TAGS = ("O", "B-M", "I-M", "S")
"""Outside, opening or continuing a measure, telling a status."""
UNTRAINED = "sha256:"
Report = Callable[[str, int, int], None]
"""Called with the part's name, the steps done and the most there may be."""


CLASSIFIER_OPTIONS = {
    "category": ClassifierOptions(parts=(1.0, 0.5, 0.5)),
    "commended": ClassifierOptions(parts=(1.0, 0.5, 0.5)),
    "voice": ClassifierOptions(parts=(0.4, 1.0, 1.0)),
    "holder": ClassifierOptions(parts=(0.6, 1.0, 1.0)),
    "status": ClassifierOptions(parts=(1.0, 0.8, 1.0), balanced=True),
    "answers": ClassifierOptions(parts=(0.0, 0.0, 3.0)),
    "rejection": ClassifierOptions(balanced=True),
}
"""Chosen on validation writers."""
assert tuple(CLASSIFIER_OPTIONS) == CLASSIFIERS


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingOptions:
    """How everything is trained."""

    statements: TaggerOptions = field(default_factory=lambda: TaggerOptions(penalty=3.0, steps=100))
    measures: TaggerOptions = field(default_factory=lambda: TaggerOptions(penalty=3.0, steps=80))
    classifiers: Mapping[str, ClassifierOptions] = field(default_factory=lambda: dict(CLASSIFIER_OPTIONS))


def train(
    lessons: Sequence[Lesson], options: TrainingOptions, calibration: Mapping[str, Calibration], report: Report | None = None
) -> Models:
    """Train every part. The id of the result is set when it is saved and loaded."""
    matrices = [sequence_matrix(lesson.units) for lesson in lessons]
    parts: dict[str, Any] = {}
    for name, tags, labels, how in (
        ("statements", [lesson.statements for lesson in lessons], STATEMENT_TAGS, options.statements),
        ("measures", [lesson.measures for lesson in lessons], MEASURE_TAGS, options.measures),
    ):
        parts[name] = _tagger(name, matrices, tags, labels, how, report)
    for name in CLASSIFIERS:
        rows = [row for lesson in lessons for row in lesson.labelled.get(name, ())]
        parts[name] = train_classifier(sample_matrix([row.sample for row in rows]), _labels(rows), options.classifiers[name])
        if report is not None:
            report(name, 1, 1)
    return Models(id=UNTRAINED, calibration=calibration, **parts)


def sample_matrix(samples: Sequence[Sample]) -> Matrix:
    """The classifiers' features: float32 (samples, columns)."""
    return passage_matrix([s.text for s in samples], [s.context for s in samples], [s.signs for s in samples])


def _labels(rows: Sequence[Labelled]) -> list[str]:
    return [row.label for row in rows]


def _tagger(
    name: str,
    matrices: Sequence[Matrix],
    tags: Sequence[Sequence[str]],
    labels: tuple[str, ...],
    options: TaggerOptions,
    report: Report | None,
) -> Tagger:
    def after(step: int, _: float) -> None:
        if report is not None:
            report(name, step, options.steps)

    return train_tagger(matrices, tags, labels, options, after)
