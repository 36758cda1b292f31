"""Signs that tell whether an act answers a problem: distance, likeness, persons, order."""

from collections.abc import Iterator, Sequence

from schema import Document

from .acts import Act
from .clauses import Clause
from .item_numbers import marked
from .likeness import likeness
from .problems import Problem
from .scenes import Scene
from .sections import Place, section_roles

OVERLAP_STEPS = (0.03, 0.08, 0.15, 0.25, 0.4)


class Alike:
    """How like each act is to each problem."""

    def __init__(
        self,
        document: Document,
        found: Sequence[Act],
        problems: Sequence[Problem],
        clauses: Sequence[Clause],
        places: Sequence[Place],
    ) -> None:
        """Compare all of them."""
        measure = likeness(clause.text for clause in clauses)
        around = [_surroundings(document, act, clauses, places[clauses[act.first].block]) for act in found]
        texts = ["".join(document[span] for span in problem.spans) for problem in problems]
        self.wide = [[measure.share(one, text) for text in texts] for one in around]
        self.close = [[measure.between(document[act.span], text) for text in texts] for act in found]
        both = [[a + b for a, b in zip(*rows, strict=True)] for rows in zip(self.wide, self.close, strict=True)]
        self.order = [sorted(range(len(sums)), key=[-one for one in sums].__getitem__) for sums in both]

    def ranked(self, act: int) -> list[int]:
        """The problems, the likest first."""
        return self.order[act]

    def signs(self, act: int, problem: int) -> Iterator[str]:
        """How like the act is to the problem, how many are liker, and by how much it leads."""
        ranked = self.ranked(act)
        rank = ranked.index(problem)
        wide, close = (sum(table[act][problem] > edge for edge in OVERLAP_STEPS) for table in (self.wide, self.close))
        rival = sum(row[problem] > self.close[act][problem] for row in self.close)
        yield f"likeness:{wide}"
        yield f"close:{close}"
        yield f"rank:{min(rank, 4)}"
        yield f"likeness:{wide}&rank:{min(rank, 2)}"
        yield f"close:{close}&rank:{min(rank, 2)}"
        yield f"rivals:{min(rival, 3)}"
        yield f"rivals:{min(rival, 2)}&rank:{min(rank, 2)}"
        if rank == 0 and len(ranked) > 1:
            lead = self.close[act][problem] - self.close[act][ranked[1]]
            yield f"lead:{sum(lead > edge for edge in OVERLAP_STEPS)}"


def addressed(act: Act, problems: Sequence[Problem], scene: Scene) -> list[int]:
    """The problems told before of the one who speaks."""
    name = scene.speaker.name if scene.speaker else None
    return [i for i, problem in enumerate(problems) if name and problem.holder == name and problem.last < act.first]


def among(addressed: Sequence[int], like: Alike, act: int, problem: int) -> Iterator[str]:
    """Where the problem stands among those told of the speaker."""
    if problem not in addressed:
        return
    order = sorted(addressed, key=lambda i: -like.close[act][i])
    yield f"among:{min(len(addressed), 4)}&rank:{min(order.index(problem), 3)}"
    yield f"among:{min(len(addressed), 4)}&back:{min(len(addressed) - addressed.index(problem), 5)}"


def ordinals(act: Act, problem: Problem, clauses: Sequence[Clause]) -> Iterator[str]:
    """Whether act and problem bear the same number in their lists."""
    mine, theirs = marked(act.first, clauses), marked(problem.first, clauses)
    if mine and theirs:
        yield f"same number:{mine == theirs}"


def distance(
    document: Document,
    act: Act,
    problem: Problem,
    problems: Sequence[Problem],
    index: int,
    clauses: Sequence[Clause],
    places: Sequence[Place],
) -> Iterator[str]:
    """How far the act stands from the problem, and under which headings and in which row."""
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


def crossed(signs: Sequence[str]) -> Iterator[str]:
    """Pairs of the telling signs."""
    telling = [
        sign
        for sign in signs
        if sign.startswith(
            ("same", "between", "holder", "heading holds", "number", "likeness", "column", "about", "close", "rivals", "among")
        )
    ]
    for i, first in enumerate(telling):
        for second in telling[i + 1 :]:
            yield f"{first}+{second}"


def _surroundings(document: Document, act: Act, clauses: Sequence[Clause], place: Place) -> str:
    """The act, the sentence it stands in, and its heading."""
    first = act.first
    while first and clauses[first - 1].sentence == clauses[act.first].sentence:
        first -= 1
    return document.text[clauses[first].span.start : act.span.end] + "|" + place.heading
