"""A finding as a reviewer has it before him: what he may see of it at this stage, and nothing that would tell him what to say."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from schema import Anchor, Decision, DocumentRef, Finding, FindingEdit, ReviewStage, ReviewState, finding_from_json

from ..deciding import read_decisions
from ..editing import unpack_correction
from ..reading import read_finding
from ..tables import findings
from .giving import AWAITING
from .verdicts import Verdict, current, read_verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """A finding before a reviewer."""

    finding_id: str
    document: DocumentRef
    anchors: tuple[Anchor, ...]
    """The passage; while it is judged blind, as the machine or its finder has it."""
    revision: int
    """To be named by the verdict."""
    state: ReviewState
    stage: ReviewStage
    awaiting: str
    """What it waits for, in Chinese; empty when it is settled."""
    blind: bool
    """Whether the first verdict and the machine's attributes are withheld: then what follows is empty."""
    own: bool
    """Whether this person has spoken in the round, and so may not judge at the next stage."""
    finding: Finding | None
    """As it is shown, corrections laid over."""
    machine: Finding | None
    """The machine's words without corrections, or those of who added it."""
    edit: FindingEdit | None
    """The corrections in force."""
    newer: Finding | None
    """What the machine now says of a finding that people have looked at, where that is something else."""
    stale: bool
    """Whether the machine no longer says it."""
    added_by: str | None
    verdicts: tuple[Verdict, ...]
    """All that was said of it, oldest first; what was taken back has a row of its own."""
    decisions: tuple[Decision, ...]
    returned: Verdict | None
    """The first verdict was sent back, and why; shown also before a first look."""


def read_item(connection: Connection, finding_id: str, reader: str) -> ReviewItem:
    """The finding as this person may see it. Raises UnknownFinding."""
    shown = read_finding(connection, finding_id)
    names = ("stage", "wire", "edit", "newer", "stale", "added_by")
    row = connection.execute(select(*(findings.c[name] for name in names)).where(findings.c.id == finding_id)).one()
    told = read_verdicts(connection, finding_id)
    own = any(one.by == reader for one in current(told)) and row.stage is not ReviewStage.DONE
    blind = row.stage is ReviewStage.SECOND and not own
    machine = finding_from_json(row.wire)
    correction = unpack_correction(row.edit)
    return ReviewItem(
        finding_id=finding_id,
        document=shown.document,
        anchors=shown.anchors,
        revision=shown.review.revision,
        state=shown.review.state,
        stage=row.stage,
        awaiting=AWAITING[row.stage],
        blind=blind,
        own=own,
        finding=None if blind else shown,
        machine=None if blind else machine,
        edit=None if blind or correction is None else correction.edit,
        newer=None if blind or row.newer is None else finding_from_json(row.newer),
        stale=row.stale and not blind,
        added_by=None if blind else row.added_by,
        verdicts=() if blind else told,
        decisions=() if blind else read_decisions(connection, finding_id),
        returned=_returned(told, row.stage),
    )


def _returned(told: tuple[Verdict, ...], stage: ReviewStage) -> Verdict | None:
    """The row that sent the first verdict back, while the finding waits for it to be given anew."""
    last = told[-1] if told else None
    sent_back = last is not None and last.returned is not None and bool(last.note) and stage is ReviewStage.FIRST
    return last if sent_back else None
