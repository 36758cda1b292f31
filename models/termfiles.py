"""Classifiers of subjects in files: like the other linear parts, and the terms of each view as one stretch of UTF-8."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arrays import write_weights
from .topics import VIEWS, TopicClassifier, View

BETWEEN = "\x1f"
"""Stands between terms; no term holds it, as it is no character of a document."""


def write_topics(path: Path, classifier: TopicClassifier) -> None:
    """Write a classifier of subjects."""
    arrays: dict[str, NDArray[Any]] = {"intercepts": classifier.intercepts}
    for name, view in classifier.views.items():
        assert not any(BETWEEN in term for term in view.terms)
        arrays[_terms(name)] = np.frombuffer(BETWEEN.join(view.terms).encode(), dtype=np.uint8)
        arrays[f"rarities {name}"] = view.rarities
    write_weights(path, classifier.labels, classifier.weights, arrays)


def topics_of(labels: tuple[str, ...], weights: NDArray[np.float32], arrays: dict[str, NDArray[Any]]) -> TopicClassifier | None:
    """The classifier that the arrays of a file hold; None where they hold one over hashed features."""
    if _terms(next(iter(VIEWS))) not in arrays:
        return None
    views = {name: _view(name, arrays) for name in VIEWS}
    return TopicClassifier(labels=labels, views=views, weights=weights, intercepts=arrays["intercepts"])


def _view(name: str, arrays: dict[str, NDArray[Any]]) -> View:
    told = arrays[_terms(name)].tobytes().decode()
    return View(terms=tuple(told.split(BETWEEN)) if told else (), rarities=arrays[f"rarities {name}"])


def _terms(name: str) -> str:
    return f"terms {name}"
