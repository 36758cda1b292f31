"""一正一反: what the cadre says beside what others say, and praise beside problems. The sides are shown together, never netted."""

from collections.abc import Collection, Mapping

from scipy.special import betainc

from schema import SelfOther, SelfOtherLabel

from .pattern_parameters import SelfOtherParameters

JEFFREYS = 0.5


def self_other(
    own: Collection[int], others: Collection[int], both_could: Collection[int], limits: SelfOtherParameters
) -> SelfOther:
    """Compare the years in which he and others told of it, among those in which both could have."""
    years = sorted(both_could)
    both = tuple(year for year in years if year in own and year in others)
    self_only = tuple(year for year in years if year in own and year not in others)
    others_only = tuple(year for year in years if year in others and year not in own)
    return SelfOther(
        label=agreement(len(both), len(others_only), limits), both=both, self_only=self_only, others_only=others_only
    )


def agreement(both: int, others_only: int, limits: SelfOtherParameters) -> SelfOtherLabel:
    """Whether what others told was more often than not owned up to."""
    if both + others_only < limits.least_years:
        return SelfOtherLabel.INSUFFICIENT
    owned_up = 1 - float(betainc(both + JEFFREYS, others_only + JEFFREYS, 0.5))
    if owned_up >= limits.sure:
        return SelfOtherLabel.AGREES
    return SelfOtherLabel.UNMENTIONED if owned_up <= 1 - limits.sure else SelfOtherLabel.INSUFFICIENT


def conflicting_years(problems: Mapping[int, set[str]], praise: Mapping[int, set[str]]) -> tuple[int, ...]:
    """The years for which one independent group of sources tells of the problem and another of its opposite."""
    return tuple(
        year for year in sorted(problems) if any(one != other for one in problems[year] for other in praise.get(year, ()))
    )
