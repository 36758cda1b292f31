"""The comparisons that a grouping rests on: whether two findings tell of one occurrence. Each is a pure function with a weight; its
docstring is the reason that people read.

A function answers how far it applies (0 to 1) and with what particulars. Weights are log-odds, added to `PRIOR`.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from schema import DocumentKind, EventPair, HolderKind, RectificationStatus, Relation, VoiceKind

from .claims import NOTHING, Evidence
from .commonness import Commonness, is_rare, longest_run
from .kinship import Kinship, kinship
from .matters import Matter
from .title_units import units_in

PRIOR = -5.0
"""Log-odds that two findings of one cadre or unit tell of one occurrence, before anything is compared."""
SAME = 0.5
"""Probability from which two findings are put together."""
SUGGESTED = 0.15
"""Probability from which the suggestion is shown to people."""
TEMPLATE = 0.8
"""Likeness from which a self-criticism is last year's text."""
NEAR_YEARS = 2
"""Reference years between the two papers of a reused text: a year's paper may be missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Couple:
    """Two matters beside each other, the earlier first."""

    one: Matter
    other: Matter
    shared: float
    """Share of the shorter's words, by rarity, that the longer has."""
    alike: float
    """Likeness of the words, neither's length mattering."""
    weight: float
    """Rarity of what both have, together."""
    one_house: bool
    """Whether the two documents are of one unit."""

    @property
    def years_apart(self) -> int | None:
        """Reference years between them."""
        if self.one.ref_year is None or self.other.ref_year is None:
            return None
        return abs(self.other.ref_year - self.one.ref_year)

    @property
    def answers(self) -> bool:
        """Whether the later stands in a paper that answers the earlier's kind."""
        return self.other.replies and not self.one.replies and self.one.document_id != self.other.document_id

    @property
    def both_self(self) -> bool:
        """Whether both are self-criticism."""
        return self.one.voice is VoiceKind.SELF and self.other.voice is VoiceKind.SELF

    @property
    def outsiders_of_different_years(self) -> bool:
        """Whether others tell it in papers of different years, none of which answers or leads back."""
        apart = bool(self.years_apart) and not (self.one.replies or self.other.replies or self.other.back)
        return apart and not self.both_self


def couple(a: Matter, b: Matter, common: Commonness) -> Couple:
    """Put two matters beside each other."""
    one, other = sorted((a, b), key=lambda matter: (matter.date, matter.document_id, matter.start))
    both = common.weight(one.grams & other.grams)
    mine, theirs = common.weight(one.grams), common.weight(other.grams)
    shorter = min(mine, theirs)
    return Couple(
        one=one, other=other, shared=both / shorter if shorter else 0.0,
        alike=both / math.sqrt(mine * theirs) if shorter else 0.0, weight=both,
        one_house=any(kinship(a, b) >= Kinship.PART for a in one.houses for b in other.houses),
    )  # fmt: skip


def same_words(pair: Couple) -> Evidence:
    """所述事项用语相合"""
    return Evidence(_ramp(pair.shared, 0.25, 0.8))


def much_in_common(pair: Couple) -> Evidence:
    """相同的特征用语较多"""
    return Evidence(_ramp(pair.weight, 20, 110))


def same_run(pair: Couple) -> Evidence:
    """有整句相同的原文"""
    found = pair.one.runs & pair.other.runs
    return Evidence(_ramp(len(found), 0, 8), max(found, default="") if found else "")


def same_sum(pair: Couple) -> Evidence:
    """金额一致"""
    found = pair.one.figures.sums & pair.other.figures.sums
    return Evidence(float(bool(found)), _money(max(found))) if found else NOTHING


def same_count(pair: Couple) -> Evidence:
    """数量一致"""
    found = pair.one.figures.counts & pair.other.figures.counts
    if not found:
        return NOTHING
    best = max(found, key=lambda count: (_telling(count[0]), count))
    return Evidence(min(1.0, sum(_telling(value) for value, _ in found)), f"{best[0]:g}{best[1]}")


def same_day(pair: Couple) -> Evidence:
    """日期一致"""
    days = pair.one.figures.days & pair.other.figures.days
    months = pair.one.figures.months & pair.other.figures.months
    if days:
        return Evidence(1.0, "{}月{}日".format(*max(days)))
    return Evidence(0.7, "{}年{}月".format(*max(months))) if months else NOTHING


