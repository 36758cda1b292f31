"""The roster ready for look-up: by name and former name, and by unit over the whole history."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from schema import Cadre, Post, Roster

from .kinship import Kinship, kinship
from .lookalikes import corrections
from .names import fold_name, given_names, surname
from .offices import Office, offices
from .standing import units_of
from .units import TOWN, parse_unit, part_starts

NEAR_UNITS = 4096
"""Looked-up units whose kin are remembered: the documents of a run speak of the same units again and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A post of a cadre, with its title taken apart."""

    cadre: Cadre
    post: Post
    offices: tuple[Office, ...]


class RosterIndex:
    """A roster indexed once, then asked for every mention."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self._by_id: dict[str, Cadre] = {cadre.id: cadre for cadre in roster.cadres}
        self._by_name: defaultdict[str, list[Cadre]] = defaultdict(list)
        self._by_alias: defaultdict[str, list[Cadre]] = defaultdict(list)
        self._services: defaultdict[str, list[Service]] = defaultdict(list)
        """Unit or unit with department, and who served there."""
        for cadre in roster.cadres:
            self._by_name[cadre.name].append(cadre)
            for alias in cadre.aliases:
                self._by_alias[alias].append(cadre)
            for post in cadre.posts:
                service = Service(cadre=cadre, post=post, offices=offices(post.title))
                for unit in dict.fromkeys(units_of(post.unit, post.title, post.also)):
                    self._services[unit].append(service)
        self._shelves = _shelved(self._services)
        self._kin = lru_cache(maxsize=NEAR_UNITS)(self._find_kin)

    def __len__(self) -> int:
        return len(self.roster.cadres)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name and former name, for the search for mentions."""
        return tuple(dict.fromkeys((*self._by_name, *self._by_alias)))

    def cadre(self, cadre_id: str) -> Cadre:
        """The cadre of an id that the roster has."""
        return self._by_id[cadre_id]

    def named(self, name: str) -> tuple[Cadre, ...]:
        """Those of this full name, now or formerly."""
        folded = fold_name(name)
        found = {cadre.id: cadre for cadre in (*self._by_name.get(folded, ()), *self._by_alias.get(folded, ()))}
        return tuple(found.values())

    def nearly_named(self, name: str) -> tuple[Cadre, ...]:
        """Those whose name the given one may be a slip for."""
        folded = fold_name(name)
        return _distinct(cadre for right in corrections(folded) for cadre in self._by_name.get(right, ()))

    def serving(self, unit: str, near: Kinship = Kinship.SAME) -> tuple[Service, ...]:
        """The posts ever held in the unit; with `Kinship.PART` also in its parts and in what it is part of."""
        found = {id(service): service for other, kin in self._kin(unit) if kin >= near for service in self._services[other]}
        return tuple(found.values())

    def definite(self, unit: str) -> bool:
        """Whether the unit's name can mean only one unit of the records: 县教育局 of many counties cannot."""
        same = [other for other, kin in self._kin(unit) if kin is Kinship.SAME]
        return all(kinship(same[0], other) is not Kinship.UNLIKE for other in same[1:])

    def surnamed(self, name: str, unit: str) -> tuple[Cadre, ...]:
        """Those of the surname who ever served in the unit or its parts."""
        return _distinct(service.cadre for service in self.serving(unit, Kinship.PART) if surname(service.cadre.name) == name)

    def called(self, given_name: str, unit: str) -> tuple[Cadre, ...]:
        """Those of the given name who ever served in the unit or its parts."""
        return _distinct(
            service.cadre for service in self.serving(unit, Kinship.PART) if given_name in given_names(service.cadre.name)
        )

    def _find_kin(self, unit: str) -> tuple[tuple[str, Kinship], ...]:
        others = dict.fromkeys(other for key in _asked(unit) for other in self._shelves.get(key, ()))
        found = ((other, kinship(unit, other)) for other in others)
        return tuple((other, kin) for other, kin in found if kin >= Kinship.PART)


def _distinct(cadres: Iterable[Cadre]) -> tuple[Cadre, ...]:
    return tuple({cadre.id: cadre for cadre in cadres}.values())


Shelf = tuple[str, str]
"""First character of a body or of a part of it, and the lowest place named; either may be `ANY` or empty."""
ANY = "*"


def _shelved(units: Iterable[str]) -> dict[Shelf, list[str]]:
    """The units by shelf, so that only those that may be kin are compared."""
    shelves: defaultdict[Shelf, list[str]] = defaultdict(list)
    for unit in units:
        place = _place(unit)
        for opening in _openings(unit):
            shelves[opening, place].append(unit)
            shelves[opening, ANY].append(unit)
    return dict(shelves)


def _asked(unit: str) -> Iterator[Shelf]:
    """The shelves on which the unit's kin stand: any place where the unit names none, else its place and those that name none."""
    place = _place(unit)
    for opening in _openings(unit):
        yield from ((opening, place), (opening, "")) if place else ((opening, ANY),)


def _place(unit: str) -> str:
    return next((name for name, _ in reversed(parse_unit(unit).places) if name), "")


def _openings(unit: str) -> set[str]:
    """How the unit's name can begin in another wording: each part's first character; a town has all that is in it."""
    parsed = parse_unit(unit)
    town = bool(parsed.places) and (parsed.places[-1][1] >= TOWN or not parsed.body)
    return ({""} if town else set()) | {parsed.body[start] for start in (0, *part_starts(parsed.body)) if parsed.body}
