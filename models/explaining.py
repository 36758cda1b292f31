"""What decided: the features of a clause or a passage with the weight that each has for one label against another.

Hashing cannot be undone, but a passage's own n-grams and signs can be hashed again: every column of its features gets back the names
that it stands for there. In a linear part the weights add up to the difference of the two labels' scores; of a part that is served
from an encoder only the signs can be told apart.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import FeatureHasher

from . import topics
from .classifier import Classifier
from .examples import Sample
from .features import (
    CHARACTER_COLUMNS,
    CONTEXT_COLUMNS,
    SIGN_COLUMNS,
    Matrix,
    Unit,
    characters,
    normalised,
    passage_matrix,
    sentence_relations,
    shift,
)
from .parts import ClauseTagger, PassageClassifier
from .serving import EncodedClassifier, EncodedTagger
from .tagger import Tagger
from .topics import TopicClassifier

Floats = NDArray[np.float64]
OWN, HEADING, COLUMN, BEFORE, AFTER, SENTENCE = "own", "heading", "column", "before", "after", "sentence"
SIGN, EARLIER, LATER, PREVIOUS, FOLLOWING, CONTEXT = "sign", "earlier", "later", "previous", "following", "context"
CHARACTERS = frozenset({OWN, HEADING, COLUMN, BEFORE, AFTER, SENTENCE, CONTEXT})
"""Places whose features are characters as they stand."""
PLACES = {topics.CHARACTERS: OWN, topics.WORDS: OWN, topics.HEADING: CONTEXT, topics.SIGNS: SIGN}
"""Where the views of a classifier of subjects are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A feature and what it adds to one label against another, in log-odds."""

    place: str
    """Where it is: OWN, HEADING, BEFORE …; of signs SIGN, `sign before` …"""
    name: str
    """The characters (numbers as `0`) or the sign."""
    weight: float


def clause_features(tagger: ClauseTagger, units: Sequence[Unit], index: int, label: str, against: str) -> tuple[Weighed, ...]:
    """The features of a clause by what they add to the score of its label against another, strongest first."""
    if isinstance(tagger, Tagger):
        return _weighed(_clause_parts(units, index), _difference(tagger.emissions, tagger.labels, label, against))
    return _sign_features(tagger, units[index].signs, label, against)


def sample_features(classifier: PassageClassifier, sample: Sample, label: str, against: str) -> tuple[Weighed, ...]:
    """The features of a passage by what they add to the score of its label against another, strongest first."""
    if isinstance(classifier, TopicClassifier):
        return _term_features(classifier, sample, label, against)
    if not isinstance(classifier, Classifier):
        return _sign_features(classifier, sample.signs, label, against)
    weights = _difference(classifier.weights, classifier.labels, label, against)
    row = passage_matrix([sample.text], [sample.context], [sample.signs])
    values = np.asarray(row.todense(), dtype=np.float64).ravel()
    return _weighed(_sample_parts(sample), weights * values)


def tells_all(part: ClauseTagger | PassageClassifier) -> bool:
    """Whether everything that the part weighs can be told apart; of an encoder only the signs can."""
    return isinstance(part, Tagger | Classifier | TopicClassifier)


def _term_features(classifier: TopicClassifier, sample: Sample, label: str, against: str) -> tuple[Weighed, ...]:
    weights, terms = _difference(classifier.weights, classifier.labels, label, against), classifier.terms()
    row = classifier.matrix([sample])
    found = []
    for column, value in zip(row.indices, row.data, strict=True):
        view, name = terms[column]
        # neighbouring words stand together in the text
        told = name.replace(" ", "") if view == topics.WORDS else name
        found.append(Weighed(place=PLACES[view], name=told, weight=float(weights[column] * value)))
    return _strongest_first(found)


def _sign_features(part: ClauseTagger | PassageClassifier, signs: Sequence[str], label: str, against: str) -> tuple[Weighed, ...]:
    assert isinstance(part, EncodedTagger | EncodedClassifier)
    told = _Part(place=SIGN, columns=SIGN_COLUMNS, names=tuple(dict.fromkeys(signs)))
    return _weighed(iter((told,)), _difference(part.head.wide, part.labels, label, against))


def _difference(weights: NDArray[np.float32], labels: Sequence[str], label: str, against: str) -> Floats:
    return np.asarray(weights[:, labels.index(label)] - weights[:, labels.index(against)], dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Neighbouring columns of the features and the names that are hashed into them."""

    place: str
    columns: int
    names: tuple[str, ...]


