"""Why no more is said of a cell: the reasons behind 资料不足, in codes."""

from collections.abc import Iterator

from schema import PatternLabel, Reason

from .pattern_channels import SELF, Integers
from .pattern_engine import Assessment
from .pattern_parameters import DecisionParameters
from .pattern_paths import CORRECTED, ISOLATED, NONE, PERSISTENT, RECURRENT, RELAPSED


def reasons(
    found: Assessment, cell: int, slots: Integers, limits: DecisionParameters, *, provisional: bool, doubtful: bool
) -> tuple[Reason, ...]:
    """The reasons of a cell whose label is 资料不足, in the order of `Reason`. `slots` are the cell's."""
    given = set(_counted(found, cell, slots, limits))
    if _ambiguous(found, cell, limits):
        given.add(Reason.AMBIGUOUS)
    if found.chances[cell, PERSISTENT] >= limits.persistent and found.without_any[cell] < limits.persistent_without_any:
        given.add(Reason.FRAGILE)
    if provisional:
        given.add(Reason.UNREVIEWED)
    if doubtful:
        given.add(Reason.LINK_DOUBT)
    return tuple(one for one in Reason if one in (given or {Reason.AMBIGUOUS}))


def rivals(found: Assessment, cell: int) -> tuple[PatternLabel, ...]:
    """The two likeliest labels."""
    chances = found.chances[cell].tolist()
    once = PatternLabel.ISOLATED if found.counts.years[cell] else PatternLabel.GENERIC
    likely = {
        once: chances[NONE] + chances[ISOLATED], PatternLabel.RECURRENT: chances[RECURRENT], PatternLabel.PERSISTENT: chances[PERSISTENT],
        PatternLabel.CORRECTED: chances[CORRECTED], PatternLabel.RELAPSED: chances[RELAPSED],
    }  # fmt: skip
    return tuple(sorted(likely, key=lambda label: -likely[label])[:2])


def _counted(found: Assessment, cell: int, slots: Integers, limits: DecisionParameters) -> Iterator[Reason]:
    facts = found.counts
    if not facts.observed[cell]:
        yield Reason.NO_LOOKS
    elif facts.observed[cell] < limits.observed_years:
        yield Reason.FEW_YEARS
    if facts.years[cell]:
        if not facts.external_groups[cell]:
            yield Reason.SELF_ONLY
        elif facts.groups[cell] == 1:
            yield Reason.SINGLE_SOURCE
    elif (found.slots.voice[slots] == SELF).all():
        yield Reason.SELF_ONLY
    unwatched = facts.clean_after[cell] < limits.corrected_clean_looks and not facts.hit_after_completion[cell]
    if facts.completed[cell] and facts.years[cell] and unwatched:
        yield Reason.RECTIFIED_UNVERIFIED


def _ambiguous(found: Assessment, cell: int, limits: DecisionParameters) -> bool:
    """Whether no reading of the history is likely enough."""
    chances = found.chances[cell]
    few, several = chances[[NONE, ISOLATED]].sum(), chances[[RECURRENT, PERSISTENT, RELAPSED]].sum()
    return bool(few < limits.few and several < limits.recurrent and chances[CORRECTED] < limits.corrected)
