"""What else a unit is called: aliases, names before and after it was renamed, and units that it was merged with at the time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from schema import Post, UnitRecord, earliest, latest

from .units import LEVELS, parse_unit


class UnitBook:
    """The units of a units file, to be asked for what else a unit is called."""

    def __init__(self, units: Iterable[UnitRecord]) -> None:
        self._rows = [unit for unit in units if unit.name]
        self._named: defaultdict[str, list[int]] = defaultdict(list)
        """Name or alias, and the rows that have it."""
        for number, unit in enumerate(self._rows):
            for name in _own_names(unit):
                self._named[name].append(number)
        self._house: list[str] = [self._last(number) for number in range(len(self._rows))]
        """Of each row, the unit that it is a name of."""
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        self._into: defaultdict[str, list[tuple[str, str | None]]] = defaultdict(list)
        """Unit, and the units that it went into, each with when."""
        self._from: defaultdict[str, list[tuple[str, str | None]]] = defaultdict(list)
        """Unit, and the units that it took over, each with when."""
        for unit, house in zip(self._rows, self._house, strict=True):
            self._names[house].update(_own_names(unit), [house[1:]] if house == _key(house[1:]) else [])
        for number, unit in enumerate(self._rows):
            if unit.merged_into:
                one, after = self._house[number], self._next(number, unit.merged_into)
                other = self._house[after] if after is not None else _key(unit.merged_into)
                self._names[other].update({unit.merged_into} if after is None else ())
                self._into[one].append((other, unit.end))
                self._from[other].append((one, unit.end))

    def __bool__(self) -> bool:
        return bool(self._rows)

    def knows(self, name: str) -> bool:
        """Whether the file has the very name or alias."""
        return name in self._named

    def named(self, post: Post) -> Post:
        """The post with what else its unit is called; of a merged unit only when it was held at the time or across it."""
        if post.unit not in self._named:
            return post
        also: set[str] = set()
        for house in self._houses(post):
            after = (other for other, moment in self._into.get(house, ()) if _held_until(post, moment))
            before = (other for other, moment in self._from.get(house, ()) if _held_since(post, moment))
            also.update(*(self._names.get(one, ()) for one in (house, *after, *before)))
        return replace(post, also=tuple(sorted(also - {post.unit})))

    def _houses(self, post: Post) -> set[str]:
        """The units that the post's can be: those that bore the name while it was held; else all, as records use old names and new."""
        numbers = self._named[post.unit]
        then = [number for number in numbers if _bore(self._rows[number], post)]
        return {self._house[number] for number in then or numbers}

    def _next(self, number: int, name: str) -> int | None:
        """The row of the name that comes after a row: of several that which begins nearest to its end."""
        found = [one for one in self._named.get(name, ()) if one != number and self._rows[one].name == name]
        return min(found, key=lambda one: _apart(self._rows[number].end, self._rows[one].start), default=None)

    def _last(self, number: int) -> str:
        """The unit at the end of a chain of names; of a ring, the row itself."""
        at, passed = number, {number}
        while name := self._rows[at].renamed_to:
            after = self._next(at, name)
            if after is None:
                return _key(name)
            if after in passed:
                return f"#{number}"
            passed.add(after)
            at = after
        return f"#{at}"


def _own_names(unit: UnitRecord) -> Iterator[str]:
    """The unit's name and aliases; one that lacks its place also with the place of the unit above."""
    place = "".join(_place_names(unit.parent))
    for name in (unit.name, *unit.aliases):
        yield name
        if place and not any(found for found, _ in parse_unit(name).places):
            bare = name if name[:1] not in LEVELS else name[1:]
            yield place + bare


def _place_names(unit: str) -> Iterator[str]:
    """The last named place of a unit, as it is written: 石渡县 of 中共石渡县委."""
    placed = [(name, level) for name, level in parse_unit(unit).places if name]
    if placed:
        name, level = placed[-1]
        yield next((name + suffix for suffix, other in LEVELS.items() if other == level and name + suffix in unit), "")


def _key(name: str) -> str:
    """What stands for a unit that has no row."""
    return f"={name}"


def _apart(end: str | None, start: str | None) -> int:
    return abs((latest(end) - earliest(start)).days) if end and start else 0


def _bore(unit: UnitRecord, post: Post) -> bool:
    """Whether the unit bore the name at some time while the post was held."""
    begun = unit.start is None or post.end is None or earliest(unit.start) <= latest(post.end)
    return begun and (unit.end is None or post.start is None or earliest(post.start) <= latest(unit.end))


def _held_until(post: Post, moment: str | None) -> bool:
    """Whether the post was held when its unit went into another, or is not known to have ended before."""
    return moment is None or post.end is None or latest(post.end) >= earliest(moment)


def _held_since(post: Post, moment: str | None) -> bool:
    """Whether the post was held when its unit took over another, so that the record bears the name that came after."""
    return moment is None or post.start is None or earliest(post.start) <= latest(moment)
