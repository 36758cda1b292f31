"""Findings that people add: what the machine missed, in the words of who found it, and never the machine's to take away."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, insert, select, update

from schema import (
    CategoryGuess,
    Document,
    DocumentRef,
    Finding,
    FindingEdit,
    Holder,
    Provenance,
    Review,
    ReviewStage,
    ReviewState,
    SampleState,
    Span,
    StatementType,
    StoreError,
    Voice,
    VoiceKind,
    finding_id,
)

from ..audit import AuditAction
from ..deciding import read_correction
from ..editing import corrected, within_blocks
from ..grouping import group_around
from ..linking import settle_holders
from ..reading import read_document, read_finding
from ..reanalysis import fresh_row
from ..search.index import keep_passages
from ..tables import findings
from .giving import give
from .tables import samples
from .verdicts import Verdict

BY_HAND = Provenance(pipeline="manual", model="", run="")
"""What made a finding that a person added."""


def add(
    connection: Connection,
    document_id: str,
    spans: Sequence[Span],
    edit: FindingEdit,
    by: str,
    at: str,
    type_labels: Mapping[str, str],
) -> Finding:
    """Add what was missed at these spans, with what the edit says of it, and confirm it as its finder's first verdict.

    Raises StoreError when the passage or what must be said of it is missing, or a finding already stands there.
    """
    document = read_document(connection, document_id)
    told = _told(connection, document, within_blocks(document, spans), edit, type_labels)
    row = connection.execute(select(findings).where(findings.c.id == told.id).with_for_update()).one_or_none()
    fresh = fresh_row(told) | {"added_by": by}
    if row is None:
        connection.execute(insert(findings).values(fresh))
    elif row.added_by is not None and row.state is ReviewState.WITHDRAWN:
        again = fresh | {"revision": row.revision + 1, "edit": None, "newer": None, "state": ReviewState.WITHDRAWN}
        connection.execute(update(findings).where(findings.c.id == told.id).values(again))
    else:
        raise StoreError(f"这段文字已有条目 {told.id}", "请在该条目上确认或修改")
    settle_holders(connection, document_id)
    revision = connection.execute(select(findings.c.revision).where(findings.c.id == told.id)).scalar_one()
    _answer_samples(connection, document_id, told, by, at)
    give(
        connection,
        Verdict(
            finding_id=told.id, stage=ReviewStage.FIRST, state=ReviewState.CONFIRMED, by=by, at=at, revision=revision,
            note="人工补录",
        ),
        type_labels,
        action=AuditAction.ADD_FINDING,
    )  # fmt: skip
    group_around(connection, (told.id,))
    keep_passages(connection, document)
    return read_finding(connection, told.id)


def _told(
    connection: Connection, document: Document, spans: tuple[Span, ...], edit: FindingEdit, type_labels: Mapping[str, str]
) -> Finding:
    if edit.category is None or edit.holder is None:
        raise StoreError("补录的条目没有写明类别或当事人", "请选定类别和当事人")
    anchors = tuple(map(document.anchor, spans))
    bare = Finding(
        id=finding_id(document.id, spans),
        type=edit.type or StatementType.PROBLEM,
        document=DocumentRef(
            id=document.id, name=document.name, kind=document.kind, title=document.title, date=document.date,
            issuer=document.issuer,
        ),
        anchor=anchors[0] if len(anchors) == 1 else anchors,
        category=CategoryGuess(code=edit.category, label=edit.category.label, score=1.0),
        holder=Holder(kind=edit.holder, mention=None, cadre_id=None, score=None),
        voice=Voice(kind=VoiceKind.NARRATOR, speaker=None, cadre_id=None),
        cue=None,
        rectification=None,
        event=None,
        problem_type=None,
        confidence=1.0,
        review=Review(),
        provenance=BY_HAND,
    )  # fmt: skip
    return corrected(bare, read_correction(connection, document.id, replace(edit, spans=None), type_labels))


def _answer_samples(connection: Connection, document_id: str, told: Finding, by: str, at: str) -> None:
    """Passages that were drawn here and not looked at yet did hold something that was missed."""
    for anchor in told.anchors:
        here = (samples.c.document_id == document_id, samples.c.start < anchor.end, samples.c.end > anchor.start)
        found = update(samples).where(*here, samples.c.state == SampleState.WAITING)
        connection.execute(found.values(state=SampleState.MISSED, by=by, at=at))
