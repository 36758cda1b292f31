"""Which act of rectification answers which problem: pairs of the two, with the signs that models weigh."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schema import Document, Span

from .clauses import Clause
from .scenes import Scene
from .sections import Place, section_roles

WINDOW_BEFORE = 8
"""Problems before an act that it may answer, besides those in its row and those most like it."""
WINDOW_AFTER = 1
LIKELIEST = 3
"""Problems most like an act that it may answer from any distance."""
REFERENCE = re.compile(r"第([一二三四五六七八九十\d]+)(?:条|个|项|点|件)")
OVERLAP_STEPS = (0.03, 0.08, 0.15, 0.25, 0.4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Adjoining clauses that tell of one act of rectification or of how it stands."""

    span: Span
    first: int
    """Index of its first clause."""
    last: int
    tells_status: bool
    """Whether it only tells the status, and is no measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A problem as an answer sees it."""

    spans: tuple[Span, ...]
    first: int
    """Index of its first clause."""
    last: int
    holder: str | None
    """The name of the person who has it, where the document tells."""
    speaker: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An act that may answer a problem."""

    act: int
    problem: int
    signs: tuple[str, ...]


def acts(tags: Sequence[str], clauses: Sequence[Clause]) -> tuple[Act, ...]:
    """Join tagged clauses: B-M opens a measure, I-M continues it, S tells a status; none crosses a block."""
    found: list[Act] = []
    for clause, tag in zip(clauses, tags, strict=True):
        if tag == "O":
            continue
        last = found[-1] if found else None
        adjoining = last is not None and last.last == clause.index - 1 and clauses[last.last].block == clause.block
        if (
            last is not None
            and adjoining
            and (tag == "I-M" or (tag == "S" and last.tells_status))
            and (tag == "S") == last.tells_status
        ):
            found[-1] = Act(
                span=Span(start=last.span.start, end=clause.span.end),
                first=last.first,
                last=clause.index,
                tells_status=last.tells_status,
            )
        else:
            found.append(Act(span=clause.span, first=clause.index, last=clause.index, tells_status=tag == "S"))
    return tuple(found)


def pairs(
    document: Document,
    found: Sequence[Act],
    problems: Sequence[Problem],
    clauses: Sequence[Clause],
    places: Sequence[Place],
    scenes: Sequence[Scene],
) -> tuple[Pair, ...]:
    """Every act with the problems that it may answer."""
    texts = ["".join(document[span] for span in problem.spans) for problem in problems]
    weights = _rarity([_bigrams(text) for text in texts])
    grams = [_bigrams(text) for text in texts]
    made: list[Pair] = []
    for number, act in enumerate(found):
        block = clauses[act.first].block
        around = _surroundings(document, act, clauses, places[block])
        likeness = [_likeness(around, gram, weights) for gram in grams]
        ranked = sorted(range(len(problems)), key=lambda i: -likeness[i])
        for index in _candidates(act, problems, clauses, places, ranked):
            problem = problems[index]
            signs = (
                *_distance(document, act, problem, problems, index, clauses, places),
                *_resemblance(likeness[index], ranked.index(index)),
                *_persons(scenes[block], problem),
                *_references(document, act, problem, clauses),
                f"kind:{document.kind}",
            )
            made.append(Pair(act=number, problem=index, signs=(*signs, *_crossed(signs))))
    return tuple(made)


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


def _surroundings(document: Document, act: Act, clauses: Sequence[Clause], place: Place) -> Counter[str]:
    """The bigrams of the act, the sentence it stands in, and its heading."""
    first = act.first
    while first and clauses[first - 1].sentence == clauses[act.first].sentence:
        first -= 1
    stretch = document.text[clauses[first].span.start : act.span.end]
    return _bigrams(stretch + "|" + place.heading)


def _bigrams(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(len(text) - 1))


def _rarity(texts: Sequence[Counter[str]]) -> dict[str, float]:
    counts = Counter(gram for text in texts for gram in text)
    return {gram: math.log((1 + len(texts)) / count) for gram, count in counts.items()}


def _likeness(around: Counter[str], gram: Counter[str], weights: Mapping[str, float]) -> float:
    """The share of the problem's bigrams, weighted by rarity, that stand around the act: 0–1."""
    total = sum(weights[g] for g in gram)
    return sum(weights[g] for g in gram if g in around) / total if total else 0.0


def _resemblance(likeness: float, rank: int) -> Iterator[str]:
    step = sum(likeness > edge for edge in OVERLAP_STEPS)
    yield f"likeness:{step}"
    yield f"rank:{min(rank, 4)}"
    yield f"likeness:{step}&rank:{min(rank, 2)}"


def _distance(
    document: Document,
    act: Act,
    problem: Problem,
    problems: Sequence[Problem],
    index: int,
    clauses: Sequence[Clause],
    places: Sequence[Place],
) -> Iterator[str]:
    here, there = clauses[act.first], clauses[problem.last]
    place, other = places[here.block], places[there.block]
    after = act.first > problem.last
    yield "after" if after else "inside" if act.first >= problem.first else "before"
    between = sum(problem.last < p.first and p.last < act.first for p in problems) if after else 0
    yield f"between:{min(between, 4)}&{'after' if after else 'before'}"
    yield f"gap:{min(abs(act.first - problem.last).bit_length(), 7)}"
    if here.block == there.block:
        yield "same block"
        yield f"same block:{sum(clauses[p.first].block == here.block for p in problems) == 1}"
    if here.sentence == there.sentence:
        yield "same sentence"
    if place.headings == other.headings:
        yield "same section"
    if place.cell and other.cell and (place.cell.table, place.cell.row) == (other.cell.table, other.cell.row):
        yield "same row"
    if place.cell:
        yield f"column:{place.cell.role}"
    yield f"status only:{act.tells_status}"
    heading = places[here.block].heading
    text = "".join(document[span] for span in problem.spans)
    if heading and (text in heading or (len(text) > 8 and text[:8] in heading)):
        yield "heading holds it"
    if document.text[problem.spans[0].start - 1 : problem.spans[0].start] in ("“", "「"):
        yield "quoted"
    yield from (f"section:{role}" for role in section_roles(heading))


def _persons(scene: Scene, problem: Problem) -> Iterator[str]:
    speaker = scene.speaker.name if scene.speaker else None
    if speaker and problem.holder:
        yield f"holder answers:{speaker == problem.holder}"
    if speaker and problem.speaker:
        yield f"critic speaks:{speaker == problem.speaker}"
    subject = scene.subject.name if scene.subject else None
    if subject and problem.holder:
        yield f"about holder:{subject == problem.holder}"


def _references(document: Document, act: Act, problem: Problem, clauses: Sequence[Clause]) -> Iterator[str]:
    """Whether the sentence names an item's number (第3条), and whether it is this one's."""
    block = document.blocks[clauses[act.first].block]
    offset = document.starts[block.index]
    named = [match.group(1) for match in REFERENCE.finditer(document.text[offset : act.span.end])]
    if named:
        marker = re.sub(r"[^\d一二三四五六七八九十]", "", clauses[problem.first].marker)
        own = re.match(r"\d+", document.blocks[clauses[problem.first].block].text)
        yield f"number named:{named[-1] in (marker, own.group() if own else '')}"


def _crossed(signs: Sequence[str]) -> Iterator[str]:
    telling = [
        sign
        for sign in signs
        if sign.startswith(("same", "between", "holder", "heading holds", "number", "likeness", "column", "about"))
    ]
    for i, first in enumerate(telling):
        for second in telling[i + 1 :]:
            yield f"{first}+{second}"
