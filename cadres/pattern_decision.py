"""The label: the most specific one whose probability and whose countable facts both pass; otherwise 资料不足."""

from dataclasses import dataclass

import numpy as np

from schema import PatternLabel

from .pattern_channels import Flags, Floats, Integers
from .pattern_parameters import DecisionParameters
from .pattern_paths import CORRECTED, ISOLATED, NONE, PERSISTENT, RECURRENT, RELAPSED, Histories
from .pattern_weights import Evidence

LABELS = tuple(PatternLabel)
INSUFFICIENT = LABELS.index(PatternLabel.INSUFFICIENT)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counts:
    """The countable facts of each cell."""

    years: Integers
    """With a discriminative hit."""
    external_years: Integers
    """With one that is not the cadre's own."""
    groups: Integers
    external_groups: Integers
    observed: Integers
    clean_after: Floats
    """Sensitivity of the looks of others, after the last year with a hit, that showed nothing."""
    completed: Flags
    hit_after_completion: Flags
    active_last: Floats
    """Probability of being there in the last observed year."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Labels:
    """The outcome of each cell."""

    label: Integers
    """An index of `LABELS`."""
    probability: Floats
    """The sum that the label was decided by; 0 for 资料不足."""

    def are(self, *labels: PatternLabel) -> Flags:
        """Which cells bear one of the labels."""
        return np.isin(self.label, [LABELS.index(one) for one in labels])


def counts(evidence: Evidence, given: Histories, active: Floats) -> Counts:
    """The facts that the gates ask for."""
    told, years = evidence.discriminative, evidence.observed.shape[1]
    by_year, external = np.asarray(np.any(told, axis=2)), np.asarray(np.any(told[:, :, 1:], axis=2))
    after_last = np.asarray(np.cumsum(by_year[:, ::-1], axis=1)[:, ::-1] == 0)
    completed = np.asarray(np.any(given.completed, axis=1))
    first_completion = np.where(completed, given.completed.argmax(1), years)
    last_observed = years - 1 - given.observed[:, ::-1].argmax(1)
    return Counts(
        years=by_year.sum(1), external_years=external.sum(1), groups=told.any(1).sum(1),
        external_groups=told[:, :, 1:].any(1).sum(1), observed=given.observed.sum(1),
        clean_after=(evidence.clean * after_last).sum(1), completed=completed,
        hit_after_completion=(external & (np.arange(years) > first_completion[:, None])).any(1),
        active_last=active[np.arange(len(active)), last_observed],
    )  # fmt: skip


def decide(chances: Floats, facts: Counts, without_any: Floats, limits: DecisionParameters) -> Labels:
    """The label of each cell. `without_any` is the least probability of 一贯 left when any single slot is taken away."""
    persistent, relapsed, corrected = chances[:, PERSISTENT], chances[:, RELAPSED], chances[:, CORRECTED]
    several = chances[:, RECURRENT] + persistent + relapsed
    few = chances[:, NONE] + chances[:, ISOLATED]
    quiet = few + corrected
    steady = (facts.years >= limits.persistent_years) & (facts.external_years >= limits.persistent_external_years)
    steady &= (facts.groups >= limits.persistent_groups) & (facts.external_groups >= 1)
    steady &= (facts.observed >= limits.observed_years) & (without_any >= limits.persistent_without_any)
    ended = facts.completed & (quiet >= limits.corrected) & (facts.active_last <= limits.corrected_last_year)
    watched = (facts.years >= 1) & ~facts.hit_after_completion & (facts.clean_after >= limits.corrected_clean_looks)
    again = (facts.years >= limits.several_years) & facts.completed & facts.hit_after_completion
    repeated = (facts.external_years >= limits.several_years) | (
        (facts.years >= limits.several_years) & (facts.external_years >= 1) & (facts.groups >= limits.persistent_groups)
    )
    once = (facts.years >= 1) & (facts.years <= limits.isolated_years) & (facts.observed >= limits.observed_years)
    rows: tuple[tuple[PatternLabel, Flags, Floats], ...] = (
        (PatternLabel.PERSISTENT, steady & (persistent >= limits.persistent), persistent),
        (
            PatternLabel.RELAPSED,
            again & ((relapsed >= limits.relapsed) | (several >= limits.recurrent)),
            np.maximum(relapsed, several),
        ),
        (
            PatternLabel.CORRECTED,
            watched & ((corrected >= limits.corrected) | ended),
            np.maximum(corrected, quiet * facts.completed),
        ),
        (PatternLabel.RECURRENT, repeated & (several >= limits.recurrent), several),
        (PatternLabel.ISOLATED, once & (few >= limits.few), few),
        (PatternLabel.GENERIC, (facts.years == 0) & (few >= limits.few), few),
    )
    passed = [one for _, one, _ in rows]
    label = np.select(passed, [LABELS.index(one) for one, _, _ in rows], INSUFFICIENT)
    return Labels(label=label, probability=np.select(passed, [one for _, _, one in rows], 0.0))
