"""What the item page shows of a finding to who asks: in one dictionary, as the template takes it."""

from collections.abc import Iterator
from typing import Any

from schema import (
    Category,
    CueKind,
    Finding,
    HolderKind,
    RectificationStatus,
    RejectReason,
    RemarkKind,
    ReviewStage,
    StatementType,
    VoiceKind,
)

from .. import remarks
from ..access import Permission
from ..linking import PRONOUNS
from ..reviewing import ReviewItem, Verdict, band_of
from ..reviewing.verdicts import current
from .guard import Caller, Desk
from .items import Persons, persons
from .marks import settled

FIELDS: dict[str, dict[str, str]] = {
    "type": {one.value: one.label for one in StatementType},
    "category": {one.value: one.label for one in Category},
    "holder": {one.value: one.label for one in HolderKind},
    "voice": {one.value: one.label for one in VoiceKind},
    "cue": {one.value: one.label for one in CueKind},
    "status": {one.value: one.label for one in RectificationStatus},
}
"""The choices of the fields that have some."""
REASONS = tuple(RejectReason)
REMARKS = tuple(one for one in RemarkKind if one is not RemarkKind.TAKEN_BACK)
NOBODY = Persons(known={}, possible=(), seen=0, decided=())


def item_view(desk: Desk, asking: Caller, finding_id: str) -> dict[str, Any]:
    """Everything about the finding that this person may see now."""
    told = desk.store.reviewing.item(finding_id, asking.login)
    seen = desk.store.places.shows_document(told.document.id, asking.scope)
    number, total = desk.store.places.position(finding_id, asking.scope)
    kept = () if told.blind else desk.store.occurrences.remarks(finding_id)
    return {
        "told": told,
        "finding": told.finding,
        "band": band_of(told.finding.confidence).label if told.finding else "",
        "persons": persons(desk.store, told.finding, asking.scope) if told.finding else NOBODY,
        "number": number,
        "total": total,
        "document_seen": seen,
        "page": _page(told),
        "standing": settled(told.state, told.stage),
        "refusal": refusal(told, asking),
        "adoptable": _adoptable(told, asking),
        "mine": any(one.by == asking.login for one in told.verdicts),
        "names": {one.login: one.name for one in desk.store.access.people()} if told.verdicts or told.decisions or kept else {},
        "remarks": remarks.standing_remarks(kept),
        "differences": list(_differences(told)),
        "types": desk.store.reviewing.type_labels,
        "fields": FIELDS,
        "reasons": REASONS,
        "remark_kinds": REMARKS,
        "everywhere": _everywhere(told.finding),
        "values": values(told.finding) if told.finding else {},
    }


def refusal(told: ReviewItem, asking: Caller) -> str:
    """Why this person may decide nothing here; empty when he may."""
    person = asking.person
    if told.stage in (ReviewStage.SECOND, ReviewStage.THIRD):
        if told.own:
            return "您已对此条提出过意见，复核和裁定须由另一人作出"
        return "" if person.may(Permission.SECOND) else f"此条{told.awaiting}，需要复核权限"
    return "" if person.may(Permission.REVIEW) else "您没有审阅权限，只能查看"


def _adoptable(told: ReviewItem, asking: Caller) -> frozenset[int]:
    """Numbers of the verdicts of which a third person may let one stand as it is: those of the round under way."""
    if told.stage is not ReviewStage.THIRD or refusal(told, asking):
        return frozenset()
    return frozenset(one.number for one in standing_verdicts(told))


def standing_verdicts(told: ReviewItem) -> tuple[Verdict, ...]:
    """The verdicts that stand in the round under way."""
    return current(told.verdicts)


def values(finding: Finding) -> dict[str, str]:
    """What the fields of the form hold."""
    fix = finding.rectification
    return {
        "type": finding.type.value,
        "category": finding.category.code.value,
        "holder": finding.holder.kind.value,
        "mention": finding.holder.mention or "",
        "voice": finding.voice.kind.value,
        "speaker": finding.voice.speaker or "",
        "cue": finding.cue.kind.value if finding.cue else "",
        "status": fix.status.value if fix else "",
        "deadline": (fix.deadline or "") if fix else "",
        "problem_type": finding.problem_type.code if finding.problem_type else "",
    }


def _everywhere(finding: Finding | None) -> bool:
    """Whether the holder's mention may mean one person wherever the document has it."""
    return finding is not None and finding.holder.mention is not None and finding.holder.mention not in PRONOUNS


def _page(told: ReviewItem) -> int | None:
    return next((place.page for anchor in told.anchors for place in anchor.locations if place.page and place.bbox), None)


def _differences(told: ReviewItem) -> Iterator[tuple[str, str]]:
    """What the machine now says otherwise of a finding that people have looked at."""
    if told.newer is None or told.machine is None:
        return
    before, now = told.machine, told.newer
    for label, old, new in (
        ("类型", before.type.label, now.type.label),
        ("原文", _words(before), _words(now)),
        ("类别", before.category.label, now.category.label),
        ("当事人", before.holder.mention or before.holder.kind.label, now.holder.mention or now.holder.kind.label),
        ("提出方", before.voice.kind.label, now.voice.kind.label),
    ):
        if old != new:
            yield label, new


def _words(finding: Finding) -> str:
    return " ".join(anchor.exact for anchor in finding.anchors)
