"""Training of all learned parts from lessons. Deterministic: the same lessons and options give the same weights."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schema import ConfigError

from .calibration import Calibration
from .classifier import Classifier, ClassifierOptions, train_classifier
from .examples import Labelled, Lesson, sample_matrix
from .features import Matrix
from .parts import CLASSIFIERS, MEASURE_TAGS, OPTIONAL, STATEMENT_TAGS, Models, PassageClassifier
from .tagger import Tagger, TaggerOptions, train_tagger
from .topics import train_topics

UNTRAINED = "sha256:"
Report = Callable[[str, int, int], None]
"""Called with the part's name, the steps done and the most there may be."""


TOPICS = ("category", "commended", "type")
"""Classifiers of what a passage is about; the others are told how to be trained by their options."""
CLASSIFIER_OPTIONS = {
    "voice": ClassifierOptions(parts=(0.4, 1.0, 1.0)),
    "holder": ClassifierOptions(parts=(0.6, 1.0, 1.0)),
    "status": ClassifierOptions(strength=30.0, parts=(1.0, 0.8, 1.0), balanced=True),
    "answers": ClassifierOptions(parts=(0.0, 0.0, 3.0)),
    "rejection": ClassifierOptions(balanced=True),
}
"""Chosen on validation writers."""
assert {*CLASSIFIER_OPTIONS, *TOPICS} == {*CLASSIFIERS, *OPTIONAL}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingOptions:
    """How everything is trained."""

    statements: TaggerOptions = field(default_factory=lambda: TaggerOptions(penalty=3.0, steps=100))
    measures: TaggerOptions = field(default_factory=lambda: TaggerOptions(penalty=3.0, steps=80))
    classifiers: Mapping[str, ClassifierOptions] = field(default_factory=lambda: dict(CLASSIFIER_OPTIONS))


def train(
    lessons: Sequence[Lesson], options: TrainingOptions, calibration: Mapping[str, Calibration], report: Report | None = None
) -> Models:
    """Train every part; the optional ones where the lessons teach them. The id of the result is set when it is saved and loaded."""
    documents = [lesson for lesson in lessons if lesson.units]
    parts: dict[str, Any] = {}
    for name, read, tags, labels, how in (
        (
            "statements",
            [one.reading for one in documents],
            [one.statements for one in documents],
            STATEMENT_TAGS,
            options.statements,
        ),
        ("measures", [one.informed for one in documents], [one.measures for one in documents], MEASURE_TAGS, options.measures),
    ):
        parts[name] = _tagger(name, [one.matrix for one in read], tags, labels, how, report)
    parts |= train_classifiers(lessons, (*CLASSIFIERS, *taught_options(lessons)), options, report)
    return Models(id=UNTRAINED, calibration=calibration, **parts)


def train_classifiers(
    lessons: Sequence[Lesson], names: Sequence[str], options: TrainingOptions, report: Report | None = None
) -> dict[str, PassageClassifier]:
    """Train the linear classifiers of these names."""
    trained: dict[str, PassageClassifier] = {}
    for name in names:
        rows = labelled_rows(lessons, name)
        trained[name] = train_topics(rows) if name in TOPICS else _classifier(rows, options.classifiers[name])
        if report is not None:
            report(name, 1, 1)
    return trained


def taught_options(lessons: Sequence[Lesson]) -> tuple[str, ...]:
    """The optional classifiers that the lessons teach."""
    return tuple(name for name in OPTIONAL if any(lesson.labelled.get(name) for lesson in lessons))


def _classifier(rows: Sequence[Labelled], options: ClassifierOptions) -> Classifier:
    return train_classifier(sample_matrix([row.sample for row in rows]), [row.label for row in rows], options)


def labelled_rows(lessons: Sequence[Lesson], name: str) -> list[Labelled]:
    """What the lessons teach a classifier. Raises ConfigError where there is nothing to be told apart."""
    rows = [row for lesson in lessons for row in lesson.labelled.get(name, ())]
    if len({row.label for row in rows}) < 2:
        raise ConfigError(f"标注太少，学不成 {name}：至少要有两种标签", "请加入更多标注文件夹")
    return rows


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
