"""A cadre's evidence file laid out for the page: year strips whose marks open their passages, and each category's two sides by year."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from schema import Aspect, Category, Dossier, Exhibit, StripYear, View, YearMark

from ..dossier.sides import YearSides, by_year
from ..dossier.strips import mark_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A year of a strip."""

    year: int
    symbols: tuple[str, ...]
    """Names of the drawings that lie upon each other."""
    words: str
    """What they say."""
    target: str | None
    """Where it opens: the passage, or the year's row where there are several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A row of the year strips."""

    anchor: str
    category: Category
    view: View
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A category."""

    anchor: str
    aspect: Aspect
    views: tuple[View, ...]
    rows: tuple[tuple[str, YearSides], ...]
    """Each with its anchor."""


def strips(dossier: Dossier) -> tuple[Strip, ...]:
    """Problems and praise apart, category by category in the order of the codes."""
    by_number = {one.number: one for one in dossier.exhibits}
    return tuple(
        Strip(anchor=_anchor(aspect.category), category=aspect.category, view=view, marks=_marks(aspect, view, by_number))
        for aspect in dossier.aspects
        for view in (aspect.problem, aspect.commendation)
        if view is not None and view.years
    )


def sheets(dossier: Dossier) -> tuple[Sheet, ...]:
    """Category by category."""
    by_number = {one.number: one for one in dossier.exhibits}
    return tuple(
        Sheet(
            anchor=_anchor(aspect.category), aspect=aspect, views=tuple(filter(None, (aspect.problem, aspect.commendation))),
            rows=tuple((_row_anchor(aspect.category, one.year, older=one.older), one) for one in by_year(aspect, by_number)),
        )
        for aspect in dossier.aspects
    )  # fmt: skip


def symbols(year: StripYear) -> tuple[str, ...]:
    """The drawings of a year's mark; told apart by shape."""
    shape = {YearMark.HIT: "hit", YearMark.GENERIC: "generic", YearMark.QUIET: "quiet", YearMark.UNSEEN: "unseen"}[year.mark]
    if not year.confirmed and year.mark in (YearMark.HIT, YearMark.GENERIC):
        shape = f"{shape}-unreviewed"
    return (shape, *(["done"] if year.completed else []), *(["retold"] if year.retold else []))


def _anchor(category: Category) -> str:
    return f"c-{category.value}"


def _row_anchor(category: Category, year: int | None, *, older: bool) -> str:
    return f"{_anchor(category)}-{year or 'undated'}{'-older' if older else ''}"


def _marks(aspect: Aspect, view: View, by_number: dict[int, Exhibit]) -> tuple[Mark, ...]:
    told: defaultdict[int | None, list[Exhibit]] = defaultdict(list)
    for number in view.exhibits:
        told[by_number[number].year].append(by_number[number])
    return tuple(
        Mark(year=one.year, symbols=symbols(one), words=mark_words(one), target=_target(aspect, one.year, told[one.year]))
        for one in view.years
    )


def _target(aspect: Aspect, year: int, told: Sequence[Exhibit]) -> str | None:
    if not told:
        return None
    return f"/review/{told[0].id}" if len(told) == 1 else f"#{_row_anchor(aspect.category, year, older=False)}"
