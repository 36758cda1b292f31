"""Which act of rectification answers which problem: pairs of the two, with the signs that models weigh."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schema import Document

from .acts import Act
from .clauses import Clause
from .item_numbers import numbered, numbers_named
from .pair_signs import Alike, addressed, among, crossed, distance, ordinals
from .problems import Problem, persons_concerned
from .remedy_signs import remedy_words
from .scenes import Scene
from .sections import Place

WINDOW_BEFORE = 8
"""Problems before an act that it may answer, besides those in its row and those most like it."""
WINDOW_AFTER = 1
LIKELIEST = 3
"""Problems most like an act that it may answer from any distance."""
LEAST_ANSWER = 0.5
"""Probability from which an act answers a problem."""
LEAST_BEST = 0.3
"""Probability from which an act answers the problem that it answers most probably."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An act that may answer a problem."""

    act: int
    problem: int
    signs: tuple[str, ...]


def pairs(
    document: Document,
    found: Sequence[Act],
    problems: Sequence[Problem],
    clauses: Sequence[Clause],
    places: Sequence[Place],
    scenes: Sequence[Scene],
) -> tuple[Pair, ...]:
    """Every act with the problems that it may answer."""
    like = Alike(document, found, problems, clauses, places)
    numbers = [numbered(document, problem, clauses, places) for problem in problems]
    made: list[Pair] = []
    for which, act in enumerate(found):
        block = clauses[act.first].block
        ranked = like.ranked(which)
        told = addressed(act, problems, scenes[block])
        named = numbers_named(document, act, clauses)
        words = [f"act {word}" for word in remedy_words(document[act.span], document.date)]
        called = [index for index, own in enumerate(numbers) if own in named]
        for index in sorted({*_candidates(act, problems, clauses, places, ranked), *called}):
            problem = problems[index]
            signs = (
                *distance(document, act, problem, problems, index, clauses, places),
                *like.signs(which, index),
                *persons_concerned(scenes[block], problem),
                *among(told, like, which, index),
                *((f"number named:{numbers[index] in named}",) if named else ()),
                *words,
                *ordinals(act, problem, clauses),
                f"kind:{document.kind}",
            )
            made.append(Pair(act=which, problem=index, signs=(*signs, *crossed(signs))))
    return tuple(made)


def chosen(made: Sequence[Pair], chances: Sequence[float]) -> Iterator[Pair]:
    """The pairs that hold: those more likely than not, and an act's best where it has no such."""
    best: dict[int, float] = {}
    for pair, chance in zip(made, chances, strict=True):
        best[pair.act] = max(best.get(pair.act, 0.0), chance)
    for pair, chance in zip(made, chances, strict=True):
        if chance >= LEAST_ANSWER or (chance == best[pair.act] and chance >= LEAST_BEST):
            yield pair


def _candidates(
    act: Act, problems: Sequence[Problem], clauses: Sequence[Clause], places: Sequence[Place], ranked: Sequence[int]
) -> Iterator[int]:
    cell = places[clauses[act.first].block].cell
    before = [i for i, problem in enumerate(problems) if problem.first <= act.first]
    after = [i for i, problem in enumerate(problems) if problem.first > act.last]
    near = {*before[-WINDOW_BEFORE:], *after[:WINDOW_AFTER], *ranked[:LIKELIEST]}
    for index in sorted(near):
        other = places[clauses[problems[index].first].block].cell
        if cell is None or other is None or (cell.table, cell.row) == (other.table, other.row) or index in ranked[:1]:
            yield index