def same_name(pair: Couple) -> Evidence:
    """引用的名称或原话相同"""
    found = [a for a in pair.one.figures.quoted for b in pair.other.figures.quoted if a == b or (len(a) > 3 and a in b)]
    found += [a for a in pair.one.figures.quoted if len(a) > 3 and a in pair.other.text and a not in found]
    found += [b for b in pair.other.figures.quoted if len(b) > 3 and b in pair.one.text and b not in found]
    return Evidence(1.0, max(found, key=len)) if found else NOTHING


def same_project(pair: Couple) -> Evidence:
    """涉及同一项目、地点或事项"""
    run = longest_run(pair.one.words, pair.other.words)
    rare = sum(is_rare(run[i : i + 2]) for i in range(len(run) - 1))
    return Evidence(min(1.0, rare / 3), run) if rare > 1 and not units_in(run) else NOTHING


def same_cadre(pair: Couple) -> Evidence:
    """说的是同一名干部"""
    return Evidence(float(_one_cadre(pair)))


def other_cadre(pair: Couple) -> Evidence:
    """说的不是同一名干部"""
    return Evidence(float(None not in (pair.one.cadre_id, pair.other.cadre_id) and pair.one.cadre_id != pair.other.cadre_id))


def same_unit(pair: Couple) -> Evidence:
    """说的是同一单位"""
    if pair.one.unit and pair.other.unit:
        return Evidence({Kinship.SAME: 1.0, Kinship.PART: 0.6}.get(kinship(pair.one.unit, pair.other.unit), 0.0), pair.other.unit)
    return Evidence(0.6 * float(pair.one.cadre_id is None and pair.other.cadre_id is None and pair.one_house))


def other_unit(pair: Couple) -> Evidence:
    """说的不是同一单位"""
    if pair.one.unit and pair.other.unit and kinship(pair.one.unit, pair.other.unit) is Kinship.UNLIKE:
        team = HolderKind.TEAM in (pair.one.holder, pair.other.holder)
        # A ledger names the department that answers where the inspectors named the house.
        return Evidence(0.4 if pair.answers and not team else 1.0)
    return NOTHING


def other_house(pair: Couple) -> Evidence:
    """两份材料说的不是同一单位，责任人也未见一致"""
    if _one_cadre(pair):
        return NOTHING
    return Evidence(float(not pair.one_house and not _house_named(pair)))


def same_category(pair: Couple) -> Evidence:
    """问题类别相同"""
    return Evidence(float(pair.one.category is pair.other.category))


def answers(pair: Couple) -> Evidence:
    """后者是整改材料，所答来源与前者相符"""
    near = pair.one_house or _one_cadre(pair) or _house_named(pair)
    fits = pair.one.voice is pair.other.voice and pair.one.kind in RAISES.get(pair.other.voice, ANY)
    return Evidence(float(pair.answers and near and fits))


def answers_another(pair: Couple) -> Evidence:
    """整改材料写明的来源与前者不符"""
    return Evidence(float(pair.other.replies and pair.one.voice is not pair.other.voice))


def in_its_order(pair: Couple) -> Evidence:
    """在整改材料中的次序与原材料相合"""
    if not pair.answers or not pair.one_house or pair.one.voice is not pair.other.voice:
        return NOTHING
    return Evidence(1 - min(1.0, abs(pair.one.place - pair.other.place) / 0.3))


def follows_up(pair: Couple) -> Evidence:
    """两份整改材料先后报告"""
    return Evidence(float(pair.one.replies and pair.other.replies and pair.one.document_id != pair.other.document_id and pair.one_house and pair.one.voice is pair.other.voice))


def leads_back(pair: Couple) -> Evidence:
    """文中写明是此前已指出的问题"""
    return Evidence(float(pair.other.back and pair.one.date < pair.other.date))


def before_the_answer(pair: Couple) -> Evidence:
    """整改材料早于所比的材料"""
    return Evidence(float(pair.one.replies and not pair.other.replies and not pair.other.back))


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


def other_year(pair: Couple) -> Evidence:
    """不同年度的评价，没有相同的时间、金额或项目"""
    return Evidence(float(pair.outsiders_of_different_years and not (same_sum(pair).value or same_day(pair).value or same_name(pair).value or same_project(pair).value)))


def one_paper(pair: Couple) -> Evidence:
    """同一份材料里的两条"""
    return Evidence(float(pair.one.document_id == pair.other.document_id))


def reused(pair: Couple) -> Evidence:
    """自查用语与上年几乎相同，按同一份自查计"""
    if not pair.both_self or pair.one.document_id == pair.other.document_id or (pair.years_apart or 0) > NEAR_YEARS:
        return NOTHING
    if pair.one.cadre_id != pair.other.cadre_id or (pair.one.cadre_id is None and not pair.one_house):
        return NOTHING
    near = pair.alike >= TEMPLATE or (pair.shared >= 0.97 and pair.alike >= 0.6)
    return Evidence(float(near))


