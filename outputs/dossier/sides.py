"""A category year by year: what the cadre says himself, what others say, and praise, beside each other and never netted."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from schema import Aspect, Exhibit, StatementType


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSides:
    """What is told of one year."""

    year: int | None
    older: bool
    """Before the window: shown in grey, not counted."""
    own: tuple[Exhibit, ...]
    others: tuple[Exhibit, ...]
    praise: tuple[Exhibit, ...]


def by_year(aspect: Aspect, quoted: Mapping[int, Exhibit]) -> tuple[YearSides, ...]:
    """The years of which anything is told, those of unknown year first."""
    sides: defaultdict[tuple[int, bool], defaultdict[str, list[Exhibit]]] = defaultdict(lambda: defaultdict(list))
    for view in filter(None, (aspect.problem, aspect.commendation)):
        for number in (*view.exhibits, *view.older):
            one = quoted[number]
            sides[one.year or 0, one.older][_side(one)].append(one)
    return tuple(
        YearSides(
            year=year or None, older=older, own=tuple(told["own"]), others=tuple(told["others"]), praise=tuple(told["praise"])
        )
        for (year, older), told in sorted(sides.items())
    )  # fmt: skip


def _side(one: Exhibit) -> str:
    if one.type is StatementType.COMMENDATION:
        return "praise"
    return "own" if one.own else "others"
