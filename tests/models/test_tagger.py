"""The chain: exact inference equals enumeration, the gradient equals finite differences, and it learns what depends on order."""

from itertools import pairwise, product

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models import Tagger, TaggerOptions, train_tagger
from models.tagger import _Chain

LABELS = ("O", "B", "I")
Problem = tuple[Tagger, NDArray[np.float64]]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """A chain of up to three labels and the scores of up to five clauses."""
    labels, clauses = draw(st.integers(1, 3)), draw(st.integers(1, 5))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scale = draw(st.sampled_from([0.1, 1.0, 8.0]))
    tagger = Tagger(
        labels=LABELS[:labels],
        emissions=np.zeros((1, labels), dtype=np.float32),
        transitions=rng.normal(scale=scale, size=(labels, labels)),
        openings=rng.normal(scale=scale, size=labels),
    )
    return tagger, rng.normal(scale=scale, size=(clauses, labels))


def path_score(tagger: Tagger, scores: NDArray[np.float64], path: tuple[int, ...]) -> float:
    total = tagger.openings[path[0]] + sum(scores[step, label] for step, label in enumerate(path))
    return float(total + sum(tagger.transitions[a, b] for a, b in pairwise(path)))


def all_paths(tagger: Tagger, scores: NDArray[np.float64]) -> list[tuple[int, ...]]:
    return list(product(range(len(tagger.labels)), repeat=len(scores)))


@given(problems())
def test_decoding_finds_the_best_of_all_paths(problem: Problem) -> None:
    tagger, scores = problem
    found = tuple(tagger.labels.index(label) for label in tagger.decode(scores))
    best = max(path_score(tagger, scores, path) for path in all_paths(tagger, scores))
    assert path_score(tagger, scores, found) == pytest.approx(best)


@given(problems())
def test_marginals_equal_enumeration_and_sum_to_one(problem: Problem) -> None:
    tagger, scores = problem
    paths = all_paths(tagger, scores)
    weights = np.exp(np.array([path_score(tagger, scores, path) for path in paths]))
    expected = np.zeros_like(scores)
    for path, weight in zip(paths, weights / weights.sum(), strict=True):
        expected[range(len(path)), path] += weight
    marginals = tagger.marginals(scores)
    np.testing.assert_allclose(marginals.sum(axis=1), 1.0, rtol=1e-9)
    np.testing.assert_allclose(marginals, expected, atol=1e-9)


@settings(max_examples=15)
@given(st.integers(0, 2**32 - 1), st.sampled_from([0.0, 0.5, 3.0]), st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_the_gradient_equals_finite_differences(seed: int, penalty: float, lengths: list[int]) -> None:
    rng = np.random.default_rng(seed)
    clauses = sum(lengths)
    features = sp.csr_matrix((rng.random((clauses, 4)) < 0.5).astype(np.float64))
    chain = _Chain(features, lengths, rng.integers(0, 3, size=clauses), 3)
    point = rng.normal(size=chain.size)
    _, gradient = chain.loss(point, penalty)
    step = 1e-5
    differences = [
        (chain.loss(point + step * axis, penalty)[0] - chain.loss(point - step * axis, penalty)[0]) / (2 * step)
        for axis in np.eye(chain.size)
    ]
    np.testing.assert_allclose(gradient, differences, atol=1e-6, rtol=1e-5)


def one_hot(columns: list[int], width: int) -> sp.csr_matrix:
    return sp.csr_matrix(np.eye(width, dtype=np.float32)[columns])


def test_it_learns_what_only_order_tells() -> None:
    # Column 1 looks the same after 0 (then it continues) and after 2 (then it is outside).
    seen = [[0, 1, 2, 1, 0, 1], [2, 1, 0, 1, 2], [0, 1, 0, 1], [2, 1, 2, 1]] * 3
    said = [["B", "I", "O", "O", "B", "I"], ["O", "O", "B", "I", "O"], ["B", "I", "B", "I"], ["O", "O", "O", "O"]] * 3
    tagger = train_tagger([one_hot(row, 3) for row in seen], said, LABELS, TaggerOptions(penalty=0.1, steps=60))
    for columns, expected in (([2, 1, 0, 1], ["O", "O", "B", "I"]), ([0, 1, 2, 1, 2], ["B", "I", "O", "O", "O"])):
        assert tagger.decode(tagger.scores(one_hot(columns, 3))) == expected


def test_training_is_deterministic_and_reports_each_step() -> None:
    steps: list[int] = []
    losses: list[float] = []

    def note(step: int, loss: float) -> None:
        steps.append(step)
        losses.append(loss)

    matrices, tags = [one_hot([0, 1, 2], 3)] * 2, [["B", "I", "O"]] * 2
    first = train_tagger(matrices, tags, LABELS, TaggerOptions(steps=5), note)
    second = train_tagger(matrices, tags, LABELS, TaggerOptions(steps=5))
    np.testing.assert_array_equal(first.emissions, second.emissions)
    np.testing.assert_array_equal(first.transitions, second.transitions)
    assert steps == list(range(1, len(steps) + 1))
    assert 0 < len(steps) <= 5
    assert losses == sorted(losses, reverse=True)


def test_rare_columns_are_left_out() -> None:
    tagger = train_tagger([one_hot([0, 0, 1], 2)], [["B", "B", "O"]], LABELS, TaggerOptions(least_count=2, steps=20))
    assert tagger.emissions[0].any()
    assert not tagger.emissions[1].any()
