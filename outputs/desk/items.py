"""A finding as the item page tells it: persons by name and post then, candidates with what speaks for and against, who decided what."""

from collections.abc import Iterator
from dataclasses import dataclass

from cadres import CONFIRMED, FEATURES
from schema import Cadre, Candidate, Finding, FindingEdit, LinkDecision, Post

from ..access import Scope
from ..store import Store

DOUBTED = "人工存疑"
WITHHELD = "职务不在您的查看范围内"
_WEIGHTS = {feature.reason: feature.weight for feature in FEATURES} | {CONFIRMED: 9.0, DOUBTED: -9.0}
SHOWN = 4
"""Reasons of a candidate that are shown: the most telling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Individual:
    """A cadre as a page names him."""

    id: str
    name: str
    posts: tuple[str, ...]
    """Held on the document's date, as far as the records tell; else the newest."""
    then: bool
    """Whether they were held on the document's date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A reason for or against a link."""

    words: str
    speaks_for: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """A candidate, with the reasons."""

    person: Individual
    grounds: tuple[Ground, ...]
    linked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Persons:
    """The persons of a finding by cadre id, and whom its holder may be."""

    known: dict[str, Individual]
    possible: tuple[Possible, ...]
    seen: int
    """Number of the newest decision on a link of the document: what a decision of hers is taken on."""
    decided: tuple[LinkDecision, ...]
    """What people decided of the holder's mention, newest first."""


def persons(store: Store, finding: Finding, scope: Scope) -> Persons:
    """Whom the finding speaks of."""
    date = finding.document.date
    known = {one: individual(store, one, date, scope) for one in dict.fromkeys(_ids(finding))}
    decisions = store.link_decisions(finding.document.id)
    return Persons(
        known=known,
        possible=tuple(_possible(one, finding, known) for one in finding.holder.candidates),
        seen=max((one.number for one in decisions), default=0),
        decided=tuple(one for one in reversed(decisions) if one.mention == finding.holder.mention),
    )


def individual(store: Store, cadre_id: str, date: str | None, scope: Scope) -> Individual:
    """The cadre by name and posts, out of scope by his name alone; by his id when no records were taken in."""
    versions = store.cadre_versions(cadre_id)
    if not versions:
        return Individual(id=cadre_id, name=cadre_id, posts=(), then=False)
    cadre = versions[-1].cadre
    if store.cadres.cadre(cadre_id, scope) is None:
        return Individual(id=cadre_id, name=cadre.name, posts=(WITHHELD,), then=True)
    return at_the_time(cadre, date)


def may_be_meant(store: Store, cadre_id: str, finding: Finding, scope: Scope) -> bool:
    """Whether a person of this scope may take the holder for this cadre: one of his records, or whom the finding names already."""
    return cadre_id in set(_ids(finding)) or store.cadres.cadre(cadre_id, scope) is not None


def at_the_time(cadre: Cadre, date: str | None) -> Individual:
    """A cadre of the records as a page names him."""
    held = tuple(post for post in cadre.posts if date and _holds(post, date))
    return Individual(id=cadre.id, name=cadre.name, posts=tuple(map(_told, held or cadre.posts[:1])), then=bool(held))


def merged(before: FindingEdit | None, now: FindingEdit) -> FindingEdit | None:
    """All corrections that stand: those made before, and over them those made now. None when there are none."""
    names = FindingEdit.__dataclass_fields__
    told = {name: getattr(before, name) for name in names} if before else {}
    told |= {name: value for name in names if (value := getattr(now, name)) is not None}
    return FindingEdit(**told) or None


def _ids(finding: Finding) -> Iterator[str]:
    fix = finding.rectification
    yield from (one.cadre_id for one in finding.holder.candidates)
    named = (finding.holder.cadre_id, finding.voice.cadre_id, *(one.cadre_id for one in (fix.responsible if fix else ())))
    yield from (one for one in named if one)


def _possible(candidate: Candidate, finding: Finding, known: dict[str, Individual]) -> Possible:
    return Possible(
        person=known[candidate.cadre_id],
        grounds=tuple(map(_ground, candidate.reasons[:SHOWN])),
        linked=candidate.cadre_id == finding.holder.cadre_id,
    )


def _ground(reason: str) -> Ground:
    words = reason.partition("：")[0]
    return Ground(words=reason, speaks_for=_WEIGHTS.get(words, 1.0) > 0)


def _holds(post: Post, date: str) -> bool:
    """Whether the post was held on the day; both ends may be years or months."""
    return (post.start is None or post.start <= date) and (post.end is None or date[: len(post.end)] <= post.end)


def _told(post: Post) -> str:
    times = f"（{post.start or ''} 至 {post.end or '今'}）" if post.start or post.end else ""
    return f"{post.unit}{post.title}{times}"
