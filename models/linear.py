"""Model folders of the first form: every part linear, one compressed .npz each."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from .arrays import read_arrays, write_arrays
from .card import calibration_of, check_files, write_card
from .classifier import Classifier
from .parts import CLASSIFIERS, OPTIONAL, TAGGERS, Models, PassageClassifier
from .tagger import Tagger
from .termfiles import topics_of, write_topics
from .topics import TopicClassifier

LINEAR = "yiguan.model/1"


def save_models(models: Models, folder: Path, training: Mapping[str, Any]) -> str:
    """Write the model folder and return its id. `training` is the full training configuration, kept in the card."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in TAGGERS:
        tagger = getattr(models, name)
        assert isinstance(tagger, Tagger)
        write_arrays(
            folder / f"{name}.npz",
            tagger.labels,
            tagger.emissions,
            transitions=tagger.transitions,
            openings=tagger.openings,
        )
    classifiers = (*CLASSIFIERS, *(name for name in OPTIONAL if getattr(models, name) is not None))
    for name in classifiers:
        write_classifier(folder / f"{name}.npz", getattr(models, name))
    files = part_files(folder, (*TAGGERS, *classifiers))
    return str(write_card(folder, LINEAR, files, models.calibration, training=dict(training))["id"])


def read_linear(folder: Path, card: Mapping[str, Any]) -> Models:
    """The parts of a folder whose card was read. Raises MissingModel or IncompatibleModel."""
    classifiers = (*CLASSIFIERS, *(name for name in OPTIONAL if name in card.get("files", ())))
    files = part_files(folder, (*TAGGERS, *classifiers))
    check_files(card, files, folder)
    parts: dict[str, Any] = {name: _read_tagger(files[name]) for name in TAGGERS}
    parts |= {name: read_classifier(files[name]) for name in classifiers}
    return Models(id=card["id"], calibration=calibration_of(card), **parts)


def part_files(folder: Path, names: Sequence[str]) -> dict[str, Path]:
    """Where the parts lie, by their names."""
    return {name: folder / f"{name}.npz" for name in names}


def write_classifier(path: Path, classifier: PassageClassifier) -> None:
    """Write a linear classifier of either kind."""
    if isinstance(classifier, TopicClassifier):
        write_topics(path, classifier)
    else:
        assert isinstance(classifier, Classifier)
        write_arrays(path, classifier.labels, classifier.weights, intercepts=classifier.intercepts)


def read_classifier(path: Path) -> PassageClassifier:
    """A linear classifier of either kind. Raises IncompatibleModel."""
    labels, weights, arrays = read_arrays(path)
    topics = topics_of(labels, weights, arrays)
    return topics or Classifier(labels=labels, weights=weights, intercepts=arrays["intercepts"])


def _read_tagger(path: Path) -> Tagger:
    labels, emissions, arrays = read_arrays(path)
    return Tagger(
        labels=labels,
        emissions=emissions,
        transitions=arrays["transitions"].astype(np.float64),
        openings=arrays["openings"].astype(np.float64),
    )
