"""What she does to an item: verdicts, undoing, who is meant, remarks beside it, what was missed. Each is saved before it is answered."""

import re
from datetime import datetime
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Form, HTTPException, Request

from schema import (
    Code,
    FindingEdit,
    LinkDecision,
    LinkVerdict,
    RejectReason,
    Remark,
    RemarkKind,
    ReviewStage,
    ReviewState,
    RevisionConflict,
    Span,
)

from ...access import Permission
from ...linking import PRONOUNS
from ...moments import now
from ...reviewing import Outcome, ReviewItem, Verdict
from ..corrections import correction, new_finding, spans_of
from ..guard import Caller, Desk, DeskHere, Reader, Reviewer
from ..items import may_be_meant, merged
from ..itemview import refusal, standing_verdicts
from ..marks import settled
from ..queueing import asked_for, query_of
from ..rendering import moment

router = APIRouter(prefix="/review")
Field = Annotated[str, Form()]
C = TypeVar("C", bound=Code)
_BY = re.compile(r"由 (\S+) 于 (\S+) ")


@router.post("/{finding_id}/verdict")
def give_verdict(
    request: Request, finding_id: str, desk: DeskHere, asking: Reader, revision: Annotated[int, Form()], state: Field,
    reason: Field = "", note: Field = "", edit: Field = "", adopt: Annotated[int | None, Form()] = None,
) -> dict[str, Any]:  # fmt: skip
    """Confirm, reject or doubt, with what she corrected; or, as the third, let a verdict stand as it was given (`adopt`)."""
    told = _may(desk, asking, finding_id)
    adopted = next((one for one in standing_verdicts(told) if one.number == adopt), None)
    changed = correction(edit, told) if edit else None
    verdict = Verdict(
        finding_id=finding_id,
        stage=ReviewStage.FIRST if told.stage is ReviewStage.DONE else told.stage,
        state=adopted.state if adopted else _state(state),
        by=asking.login,
        at=now(),
        revision=revision,
        reason=adopted.reason if adopted else _reason(reason),
        note=note,
        edit=(adopted.edit or FindingEdit()) if adopted else merged(told.edit, changed) if changed is not None else None,
    )
    try:
        outcome = desk.store.reviewing.give(verdict)
    except RevisionConflict as conflict:
        # Nothing went wrong: somebody was first, and she is shown what he decided.
        return {"conflict": _named(desk, str(conflict))}
    return _answer(request, desk, asking, outcome) | {"redraw": bool(changed and (changed.spans or changed.measures is not None))}


@router.post("/{finding_id}/undo")
def undo(request: Request, finding_id: str, desk: DeskHere, asking: Reader) -> dict[str, Any]:
    """Take back her newest verdict on it."""
    _seen(desk, asking, finding_id)
    outcome = desk.store.reviewing.undo(finding_id, asking.login, now())
    told = desk.store.reviewing.item(finding_id, asking.login)
    gone = told.added_by is not None and outcome.state is ReviewState.WITHDRAWN
    return _answer(request, desk, asking, outcome) | {"redraw": True, "gone": gone}


@router.post("/{finding_id}/rework")
def return_for_rework(request: Request, finding_id: str, desk: DeskHere, asking: Reader, note: Field = "") -> dict[str, Any]:
    """Send the first verdict back to who gave it, with what is to be mended."""
    _may(desk, asking, finding_id)
    return _answer(request, desk, asking, desk.store.reviewing.return_for_rework(finding_id, asking.login, now(), note))


@router.post("/{finding_id}/link")
def decide_link(
    request: Request, finding_id: str, desk: DeskHere, asking: Reader, verdict: Field, seen: Annotated[int, Form()],
    cadre: Field = "", everywhere: Field = "",
) -> dict[str, Any]:  # fmt: skip
    """Whom the holder's name means: this cadre or not; of an empty `cadre`, all that may be meant."""
    told = _may(desk, asking, finding_id)
    finding = told.finding
    if finding is None:
        raise HTTPException(403, "盲审期间不能认定当事人，请作答之后再认定")
    if not finding.holder.mention:
        raise HTTPException(400, "原文没有写出当事人的称呼，请先在“修改”里填写文中称呼，再认定是谁")
    if cadre and not may_be_meant(desk.store, cadre, finding, asking.scope):
        raise HTTPException(404, f"名册里没有编号 {cadre}，或者不在您的查看范围内；请核对编号")
    wanted = [cadre] if cadre else [one.cadre_id for one in finding.holder.candidates]
    if not wanted:
        raise HTTPException(400, "没有可以排除的候选人")
    anchor = finding.anchors[0]
    whole = bool(everywhere) and finding.holder.mention not in PRONOUNS
    for one in wanted:
        decision = LinkDecision(
            document_id=finding.document.id, mention=finding.holder.mention, cadre_id=one, verdict=_link_verdict(verdict),
            by=asking.login, at=now(), span=None if whole else Span(start=anchor.start, end=anchor.end), seen=seen,
        )  # fmt: skip
        seen = desk.store.decide_link(decision).number
    return {"at": _clock(), "cadres": wanted}


