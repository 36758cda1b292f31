"""Giving a verdict, taking it back, sending one back: what each makes of the finding.

Under the policy a finding stays pending until a second person agrees; where the two differ a third decides. The decision is appended
in the transaction of the verdict that settles it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, update

from schema import Decision, Finding, FindingEdit, ReviewStage, ReviewState, RevisionConflict, StoreError, finding_from_json

from ..audit import AuditAction, deeds
from ..deciding import (
    decide,
    edit_in_force,
    let_the_machine_speak,
    locked_row,
    read_correction,
    read_decisions,
    what_happened,
)
from ..editing import corrected
from ..feed import publish
from ..grouping import STANDING, group_around
from ..reading import read_finding
from ..tables import findings
from .agreeing import agree
from .policy import read_policy
from .verdicts import Verdict, current, keep_verdict, read_verdicts

AWAITING = {
    ReviewStage.FIRST: "等待初审",
    ReviewStage.SECOND: "等待另一人复核",
    ReviewStage.THIRD: "两人意见不一，等待第三人裁定",
    ReviewStage.DONE: "",
}
SEPARATOR = "\n"
"""Stands around logins in `given_by`, so that a part of one is never taken for another."""
UNDONE = "撤销上一步"
_REFRESH = "请刷新，看过之后再定"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a finding came to."""

    finding_revision: int
    state: ReviewState
    stage: ReviewStage
    awaiting: str
    """What it waits for, in Chinese; empty when it is settled."""


def give(
    connection: Connection, verdict: Verdict, type_labels: Mapping[str, str], *, action: AuditAction = AuditAction.DECIDE
) -> Outcome:
    """Append the verdict, and the decision where it settles the finding.

    Raises UnknownFinding, RevisionConflict when the finding is no longer as the reviewer saw it, and StoreError when the verdict is
    not whole, the document cannot bear its corrections, or its giver has already spoken in this round.
    """
    row = locked_row(connection, verdict.finding_id)
    told = current(read_verdicts(connection, row.id)) if row.stage in (ReviewStage.SECOND, ReviewStage.THIRD) else ()
    if row.revision != verdict.revision:
        raise RevisionConflict(_what_happened(row, told), _REFRESH)
    _check(row, told, verdict)
    if verdict.edit is None:
        verdict = replace(verdict, edit=edit_in_force(connection, row.id))
    deed = _Deed(connection, row, verdict.by, verdict.at)
    seen = _seen(connection, row, verdict.edit, type_labels)
    keep_verdict(connection, verdict)
    final = _final(connection, row, told, verdict, seen, type_labels)
    if final is not None:
        decide(connection, final, type_labels=type_labels)
    else:
        stage = ReviewStage.THIRD if told else ReviewStage.SECOND
        _wait(connection, row, stage, (*told, verdict), by=verdict.by, at=verdict.at, note=verdict.note)
    return deed.done(action, verdict)


def undo(connection: Connection, finding_id: str, by: str, at: str, type_labels: Mapping[str, str]) -> Outcome:
    """Take back the newest verdict on the finding, if this person gave it, and let stand what stood before it.

    Raises StoreError when he gave none that stands, and RevisionConflict when others have spoken since.
    """
    row = locked_row(connection, finding_id)
    told = read_verdicts(connection, finding_id)
    standing = current(told)
    if not standing or all(one.by != by for one in standing):
        raise StoreError("此条没有可由您撤销的意见", "只有自己提出、仍然有效的意见才能撤销")
    last = standing[-1]
    if last.by != by:
        raise RevisionConflict(_what_happened(row, standing), "他人已在您之后提出意见，不能再撤销")
    decided = read_decisions(connection, finding_id)
    foreign = [one for one in decided if one.revision - 1 not in {given.revision for given in told}]
    if foreign and foreign[-1].revision > last.revision:
        raise RevisionConflict(what_happened(row), "此后已另有决定，不能再撤销")
    deed = _Deed(connection, row, by, at)
    back = Verdict(
        finding_id=finding_id, stage=last.stage, state=ReviewState.PENDING, by=by, at=at, revision=row.revision, returned=last.number
    )  # fmt: skip
    keep_verdict(connection, back)
    before = next((one for one in reversed(decided) if one.revision <= last.revision), None)
    if before is not None and before.state is not ReviewState.PENDING:
        note = f"{UNDONE}，恢复 {before.by} 于 {before.at} 的决定"
        again = replace(before, by=by, at=at, revision=row.revision + 1, note=note)
        decide(connection, again, type_labels=type_labels)
    elif row.added_by is not None and len(current((*told, back))) == 0:
        # What its finder takes back was never there: it leaves the queue, and the words stay where they were found.
        gone = Decision(
            finding_id=finding_id, state=ReviewState.WITHDRAWN, by=by, at=at, revision=row.revision + 1, note="撤销补录"
        )  # fmt: skip
        decide(connection, gone)
    else:
        left = standing[:-1]
        stage = (ReviewStage.FIRST, ReviewStage.SECOND, ReviewStage.THIRD)[len(left)]
        _wait(connection, row, stage, left, by=by, at=at, note=UNDONE)
    return deed.done(AuditAction.UNDO, back)


