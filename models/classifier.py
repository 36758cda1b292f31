"""Multinomial logistic regression over hashed passages: category, voice, holder, status, and which measure answers which problem."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression

from .features import Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifierOptions:
    """How a classifier is trained."""

    strength: float = 10.0
    """Inverse of the L2 penalty (scikit-learn's `C`)."""
    balanced: bool = False
    """Whether rare classes weigh as much as frequent ones."""
    least_count: int = 2
    """Columns seen in fewer passages are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classifier:
    """A trained classifier."""

    labels: tuple[str, ...]
    weights: NDArray[np.float32]
    """(columns, labels)"""
    intercepts: NDArray[np.float32]
    """(labels,)"""

    def probabilities(self, matrix: Matrix) -> NDArray[np.float64]:
        """Probability of each label: (passages, labels), rows sum to 1."""
        scores = np.asarray(matrix @ self.weights, dtype=np.float64) + self.intercepts
        return np.asarray(softmax(scores, axis=1))


def train_classifier(matrix: Matrix, labels: Sequence[str], options: ClassifierOptions) -> Classifier:
    """Train on passages with one label each. At least two labels must occur."""
    kept = np.flatnonzero(matrix.getnnz(axis=0) >= options.least_count)
    model = LogisticRegression(
        C=options.strength, max_iter=400, class_weight="balanced" if options.balanced else None, random_state=0
    )
    model.fit(matrix[:, kept], list(labels))
    coefficients, intercepts = _both_sides(model)
    weights = np.zeros((matrix.shape[1], len(model.classes_)), dtype=np.float32)
    weights[kept] = coefficients.T
    return Classifier(
        labels=tuple(str(name) for name in model.classes_), weights=weights, intercepts=intercepts.astype(np.float32)
    )


def _both_sides(model: LogisticRegression) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Coefficients and intercepts of every class; scikit-learn keeps one row for two classes."""
    if len(model.classes_) > 2:
        return model.coef_, model.intercept_
    zero = np.zeros_like(model.coef_)
    return np.vstack([zero, model.coef_]), np.concatenate([[0.0], model.intercept_])