def praise_and_problem(pair: Couple) -> Evidence:
    """一为肯定，一为问题"""
    return Evidence(float(pair.one.type is not pair.other.type))


def happened_again(pair: Couple) -> Evidence:
    """后者写明是整改后又发生"""
    again = pair.other.status is RectificationStatus.RELAPSED and not pair.other.replies and pair.one.document_id != pair.other.document_id
    return Evidence(float(again and bool(pair.years_apart)))


class Feature(NamedTuple):
    """A comparison and its weight in log-odds."""

    compare: Callable[[Couple], Evidence]
    weight: float

    @property
    def reason(self) -> str:
        """What people read."""
        return (self.compare.__doc__ or "").strip()


ANY = frozenset(DocumentKind)
RAISES = {
    VoiceKind.INSPECTION: frozenset({DocumentKind.FEEDBACK}),
    VoiceKind.AUDIT: frozenset({DocumentKind.AUDIT, DocumentKind.FEEDBACK}),
    VoiceKind.SUPERVISION: frozenset({DocumentKind.NOTICE, DocumentKind.FEEDBACK}),
    VoiceKind.APPRAISAL: frozenset({DocumentKind.APPRAISAL, DocumentKind.FEEDBACK}),
}
"""The kinds of papers in which such a body raises what others answer."""
FEATURES = (
    Feature(same_words, 5.0),
    Feature(much_in_common, 2.5),
    Feature(same_run, 2.0),
    Feature(same_sum, 3.5),
    Feature(same_count, 2.0),
    Feature(same_day, 2.5),
    Feature(same_name, 2.0),
    Feature(same_project, 2.0),
    Feature(same_cadre, 1.5),
    Feature(other_cadre, -12.0),
    Feature(same_unit, 1.0),
    Feature(other_unit, -5.0),
    Feature(other_house, -4.0),
    Feature(same_category, 0.8),
    Feature(answers, 2.0),
    Feature(answers_another, -1.5),
    Feature(in_its_order, 1.0),
    Feature(follows_up, 1.0),
    Feature(leads_back, 1.5),
    Feature(before_the_answer, -3.0),
    Feature(sums_differ, -3.0),
    Feature(counts_differ, -1.0),
    Feature(months_differ, -2.5),
    Feature(other_year, -8.0),
    Feature(one_paper, -3.0),
    Feature(reused, 8.0),
    Feature(praise_and_problem, -6.0),
    Feature(happened_again, -8.0),
)
"""Weights set by hand, checked on pairs of the training corpus."""


def compared(pair: Couple) -> EventPair:
    """How likely the two tell of one occurrence, or the later of its happening again, with the reasons."""
    told = [(feature.weight * evidence.value, feature, evidence) for feature in FEATURES if (evidence := feature.compare(pair)).value]
    total = PRIOR + sum(weight for weight, _, _ in told)
    again = [weight for weight, feature, _ in told if feature.compare is happened_again]
    relation = Relation.RECURS if again and _chance(total - again[0]) >= SAME else Relation.SAME
    score = _chance(total - again[0]) if relation is Relation.RECURS else _chance(total)
    reasons = tuple(
        f"{feature.reason}：{evidence.detail}" if evidence.detail else feature.reason
        for _, feature, evidence in sorted(told, key=lambda one: -one[0])
    )
    return EventPair(
        finding_id=pair.one.id, other_id=pair.other.id, relation=relation, score=round(score, 4), reasons=reasons
    )  # fmt: skip


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def _ramp(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _telling(value: float) -> float:
    """How much a number tells: 3 is anywhere, 214 is not."""
    return 0.15 if value < 4 else 0.4 if value < 10 else 0.7 if value < 100 else 1.0


def _money(yuan: float) -> str:
    if yuan >= 1e8:
        return f"{yuan / 1e8:g}亿元"
    return f"{yuan / 1e4:g}万元" if yuan >= 1e4 else f"{yuan:g}元"


def _one_cadre(pair: Couple) -> bool:
    return pair.one.cadre_id is not None and pair.one.cadre_id == pair.other.cadre_id


def _house_named(pair: Couple) -> bool:
    """Whether one names as holder the unit that the other paper is of."""
    named = [(pair.one.unit, pair.other.houses), (pair.other.unit, pair.one.houses)]
    same = pair.one.unit and pair.other.unit and kinship(pair.one.unit, pair.other.unit) >= Kinship.PART
    return bool(same) or any(unit and any(kinship(unit, house) >= Kinship.PART for house in houses) for unit, houses in named)