def return_for_rework(connection: Connection, finding_id: str, by: str, at: str, note: str) -> Outcome:
    """Send the first verdict back to who gave it, with what is to be mended; the finding waits for a first look again.

    Raises StoreError when it does not wait for a second or third look, or this person has spoken in the round.
    """
    row = locked_row(connection, finding_id)
    if row.stage not in (ReviewStage.SECOND, ReviewStage.THIRD):
        raise StoreError("此条不在复核中，不能退回", "退回只用于等待复核或裁定的条目")
    told = current(read_verdicts(connection, finding_id))
    _check_person(told, by)
    if not note.strip():
        raise StoreError("退回没有写明理由", "请写明需要重新核对什么")
    deed = _Deed(connection, row, by, at)
    back = Verdict(
        finding_id=finding_id, stage=row.stage, state=ReviewState.PENDING, by=by, at=at, revision=row.revision, note=note,
        returned=told[0].number,
    )  # fmt: skip
    keep_verdict(connection, back)
    _wait(connection, row, ReviewStage.FIRST, (), by=by, at=at, note=note)
    return deed.done(AuditAction.RETURN, back)


def check_moved(connection: Connection, finding_ids: Sequence[str]) -> None:
    """Refuse that one person alone gives another holder to a finding of which the policy wants two to agree, once the first has spoken."""
    policy = read_policy(connection)
    for one in finding_ids:
        row = locked_row(connection, one)
        settled = row.stage is ReviewStage.DONE and row.state is ReviewState.CONFIRMED
        if row.stage is ReviewStage.SECOND or (
            settled and policy.asks_for(finding_from_json(row.wire), read_finding(connection, one))
        ):
            raise StoreError(
                f"条目 {one} 正在复核，或已按复核办法审结，不能由一人改变当事人",
                "请只认定此处；要改的就是它，请先提出存疑，由复核人退回重审后再认定",
            )


class _Deed:
    """What has to follow once people changed what stands of a finding: grouping, the feed, the record."""

    def __init__(self, connection: Connection, row: Row[Any], by: str, at: str) -> None:
        self._connection, self._id, self._by, self._at = connection, row.id, by, at
        self._stood = deeds.standing_of(connection, row.id)
        self._shown = read_finding(connection, row.id)

    def done(self, action: AuditAction, verdict: Verdict) -> Outcome:
        connection = self._connection
        row, shown = locked_row(connection, self._id), read_finding(connection, self._id)
        if _must_be_grouped(self._shown, shown):
            group_around(connection, (self._id,))
        publish(connection, (self._id,))
        deeds.record_on_finding(
            connection, self._id, self._stood, by=self._by, at=self._at, action=action,
            verdict=verdict.state, given_as=verdict.stage, reason=verdict.reason, note=verdict.note,
        )  # fmt: skip
        return Outcome(finding_revision=row.revision, state=row.state, stage=row.stage, awaiting=AWAITING[row.stage])


def _check(row: Row[Any], told: tuple[Verdict, ...], verdict: Verdict) -> None:
    asked = ReviewStage.FIRST if row.stage is ReviewStage.DONE else row.stage
    if verdict.stage is not asked:
        raise StoreError(f"此条现在{AWAITING[asked]}，不能提交{verdict.stage.label}意见", "请刷新后再试")
    if verdict.state is ReviewState.PENDING:
        raise StoreError("“待审”不是意见", "要收回意见请用撤销")
    if verdict.state is ReviewState.REJECTED and verdict.reason is None:
        raise StoreError("驳回没有写明原因", "请选择驳回的原因")
    _check_person(told, verdict.by)
    blind = verdict.stage is ReviewStage.SECOND and verdict.state is ReviewState.CONFIRMED
    if blind and (not verdict.edit or verdict.edit.category is None or verdict.edit.holder is None):
        raise StoreError("复核确认要由复核人自行判断类别和当事人", "请选定类别和当事人后再提交")