def _clause_parts(units: Sequence[Unit], index: int) -> Iterator[_Part]:
    """The parts of `sequence_matrix`, in its order, for one clause."""
    unit = units[index]
    same, earlier, later, previous, following = (_members(relation, index) for relation in sentence_relations(units))
    before, after = (_members(shift(units, step), index) for step in (-1, 1))
    yield _Part(place=OWN, columns=CHARACTER_COLUMNS, names=_ngrams(1, 3, [f"^{normalised(unit.text)}$"]))
    yield _Part(place=HEADING, columns=CONTEXT_COLUMNS, names=_ngrams(2, 2, [unit.heading]))
    yield _Part(place=COLUMN, columns=SIGN_COLUMNS, names=_ngrams(2, 3, [unit.column]))
    for place, members in ((BEFORE, before), (AFTER, after), (SENTENCE, same)):
        texts = [f"^{normalised(units[i].text)}$" for i in members]
        yield _Part(place=place, columns=CONTEXT_COLUMNS, names=_ngrams(2, 2, texts))
    told = (
        ("", (index,)),
        (BEFORE, before),
        (AFTER, after),
        (EARLIER, earlier),
        (LATER, later),
        (PREVIOUS, previous),
        (FOLLOWING, following),
    )
    for place, members in told:
        names = tuple(dict.fromkeys(sign for i in members for sign in units[i].signs))
        yield _Part(place=f"{SIGN} {place}".strip(), columns=SIGN_COLUMNS, names=names)


def _sample_parts(sample: Sample) -> Iterator[_Part]:
    """The parts of `passage_matrix`, in its order."""
    yield _Part(place=OWN, columns=CHARACTER_COLUMNS, names=_ngrams(1, 4, [normalised(sample.text)]))
    yield _Part(place=CONTEXT, columns=CONTEXT_COLUMNS, names=_ngrams(2, 3, [normalised(sample.context)]))
    yield _Part(place=SIGN, columns=SIGN_COLUMNS, names=tuple(dict.fromkeys(sample.signs)))


def _weighed(parts: Iterator[_Part], weights: Floats) -> tuple[Weighed, ...]:
    found: list[Weighed] = []
    offset = 0
    for part in parts:
        for column, names in _by_column(part).items():
            # names that share a column share its weight
            share = float(weights[offset + column]) / len(names)
            found += [Weighed(place=part.place, name=name, weight=share) for name in names if share]
        offset += part.columns
    assert offset == len(weights), "the parts are those of the features"
    return _strongest_first(found)


def _strongest_first(found: Iterable[Weighed]) -> tuple[Weighed, ...]:
    return tuple(sorted(found, key=lambda one: (-abs(one.weight), one.place, one.name)))


def _by_column(part: _Part) -> Mapping[int, list[str]]:
    """The names of a part by the column that each is hashed into."""
    if not part.names:
        return {}
    hashed = FeatureHasher(part.columns, input_type="string", alternate_sign=False).transform([name] for name in part.names)
    columns: dict[int, list[str]] = {}
    for name, column in zip(part.names, hashed.tocsr().indices, strict=True):
        columns.setdefault(int(column), []).append(name)
    return columns


def _members(relation: Matrix, index: int) -> tuple[int, ...]:
    return tuple(int(one) for one in relation[index].indices)


def _ngrams(shortest: int, longest: int, texts: Sequence[str]) -> tuple[str, ...]:
    analyse = _analyser(shortest, longest)
    return tuple(dict.fromkeys(ngram for text in texts for ngram in analyse(text)))


@cache
def _analyser(shortest: int, longest: int) -> Callable[[str], list[str]]:
    analyse: Callable[[str], list[str]] = characters(shortest, longest, CHARACTER_COLUMNS).build_analyzer()
    return analyse
