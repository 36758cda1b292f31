"""Occurrences: findings that tell of one are put together, each pairing a suggestion that people may overrule.

Likeliest pairs first; two groups are joined unless some pair across them speaks against it. People's decisions come before all.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from schema import EventPair, PairDecision, PairVerdict, Relation

from .commonness import shipped
from .couples import couple
from .likeness_of_matters import SAME, SUGGESTED, compared, keeps_apart
from .matters import Matter
from .pairing import candidates

STEP = 1000
"""Pairs compared between two reports."""
Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Findings put together."""

    events: Mapping[str, str]
    """The event of each finding."""
    pairs: tuple[EventPair, ...]
    """What was suggested, likeliest first."""

    def members(self) -> dict[str, list[str]]:
        """The findings of each event, earliest first."""
        found: dict[str, list[str]] = {}
        for finding, event in self.events.items():
            found.setdefault(event, []).append(finding)
        return found


def suggested(matters: Sequence[Matter], report: Callable[[int, int], None] = lambda done, total: None) -> tuple[EventPair, ...]:
    """The pairs of findings that may tell of one occurrence, likeliest first."""
    common = shipped().with_statements(matter.words for matter in matters)
    worth = candidates(matters, common)
    found: list[EventPair] = []
    for done, (a, b) in enumerate(worth):
        pair = compared(couple(matters[a], matters[b], common))
        if pair.score >= SUGGESTED:
            found.append(pair)
        if done % STEP == 0:
            report(done, len(worth))
    return ordered(found)


def ordered(pairs: Iterable[EventPair]) -> tuple[EventPair, ...]:
    """Likeliest first, always in the same order."""
    return tuple(sorted(pairs, key=lambda pair: (-pair.score, pair.finding_id, pair.other_id)))


def grouped(matters: Sequence[Matter], pairs: Sequence[EventPair], decisions: Iterable[PairDecision] = ()) -> Grouping:
    """Put the findings together, as people decided and else as the pairs suggest.

    An event is named by its earliest finding, so that its name stays when a later document tells of it again.
    """
    groups = _Groups(matters)
    groups.obey(decisions)
    for pair in pairs:
        if pair.relation is Relation.RECURS:
            groups.keep_apart(pair.finding_id, pair.other_id)
    for pair in pairs:
        if pair.score >= SAME and pair.relation is Relation.SAME:
            groups.join(pair.finding_id, pair.other_id)
    return Grouping(events=groups.named(), pairs=tuple(pairs))


def standing_decisions(decisions: Iterable[PairDecision]) -> dict[Key, PairVerdict]:
    """What people decided of each pair and nobody took back, newest first."""
    newest: dict[Key, PairDecision] = {}
    for one in sorted(decisions, key=lambda decision: decision.number):
        newest[_key(one.finding_id, one.other_id)] = one
    told = sorted(newest.items(), key=lambda item: -item[1].number)
    return {key: one.verdict for key, one in told if one.verdict is not PairVerdict.TAKEN_BACK}


class _Groups:
    """Disjoint groups of findings that remember what must stay apart."""

    def __init__(self, matters: Sequence[Matter]) -> None:
        self.order = {matter.id: (matter.date or "9999", matter.document_id, matter.start) for matter in matters}
        self.matters = {matter.id: matter for matter in matters}
        self.group = {matter.id: [matter.id] for matter in matters}
        self.apart: dict[str, set[str]] = {}

    def obey(self, decisions: Iterable[PairDecision]) -> None:
        """Newest first: where decisions contradict each other, the last word counts."""
        for (a, b), verdict in standing_decisions(decisions).items():
            if a not in self.group or b not in self.group:
                continue
            if verdict is PairVerdict.NOT_SAME:
                self.keep_apart(a, b)
            elif not self._kept_apart(a, b):
                self._merge(a, b)

    def keep_apart(self, a: str, b: str) -> None:
        """Let two findings never meet, unless they are together already."""
        if self.group[a] is not self.group[b]:
            self.apart.setdefault(a, set()).add(b)
            self.apart.setdefault(b, set()).add(a)

    def join(self, a: str, b: str) -> None:
        """Join the groups of two findings unless something keeps them apart."""
        if self.group[a] is self.group[b] or self._kept_apart(a, b):
            return
        if not any(keeps_apart(self.matters[x], self.matters[y]) for x in self.group[a] for y in self.group[b]):
            self._merge(a, b)

    def named(self) -> dict[str, str]:
        """The event of each finding, in order."""
        first = {id(group): min(group, key=self.order.__getitem__) for group in self.group.values()}
        return {one: event_id(first[id(self.group[one])]) for one in sorted(self.group, key=self.order.__getitem__)}

    def _kept_apart(self, a: str, b: str) -> bool:
        theirs = self.group[b]
        return any(y in self.apart.get(x, ()) for x in self.group[a] if x in self.apart for y in theirs)

    def _merge(self, a: str, b: str) -> None:
        larger, smaller = sorted((self.group[a], self.group[b]), key=len, reverse=True)
        if larger is not smaller:
            larger.extend(smaller)
            for one in smaller:
                self.group[one] = larger


def event_id(finding_id: str) -> str:
    """The name of the event whose earliest finding this is."""
    return "e-" + finding_id.removeprefix("f-")


def _key(a: str, b: str) -> Key:
    return (a, b) if a <= b else (b, a)
