"""What speaks for two findings telling of one occurrence: each a pure function whose docstring is the reason that people read."""

from schema import VoiceKind

from .claims import NOTHING, Evidence
from .commonness import is_rare, is_telling, longest_run
from .couples import ANY, PROMPT, RAISES, Couple, fit, house_named, one_cadre, soon
from .kinship import Kinship, kinship
from .title_units import units_in

TEMPLATE = 0.8
"""Likeness from which a self-criticism is last year's text."""
NEAR_YEARS = 2
"""Reference years between the two papers of a reused text: a year's paper may be missing."""


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


def same_year_told(pair: Couple) -> Evidence:
    """文中写明的年份与前一材料相合"""
    year, later = pair.one.ref_year, pair.other
    told = year in later.figures.years and bool(pair.years_apart) and later.retells
    return Evidence(float(told), f"{year}年")


def same_name(pair: Couple) -> Evidence:
    """引用的名称或原话相同"""
    found = [name for name in pair.one.figures.quoted if name.strip("《》") in pair.other.text and is_telling(name)]
    found += [name for name in pair.other.figures.quoted if name.strip("《》") in pair.one.text and is_telling(name)]
    return Evidence(1.0, max(found, key=lambda name: (len(name), name))) if found else NOTHING


def same_project(pair: Couple) -> Evidence:
    """涉及同一项目、地点或事项"""
    run = longest_run(pair.one.words, pair.other.words)
    rare = sum(is_rare(run[i : i + 2]) for i in range(len(run) - 1))
    return Evidence(min(1.0, rare / 3), run) if rare > 1 and not units_in(run) else NOTHING


def same_cadre(pair: Couple) -> Evidence:
    """说的是同一名干部"""
    return Evidence(float(one_cadre(pair)))


def same_unit(pair: Couple) -> Evidence:
    """说的是同一单位"""
    if pair.one.unit and pair.other.unit:
        return Evidence({Kinship.SAME: 1.0, Kinship.PART: 0.6}.get(kinship(pair.one.unit, pair.other.unit), 0.0), pair.other.unit)
    return Evidence(0.6 * float(pair.one.cadre_id is None and pair.other.cadre_id is None and pair.one_house))


def same_category(pair: Couple) -> Evidence:
    """问题类别相同"""
    return Evidence(float(pair.one.category is pair.other.category))


def answers(pair: Couple) -> Evidence:
    """后者是整改材料，所答来源与前者相符"""
    near = pair.one_house or one_cadre(pair) or house_named(pair)
    fits = fit(pair) * (pair.one.kind in RAISES.get(pair.other.voice, ANY))
    if not (pair.answers and near and fits and soon(pair.one, pair.other)):
        return NOTHING
    if soon(pair.one, pair.other, PROMPT):
        return Evidence(fits)
    return Evidence(fits / 2 if pair.one.category is pair.other.category else 0.0)


def in_its_order(pair: Couple) -> Evidence:
    """在整改材料中的次序与原材料相合"""
    if not answers(pair).value or not pair.one_house:
        return NOTHING
    return Evidence(1 - min(1.0, abs(pair.one.place - pair.other.place) / 0.3))


def follows_up(pair: Couple) -> Evidence:
    """两份整改材料先后报告"""
    return Evidence(
        float(
            pair.one.replies
            and pair.other.replies
            and pair.one.document_id != pair.other.document_id
            and pair.one_house
            and pair.one.voice is pair.other.voice
        )
    )


def leads_back(pair: Couple) -> Evidence:
    """文中写明是此前已指出的问题"""
    raised = pair.one.voice is not VoiceKind.SELF or pair.other.voice is VoiceKind.SELF
    return Evidence(float(pair.other.retells and raised and pair.one.date < pair.other.date))


def reused(pair: Couple) -> Evidence:
    """自查用语与上年几乎相同，按同一份自查计"""
    if not pair.both_self or pair.one.document_id == pair.other.document_id or (pair.years_apart or 0) > NEAR_YEARS:
        return NOTHING
    if pair.one.cadre_id != pair.other.cadre_id or (pair.one.cadre_id is None and not pair.one_house):
        return NOTHING
    near = pair.alike >= TEMPLATE or (pair.shared >= 0.97 and pair.alike >= 0.6)
    return Evidence(float(near))


def _ramp(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _telling(value: float) -> float:
    """How much a number tells: 3 is anywhere, 214 is not."""
    return 0.15 if value < 4 else 0.4 if value < 10 else 0.7 if value < 100 else 1.0


def _money(yuan: float) -> str:
    if yuan >= 1e8:
        return f"{yuan / 1e8:g}亿元"
    return f"{yuan / 1e4:g}万元" if yuan >= 1e4 else f"{yuan:g}元"
