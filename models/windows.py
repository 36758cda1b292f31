"""Tokens in windows that an encoder can take in, and which token tells of which passage: nothing is left out, offsets are exact.

A text longer than a window is cut into windows that overlap; each token is kept from the window where it stands farthest from an
edge. A passage's vector is the mean of its tokens', from however many windows they come.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .examples import Reading, Sample

WINDOWS = "1"
"""Changes whenever a text's windows, tokens or pooling mean something else: a model of another version is refused."""
CONTEXT_SHARE = 4
"""A sample's context takes at most one in so many tokens of a window; the words nearest the passage are kept."""
Tokenizer = Any
"""A `tokenizers.Tokenizer` without truncation and padding."""
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What an encoder takes in, kept in the model's card."""

    size: int
    """Tokens of a window, special ones among them."""
    overlap: int
    """Tokens that neighbouring windows share."""
    first: int
    last: int
    pad: int
    """The special tokens that open, close and fill a window."""
    types: bool
    """Whether context and passage are told apart by token types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """A text as tokens, and its passages as groups of them."""

    ids: Integers
    members: Integers
    """(n, 2): a token and the passage that it belongs to, in order of the tokens. A token may belong to two."""
    count: int
    """Passages."""
    context: Integers
    """Tokens said before each window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One window, ready for the encoder."""

    ids: Integers
    types: Integers
    members: Integers
    """(n, 2): a place in the window and the passage, numbered over all texts, that the token there belongs to."""


def tokenised(reading: Reading, tokenizer: Tokenizer) -> Tokens:
    """A document with its clauses as passages."""
    encoding = tokenizer.encode(reading.text, add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    spans = np.array(reading.spans, dtype=np.int64).reshape(-1, 2)
    return Tokens(
        ids=np.array(encoding.ids, dtype=np.int64),
        members=_overlapping(offsets, spans),
        count=len(spans),
        context=np.zeros(0, dtype=np.int64),
    )


def tokenised_samples(samples: Sequence[Sample], tokenizer: Tokenizer, shape: Shape) -> list[Tokens]:
    """Each sample as a text of one passage, its context before each window."""
    texts = tokenizer.encode_batch([one.text for one in samples], add_special_tokens=False)
    contexts = tokenizer.encode_batch([one.context for one in samples], add_special_tokens=False)
    made = []
    for text, context in zip(texts, contexts, strict=True):
        ids = np.array(text.ids, dtype=np.int64)
        members = np.stack([np.arange(len(ids)), np.zeros(len(ids), dtype=np.int64)], axis=1)
        before = np.array(context.ids, dtype=np.int64)[-(shape.size // CONTEXT_SHARE) :]
        made.append(Tokens(ids=ids, members=members, count=1, context=before))
    return made


def part(tokens: Tokens, first: int, last: int, margin: int) -> Tokens:
    """The passages from `first` up to `last`, with so many tokens of their surroundings on either side."""
    inside = tokens.members[(tokens.members[:, 1] >= first) & (tokens.members[:, 1] < last)]
    if not len(inside):
        return replace(tokens, ids=tokens.ids[:0], members=tokens.members[:0], count=last - first)
    start, end = max(0, int(inside[0, 0]) - margin), int(inside[-1, 0]) + 1 + margin
    return replace(tokens, ids=tokens.ids[start:end], members=inside - np.array([start, first]), count=last - first)


def windows(count: int, size: int, overlap: int) -> Iterator[tuple[int, int, int, int]]:
    """Windows over `count` tokens: start and end of what is seen, and of what is kept. The kept parts are all tokens, once each."""
    starts = [*range(0, max(count - size, 0), size - overlap), max(count - size, 0)]
    edges = [0, *((after + before + size) // 2 for before, after in pairwise(starts)), count]
    for start, (first, last) in zip(starts, pairwise(edges), strict=True):
        yield start, min(start + size, count), first, last


def frames(texts: Sequence[Tokens], shape: Shape) -> Iterator[Frame]:
    """The windows of all texts that hold something of a passage."""
    passages = 0
    for text in texts:
        opened, closed = np.array([shape.first]), np.array([shape.last])
        head = np.concatenate([opened, text.context, closed]) if len(text.context) else opened
        for start, end, first, last in windows(len(text.ids), shape.size - len(head) - 1, shape.overlap):
            kept = text.members[(text.members[:, 0] >= first) & (text.members[:, 0] < last)]
            if len(kept):
                body = text.ids[start:end]
                types = np.repeat([0, int(shape.types and len(text.context) > 0)], [len(head), len(body) + 1])
                ids = np.concatenate([head, body, closed])
                yield Frame(ids=ids, types=types, members=kept + np.array([len(head) - start, passages]))
        passages += text.count


def _overlapping(offsets: Integers, spans: Integers) -> Integers:
    """Pairs of a token and a span that share a character; spans are in order and apart."""
    firsts = np.searchsorted(spans[:, 1], offsets[:, 0], side="right")
    lasts = np.searchsorted(spans[:, 0], offsets[:, 1], side="left")
    pairs = [(token, span) for token in range(len(offsets)) for span in range(firsts[token], lasts[token])]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)
