"""How soon a finding should be looked at: how grave it would be, how unsure the machine is, and how open who is meant."""

from schema import Category, Finding, HolderKind, StatementType

GRAVITY = {
    Category.INTEGRITY: 1.0,
    Category.POLITICAL: 1.0,
    Category.SUPERVISION: 0.9,
    Category.FINANCE: 0.9,
    Category.RISK: 0.8,
    Category.RECTIFICATION: 0.8,
    Category.LEADERSHIP: 0.8,
    Category.ORGANIZATION: 0.7,
}
"""By category; the others weigh `PLAIN`."""
PLAIN = 0.6
HELD_BY = {HolderKind.CADRE: 1.0, HolderKind.TEAM: 0.8, HolderKind.UNIT: 0.6, HolderKind.GROUP: 0.6}
PRAISE = 0.5
"""What a commendation weighs beside a problem."""
SURE = 0.25
"""What is left of the urgency of a finding that the machine is wholly sure of: a grave one still comes before a trifle in doubt."""


def priority(finding: Finding) -> float:
    """Grows with the urgency, from 0 to 2."""
    return round(_gravity(finding) * _doubt(finding.confidence) * (1 + _openness(finding)), 6)


def is_link_doubtful(finding: Finding) -> bool:
    """Whether a cadre is meant, some in the records may be he, and none is linked."""
    return finding.holder.kind is HolderKind.CADRE and finding.holder.cadre_id is None and bool(finding.holder.candidates)


def _gravity(finding: Finding) -> float:
    kind = 1.0 if finding.type is StatementType.PROBLEM else PRAISE
    return GRAVITY.get(finding.category.code, PLAIN) * HELD_BY[finding.holder.kind] * kind


def _doubt(confidence: float) -> float:
    return SURE + (1 - SURE) * 4 * confidence * (1 - confidence)


def _openness(finding: Finding) -> float:
    """0 where it is clear who is meant or nobody is looked for, 1 where two are equally likely."""
    holder = finding.holder
    if holder.kind is not HolderKind.CADRE or not holder.candidates:
        return 0.0
    if holder.cadre_id is not None:
        return 1 - (holder.score or 0.0)
    first, second = ([one.score for one in holder.candidates] + [0.0])[:2]
    return 1 - (first - second)
