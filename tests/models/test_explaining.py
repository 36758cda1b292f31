"""What decided: the weights told are those that the model weighed, and words come back as they stand."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from models import (
    CHARACTERS,
    SIGN,
    Lesson,
    Models,
    Sample,
    Tagger,
    TopicClassifier,
    clause_features,
    phrases,
    sample_features,
    sequence_matrix,
    tells_all,
)
from models.classifier import Classifier
from models.examples import sample_matrix
from tests.builders import unit

UNITS = (
    unit("理论学习不够深入", "kind:minutes", "marker:一是", sentence=0, heading="存在问题", column="问题表现"),
    unit("笔记2次没写", "kind:minutes", "closer:。", sentence=0),
    unit("要加强学习", "normative", sentence=1),
    unit("另一段", "normative", sentence=2, group=1),
)


@pytest.mark.parametrize("index", range(len(UNITS)))
def test_the_weights_add_up_to_the_difference_of_the_scores(tiny: Models, index: int) -> None:
    tagger = tiny.statements
    assert isinstance(tagger, Tagger)
    scores = tagger.scores(sequence_matrix(UNITS))[index]
    for label, against in pairwise(tagger.labels):
        told = clause_features(tagger, UNITS, index, label, against)
        difference = scores[tagger.labels.index(label)] - scores[tagger.labels.index(against)]
        assert sum(one.weight for one in told) == pytest.approx(difference, abs=1e-4)


def test_the_examples_clauses_are_told_whole(tiny: Models, lessons: tuple[Lesson, ...]) -> None:
    tagger, units = tiny.statements, lessons[0].units
    assert isinstance(tagger, Tagger)
    scores = tagger.scores(sequence_matrix(units))
    for index in range(0, len(units), 7):
        told = clause_features(tagger, units, index, "B-P", "O")
        difference = scores[index][tagger.labels.index("B-P")] - scores[index][tagger.labels.index("O")]
        assert sum(one.weight for one in told) == pytest.approx(difference, abs=1e-3)


def test_names_are_the_clause_s_own(tiny: Models) -> None:
    told = clause_features(tiny.statements, UNITS, 1, "B-P", "O")
    signs = {one.name for one in told if one.place == SIGN}
    assert signs <= set(UNITS[1].signs)
    assert all(one.name in "^笔记0次没写$" for one in told if one.place == "own")
    assert {one.name for one in told if one.place == f"{SIGN} before"} <= set(UNITS[0].signs)
    assert not any(one.place == "before" for one in clause_features(tiny.statements, UNITS, 3, "B-P", "O"))


def test_a_passage_s_weights_add_up(tiny: Models, lessons: tuple[Lesson, ...]) -> None:
    hashed, named = tiny.voice, tiny.category
    assert isinstance(hashed, Classifier)
    assert isinstance(named, TopicClassifier)
    samples = [row.sample for one in lessons for row in one.labelled["category"]][:10]
    for classifier, matrix in ((hashed, sample_matrix(samples)), (named, named.matrix(samples))):
        _adds_up(classifier, samples, matrix @ classifier.weights)


def _adds_up(classifier: Classifier | TopicClassifier, samples: list[Sample], scores: NDArray[np.float32]) -> None:
    first, second = classifier.labels[:2]
    for sample, row in zip(samples, scores, strict=True):
        told = sample_features(classifier, sample, first, second)
        assert sum(one.weight for one in told) == pytest.approx(float(row[0] - row[1]), abs=1e-4)
        assert {one.name for one in told if one.place not in CHARACTERS} <= set(sample.signs)


def test_a_linear_part_tells_all(tiny: Models) -> None:
    assert tells_all(tiny.statements)
    assert tells_all(tiny.category)


@pytest.mark.parametrize(
    ("words", "ngrams", "told"),
    [
        (["学习", "不够", "深入"], [("不够", 2.0)], [("不够", 2.0)]),
        (["学习", "不够", "深入"], [("不够", 2.0), ("够深", -2.0)], [("不够", 1.0), ("深入", -1.0)]),
        (["^"], [("学习", 1.0)], []),
        (["有", "12.5", "万元"], [("0", 3.0), ("有0", 2.0)], [("12.5", 4.0), ("有", 1.0)]),
        (["学习", "，", "学习"], [("学习", 2.0)], [("学习", 2.0)]),
        (["学习"], [("^学", 1.0), ("习$", 3.0)], [("学习", 4.0)]),
    ],
)
def test_ngrams_come_back_as_words(words: list[str], ngrams: list[tuple[str, float]], told: list[tuple[str, float]]) -> None:
    found = [(word, weight) for word, weight in phrases(words, ngrams) if weight]
    assert found == [(word, pytest.approx(weight)) for word, weight in told]
