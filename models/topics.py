"""What a passage is about: logistic regression and complement naive Bayes over TF-IDF of its characters, words, heading and signs.

Both are linear, so their scores add up to one set of weights (a log-linear pool). The regression tells known wordings apart; naive Bayes,
which weighs each term by itself (Rennie et al. 2003), is the steadier of the two on words that it has rarely seen.

Unlike the hashed features, every column here is a term with a name: the vocabulary is part of the model, no two terms share a column,
and rare subjects keep their weight. Words are jieba's; pairs of neighbouring words are terms too.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import jieba
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB

from .examples import Labelled, Sample
from .features import Matrix, normalised

Floats = NDArray[np.float64]
CHARACTERS, WORDS, HEADING, SIGNS = "characters", "words", "heading", "signs"
VIEWS = {CHARACTERS: 1.0, WORDS: 1.0, HEADING: 0.3, SIGNS: 0.5}
"""How much the views of a passage weigh against each other; chosen on validation writers, like the strength."""
STRENGTH = 20.0
"""Inverse of the L2 penalty (scikit-learn's `C`)."""
QUIET = 60
"""jieba tells on stderr that it reads its dictionary unless its log level is above all others."""
BAYES = 0.6
"""How much naive Bayes weighs beside the regression."""
POOL = 1.0 + BAYES
"""By what the pooled scores are divided: two that agree are not twice as sure."""
SMOOTHING = 0.1
"""Added to every count of naive Bayes."""
LEAST_COUNT = 2
"""Terms seen in fewer passages are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The terms of one view of a passage."""

    terms: tuple[str, ...]
    """In the order of their columns."""
    rarities: NDArray[np.float32]
    """Inverse document frequency of each term: float32 (terms,)."""


@dataclass(frozen=True, kw_only=True)
class TopicClassifier:
    """A trained classifier of subjects."""

    labels: tuple[str, ...]
    views: Mapping[str, View]
    weights: NDArray[np.float32]
    """(terms of all views, labels)"""
    intercepts: NDArray[np.float32]
    """(labels,)"""

    def sample_probabilities(self, samples: Sequence[Sample]) -> Floats:
        """Probability of each label: (samples, labels), rows sum to 1."""
        scores = np.asarray(self.matrix(samples) @ self.weights, dtype=np.float64) + self.intercepts
        return np.asarray(softmax(scores, axis=1))

    def matrix(self, samples: Sequence[Sample]) -> Matrix:
        """The features of samples: (samples, terms of all views)."""
        parts = [vectoriser.transform(samples) * VIEWS[name] for name, vectoriser in self._vectorisers.items()]
        return sp.csr_matrix(sp.hstack(parts, format="csr", dtype=np.float32))

    def terms(self) -> tuple[tuple[str, str], ...]:
        """The view and the name of each column."""
        return tuple((name, term) for name in VIEWS for term in self.views[name].terms)

    @cached_property
    def _vectorisers(self) -> dict[str, TfidfVectorizer]:
        made = {name: _vectoriser(name, view.terms) for name, view in self.views.items() if view.terms}
        for name, vectoriser in made.items():
            vectoriser.idf_ = self.views[name].rarities
        return made


def train_topics(rows: Sequence[Labelled]) -> TopicClassifier:
    """Train on passages with one label each. At least two labels must occur."""
    samples = [row.sample for row in rows]
    views, parts = {}, []
    for name, weight in VIEWS.items():
        terms = _terms(name, samples)
        rarities: NDArray[np.float32] = np.zeros(0, dtype=np.float32)
        if terms:
            vectoriser = _vectoriser(name, terms)
            parts.append(vectoriser.fit_transform(samples) * weight)
            rarities = vectoriser.idf_.astype(np.float32)
        views[name] = View(terms=terms, rarities=rarities)
    matrix, labels = sp.hstack(parts, format="csr", dtype=np.float64), [str(row.label) for row in rows]
    regression = LogisticRegression(C=STRENGTH, max_iter=300).fit(matrix, labels)
    bayes = ComplementNB(alpha=SMOOTHING).fit(matrix, labels)
    weights, intercepts = _both_sides(regression)
    weights = (weights + BAYES * bayes.feature_log_prob_.T) / POOL
    # what a term adds to every label alike tells nothing
    weights -= weights.mean(axis=1, keepdims=True)
    return TopicClassifier(
        labels=tuple(str(name) for name in regression.classes_),
        views=views,
        weights=weights.astype(np.float32),
        intercepts=(intercepts / POOL).astype(np.float32),
    )


def _both_sides(model: LogisticRegression) -> tuple[Floats, Floats]:
    """Weights (terms, labels) and intercepts (labels,); of two labels scikit-learn tells only the second's."""
    weights, intercepts = model.coef_, model.intercept_
    if len(weights) == 1:
        weights, intercepts = np.vstack([np.zeros_like(weights), weights]), np.concatenate([[0.0], intercepts])
    return weights.T.copy(), intercepts


def _terms(name: str, samples: Sequence[Sample]) -> tuple[str, ...]:
    """The terms of a view that more than one sample holds."""
    counts = Counter(term for sample in samples for term in set(ANALYSERS[name](sample)))
    return tuple(sorted(term for term, count in counts.items() if count >= LEAST_COUNT))


def _vectoriser(name: str, terms: Sequence[str]) -> TfidfVectorizer:
    vocabulary = {term: column for column, term in enumerate(terms)}
    return TfidfVectorizer(analyzer=ANALYSERS[name], vocabulary=vocabulary, sublinear_tf=True, lowercase=False)


def _grams(shortest: int, longest: int, part: Callable[[Sample], str], sample: Sample) -> list[str]:
    text = normalised(part(sample))
    return [text[i : i + size] for size in range(shortest, longest + 1) for i in range(len(text) - size + 1)]


def segmented(text: str) -> list[str]:
    """The words of a text as jieba cuts it; nothing is left out."""
    jieba.setLogLevel(QUIET)
    return [str(word) for word in jieba.cut(text)]


def _words(sample: Sample) -> list[str]:
    found = segmented(normalised(sample.text))
    return [*found, *(f"{first} {second}" for first, second in itertools.pairwise(found))]


ANALYSERS: dict[str, Callable[[Sample], list[str]]] = {
    CHARACTERS: partial(_grams, 1, 4, lambda sample: sample.text),
    WORDS: _words,
    HEADING: partial(_grams, 2, 3, lambda sample: sample.context),
    SIGNS: lambda sample: list(sample.signs),
}
