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


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingOptions:
    """How everything is trained."""

    statements: TaggerOptions = TaggerOptions(penalty=3.0, steps=120)
    measures: TaggerOptions = TaggerOptions(penalty=3.0, steps=90)
    classifiers: Mapping[str, ClassifierOptions] = field(
        default_factory=lambda: {name: ClassifierOptions(balanced=name in ("status", "rejection")) for name in CLASSIFIERS}
    )


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