@router.post("/{finding_id}/link/undo")
def undo_link(request: Request, finding_id: str, desk: DeskHere, asking: Reader, cadres: Field) -> dict[str, Any]:
    """Take back her newest decisions on whom the name means."""
    told = _may(desk, asking, finding_id)
    if told.finding is None:
        raise HTTPException(400, "盲审期间不能认定当事人")
    for cadre in filter(None, cadres.split(",")):
        decisions = desk.store.link_decisions(told.document.id)
        last = next((one for one in reversed(decisions) if one.cadre_id == cadre and one.by == asking.login), None)
        if last is None or last.verdict is LinkVerdict.TAKEN_BACK:
            raise HTTPException(400, "没有可以撤销的认定")
        back = LinkDecision(
            document_id=last.document_id, mention=last.mention, cadre_id=cadre, verdict=LinkVerdict.TAKEN_BACK, by=asking.login,
            at=now(), span=last.span, seen=decisions[-1].number,
        )  # fmt: skip
        desk.store.decide_link(back)
    return {"at": _clock(), "redraw": True}


@router.post("/{finding_id}/remark")
def remark(
    request: Request, finding_id: str, desk: DeskHere, asking: Reader, revision: Annotated[int, Form()], kind: Field,
    text: Field = "", basis: Field = "", takes_back: Annotated[int, Form()] = 0,
) -> dict[str, Any]:  # fmt: skip
    """Record a clarification, lenience or the cadre's own words beside the finding; or take one back."""
    _may(desk, asking, finding_id)
    told = Remark(
        finding_id=finding_id, kind=_one_of(RemarkKind, kind, set(RemarkKind), "没有这种说明"), text=text, basis=basis, by=asking.login, at=now(),
        takes_back=takes_back or None, seen=revision,
    )  # fmt: skip
    desk.store.occurrences.remark(told)
    return {"at": _clock()}


@router.post("/add")
def add(request: Request, desk: DeskHere, asking: Reviewer, document_id: Field, spans: Field, edit: Field) -> dict[str, Any]:
    """Add what was missed, from the words that she selected."""
    if not desk.store.places.shows_document(document_id, asking.scope):
        raise HTTPException(404, "没有这份文档，或者不在您的查看范围内")
    added = desk.store.reviewing.add(document_id, spans_of(spans), new_finding(edit), asking.login, now())
    told = desk.store.reviewing.item(added.id, asking.login)
    return {"id": added.id, "at": _clock(), "left": _left(request, desk, asking), "standing": settled(told.state, told.stage)}


def _seen(desk: Desk, asking: Caller, finding_id: str) -> ReviewItem:
    if not desk.store.places.shows_finding(finding_id, asking.scope):
        raise HTTPException(404, "没有这个条目，或者不在您的查看范围内")
    return desk.store.reviewing.item(finding_id, asking.login)


def _may(desk: Desk, asking: Caller, finding_id: str) -> ReviewItem:
    """The item, for somebody who may decide on it as it stands."""
    told = _seen(desk, asking, finding_id)
    if not asking.person.may(Permission.REVIEW) and not asking.person.may(Permission.SECOND):
        raise HTTPException(403, "您没有审阅权限，只能查看")
    if refused := refusal(told, asking):
        raise HTTPException(403, refused)
    return told


def _answer(request: Request, desk: Desk, asking: Caller, outcome: Outcome) -> dict[str, Any]:
    return {
        "at": _clock(),
        "left": _left(request, desk, asking),
        "standing": settled(outcome.state, outcome.stage),
        "awaiting": outcome.awaiting,
    }


def _left(request: Request, desk: Desk, asking: Caller) -> int:
    wanted = asked_for(query_of(request.query_params), asking)
    return desk.store.reviewing.queue(wanted, scope=asking.scope, reader_login=asking.login, limit=1).left


def _named(desk: Desk, told: str) -> str:
    """The sentence with people's names for their logins, and moments as people read them."""
    names = {one.login: one.name for one in desk.store.access.people()}
    return _BY.sub(lambda found: f"由 {names.get(found[1], found[1])} 于 {moment(found[2])} ", told)


def _clock() -> str:
    return datetime.now().strftime("%H:%M:%S")


def _state(told: str) -> ReviewState:
    return _one_of(
        ReviewState, told, {ReviewState.CONFIRMED, ReviewState.REJECTED, ReviewState.UNSURE}, "意见只能是确认、驳回或存疑"
    )


def _reason(told: str) -> RejectReason | None:
    return _one_of(RejectReason, told, set(RejectReason), "没有这种驳回原因") if told else None


def _link_verdict(told: str) -> LinkVerdict:
    wanted = {LinkVerdict.SAME, LinkVerdict.NOT_SAME, LinkVerdict.UNSURE}
    return _one_of(LinkVerdict, told, wanted, "只能定为是此人、不是此人或拿不准")


def _one_of(codes: type[C], told: str, wanted: set[C], refusal: str) -> C:
    found = next((one for one in codes if one.value == told), None)
    if found is None or found not in wanted:
        raise HTTPException(400, refusal)
    return found
