"""Reviewers' decisions: to read how a finding came to be as it is, and to decide from another system."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Body, Header, HTTPException, Request, Response

from schema import Decision, Finding, FindingEdit, RejectReason, ReviewStage, ReviewState

from ...desk.guard import DeskHere
from ...moments import now
from ...reviewing import Verdict
from ..answers import answer
from ..guard import Decider
from .findings import FindingId, tag_of, visible

router = APIRouter(tags=["decisions"])
DECIDABLE = frozenset({ReviewState.CONFIRMED, ReviewState.REJECTED, ReviewState.UNSURE})
LATER = frozenset({ReviewStage.SECOND, ReviewStage.THIRD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """The decisions on a finding, oldest first."""

    items: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDecision:
    """What is decided."""

    state: ReviewState
    """`confirmed`, `rejected` or `unsure`."""
    reason: RejectReason | None = None
    """Needed for `rejected`."""
    note: str = ""
    edit: FindingEdit = field(default_factory=FindingEdit)
    """All corrections that are to stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """How the finding stands after it."""

    finding: Finding
    stage: ReviewStage
    """`done`, or whose look it waits for next."""
    awaiting: str
    """In Chinese, what is still to come; empty when nothing."""


@router.get("/findings/{finding_id}/decisions", response_model=Decisions, summary="审核经过 / decisions on a finding")
def decisions(request: Request, desk: DeskHere, calling: Decider, finding_id: FindingId) -> Response:
    """The decisions on a finding, oldest first."""
    visible(desk, calling, finding_id)
    return answer(request, Decisions, Decisions(items=desk.store.decisions(finding_id)))


@router.post(
    "/findings/{finding_id}/decisions",
    response_model=Decided,
    status_code=201,
    summary="提交审核 / decide on a finding",
    responses={
        409: {"description": "此条已被他人审核 / decided by someone else meanwhile"},
        428: {"description": "缺少 If-Match"},
    },
)
def decide(
    request: Request,
    desk: DeskHere,
    calling: Decider,
    finding_id: FindingId,
    wanted: Annotated[NewDecision, Body()],
    if_match: Annotated[str | None, Header(description="读取条目时的 ETag / the ETag that the finding was read with")] = None,
) -> Response:
    """Decide on the finding as it was read: `If-Match` names its ETag, and who comes second is refused (409)."""
    if wanted.state not in DECIDABLE:
        raise HTTPException(400, "state 应是 confirmed、rejected 或 unsure")
    found = visible(desk, calling, finding_id)
    if if_match is None:
        raise HTTPException(428, "请在 If-Match 写明读取条目时的 ETag：审核只能针对看到的内容作出")
    if if_match.strip().removeprefix("W/").strip('"') != tag_of(found):
        raise HTTPException(409, f"此条已变为第 {found.review.revision} 版；请重新读取，看过之后再定")
    if desk.store.reviewing.item(finding_id, calling.actor).stage in LATER:
        raise HTTPException(409, "此条等待复核；复核不得先看初审意见，请在审阅台进行")
    outcome = desk.store.reviewing.give(
        Verdict(
            finding_id=finding_id, stage=ReviewStage.FIRST, state=wanted.state, by=calling.actor, at=now(),
            revision=found.review.revision, reason=wanted.reason, note=wanted.note, edit=wanted.edit or None,
        )
    )  # fmt: skip
    decided = Decided(finding=desk.store.finding(finding_id), stage=outcome.stage, awaiting=outcome.awaiting)
    return answer(request, Decided, decided, tag=tag_of(decided.finding), status=201)