def _check_person(told: tuple[Verdict, ...], by: str) -> None:
    if any(one.by == by for one in told):
        raise StoreError("您已对此条提出过意见，复核和裁定须由另一人作出", "请留给其他有复核权限的人员")


def _seen(connection: Connection, row: Row[Any], edit: FindingEdit | None, type_labels: Mapping[str, str]) -> Finding:
    return corrected(finding_from_json(row.wire), read_correction(connection, row.document_id, edit, type_labels))


def _final(
    connection: Connection,
    row: Row[Any],
    told: tuple[Verdict, ...],
    verdict: Verdict,
    seen: Finding,
    type_labels: Mapping[str, str],
) -> Decision | None:
    """The decision that the verdict makes; None while another person's is awaited."""
    stands = verdict
    if not told:
        machine = finding_from_json(row.wire)
        if read_policy(connection).asks_for(machine, seen):
            return None
    elif len(told) == 1:
        first = told[0]
        if not agree(first.state, _seen(connection, row, first.edit, type_labels), verdict.state, seen):
            return None
        # Who took back a second verdict has learnt of the first: other words of his are not blind any more.
        for before in _taken_back(connection, first, verdict):
            if not agree(before.state, _seen(connection, row, before.edit, type_labels), verdict.state, seen):
                return None
        # Given with everything in sight, the first verdict says more than the second, which was given blind.
        stands = first
    note = SEPARATOR.join(dict.fromkeys(one.note for one in (stands, verdict) if one.note))
    return Decision(
        finding_id=row.id, state=stands.state, by=verdict.by, at=verdict.at, revision=row.revision + 1, note=note,
        reason=stands.reason, edit=stands.edit,
    )  # fmt: skip


def _taken_back(connection: Connection, first: Verdict, verdict: Verdict) -> Iterator[Verdict]:
    """What the person said at this stage of the round before, and took back."""
    for one in read_verdicts(connection, verdict.finding_id):
        mine = (one.by, one.stage, one.returned) == (verdict.by, verdict.stage, None)
        if mine and one.number > first.number and one.revision != verdict.revision:
            yield one


def _wait(
    connection: Connection, row: Row[Any], stage: ReviewStage, told: tuple[Verdict, ...], *, by: str, at: str, note: str
) -> None:
    """Let the finding wait for a look; what had been decided of it no longer stands."""
    if row.state is not ReviewState.PENDING:
        pending = Decision(
            finding_id=row.id, state=ReviewState.PENDING, by=by, at=at, revision=row.revision + 1, note=note
        )  # fmt: skip
        decide(connection, pending, awaits=stage)
    elif stage is ReviewStage.FIRST:
        let_the_machine_speak(connection, row)
    given_by = SEPARATOR + SEPARATOR.join(one.by for one in told) + SEPARATOR if told else None
    changes = {"stage": stage, "given_by": given_by, "revision": row.revision + 1}
    connection.execute(update(findings).where(findings.c.id == row.id).values(changes))


def _what_happened(row: Row[Any], told: tuple[Verdict, ...]) -> str:
    """Who spoke and when; not what he said while another person is to judge without knowing it."""
    if told and row.stage in (ReviewStage.SECOND, ReviewStage.THIRD):
        last = told[-1]
        return f"此条已由 {last.by} 于 {last.at} 提出{last.stage.label}意见，现{AWAITING[row.stage]}"
    return what_happened(row)


def _must_be_grouped(before: Finding, after: Finding) -> bool:
    """Whether it counts from now on, counts no more, or tells of something else; what was never grouped waits for the next grouping."""
    if (before.review.state in STANDING) != (after.review.state in STANDING):
        return True
    return before.event is not None and _grouped_by(before) != _grouped_by(after)


def _grouped_by(finding: Finding) -> tuple[object, ...]:
    return finding.type, finding.anchor, finding.category.code, finding.holder
