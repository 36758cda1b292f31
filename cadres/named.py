"""Persons meant by their name, with everything that the document tells of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from schema import Cadre, Mention, Occasion

from .claims import Claim, Query, agrees
from .index import RosterIndex
from .kinship import Kinship, kinship
from .names import fold_name
from .said_posts import said_post
from .standing import standing_of
from .units import is_vague, kind_of, of_kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """A person who may be meant, and the cadres who may be that person; without cadres, someone outside the records."""

    query: Query
    cadres: tuple[Cadre, ...]
    stranger: float = 9.0
    """Log-odds of someone outside the records: that of a cadre of the name who attends."""


def by_name(name: str, mention: Mention | None, occasion: Occasion, index: RosterIndex) -> Meant:
    """The person of the full name, with what the mention and the document's own people tell of him."""
    cadres = index.named(name)
    entries = tuple(person for person in occasion.people if person.name and fold_name(person.name) == name)
    own = claim_of(mention) if mention else None
    told = [claim for claim in _told(entries, cadres, occasion) if own is None or not _of_another(own, claim, cadres, occasion)]
    query = Query(
        name=name, claims=tuple(claim for claim in (own, *told) if claim is not None and (claim.unit or claim.said)),
        date=occasion.date, unit=occasion.unit, attends=any(map(is_listed, entries)),
    )  # fmt: skip
    return Meant(query=query, cadres=cadres)


def _told(entries: Iterable[Mention], cadres: tuple[Cadre, ...], occasion: Occasion) -> Iterator[Claim]:
    """What the document tells of the name elsewhere; a sentence may speak of another of the name, where there is one."""
    for entry in entries:
        claim = claim_of(entry)
        if is_listed(entry) or len(cadres) < 2 or not any(agrees(claim, standing_of(cadre, occasion.date)) for cadre in cadres):
            yield claim


def is_listed(entry: Mention) -> bool:
    """Whether a person is introduced to the whole document, in a list, a label or a column: by the bare name."""
    return entry.text is None or fold_name(entry.text) == fold_name(entry.name or "")


def with_claim(meant: Meant, claim: Claim) -> Meant:
    """The person with one thing more told of him."""
    if claim.unit or claim.said:
        return replace(meant, query=replace(meant.query, claims=(*meant.query.claims, claim)))
    return meant


def introduced(occasion: Occasion) -> tuple[str, ...]:
    """The full names of the document's people, each once."""
    return tuple(dict.fromkeys(fold_name(person.name) for person in occasion.people if person.name))


def speaks_of(name: str, unit: str) -> bool:
    """Whether a unit's name as said can be the unit: 支行 is no 分行."""
    return not is_vague(name) or of_kind(unit, kind_of(name))


def claim_of(mention: Mention) -> Claim:
    """What a mention tells of a person besides the name."""
    return Claim(unit=unit_of(mention), said=said_post(mention.post) if mention.post else None)


def unit_of(mention: Mention) -> str | None:
    """The unit said with a person, when it says which."""
    return mention.unit if mention.unit and not is_vague(mention.unit) else None


def _of_another(own: Claim, other: Claim, cadres: tuple[Cadre, ...], occasion: Occasion) -> bool:
    """Whether two claims can hardly be of one person.

    The units have nothing to do with each other, or each fits one of several cadres of the name and none fits both.
    """
    if own.unit and other.unit and kinship(own.unit, other.unit) is Kinship.UNLIKE:
        return True
    if len(cadres) < 2 or own.said is None or not own.said.recorded:
        return False
    standings = [standing_of(cadre, occasion.date) for cadre in cadres]
    fitting = [standing for standing in standings if agrees(own, standing)]
    return bool(fitting) and not any(agrees(other, standing) for standing in fitting)
