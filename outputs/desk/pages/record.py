"""The auditor's pages: the record with a filter, whether it is whole, and its head to be printed and kept elsewhere."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Self

from fastapi import APIRouter, HTTPException, Query, Request, Response

from ...audit import SYSTEM, UNKNOWN, AuditAction, AuditEntry, AuditFilter, Head
from ...moments import now
from ..blindness import sealed
from ..guard import Auditor, Caller, DeskHere
from ..rendering import page

router = APIRouter(prefix="/audit")
PAGE = 100
FINDING = "finding:"
Words = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An entry as the page has it."""

    entry: AuditEntry
    actor: str
    action: str
    object: str
    detail: str

    @classmethod
    def of(cls, entry: AuditEntry, names: Mapping[str, str], *, withheld: bool = False) -> Self:
        """With the names of people, by login and as objects, and of deeds."""
        action = entry.action.label if isinstance(entry.action, AuditAction) else entry.action
        detail = json.dumps(entry.detail, ensure_ascii=False, indent=1) if entry.detail else ""
        if withheld:
            detail = "待复核，您作答之前不显示"
        name = names.get(entry.object)
        object = f"{entry.object}（{name}）" if name else entry.object
        return cls(entry=entry, actor=names.get(entry.actor, entry.actor), action=action, object=object, detail=detail)


@router.get("")
def record(
    request: Request,
    desk: DeskHere,
    asking: Auditor,
    actor: Words = "",
    action: Words = "",
    object: Words = "",
    first: Words = "",
    last: Words = "",
    before: int | None = None,
) -> Response:
    """The record, newest first."""
    _sees_everything(asking)
    known = AuditAction(action) if action in AuditAction._value2member_map_ else None
    days = {name: day if _is_day(day) else "" for name, day in (("first", first), ("last", last))}
    wanted = AuditFilter(actor=actor.strip(), action=known, object=object.strip(), **days)
    told = desk.store.audit.entries(wanted, before=before, limit=PAGE)
    names = {SYSTEM: "系统", UNKNOWN: "未知"}
    for person in desk.store.access.people():
        names |= {person.login: person.name, f"person:{person.id}": person.name}
    kept = sealed(
        desk, asking, [entry.object.removeprefix(FINDING) for entry in told.entries if entry.object.startswith(FINDING)]
    )
    rows = [Shown.of(entry, names, withheld=entry.object.removeprefix(FINDING) in kept) for entry in told.entries]
    older = str(request.url.include_query_params(before=told.next)) if told.next else ""
    return page(request, asking, "audit.html.jinja", rows=rows, older=older, wanted=wanted, actions=list(AuditAction))


@router.get("/head")
def head(request: Request, desk: DeskHere, asking: Auditor) -> Response:
    """The head, to be printed; that it was is on the record too."""
    _sees_everything(asking)
    shown = desk.store.audit.head()
    desk.store.audit.record(asking.login, AuditAction.AUDIT_EXPORTED, "audit", {"head": str(shown)})
    return page(request, asking, "audit_head.html.jinja", head=shown, at=now())


@router.get("/verify")
def verify(request: Request, desk: DeskHere, asking: Auditor, kept: Words = "") -> Response:
    """Whether the record is whole; with a kept head, also whether it is still the one of then."""
    _sees_everything(asking)
    wanted = Head.parse(kept) if kept.strip() else None
    done = desk.store.audit.verify(wanted)
    return page(request, asking, "audit_verify.html.jinja", done=done, kept=wanted)


def _sees_everything(asking: Caller) -> None:
    """The record tells of all units: it is none of the business of who sees some."""
    if asking.scope.units is not None:
        raise HTTPException(404)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
