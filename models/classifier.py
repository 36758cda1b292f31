"""Logistic regression over hashed passages, one label against the rest: category, voice, holder, status, which act answers a problem."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from .examples import Sample, sample_matrix
from .features import PASSAGE_PARTS, Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifierOptions:
    """How a classifier is trained."""

    strength: float = 10.0
    """Inverse of the L2 penalty (scikit-learn's `C`)."""
    balanced: bool = False
    """Whether rare classes weigh as much as frequent ones."""
    parts: tuple[float, float, float] = (1.0, 1.0, 1.0)
    """How much a passage's text, context and signs weigh against each other."""
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
        chances = expit(np.asarray(matrix @ self.weights, dtype=np.float64) + self.intercepts)
        return np.asarray(chances / chances.sum(axis=1, keepdims=True))

    def sample_probabilities(self, samples: Sequence[Sample]) -> NDArray[np.float64]:
        """Probability of each label for passages as they stand."""
        return self.probabilities(sample_matrix(samples))


def train_classifier(matrix: Matrix, labels: Sequence[str], options: ClassifierOptions) -> Classifier:
    """Train on passages with one label each. At least two labels must occur."""
    names = sorted(set(labels))
    kept = np.flatnonzero(matrix.getnnz(axis=0) >= options.least_count)
    scale = np.repeat(np.array(options.parts, dtype=np.float32), PASSAGE_PARTS)[kept]
    scaled = sp.csr_matrix(matrix[:, kept] @ sp.diags(scale))
    weights = np.zeros((matrix.shape[1], len(names)), dtype=np.float32)
    intercepts = np.zeros(len(names), dtype=np.float32)
    for column, name in enumerate(names):
        model = LogisticRegression(
            C=options.strength, solver="liblinear", class_weight="balanced" if options.balanced else None, random_state=0
        )
        model.fit(scaled, np.array([label == name for label in labels]))
        # the scale is folded into the weights, so that a model needs no more than the plain features
        weights[kept, column] = model.coef_[0] * scale
        intercepts[column] = model.intercept_[0]
    return Classifier(labels=tuple(names), weights=weights, intercepts=intercepts)
