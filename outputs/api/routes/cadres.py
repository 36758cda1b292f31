"""Cadre records within the caller's units, and what released findings support of a cadre: evidence, never a score."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response

from schema import Cadre, Dossier, Pattern

from ...access import TokenScope
from ...audit import AuditAction
from ...cadre_lists import Place
from ...desk.days import today
from ...desk.guard import DeskHere
from ...dossier import narrowed, tellers
from ...inventory import StateFilter
from ..answers import answer
from ..guard import CadreReader, Client
from ..paging import After, Limit, read, written
from .findings import Day, check_state

router = APIRouter(tags=["cadres"])
CadreId = Annotated[str, Path(min_length=1, max_length=64, description="干部编号 / cadre id", examples=["YZ012"])]
State = Annotated[StateFilter, Query(description="依据哪些条目；未审核的须有 findings:pending / which findings it rests on")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadres:
    """A page of cadre records, by name."""

    items: tuple[Cadre, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """What the records support of one cadre, a line a category."""

    items: tuple[Pattern, ...]


@router.get("/cadres", response_model=Cadres, summary="干部记录 / list cadre records")
def cadres(
    request: Request, desk: DeskHere, calling: CadreReader, limit: Limit = 100, cursor: After = None,
    q: Annotated[str, Query(max_length=100, description="姓名、编号或单位 / name, id or unit")] = "",
) -> Response:  # fmt: skip
    """The cadres who hold a post in the caller's units, by name."""
    key = read(cursor, str, str)
    found = desk.store.cadres.page(calling.scope, words=q, after=Place(*key) if key else None, limit=limit)
    return answer(request, Cadres, Cadres(items=tuple(map(_shown, found.cadres)), next=written(found.next and tuple(found.next))))


@router.get("/cadres/{cadre_id}", response_model=Cadre, summary="一名干部 / one cadre record")
def cadre(request: Request, desk: DeskHere, calling: CadreReader, cadre_id: CadreId) -> Response:
    """A cadre's newest record."""
    return answer(request, Cadre, _shown(known(desk, calling, cadre_id)))


@router.get("/cadres/{cadre_id}/patterns", response_model=Patterns, summary="一时与一贯分析 / one-off versus consistent")
def patterns(
    request: Request,
    desk: DeskHere,
    calling: CadreReader,
    cadre_id: CadreId,
    as_of: Day = None,
    state: State = StateFilter.CONFIRMED,
) -> Response:
    """What the records support of the cadre as of a day. For people to judge by; it is no conclusion (仅供研判参考，不作为结论)."""
    _opened(desk, calling, cadre_id, state)
    told = desk.services.patterns(cadre_id, states=state, as_of=as_of or today())
    return answer(request, Patterns, Patterns(items=told))


@router.get("/cadres/{cadre_id}/dossier", response_model=Dossier, summary="一人一档 / evidence file")
def dossier(
    request: Request,
    desk: DeskHere,
    calling: CadreReader,
    cadre_id: CadreId,
    as_of: Day = None,
    state: State = StateFilter.CONFIRMED,
) -> Response:
    """The cadre's evidence file as of a day."""
    _opened(desk, calling, cadre_id, state)
    made = desk.services.dossier(cadre_id, states=state, as_of=as_of or today())
    return answer(request, Dossier, narrowed(made, desk.store.occurrences.visible(tellers(made), calling.scope)))


def known(desk: DeskHere, calling: Client, cadre_id: str) -> Cadre:
    """The cadre's newest record. Answers 404 when there is none or he is out of scope."""
    found = desk.store.cadres.cadre(cadre_id, calling.scope)
    if found is None:
        raise HTTPException(404, f"名册里没有编号为 {cadre_id} 的干部，或不在这个令牌的单位范围内")
    return found


def _opened(desk: DeskHere, calling: Client, cadre_id: str, state: StateFilter) -> None:
    """Let pass who may see what he asks for, and record that he saw the cadre's file."""
    if not calling.may(TokenScope.FINDINGS):
        raise HTTPException(403, f"这个令牌没有“{TokenScope.FINDINGS.label}”（{TokenScope.FINDINGS.value}）的用途")
    check_state(calling, state)
    known(desk, calling, cadre_id)
    desk.store.audit.record(calling.actor, AuditAction.VIEW_CADRE, f"cadre:{cadre_id}", {"by": "api", "token": calling.token.id})


def _shown(cadre: Cadre) -> Cadre:
    """Without the hash of the identity number, which is for telling people apart alone."""
    return replace(cadre, identity="")
