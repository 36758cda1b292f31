"""Documents that people are through with: everything the machine or a person found in them is settled, and nothing is in doubt."""

from dataclasses import dataclass

from sqlalchemy import Connection, Integer, and_, func, or_, select

from schema import RejectReason, ReviewStage, ReviewState

from ..deciding import read_decisions
from ..inventory import Standing
from ..tables import documents, findings
from .verdicts import current, read_verdicts

_SETTLED = (ReviewState.CONFIRMED, ReviewState.REJECTED, ReviewState.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What people made of a finding."""

    finding_id: str
    asserted: bool | None
    """Whether the document asserts it: confirmed, or confirmed before it was withdrawn. None: what was added by mistake and taken back."""
    reason: RejectReason | None
    """Why it was rejected, where the reviewer said so."""


def read_reviewed(connection: Connection) -> tuple[str, ...]:
    """The documents that people are through with, by id."""
    # A suggestion that the machine no longer makes and nobody decided on is none.
    gone = and_(findings.c.stale, findings.c.state == ReviewState.PENDING)
    open_ones = or_(findings.c.stage != ReviewStage.DONE, findings.c.state.not_in(_SETTLED))
    rows = (
        select(findings.c.document_id)
        .join(documents)
        .where(documents.c.standing != Standing.SUPERSEDED, ~gone)
        .group_by(findings.c.document_id)
        .having(func.sum(open_ones.cast(Integer)) == 0)
        .order_by(findings.c.document_id)
    )
    return tuple(connection.scalars(rows))


def read_settled(connection: Connection, document_id: str) -> tuple[Settled, ...]:
    """What people made of the findings of a document that they are through with, in the order of the text."""
    here = select(findings.c.id, findings.c.state, findings.c.added_by).where(findings.c.document_id == document_id)
    rows = connection.execute(here.where(findings.c.stage == ReviewStage.DONE).order_by(findings.c.start, findings.c.id)).all()
    return tuple(_settled(connection, row.id, row.state, by_hand=row.added_by is not None) for row in rows)


def _settled(connection: Connection, finding_id: str, state: ReviewState, *, by_hand: bool) -> Settled:
    decided = read_decisions(connection, finding_id)
    asserted: bool | None = state is ReviewState.CONFIRMED
    if state is ReviewState.WITHDRAWN:
        taken_back = by_hand and not current(read_verdicts(connection, finding_id))
        before = [one.state for one in decided if one.state is not ReviewState.WITHDRAWN]
        asserted = None if taken_back else bool(before) and before[-1] is ReviewState.CONFIRMED
    return Settled(finding_id=finding_id, asserted=asserted, reason=decided[-1].reason if decided else None)
