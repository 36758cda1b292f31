"""Findings: by default those that reviewers confirmed and no newer content has superseded."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response

from schema import Category, Finding, HolderKind, RectificationStatus, StatementType, UnknownFinding

from ...access import TokenScope
from ...desk.guard import DeskHere
from ...inventory import Selection, StateFilter
from ..answers import answer
from ..guard import Client, FindingReader
from ..paging import After, Limit, read, written

router = APIRouter(tags=["findings"])
FindingId = Annotated[str, Path(pattern="^f-[0-9a-f]+$", description="条目编号 / finding id", examples=["f-3b1c0a9d27e4"])]
Day = Annotated[str | None, Query(pattern=r"^\d{4}(-\d{2}){0,2}$", examples=["2024-01-18"])]
Text = Annotated[str | None, Query(min_length=1, max_length=200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """A page of findings."""

    items: tuple[Finding, ...]
    next: str | None
    """`cursor` of the next page; null when this is the last."""


@router.get("/findings", response_model=Findings, summary="条目清单 / list findings")
def findings(
    request: Request, desk: DeskHere, calling: FindingReader, limit: Limit = 100, cursor: After = None,
    state: Annotated[StateFilter, Query(description="未审核的须有 findings:pending / unreviewed need findings:pending")] = StateFilter.CONFIRMED,
    type: StatementType | None = None, category: Category | None = None, holder: HolderKind | None = None,
    cadre: Text = None, document: Text = None, unit: Text = None, event: Text = None, status: RectificationStatus | None = None,
    since: Day = None, until: Day = None,
    order: Annotated[str, Query(pattern="^-?date$", description="date：按文档日期先后；-date：新的在前")] = "date",
) -> Response:  # fmt: skip
    """Findings by date of their document, filtered; pages by cursor stay right while the store changes."""
    check_state(calling, state)
    selection = Selection(
        states=state.states, type=type, category=category, holder=holder, cadre_id=cadre, document_id=document, unit=unit,
        event_id=event, status=status, since=since, until=until,
    )  # fmt: skip
    found = desk.store.finding_page(
        selection, scope=calling.scope, after=read(cursor, str, str, int, str), limit=limit, newest_first=order == "-date"
    )
    return answer(request, Findings, Findings(items=found.findings, next=written(found.next)))


@router.get("/findings/{finding_id}", response_model=Finding, summary="一个条目 / one finding")
def finding(request: Request, desk: DeskHere, calling: FindingReader, finding_id: FindingId) -> Response:
    """One finding. What was rejected or withdrawn, or is not released to the caller, is not found."""
    found = visible(desk, calling, finding_id)
    return answer(request, Finding, found, tag=tag_of(found))


def tag_of(finding: Finding) -> str:
    """The entity tag of a finding: its revision, and the occurrence that it was grouped into, which is not part of that."""
    return f"{finding.id}-{finding.review.revision}-{finding.event.id if finding.event else ''}"


def check_state(calling: Client, state: StateFilter) -> None:
    """Answer 403 when the token may not see unreviewed findings and they are asked for."""
    if state is not StateFilter.CONFIRMED and not calling.may(TokenScope.PENDING):
        raise HTTPException(
            403, f"未审核的条目不对外提供：这个令牌没有“{TokenScope.PENDING.label}”（{TokenScope.PENDING.value}）的用途"
        )


def released_to(calling: Client) -> StateFilter:
    """Which findings the token may see at all."""
    return StateFilter.ALL if calling.may(TokenScope.PENDING) else StateFilter.CONFIRMED


def visible(desk: DeskHere, calling: Client, finding_id: str) -> Finding:
    """The finding as the caller may see it. Raises UnknownFinding."""
    selection = Selection(states=released_to(calling).states)
    found = desk.store.finding_within(finding_id, selection, scope=calling.scope)
    if found is None:
        raise UnknownFinding(f"没有编号为 {finding_id} 的条目", "它可能未审核、已撤下，或不在这个令牌的单位范围内")
    return found
