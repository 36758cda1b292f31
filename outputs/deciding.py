"""How a person's decision on a finding is kept: appended, and only on the revision that he saw."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from schema import (
    Decision,
    FindingEdit,
    ReviewStage,
    ReviewState,
    RevisionConflict,
    UnknownFinding,
    finding_from_json,
    finding_to_json,
)

from .columns import columns_of
from .editing import Correction, corrected, correction_of, pack_correction, pack_edit, unpack_correction, unpack_edit
from .feed import publish
from .linking import settle_holders
from .reading import read_document
from .tables import decisions, findings

NO_LABELS: Mapping[str, str] = {}


def decide(
    connection: Connection,
    decision: Decision,
    *,
    awaits: ReviewStage = ReviewStage.FIRST,
    type_labels: Mapping[str, str] = NO_LABELS,
) -> None:
    """Append the decision and let the finding follow it, with the corrections that it leaves standing.

    `awaits` is whose look a finding that becomes pending waits for; when it is the first's, the machine's newest words show again.
    Raises UnknownFinding, StoreError for corrections that the document cannot bear, and RevisionConflict when the finding is no
    longer at the revision before the decision's.
    """
    row = locked_row(connection, decision.finding_id)
    if row.revision != decision.revision - 1:
        raise RevisionConflict(what_happened(row), "请刷新，看过之后再定")
    pending = decision.state is ReviewState.PENDING
    if pending:
        decision = replace(decision, edit=None)
    stage = awaits if pending else ReviewStage.DONE
    review = {"state": decision.state, "stage": stage, "decided_by": decision.by, "decided_at": decision.at}
    connection.execute(update(findings).where(findings.c.id == row.id).values(review | {"revision": decision.revision}))
    names = ("finding_id", "state", "by", "at", "revision", "note", "reason")
    kept = {name: getattr(decision, name) for name in names}
    connection.execute(insert(decisions).values(kept | {"edit": pack_edit(decision.edit)}))
    if pending and awaits is ReviewStage.FIRST:
        let_the_machine_speak(connection, row)
    else:
        show(connection, row, read_correction(connection, row.document_id, decision.edit, type_labels))
    publish(connection, (row.id,))


def read_decisions(connection: Connection, finding_id: str) -> tuple[Decision, ...]:
    """The decisions on a finding, oldest first."""
    rows = connection.execute(select(decisions).where(decisions.c.finding_id == finding_id).order_by(decisions.c.revision))
    return tuple(map(_decision, rows))


def edit_in_force(connection: Connection, finding_id: str) -> FindingEdit | None:
    """The corrections that stand on a finding."""
    packed = connection.scalar(select(findings.c.edit).where(findings.c.id == finding_id))
    correction = unpack_correction(packed)
    return correction.edit if correction else None


def locked_row(connection: Connection, finding_id: str) -> Row[Any]:
    """The finding's row, kept from others until the transaction ends. Raises UnknownFinding."""
    row = connection.execute(select(findings).where(findings.c.id == finding_id).with_for_update()).one_or_none()
    if row is None:
        raise UnknownFinding(f"没有编号为 {finding_id} 的条目", "它可能已随新的分析撤回，请刷新列表")
    return row


def read_correction(
    connection: Connection, document_id: str, edit: FindingEdit | None, type_labels: Mapping[str, str] = NO_LABELS
) -> Correction | None:
    """The edit with the words of the document that it names. Raises StoreError for what the document cannot bear."""
    return correction_of(edit, read_document(connection, document_id), type_labels) if edit else None


def show(connection: Connection, row: Row[Any], correction: Correction | None) -> None:
    """Let the finding be shown with this correction over the machine's words."""
    packed = pack_correction(correction)
    if packed == row.edit:
        return
    shown = corrected(finding_from_json(row.wire), correction)
    connection.execute(update(findings).where(findings.c.id == row.id).values({"edit": packed, **columns_of(shown)}))
    settle_holders(connection, row.document_id)


def let_the_machine_speak(connection: Connection, row: Row[Any]) -> None:
    """Put what the newest analysis says in the place of what people had looked at, now that nobody's verdict stands."""
    if row.newer is None and row.edit is None:
        return
    told = finding_from_json(row.newer or row.wire)
    changes = {"wire": finding_to_json(told), "newer": None, "edit": None, **columns_of(told)}
    connection.execute(update(findings).where(findings.c.id == row.id).values(changes))
    settle_holders(connection, row.document_id)


def what_happened(row: Row[Any]) -> str:
    """Who decided what of a finding and when, for whoever comes second."""
    if row.decided_by is None:
        return f"此条已由新的分析改写，现为第 {row.revision} 版"
    return f"此条已由 {row.decided_by} 于 {row.decided_at} 审为“{row.state.label}”，现为第 {row.revision} 版"


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        finding_id=row.finding_id, state=row.state, by=row.by, at=row.at, revision=row.revision, note=row.note,
        reason=row.reason, edit=unpack_edit(row.edit),
    )  # fmt: skip
