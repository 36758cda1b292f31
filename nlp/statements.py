"""From clause tags to passages: what the document asserts, what it only seems to assert."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schema import Document, Span, StatementType

from .clauses import Clause

TYPES = {"P": StatementType.PROBLEM, "C": StatementType.COMMENDATION}
TRAP = "T"
LEANINGS = {"P": -0.4, "C": 0.6}
"""Added to the log-score of a statement's tags: half as many traps taken at the same F1, and praise, which is rare, found more often."""
LEAST_CHANCE = {StatementType.PROBLEM: 0.6, StatementType.COMMENDATION: 0.4}
"""A statement less probable than this is none. Leanings and least chances were chosen on writers held back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A passage that asserts something, before anything else is known of it."""

    type: StatementType
    spans: tuple[Span, ...]
    """One a block."""
    first: int
    """Index of its first clause."""
    last: int
    raw: float
    """Mean probability of its type over its clauses, 0–1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeming:
    """A passage that a careless reader would take for a problem."""

    span: Span
    first: int
    last: int
    raw: float


def lean(scores: NDArray[np.float64], labels: Sequence[str]) -> NDArray[np.float64]:
    """Tag scores (clauses, labels) with the leanings added."""
    return np.asarray(scores + np.array([LEANINGS.get(label[2:], 0.0) for label in labels]))


def drafts(
    tags: Sequence[str], chances: NDArray[np.float64], labels: Sequence[str], clauses: Sequence[Clause]
) -> tuple[Draft, ...]:
    """Join tagged clauses: B opens a statement, I continues it. `chances` are marginals (clauses, labels)."""
    found: list[list[int]] = []
    for index, tag in enumerate(tags):
        if tag in ("O", TRAP):
            continue
        continues = found and found[-1][-1] == index - 1 and tags[found[-1][0]][2:] == tag[2:] and tag.startswith("I")
        if continues and _same_run(clauses, index - 1, index):
            found[-1].append(index)
        else:
            found.append([index])
    made = (_draft(members, tags, chances, labels, clauses) for members in found)
    return tuple(draft for draft in made if draft.raw >= LEAST_CHANCE[draft.type])


def seemings(
    tags: Sequence[str], chances: NDArray[np.float64], labels: Sequence[str], clauses: Sequence[Clause]
) -> tuple[Seeming, ...]:
    """Join adjoining trap clauses of one sentence."""
    column = labels.index(TRAP)
    found: list[list[int]] = []
    for index, tag in enumerate(tags):
        if tag != TRAP:
            continue
        if found and found[-1][-1] == index - 1 and clauses[index - 1].sentence == clauses[index].sentence:
            found[-1].append(index)
        else:
            found.append([index])
    return tuple(
        Seeming(
            span=Span(start=clauses[run[0]].span.start, end=clauses[run[-1]].span.end),
            first=run[0],
            last=run[-1],
            raw=float(np.mean(chances[run, column])),
        )
        for run in found
    )


def _same_run(clauses: Sequence[Clause], before: int, after: int) -> bool:
    """Whether a statement may go on from one clause to the next: in one block, or into the block that follows."""
    return clauses[after].block - clauses[before].block <= 1


def _draft(
    members: Sequence[int], tags: Sequence[str], chances: NDArray[np.float64], labels: Sequence[str], clauses: Sequence[Clause]
) -> Draft:
    letter = tags[members[0]][2:]
    columns = [labels.index(label) for label in labels if label.endswith(f"-{letter}")]
    spans: dict[int, Span] = {}
    for index in members:
        clause = clauses[index]
        start = spans[clause.block].start if clause.block in spans else clause.span.start
        spans[clause.block] = Span(start=start, end=clause.span.end)
    return Draft(
        type=TYPES[letter],
        spans=tuple(spans.values()),
        first=members[0],
        last=members[-1],
        raw=float(np.mean(chances[members][:, columns].sum(axis=1))),
    )


def closed(document: Document, span: Span) -> Span:
    """The span with the quotation mark or bracket that it opens or closes and does not hold."""
    text = document[span]
    start, end = span.start, span.end
    if text.count("“") > text.count("”") and document.text[end : end + 1] == "”":
        end += 1
    if text.count("（") > text.count("）") and document.text[end : end + 1] == "）":
        end += 1
    if text.count("”") > text.count("“") and start and document.text[start - 1] == "“":
        start -= 1
    return Span(start=start, end=end)
