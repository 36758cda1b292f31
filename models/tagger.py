"""A linear-chain conditional random field over clauses (Lafferty et al. 2001): which clauses open or continue a statement.

Emissions are linear in sparse features; transitions are learned; training is penalised maximum likelihood by L-BFGS, all documents
of a batch in step. Everything is a closed-form array operation, so that a model is three arrays.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.optimize
import scipy.sparse as sp
from numpy.typing import NDArray

from .examples import Reading
from .features import Matrix

Floats = NDArray[np.float64]
Report = Callable[[int, float], None]
"""Called after each step with its number and the penalised loss a clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggerOptions:
    """How a tagger is trained."""

    penalty: float = 1.0
    """L2 weight on emissions; transitions are penalised alike."""
    steps: int = 120
    """Most L-BFGS steps."""
    least_count: int = 2
    """Columns seen in fewer clauses are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagChain:
    """Which label follows which, wherever the scores of the clauses come from."""

    labels: tuple[str, ...]
    transitions: Floats
    """(labels, labels): from the row's label to the column's."""
    openings: Floats
    """(labels,): score of the first clause's label."""

    def marginals(self, scores: Floats) -> Floats:
        """Probability of each label for each clause, given the whole document: (clauses, labels)."""
        forward, backward, total = _messages(scores[None], np.array([len(scores)]), self.transitions, self.openings)
        return np.asarray(np.exp(forward[0] + backward[0] - total[0]))

    def decode(self, scores: Floats) -> list[str]:
        """The most probable sequence of labels (Viterbi)."""
        best = scores[0] + self.openings
        pointers = []
        for row in scores[1:]:
            steps = best[:, None] + self.transitions
            pointers.append(steps.argmax(axis=0))
            best = steps.max(axis=0) + row
        path = [int(best.argmax())]
        for pointer in reversed(pointers):
            path.append(int(pointer[path[-1]]))
        return [self.labels[index] for index in reversed(path)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagger(TagChain):
    """A trained chain over sparse features."""

    emissions: NDArray[np.float32]
    """(columns, labels)"""

    def scores(self, matrix: Matrix) -> Floats:
        """Emission scores (clauses, labels)."""
        return np.asarray(matrix @ self.emissions, dtype=np.float64)

    def clause_scores(self, reading: Reading) -> Floats:
        """Emission scores of a document's clauses."""
        return self.scores(reading.matrix)


def train_tagger(
    matrices: Sequence[Matrix],
    tags: Sequence[Sequence[str]],
    labels: tuple[str, ...],
    options: TaggerOptions,
    report: Report | None = None,
) -> Tagger:
    """Train on documents: one feature matrix and one list of labels each."""
    stacked = sp.vstack(matrices, format="csr")
    kept = np.flatnonzero(stacked.getnnz(axis=0) >= options.least_count)
    chain = _Chain(
        stacked[:, kept], [len(t) for t in tags], np.array([labels.index(t) for row in tags for t in row]), len(labels)
    )
    start = np.zeros(chain.size)
    count = 0

    def after_step(result: scipy.optimize.OptimizeResult) -> None:
        nonlocal count
        count += 1
        if report is not None:
            report(count, float(result.fun) / len(chain.gold))

    found = scipy.optimize.minimize(
        chain.loss,
        start,
        args=(options.penalty,),
        jac=True,
        method="L-BFGS-B",
        # scipy hands a parameter of this very name the intermediate result
        callback=lambda intermediate_result: after_step(intermediate_result),
        options={"maxiter": options.steps, "maxcor": 6},
    )
    weights, transitions, openings = chain.unpack(found.x)
    emissions = np.zeros((stacked.shape[1], len(labels)), dtype=np.float32)
    emissions[kept] = weights
    return Tagger(labels=labels, emissions=emissions, transitions=transitions, openings=openings)


class _Chain:
    """The penalised negative log-likelihood of a set of documents and its gradient."""

    def __init__(self, features: Matrix, lengths: Sequence[int], gold: NDArray[np.int64], labels: int) -> None:
        self.features = features.astype(np.float64)
        self.transposed = self.features.T.tocsr()
        self.lengths = np.array(lengths)
        self.gold = gold
        self.labels = labels
        self.rows = np.concatenate([np.full(n, i) for i, n in enumerate(lengths)])
        self.steps = np.concatenate([np.arange(n) for n in lengths])
        self.size = features.shape[1] * labels + labels * labels + labels
        self.observed = self._count(np.eye(labels)[gold])

    def unpack(self, flat: Floats) -> tuple[Floats, Floats, Floats]:
        count = self.features.shape[1] * self.labels
        square = self.labels * self.labels
        weights = flat[:count].reshape(-1, self.labels)
        return weights, flat[count : count + square].reshape(self.labels, self.labels), flat[count + square :]

    def loss(self, flat: Floats, penalty: float) -> tuple[float, Floats]:
        weights, transitions, openings = self.unpack(flat)
        padded = np.zeros((len(self.lengths), int(self.lengths.max()), self.labels))
        scores = np.asarray(self.features @ weights)
        padded[self.rows, self.steps] = scores
        forward, backward, total = _messages(padded, self.lengths, transitions, openings)
        marginals = np.exp((forward + backward - total[:, None, None])[self.rows, self.steps])
        moves = np.zeros_like(transitions)
        for step in range(1, padded.shape[1]):
            live = self.lengths > step
            joint = forward[live, step - 1, :, None] + transitions + (padded[live, step] + backward[live, step])[:, None, :]
            moves += np.exp(joint - total[live, None, None]).sum(axis=0)
        gradient = self._count(marginals, moves) - self.observed + penalty * flat
        observed = float(self.observed @ flat)
        return float(total.sum()) - observed + penalty * float(flat @ flat) / 2, gradient

    def _count(self, marginals: Floats, moves: Floats | None = None) -> Floats:
        """Expected feature counts, in the order of the flat parameters."""
        if moves is None:
            moves = np.zeros((self.labels, self.labels))
            inner = np.flatnonzero(self.steps > 0)
            np.add.at(moves, (self.gold[inner - 1], self.gold[inner]), 1.0)
        emissions = np.asarray(self.transposed @ marginals).ravel()
        return np.concatenate([emissions, moves.ravel(), marginals[self.steps == 0].sum(axis=0)])


def _messages(scores: Floats, lengths: NDArray[np.int64], transitions: Floats, openings: Floats) -> tuple[Floats, Floats, Floats]:
    """Forward and backward log messages (documents, clauses, labels) and the log partition (documents,)."""
    forward, backward = np.zeros_like(scores), np.zeros_like(scores)
    forward[:, 0] = scores[:, 0] + openings
    for step in range(1, scores.shape[1]):
        forward[:, step] = _log_of_sum(forward[:, step - 1, :, None] + transitions, 1) + scores[:, step]
    for step in range(scores.shape[1] - 2, -1, -1):
        message = _log_of_sum(transitions + (scores[:, step + 1] + backward[:, step + 1])[:, None, :], 2)
        backward[:, step] = np.where((lengths > step + 1)[:, None], message, 0.0)
    total = _log_of_sum(forward[np.arange(len(lengths)), lengths - 1], 1)
    return forward, backward, total


def _log_of_sum(logs: Floats, axis: int) -> Floats:
    """log of the sum of exponentials along an axis; all are finite, so that scipy's general, much slower, one is not needed."""
    most = logs.max(axis=axis, keepdims=True)
    return np.asarray(np.log(np.exp(logs - most).sum(axis=axis)) + most.squeeze(axis))
