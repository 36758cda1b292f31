"""A matter as its page shows it: who tells of it, why it was put together, what may belong to it, and what people decided."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from schema import Course, EventPair, Finding, PairDecision, PairVerdict, Relation

from ..access import EVERYTHING
from ..inventory import Selection, StateFilter
from ..lives import told_by
from ..store import Store

Shown = Callable[[Collection[str]], frozenset[str]]
"""Those of some findings that the reader may be told of."""
SEEN = Selection(states=StateFilter.ALL.states)
MOST_PAIRS = 20
"""Suggestions that a page shows; the likeliest come first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two findings that may belong together, and what was decided of them."""

    here: Finding
    """The one of this matter."""
    other: Finding
    relation: Relation
    reasons: tuple[str, ...]
    decided: PairDecision | None
    """The newest decision on the two."""

    @property
    def seen(self) -> int:
        """What a new decision is taken upon."""
        return self.decided.number if self.decided else 0

    @property
    def stands(self) -> bool:
        """Whether a decision stands that was not taken back."""
        return self.decided is not None and self.decided.verdict is not PairVerdict.TAKEN_BACK


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A finding that tells of the matter, and why it is taken for the same."""

    finding: Finding
    pair: Pair | None
    """With another finding of the matter; None where it stands alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterPage:
    """A matter."""

    event_id: str
    tellings: tuple[Telling, ...]
    course: Course | None
    may_belong: tuple[Pair, ...]
    recurs: tuple[Pair, ...]
    """What is told as its happening anew: another matter."""
    parted: tuple[Pair, ...]
    """What people said is not the same."""
    hidden: int
    """Tellings that the reader may not see."""

    @property
    def first(self) -> Finding:
        """The one that stands for it."""
        return next(
            (one.finding for one in self.tellings if one.finding.event and one.finding.event.primary), self.tellings[0].finding
        )


def matter_page(store: Store, event_id: str, shown: Shown, as_of: str) -> MatterPage | None:
    """The matter within what the reader may see; None where he may see none of it."""
    life = store.occurrences.lives((event_id,), as_of).get(event_id)
    if life is None:
        return None
    known = {one.id: one for one in life.findings if one.review.state in StateFilter.ALL.states}
    visible = shown(list(known))
    members = [known[one] for one in life.course.findings if one in visible]
    if not members:
        return None
    pairs = _pairs(store, members, shown)
    inside = frozenset(one.id for one in members)
    outside = [one for one in pairs if one.other.id not in inside]
    return MatterPage(
        event_id=event_id,
        tellings=tuple(Telling(finding=one, pair=_why(one, pairs, inside)) for one in members),
        course=told_by(life.course, visible),
        may_belong=tuple(one for one in outside if one.relation is Relation.SAME and not one.stands)[:MOST_PAIRS],
        recurs=tuple(one for one in outside if one.relation is Relation.RECURS),
        parted=tuple(one for one in outside if one.relation is Relation.SAME and one.stands),
        hidden=sum(one not in visible for one in life.course.findings if one in known),
    )  # fmt: skip


def _pairs(store: Store, members: list[Finding], shown: Shown) -> list[Pair]:
    """Suggestions and decisions of the members, likeliest first, each seen from the member."""
    mine = {one.id: one for one in members}
    told: dict[frozenset[str], EventPair | None] = {}
    decided: dict[frozenset[str], PairDecision] = {}
    for one in members:
        for pair in store.occurrences.pairs(one.id):
            told.setdefault(frozenset((pair.finding_id, pair.other_id)), pair)
        for decision in store.occurrences.decisions(one.id):
            key = frozenset((decision.finding_id, decision.other_id))
            decided[key] = decision
            told.setdefault(key, None)
    others = {other for key in told for other in key if other not in mine}
    seen = {one: store.finding_within(one, SEEN, scope=EVERYTHING) for one in shown(others)}
    known = mine | {one: found for one, found in seen.items() if found is not None}
    pairs = []
    for key, suggestion in told.items():
        if len(ends := [one for one in sorted(key) if one in known]) == 2:
            here, other = sorted(ends, key=lambda one: one not in mine)
            pairs.append(
                Pair(
                    here=known[here], other=known[other], relation=suggestion.relation if suggestion else Relation.SAME,
                    reasons=suggestion.reasons if suggestion else (), decided=decided.get(key),
                )
            )  # fmt: skip
    return pairs


def _why(one: Finding, pairs: list[Pair], inside: frozenset[str]) -> Pair | None:
    """The likeliest pair that ties the finding to another of the matter, seen from it."""
    for pair in pairs:
        if one.id in (pair.here.id, pair.other.id) and {pair.here.id, pair.other.id} <= inside:
            return pair if pair.here.id == one.id else replace(pair, here=pair.other, other=pair.here)
    return None
