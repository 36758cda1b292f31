"""Whether two people said the same of a finding: the state, and of a confirmed one its category, holder and passage."""

from schema import Anchor, Finding, ReviewState


def agree(first: ReviewState, one: Finding, second: ReviewState, other: Finding) -> bool:
    """Whether the verdicts agree, `one` and `other` being the finding as each of the two corrected it."""
    if first is not second:
        return False
    if first is not ReviewState.CONFIRMED:
        return True
    same = (one.type, one.category.code, one.holder.kind) == (other.type, other.category.code, other.holder.kind)
    return same and _may_be_one(one.holder.mention, other.holder.mention) and shared(one.anchors, other.anchors) > 0


def shared(anchors: tuple[Anchor, ...], others: tuple[Anchor, ...]) -> int:
    """Characters that two passages of a document have in common."""
    return sum(max(0, min(one.end, other.end) - max(one.start, other.start)) for one in anchors for other in others)


def overlap(anchors: tuple[Anchor, ...], others: tuple[Anchor, ...]) -> float:
    """How far two passages are one: twice what they share by what they hold together (Dice), 0 to 1."""
    held = sum(one.end - one.start for one in (*anchors, *others))
    return 2 * shared(anchors, others) / held


def _may_be_one(mention: str | None, other: str | None) -> bool:
    """张建国 and 张建国同志 are; where one names nobody, nothing speaks against it."""
    return not mention or not other or mention in other or other in mention
