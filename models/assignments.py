"""What one step of a fine-tuning learns from: a stretch of a document's clauses, or a handful of passages for one classifier."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .encoded import ENCODER_HEADS
from .examples import Lesson
from .windows import Shape, Tokenizer, Tokens, part, tokenised, tokenised_samples


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Clauses of a document that follow each other."""

    tokens: Tokens
    signs: dict[str, tuple[tuple[str, ...], ...]]
    """By tagger, what rules tell of each clause."""
    tags: dict[str, tuple[str, ...]]
    """By tagger."""
    before: dict[str, str | None]
    """By tagger, the tag of the clause before them; None at the document's start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handful:
    """Passages for one classifier."""

    part: str
    tokens: tuple[Tokens, ...]
    signs: tuple[tuple[str, ...], ...]
    labels: tuple[str, ...]


Assignment = Stretch | Handful


def assignments(
    lessons: Sequence[Lesson], tokenizer: Tokenizer, shape: Shape, most_tokens: int, most_samples: int
) -> list[Assignment]:
    """Everything that the lessons teach, once."""
    return [
        *(one for lesson in lessons if lesson.units for one in stretches(lesson, tokenizer, shape, most_tokens)),
        *handfuls(lessons, tokenizer, shape, most_samples),
    ]


def handfuls(lessons: Sequence[Lesson], tokenizer: Tokenizer, shape: Shape, most: int) -> Iterator[Handful]:
    """The passages of each classifier, at most so many together."""
    for name in ENCODER_HEADS:
        rows = [row for lesson in lessons for row in lesson.labelled.get(name, ())]
        # passages of like length together: little is filled up in vain
        rows.sort(key=lambda row: (len(row.sample.text) + len(row.sample.context), row.sample.text))
        for start in range(0, len(rows), most):
            chosen = rows[start : start + most]
            yield Handful(
                part=name,
                tokens=tuple(tokenised_samples([row.sample for row in chosen], tokenizer, shape)),
                signs=tuple(row.sample.signs for row in chosen),
                labels=tuple(str(row.label) for row in chosen),
            )


def stretches(lesson: Lesson, tokenizer: Tokenizer, shape: Shape, most_tokens: int) -> Iterator[Stretch]:
    """The document in stretches of at most so many tokens, or one clause where that has more."""
    whole = tokenised(lesson.reading, tokenizer)
    tags = {"statements": lesson.statements, "measures": lesson.measures}
    signs = {"statements": lesson.reading.signs, "measures": lesson.informed.signs}
    for first, last in _cuts(whole, most_tokens):
        yield Stretch(
            tokens=part(whole, first, last, shape.overlap),
            signs={name: row[first:last] for name, row in signs.items()},
            tags={name: row[first:last] for name, row in tags.items()},
            before={name: row[first - 1] if first else None for name, row in tags.items()},
        )


def _cuts(tokens: Tokens, most: int) -> Iterator[tuple[int, int]]:
    ends = [0] * tokens.count
    for token, passage in tokens.members.tolist():
        ends[passage] = token + 1
    first = begun = 0
    for index, end in enumerate(ends):
        if index > first and end - begun > most:
            yield first, index
            first, begun = index, ends[index - 1]
    if first < tokens.count:
        yield first, tokens.count
