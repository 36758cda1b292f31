"""An occurrence's life by the records: raised, promised, worked on, reported done, verified, closed, overdue, back again.

Reported done is not verified, and where one paper reports done what another finds undone, both stand side by side.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from schema import (
    Category,
    Conflict,
    Course,
    DocumentKind,
    EventMark,
    Finding,
    Rectification,
    RectificationStatus,
    Step,
    StepKind,
    latest,
)

_STEPS = {
    RectificationStatus.COMPLETED: StepKind.CLAIMED,
    RectificationStatus.MOSTLY: StepKind.PROGRESS,
    RectificationStatus.LONG_TERM: StepKind.PROGRESS,
    RectificationStatus.IN_PROGRESS: StepKind.PROGRESS,
    RectificationStatus.PLANNED: StepKind.PLANNED,
    RectificationStatus.NOT_STARTED: StepKind.STALLED,
    RectificationStatus.RELAPSED: StepKind.RELAPSED,
    RectificationStatus.UNSTATED: StepKind.MEASURE,
}
DONE = frozenset({StepKind.CLAIMED, StepKind.VERIFIED, StepKind.CLOSED})
UNDONE = frozenset({StepKind.STALLED, StepKind.RELAPSED, StepKind.PROGRESS, StepKind.PLANNED})
JUDGING = frozenset({DocumentKind.FEEDBACK, DocumentKind.AUDIT, DocumentKind.NOTICE, DocumentKind.APPRAISAL})
"""Kinds in which another body says how a unit's rectification stands."""
_BODY = r"(?:巡[察视](?:办|组|机构|工作领导小组)?|审计[局厅署]|纪检监察组|驻.{0,3}组|纪委|监委|督[查导](?:室|组)|整改办|信访局|第三方|专家组|验收组|上级|[省市州县区][^，。；]{0,8}[局委办厅])"
_VERIFIED = re.compile(
    rf"“?回头看”?[^，。；]{{0,8}}(?:通过|合格|认可|销号|到位)|{_BODY}[^，。；]{{0,12}}(?:验收|复核|核验|复查|核查|回访|复验|认定|抽查|销号)"
    r"|(?:通过|经)[^，。；]{0,10}(?:验收|复核|核验|复查|复验)|(?:验收|复核|核验|复验|复查)[^，。；]{0,4}(?:合格|通过|销号|属实)|销号复核|复核销号"
)
_NOT_YET = re.compile(
    r"(?:未|没有?|待|尚需|拟|将|申请|报请|等待|准备)[^，。；]{0,8}(?:验收|复核|核验|销号|通过|复查)|(?:自行|自我|本[局委厅])(?:验收|复核|核查)|验收(?:未|不)"
)
_CLOSED = re.compile(r"(?:已|予以|同意|复核|验收)?销号|办结|归档销号")


def course(findings: Sequence[Finding], marks: Mapping[str, EventMark], as_of: str, again: Sequence[Finding] = ()) -> Course:
    """The history of an occurrence as it stood on a day; `again` are findings that tell of its happening anew."""
    told = sorted(findings, key=_order)
    first = next((one.id for one in told if marks[one.id].primary), told[0].id)
    steps = [step for one in told for step in _steps(one, raised=marks[one.id].primary or one.id == first)]
    steps += [_step(one, StepKind.RELAPSED, _words(one)) for one in sorted(again, key=_order)]
    steps = sorted((step for step in steps if (step.date or "") <= as_of), key=lambda step: (step.date or "", _RANK[step.kind]))
    late = overdue(told, steps, as_of)
    return Course(
        event_id=marks[first].event_id,
        findings=tuple(one.id for one in told),
        steps=(*steps, late) if late else tuple(steps),
        conflicts=tuple(_conflicts(steps, {one.id: one for one in (*told, *again)})),
        deadline=_deadline(told, as_of)[0],
    )


