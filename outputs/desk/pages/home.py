"""首页: what waits for this person, by what he may do."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from schema import ReviewStage

from ...access import Permission
from ...rectifying import BoardFilter, Section
from ...reviewing import QueueFilter
from ..days import today
from ..guard import Anybody, Caller, Desk, DeskHere, PasswordChangeNeeded
from ..rendering import page

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something that waits for him."""

    title: str
    count: int
    unit: str
    words: str
    """What it is; where nothing waits, what to do instead."""
    target: str


@router.get("/")
def home(request: Request, desk: DeskHere, asking: Anybody) -> Response:
    """What waits; who only audits is sent to the record."""
    if asking.person.must_change:
        raise PasswordChangeNeeded
    if not asking.person.may(Permission.READ):
        return RedirectResponse("/audit", status_code=303)
    return _start(request, desk, asking)


def _start(request: Request, desk: Desk, asking: Caller) -> HTMLResponse:
    failures = len(desk.store.catalogue.failures()) if asking.person.may(Permission.ADMINISTER) else 0
    return page(
        request, asking, "home.html.jinja", reviews=_reviews(desk, asking), board=_board(desk, asking), on=today(),
        failures=failures,
    )  # fmt: skip


def _reviews(desk: Desk, asking: Caller) -> tuple[Waiting, ...]:
    """The queues that he may take up."""
    stages = []
    if asking.person.may(Permission.REVIEW):
        stages.append((ReviewStage.FIRST, "待审", "逐条看原文，确认、修改或驳回"))
    if asking.person.may(Permission.SECOND):
        stages += [
            (ReviewStage.SECOND, "待复核", "不看初审意见，独立判断"),
            (ReviewStage.THIRD, "待裁定", "初审与复核不一致的"),
        ]
    return tuple(
        Waiting(title=title, count=_left(desk, asking, stage), unit="条", words=words, target=f"/review?stage={stage.value}")
        for stage, title, words in stages
    )


def _left(desk: Desk, asking: Caller, stage: ReviewStage) -> int:
    wanted = QueueFilter(stage=stage)
    return desk.store.reviewing.queue(wanted, scope=asking.scope, reader_login=asking.login, limit=1).left


def _board(desk: Desk, asking: Caller) -> tuple[Waiting, ...]:
    """What presses on the board, by confirmed findings."""
    desk.store.board.keep_up()
    counts = desk.store.board.counts(asking.scope, BoardFilter(), today())
    told = (
        (Section.OVERDUE, "时限已过，没有完成的记录"),
        (Section.DUE, "30 日内到期"),
        (Section.CLAIMED, "单位报告完成，还没有见到复核"),
        (Section.RELAPSED, "整改后又有新的反映"),
    )
    return tuple(
        Waiting(title=section.label, count=counts[section], unit="件", words=words, target=f"/board?section={section.value}")
        for section, words in told
    )
