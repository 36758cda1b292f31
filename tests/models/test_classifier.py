"""Classifiers: they separate what their features separate, and a part's weight counts."""

import numpy as np
import pytest

from models import ClassifierOptions, Sample, sample_matrix, train_classifier

PASSAGES = {
    "study": ["学习不深入", "理论学习抓得不紧", "学习笔记不全", "学习时间不够"],
    "masses": ["下乡调研少", "群众诉求办理慢", "群众来信未回", "调研走过场"],
    "finance": ["资金拨付慢", "超标准列支资金", "资金挪用", "虚列资金支出"],
}
TEXTS = [text for texts in PASSAGES.values() for text in texts]
LABELS = [label for label, texts in PASSAGES.items() for _ in texts]


def samples(texts: list[str], context: str = "", signs: tuple[str, ...] = ()) -> list[Sample]:
    return [Sample(text=text, context=context, signs=signs) for text in texts]


@pytest.mark.parametrize("balanced", [False, True])
def test_it_tells_what_it_was_taught(balanced: bool) -> None:
    matrix = sample_matrix(samples(TEXTS))
    classifier = train_classifier(matrix, LABELS, ClassifierOptions(balanced=balanced, least_count=1))
    assert classifier.labels == tuple(sorted(PASSAGES))
    chances = classifier.probabilities(matrix)
    np.testing.assert_allclose(chances.sum(axis=1), 1.0)
    assert [classifier.labels[index] for index in chances.argmax(axis=1)] == LABELS


@pytest.mark.parametrize(("text", "label"), [("学习不够深", "study"), ("群众满意度不高", "masses"), ("资金管理不严", "finance")])
def test_it_goes_beyond_what_it_was_taught(text: str, label: str) -> None:
    classifier = train_classifier(sample_matrix(samples(TEXTS)), LABELS, ClassifierOptions(least_count=1))
    chances = classifier.probabilities(sample_matrix(samples([text])))
    assert classifier.labels[int(chances[0].argmax())] == label


def test_a_part_without_weight_counts_for_nothing() -> None:
    rows = [Sample(text="拖延", context=label, signs=()) for label in LABELS]
    deaf = train_classifier(sample_matrix(rows), LABELS, ClassifierOptions(parts=(1.0, 0.0, 1.0), least_count=1))
    chances = deaf.probabilities(sample_matrix(rows))
    np.testing.assert_allclose(chances, np.broadcast_to(chances[0], chances.shape))


def test_rare_columns_are_left_out() -> None:
    matrix = sample_matrix(samples(TEXTS))
    classifier = train_classifier(matrix, LABELS, ClassifierOptions(least_count=3))
    counts = matrix.getnnz(axis=0)
    assert classifier.weights[counts >= 3].any()
    assert not classifier.weights[counts < 3].any()


def test_training_is_deterministic() -> None:
    matrix = sample_matrix(samples(TEXTS, "对照检查", ("want",)))
    first, second = (train_classifier(matrix, LABELS, ClassifierOptions()) for _ in range(2))
    np.testing.assert_array_equal(first.weights, second.weights)