def overdue(findings: Sequence[Finding], steps: Sequence[Step], as_of: str) -> Step | None:
    """The deadline that passed without a record of completion; None where there is none, or it was met or reported met since."""
    deadline, finding = _deadline(findings, as_of)
    if deadline is None or finding is None or latest(deadline).isoformat() >= as_of:
        return None
    set_on = finding.document.date or ""
    if any(step.kind in DONE and (step.date or "") >= set_on for step in steps):
        return None
    return _step(finding, StepKind.OVERDUE, f"期限{deadline}", date=deadline)


def is_verified(rectification: Rectification) -> bool:
    """Whether the words say that another body verified the completion: 回头看、验收、销号复核."""
    words = _about(rectification)
    return _VERIFIED.search(_NOT_YET.sub("", words)) is not None


_RANK = {kind: rank for rank, kind in enumerate(StepKind)}


def _order(finding: Finding) -> tuple[str, str, int]:
    return (finding.document.date or "9999", finding.document.id, finding.anchors[0].start)


def _steps(finding: Finding, raised: bool) -> Iterator[Step]:
    told = finding.rectification
    if raised or told is None:
        yield _step(finding, StepKind.RAISED if raised else StepKind.RETOLD, _words(finding), retold=not raised)
    if told is None:
        return
    kind = _STEPS[told.status]
    words = told.text or told.status.label
    if told.measures and kind is not StepKind.PLANNED:
        yield _step(finding, StepKind.MEASURE, "；".join(measure.exact for measure in told.measures), retold=not raised)
    if kind is not StepKind.MEASURE or not told.measures:
        yield _step(finding, kind, words, retold=not raised)
    if kind is StepKind.CLAIMED and (is_verified(told) or finding.document.kind in JUDGING):
        yield _step(finding, StepKind.VERIFIED, _passage(told, _VERIFIED) or words, retold=not raised)
    if kind is StepKind.CLAIMED and _CLOSED.search(_NOT_YET.sub("", _about(told))):
        yield _step(finding, StepKind.CLOSED, _passage(told, _CLOSED) or words, retold=not raised)


def _step(finding: Finding, kind: StepKind, words: str, *, retold: bool = False, date: str | None = None) -> Step:
    document = finding.document
    return Step(
        kind=kind,
        date=date or document.date,
        finding_id=finding.id,
        document_id=document.id,
        document=document.title or document.name,
        voice=finding.voice.kind,
        words=words,
        retold=retold,
    )


def _about(told: Rectification) -> str:
    return "，".join((told.text or "", *(measure.exact for measure in told.measures)))


def _passage(told: Rectification, wanted: re.Pattern[str]) -> str | None:
    return next((part for part in re.split(r"[，。；]", _about(told)) if wanted.search(part)), None)


def _words(finding: Finding) -> str:
    return "，".join(anchor.exact for anchor in finding.anchors)


def _deadline(findings: Sequence[Finding], as_of: str) -> tuple[str | None, Finding | None]:
    """The newest deadline that had been set by the day, and where."""
    dated = [one for one in findings if (one.document.date or "") <= as_of]
    for one in sorted(dated, key=_order, reverse=True):
        if one.rectification and one.rectification.deadline:
            return one.rectification.deadline, one
    return None, None


def _conflicts(steps: Sequence[Step], findings: Mapping[str, Finding]) -> Iterator[Conflict]:
    """Each report of completion beside what another paper of the same day or later says to the contrary."""
    for done in steps:
        if done.kind is not StepKind.CLAIMED:
            continue
        for found in steps:
            apart = found.document_id != done.document_id and (found.date or "") >= (done.date or "")
            if apart and (found.kind in UNDONE or _complains(found, findings)):
                yield Conflict(claimed=done, found=found)


def _complains(step: Step, findings: Mapping[str, Finding]) -> bool:
    """Whether a step is a complaint that the rectification itself is none."""
    return step.kind in (StepKind.RAISED, StepKind.RETOLD) and findings[step.finding_id].category.code is Category.RECTIFICATION
