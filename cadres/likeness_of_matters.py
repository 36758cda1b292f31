"""The comparisons that a grouping rests on: whether two findings tell of one occurrence. Each is a pure function with a weight; its
docstring is the reason that people read.

A function answers how far it applies (0 to 1) and with what particulars. Weights are log-odds, added to `PRIOR`.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

from schema import EventPair, Relation

from .claims import Evidence
from .commonness import shipped
from .couples import Couple, couple, is_later
from .matters import Matter
from .signs_of_one_matter import (
    answers,
    follows_up,
    in_its_order,
    leads_back,
    much_in_common,
    reused,
    same_cadre,
    same_category,
    same_count,
    same_day,
    same_name,
    same_project,
    same_run,
    same_sum,
    same_unit,
    same_words,
    same_year_told,
)
from .signs_of_two_matters import (
    answers_another,
    before_the_answer,
    counts_differ,
    happened_again,
    happened_later,
    months_differ,
    one_paper,
    other_cadre,
    other_category,
    other_house,
    other_unit,
    other_year,
    person_and_house,
    praise_and_problem,
    sums_differ,
)

PRIOR = -5.0
"""Log-odds that two findings of one cadre or unit tell of one occurrence, before anything is compared."""
SAME = 0.5
"""Probability from which two findings are put together."""
SUGGESTED = 0.15
"""Probability from which the suggestion is shown to people."""


class Feature(NamedTuple):
    """A comparison and its weight in log-odds."""

    compare: Callable[[Couple], Evidence]
    weight: float

    @property
    def reason(self) -> str:
        """What people read."""
        return (self.compare.__doc__ or "").strip()


FEATURES = (
    Feature(same_words, 5.0),
    Feature(much_in_common, 2.5),
    Feature(same_run, 1.5),
    Feature(same_sum, 3.5),
    Feature(same_count, 2.0),
    Feature(same_day, 2.5),
    Feature(same_year_told, 2.0),
    Feature(same_name, 1.5),
    Feature(same_project, 1.5),
    Feature(same_cadre, 1.5),
    Feature(other_cadre, -12.0),
    Feature(same_unit, 1.0),
    Feature(other_unit, -5.0),
    Feature(other_house, -4.0),
    Feature(person_and_house, -1.5),
    Feature(same_category, 0.8),
    Feature(other_category, -0.6),
    Feature(answers, 2.0),
    Feature(answers_another, -1.5),
    Feature(in_its_order, 1.3),
    Feature(follows_up, 0.5),
    Feature(leads_back, 1.5),
    Feature(before_the_answer, -2.0),
    Feature(sums_differ, -3.0),
    Feature(counts_differ, -1.0),
    Feature(months_differ, -2.5),
    Feature(happened_later, -8.0),
    Feature(other_year, -8.0),
    Feature(one_paper, -3.0),
    Feature(reused, 8.0),
    Feature(praise_and_problem, -6.0),
    Feature(happened_again, -8.0),
)
"""Weights set by hand, checked on pairs of the training corpus."""
AFRESH = frozenset({happened_again, happened_later, other_year, sums_differ, counts_differ, months_differ})
"""What speaks against one occurrence and not against its happening again."""


def compared(pair: Couple) -> EventPair:
    """How likely the two tell of one occurrence, or the later of its happening again, with the reasons."""
    told = [
        (feature.weight * evidence.value, feature, evidence) for feature in FEATURES if (evidence := feature.compare(pair)).value
    ]
    total = PRIOR + sum(weight for weight, _, _ in told)
    anew = total - sum(weight for weight, feature, _ in told if feature.compare in AFRESH)
    recurs = any(feature.compare is happened_again for _, feature, _ in told) and _chance(anew) >= SAME
    relation, score = (Relation.RECURS, _chance(anew)) if recurs else (Relation.SAME, _chance(total))
    reasons = tuple(
        f"{feature.reason}：{evidence.detail}" if evidence.detail else feature.reason
        for _, feature, evidence in sorted(told, key=lambda one: -one[0])
    )
    return EventPair(
        finding_id=pair.one.id, other_id=pair.other.id, relation=relation, score=round(score, 4), reasons=reasons
    )  # fmt: skip


def keeps_apart(one: Matter, other: Matter) -> bool:
    """Whether two findings cannot be of one occurrence, whatever a third says."""
    if None not in (one.cadre_id, other.cadre_id) and one.cadre_id != other.cadre_id:
        return True
    if one.type is not other.type:
        return True
    if one.document_id == other.document_id:
        return one.replies or one.voice is other.voice
    pair = couple(one, other, shipped())
    return is_later(pair.one, pair.other) or (not pair.both_self and other_year(pair).value == 1)


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
