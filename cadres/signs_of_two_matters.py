"""What speaks against two findings telling of one occurrence: each a pure function whose docstring is the reason that people read."""

from schema import HolderKind

from .claims import NOTHING, Evidence
from .couples import DONE, Couple, fit, house_named, is_later, one_cadre
from .kinship import Kinship, kinship
from .signs_of_one_matter import reused, same_day, same_name, same_project, same_sum

NAMED_SHARE = 0.3
"""Share of the shorter's words that papers of neighbouring years must have in common, beside a name, to tell of one thing."""


def other_cadre(pair: Couple) -> Evidence:
    """说的不是同一名干部"""
    return Evidence(float(None not in (pair.one.cadre_id, pair.other.cadre_id) and pair.one.cadre_id != pair.other.cadre_id))


def other_unit(pair: Couple) -> Evidence:
    """说的不是同一单位"""
    if pair.one.unit and pair.other.unit and kinship(pair.one.unit, pair.other.unit) is Kinship.UNLIKE:
        team = HolderKind.TEAM in (pair.one.holder, pair.other.holder)
        # A ledger names the department that answers where the inspectors named the house.
        return Evidence(0.4 if pair.answers and not team else 1.0)
    return NOTHING


def other_house(pair: Couple) -> Evidence:
    """两份材料说的不是同一单位，责任人也未见一致"""
    if one_cadre(pair) or not (pair.one.houses and pair.other.houses):
        return NOTHING
    return Evidence(float(not pair.one_house and not house_named(pair)))


def person_and_house(pair: Couple) -> Evidence:
    """一条说个人，一条说单位或班子，都不是重提"""
    kinds = {pair.one.holder is HolderKind.CADRE, pair.other.holder is HolderKind.CADRE}
    return Evidence(float(len(kinds) == 2 and not (pair.one.replies or pair.other.replies or pair.other.retells)))


def other_category(pair: Couple) -> Evidence:
    """问题类别不同"""
    return Evidence(float(pair.one.category is not pair.other.category))


def answers_another(pair: Couple) -> Evidence:
    """整改材料写明的来源与前者不符"""
    return Evidence(float(pair.other.replies and not fit(pair)))


def before_the_answer(pair: Couple) -> Evidence:
    """整改材料早于所比的材料"""
    return Evidence(float(pair.one.replies and not (pair.other.replies or pair.other.retells or pair.other.reports)))


def sums_differ(pair: Couple) -> Evidence:
    """金额不同"""
    one, other = pair.one.figures.sums, pair.other.figures.sums
    return Evidence(float(bool(one and other) and not one & other))


def counts_differ(pair: Couple) -> Evidence:
    """同类数量不同"""
    mine = {unit for _, unit in pair.one.figures.counts}
    theirs = {unit for _, unit in pair.other.figures.counts}
    return Evidence(float(bool(mine & theirs) and not pair.one.figures.counts & pair.other.figures.counts))


def months_differ(pair: Couple) -> Evidence:
    """时间不同"""
    one, other = pair.one.figures.months, pair.other.figures.months
    if one and other and not one & other:
        return Evidence(1.0 if {year for year, _ in one}.isdisjoint({year for year, _ in other}) else 0.5)
    return NOTHING


def happened_later(pair: Couple) -> Evidence:
    """后者所述发生在前一材料之后"""
    return Evidence(float(is_later(pair.one, pair.other)))


def other_year(pair: Couple) -> Evidence:
    """不同年度的评价，没有相同的时间、金额或项目"""
    if not pair.of_different_years or reused(pair).value or same_sum(pair).value or same_day(pair).value:
        return NOTHING
    named = bool(same_name(pair).value or same_project(pair).value)
    return Evidence(0.15 if named and pair.years_apart == 1 and pair.shared >= NAMED_SHARE else 1.0)


def one_paper(pair: Couple) -> Evidence:
    """同一份材料里的两条"""
    return Evidence(float(pair.one.document_id == pair.other.document_id))


def praise_and_problem(pair: Couple) -> Evidence:
    """一为肯定，一为问题"""
    return Evidence(float(pair.one.type is not pair.other.type))


def happened_again(pair: Couple) -> Evidence:
    """后者写明是整改后又发生"""
    if pair.one.document_id == pair.other.document_id or pair.one.again or not (pair.other.again and pair.years_apart):
        return NOTHING
    anew = not pair.other.replies or pair.one.status in DONE or bool(sums_differ(pair).value)
    return Evidence(float(anew))
