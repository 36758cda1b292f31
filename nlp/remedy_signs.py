"""Signs of a clause for the tagger of measures: where it stands to the problems already found, and its words of remedy."""

import re
from collections.abc import Iterator, Sequence

from .clauses import Clause
from .deadlines import deadline
from .lexicon import patterns
from .likeness import likeness
from .outline import Outline
from .problems import Problem, persons_concerned

STEPS = (0.03, 0.08, 0.15, 0.25, 0.4)
DUTY = re.compile(r"责任(?:领导|人|单位|部门|科室)|牵头|负责|督办|包保|挂帅")
PROMISE = re.compile(
    r"我(?:来|去|要|会|先|马上|回去|负责|给自己)|今后|以后|下一步|往后|保证|承诺|争取|从[^，。；]{1,10}起|改(?!革|制|造)"
)


def remedy_signs(outline: Outline, problems: Sequence[Problem]) -> tuple[tuple[str, ...], ...]:
    """The signs of each clause, in order, when these are the document's problems."""
    return tuple(tuple(signs) for signs in _Signs(outline, problems).all())


def remedy_words(text: str, issued: str | None) -> Iterator[str]:
    """Classes of words in a text that speak of rectification: a status, a deadline, a duty, a promise."""
    for label, pattern in patterns("status").items():
        if pattern.search(text):
            yield f"status:{label}"
    if deadline(text, issued) is not None:
        yield "deadline"
    if DUTY.search(text):
        yield "duty"
    if PROMISE.search(text):
        yield "promise"


class _Signs:
    def __init__(self, outline: Outline, problems: Sequence[Problem]) -> None:
        self.outline, self.problems = outline, problems
        self.likeness = likeness(clause.text for clause in outline.clauses)
        self.texts = ["".join(outline.document[span] for span in one.spans) for one in problems]
        self.rows = {self._row(outline.clauses[one.first]) for one in problems} - {None}

    def all(self) -> Iterator[list[str]]:
        clauses = self.outline.clauses
        told = [sorted(remedy_words(clause.text, self.outline.document.date)) for clause in clauses]
        like = self._by_sentence()
        for clause in clauses:
            signs = [f"own {word}" for word in told[clause.index]]
            for step, name in ((-1, "before"), (1, "after")):
                other = clause.index + step
                if 0 <= other < len(clauses) and clauses[other].block == clause.block:
                    signs += [f"{name} {word}" for word in told[other]]
            where = [*self._where(clause), *self._like(clause, like[clause.sentence])]
            kind = f"kind:{self.outline.document.kind}"
            signs += [*where, *(f"{one}&{kind}" for one in where)]
            signs += [f"{one}+{word}" for one in where for word in told[clause.index]]
            yield signs

    def _by_sentence(self) -> dict[int, list[float]]:
        """How much of each problem each sentence holds, with its heading."""
        sentences: dict[int, list[Clause]] = {}
        for clause in self.outline.clauses:
            sentences.setdefault(clause.sentence, []).append(clause)
        shares = {}
        for number, members in sentences.items():
            words = self.outline.document.text[members[0].span.start : members[-1].span.end]
            around = words + "|" + self.outline.places[members[0].block].heading
            shares[number] = [self.likeness.share(around, of=text) for text in self.texts]
        return shares

    def _where(self, clause: Clause) -> Iterator[str]:
        index = clause.index
        if any(one.first <= index <= one.last for one in self.problems):
            yield "in problem"
            return
        before = [one for one in self.problems if one.last < index]
        here = [one for one in before if self.outline.clauses[one.last].block == clause.block]
        yield f"earlier:{min(len(before), 3)}"
        yield f"in block:{min(len(here), 2)}"
        if before:
            gap = index - before[-1].last
            near = self.outline.clauses[before[-1].last].sentence == clause.sentence
            same = "sentence" if near else "block" if here else "document"
            yield f"gap:{min(gap.bit_length(), 6)}&{same}"
            scene = self.outline.scenes[clause.block]
            yield from (f"last {sign}" for sign in persons_concerned(scene, before[-1]))
            name = scene.speaker.name if scene.speaker else None
            if name is not None:
                yield f"was criticised:{any(one.holder == name and one.speaker != name for one in before)}"
        following = next((one for one in self.problems if one.first > index), None)
        if following is not None:
            near = self.outline.clauses[following.first].block == clause.block
            yield f"problem follows:{near}&{min((following.first - index).bit_length(), 4)}"
        else:
            yield "no problem follows"
        row = self._row(clause)
        if row is not None:
            yield f"row has problem:{row in self.rows}"

    def _like(self, clause: Clause, shares: list[float]) -> Iterator[str]:
        others = [
            (share, -i) for i, share in enumerate(shares) if not self.problems[i].first <= clause.index <= self.problems[i].last
        ]
        if not others:
            return
        share, number = max(others)
        problem = self.problems[-number]
        side = "earlier" if problem.last < clause.index else "later"
        step = sum(share > edge for edge in STEPS)
        yield f"like:{step}&{side}"
        if step > 1:
            yield from (f"like:{sign}" for sign in persons_concerned(self.outline.scenes[clause.block], problem))

    def _row(self, clause: Clause) -> tuple[int, int] | None:
        cell = self.outline.places[clause.block].cell
        return (cell.table, cell.row) if cell else None
