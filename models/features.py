"""Sparse features of clauses and passages: hashed characters and signs, each context in columns of its own.

The matrix of a document is the horizontal stack of what each clause holds itself (characters 1–3), what stands before and after
it, its sentence, its heading and table column, and the signs (lexicon classes, layout) of all of these. Hashing keeps it stateless:
the same text gives the same columns on every machine.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction import FeatureHasher
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

Matrix = sp.csr_matrix
VERSION = "2"
"""Changes whenever the columns mean something else: a model of another version is refused."""
CHARACTER_COLUMNS = 2**17
CONTEXT_COLUMNS = 2**16
SIGN_COLUMNS = 2**15
PASSAGE_PARTS = (CHARACTER_COLUMNS, CONTEXT_COLUMNS, SIGN_COLUMNS)
"""Columns of a passage's text, context and signs."""
DIGITS = re.compile(r"[0-9０-９]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A clause as the models see it."""

    text: str
    signs: tuple[str, ...]
    """What rules and layout tell of it: `kind:minutes`, `normative`, `marker:一是`."""
    heading: str
    """The headings above it; empty without one."""
    column: str
    """The header of its table column; empty outside tables."""
    sentence: int
    """Units of one sentence share it."""
    group: int
    """Units of one block share it; neighbours in other blocks are no context."""


def normalised(text: str) -> str:
    """The text with every number as `0`: amounts differ, their presence counts."""
    return DIGITS.sub("0", text)


def sequence_matrix(units: Sequence[Unit]) -> Matrix:
    """Features of a document's clauses in order: float32 (units, columns)."""
    texts = [f"^{normalised(unit.text)}$" for unit in units]
    words = characters(1, 3, CHARACTER_COLUMNS).transform(texts)
    pairs = characters(2, 2, CONTEXT_COLUMNS).transform(texts)
    signs = sign_matrix([unit.signs for unit in units])
    places = characters(2, 2, CONTEXT_COLUMNS).transform([unit.heading for unit in units])
    columns = characters(2, 3, SIGN_COLUMNS).transform([unit.column for unit in units])
    before, after = shift(units, -1), shift(units, 1)
    same, earlier, later, previous, following = sentence_relations(units)
    return _joined(
        [
            words,
            places,
            columns,
            before @ pairs,
            after @ pairs,
            _presence(same @ pairs),
            signs,
            before @ signs,
            after @ signs,
            _presence(earlier @ signs),
            _presence(later @ signs),
            _presence(previous @ signs),
            _presence(following @ signs),
        ]
    )


def passage_matrix(texts: Sequence[str], contexts: Sequence[str], signs: Sequence[Sequence[str]]) -> Matrix:
    """Features of whole passages: their characters 1–4, those of a context (heading, lead-in), their signs.

    float32 (passages, sum of PASSAGE_PARTS); each part of a row has norm 1.
    """
    return _joined(
        [
            characters(1, 4, CHARACTER_COLUMNS, norm="l2").transform([normalised(text) for text in texts]),
            characters(2, 3, CONTEXT_COLUMNS, norm="l2").transform([normalised(text) for text in contexts]),
            normalize(sign_matrix(signs)),
        ]
    )


def sign_matrix(signs: Sequence[Sequence[str]]) -> Matrix:
    """One column a sign, hashed; float32 (rows, SIGN_COLUMNS)."""
    hasher = FeatureHasher(SIGN_COLUMNS, input_type="string", alternate_sign=False, dtype=np.float32)
    return _presence(hasher.transform(list(row) for row in signs))


@cache
def characters(shortest: int, longest: int, columns: int, norm: str | None = None) -> HashingVectorizer:
    """Hashes runs of characters of these lengths; presence alone counts unless a norm is given."""
    return HashingVectorizer(
        analyzer="char",
        ngram_range=(shortest, longest),
        n_features=columns,
        lowercase=False,
        binary=norm is None,
        norm=norm,
        alternate_sign=False,
        dtype=np.float32,
    )


def _joined(parts: Sequence[Matrix]) -> Matrix:
    """The parts side by side."""
    return sp.csr_matrix(sp.hstack(parts, format="csr", dtype=np.float32))


def _presence(matrix: Matrix) -> Matrix:
    """The matrix with 1 wherever it is not 0."""
    result = matrix.tocsr()
    result.data = np.ones_like(result.data)
    return result


def shift(units: Sequence[Unit], step: int) -> Matrix:
    """Maps each unit to its neighbour in the same block: (units, units)."""
    rows = [i for i in range(len(units)) if 0 <= i + step < len(units) and units[i].group == units[i + step].group]
    return _relation(rows, [i + step for i in rows], len(units))


def sentence_relations(units: Sequence[Unit]) -> tuple[Matrix, Matrix, Matrix, Matrix, Matrix]:
    """Maps each unit to those of its sentence, earlier in it, later in it, and of the sentence before and after in its block."""
    sentences: list[list[int]] = []
    for index, unit in enumerate(units):
        if not index or unit.sentence != units[index - 1].sentence or unit.group != units[index - 1].group:
            sentences.append([])
        sentences[-1].append(index)
    pairs: list[list[tuple[int, int]]] = [[], [], [], [], []]
    for number, members in enumerate(sentences):
        group = units[members[0]].group
        previous = _neighbour(units, sentences, number - 1, group)
        following = _neighbour(units, sentences, number + 1, group)
        for i in members:
            pairs[0] += [(i, j) for j in members]
            pairs[1] += [(i, j) for j in members if j < i]
            pairs[2] += [(i, j) for j in members if j > i]
            pairs[3] += [(i, j) for j in previous]
            pairs[4] += [(i, j) for j in following]
    same, earlier, later, before, after = (_relation([i for i, _ in p], [j for _, j in p], len(units)) for p in pairs)
    return same, earlier, later, before, after


def _neighbour(units: Sequence[Unit], sentences: list[list[int]], number: int, group: int) -> list[int]:
    if not 0 <= number < len(sentences) or units[sentences[number][0]].group != group:
        return []
    return sentences[number]


def _relation(rows: Sequence[int], columns: Sequence[int], size: int) -> Matrix:
    values: NDArray[np.float32] = np.ones(len(rows), dtype=np.float32)
    return sp.csr_matrix((values, (rows, columns)), shape=(size, size))
