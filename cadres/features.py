"""The comparisons that a link rests on. Each is a pure function with a weight; its docstring is the reason that people read.

A function answers how far it applies (0 to 1) and with what particulars. Weights are log-odds: 0 says nothing, 4 is fifty to one
for this cadre, a negative one speaks against him.
"""

from collections.abc import Callable
from typing import NamedTuple

from schema import latest

from .claims import NOTHING, Evidence, Query, at_home, kin, post_fit, post_misfit, unit_fit, unit_misfit
from .kinship import Kinship
from .lives import birth_agrees, birth_conflicts, sex_agrees, sex_conflicts
from .names import given_names, surname
from .remits import in_charge, in_charge_untold
from .slips import listed_so, name_slipped, slip_unproven
from .standing import Standing

YOUNGEST_YEARS = 18


class Feature(NamedTuple):
    """A comparison and its weight in log-odds."""

    compare: Callable[[Query, Standing], Evidence]
    weight: float

    @property
    def reason(self) -> str:
        """What people read."""
        return (self.compare.__doc__ or "").strip()


def same_name(query: Query, standing: Standing) -> Evidence:
    """姓名一致"""
    return Evidence(float(query.name == standing.cadre.name))


def former_name(query: Query, standing: Standing) -> Evidence:
    """与曾用名一致"""
    return Evidence(float(query.name is not None and query.name in standing.cadre.aliases and query.name != standing.cadre.name))


def same_surname(query: Query, standing: Standing) -> Evidence:
    """姓氏一致"""
    return Evidence(float(query.surname is not None and query.surname == surname(standing.cadre.name)))


def same_given_name(query: Query, standing: Standing) -> Evidence:
    """名字一致"""
    return Evidence(float(query.given_name is not None and query.given_name in given_names(standing.cadre.name)))


def introduced(query: Query, standing: Standing) -> Evidence:
    """文中名单、署名或发言人有此人"""
    return Evidence(float(query.attends and at_home(query, standing)))


def only_one_so_called(query: Query, standing: Standing) -> Evidence:
    """文中人员里只有一人可这样称呼"""
    return Evidence(float(bool(query.only_one)), query.only_one)


def holds_post(query: Query, standing: Standing) -> Evidence:
    """当时担任文中所说的职务"""
    return Evidence(float(bool(query.holds)), query.holds)


def unit_agrees(query: Query, standing: Standing) -> Evidence:
    """文中所述单位与任职单位一致"""
    return max((unit_fit(claim, standing) for claim in query.claims), default=NOTHING)


def unit_conflicts(query: Query, standing: Standing) -> Evidence:
    """文中所述单位与当时及此前任职单位不符"""
    return max((unit_misfit(claim, standing) for claim in query.claims), default=NOTHING)


def post_agrees(query: Query, standing: Standing) -> Evidence:
    """文中所述职务与任职一致"""
    return max((post_fit(claim, standing) for claim in query.claims), default=NOTHING)


def post_conflicts(query: Query, standing: Standing) -> Evidence:
    """文中所述职务与当时及此前任职不符"""
    return max((post_misfit(claim, standing) for claim in query.claims), default=NOTHING)


def serves_in_unit(query: Query, standing: Standing) -> Evidence:
    """当时在该单位任职"""
    if query.unit is None:
        return NOTHING
    unit = query.unit
    return max(
        (Evidence({Kinship.SAME: 1.0, Kinship.PART: 0.8}.get(kin(unit, held), 0.0), str(held)) for held in standing.then),
        default=NOTHING,
    )


def serves_elsewhere(query: Query, standing: Standing) -> Evidence:
    """当时在其他单位任职"""
    if query.unit is None or not standing.then:
        return NOTHING
    unit = query.unit
    if any(kin(unit, held) is not Kinship.UNLIKE for held in standing.then):
        return NOTHING
    return Evidence(1.0, str(standing.then[0]))


def contested(query: Query, standing: Standing) -> Evidence:
    """另有同名者，本文也涉及其任职单位"""
    return Evidence(float(bool(query.namesake) and at_home(query, standing)), query.namesake)


def another_at_home(query: Query, standing: Standing) -> Evidence:
    """同名者中另有人在该单位任职，本文未涉及此人任职单位"""
    return Evidence(float(query.outranked))


def not_in_service(query: Query, standing: Standing) -> Evidence:
    """当时没有任职记载"""
    return Evidence(float(bool(standing.held) and not standing.then))


def not_yet_in_service(query: Query, standing: Standing) -> Evidence:
    """任职记载都晚于文书日期"""
    return Evidence(float(bool(standing.held) and not standing.by_then))


def too_young(query: Query, standing: Standing) -> Evidence:
    """当时尚未成年"""
    if standing.cadre.birth is None or query.date is None:
        return NOTHING
    years = latest(query.date).year - latest(standing.cadre.birth).year
    return Evidence(float(years < YOUNGEST_YEARS), f"{standing.cadre.birth}出生")


FEATURES = (
    Feature(same_name, 4.0),
    Feature(former_name, 3.5),
    Feature(name_slipped, 2.0),
    Feature(listed_so, 3.0),
    Feature(slip_unproven, -3.0),
    Feature(same_surname, 1.0),
    Feature(same_given_name, 2.0),
    Feature(introduced, 1.5),
    Feature(only_one_so_called, 1.0),
    Feature(holds_post, 5.0),
    Feature(in_charge, 3.0),
    Feature(in_charge_untold, -6.0),
    Feature(unit_agrees, 3.0),
    Feature(unit_conflicts, -6.0),
    Feature(post_agrees, 2.5),
    Feature(post_conflicts, -6.0),
    Feature(serves_in_unit, 3.0),
    Feature(serves_elsewhere, -1.0),
    Feature(contested, -1.5),
    Feature(another_at_home, -3.0),
    Feature(not_in_service, -0.5),
    Feature(not_yet_in_service, -2.0),
    Feature(too_young, -8.0),
    Feature(sex_agrees, 1.5),
    Feature(sex_conflicts, -8.0),
    Feature(birth_agrees, 3.0),
    Feature(birth_conflicts, -8.0),
)
"""Weights set by hand, checked on the corpus: what is told with a name outweighs where the name is met."""
VETOES = frozenset(
    compare.__name__
    for compare in (
        unit_conflicts, post_conflicts, not_yet_in_service, too_young, sex_conflicts, birth_conflicts, slip_unproven,
        in_charge_untold,
    )
)  # fmt: skip
"""What rules a link out, however much speaks for it: the cadre stays a candidate, and the reason is shown."""
