"""The administrator's pages: people with their rights, tokens, parameters."""

from secrets import token_hex
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from schema import Category, StoreError

from ...access import EVERYTHING, Person, PersonChange, Role, Scope, SessionOptions
from ...access.access import SESSIONS
from ...reviewing import PolicyMode, ReviewPolicy
from ..guard import Administrator, Caller, Desk, DeskHere
from ..provider import OidcSettings
from ..rendering import page
from . import oidc
from .entry import listed

router = APIRouter(prefix="/system")
Field = Annotated[str, Form()]
Roles = Annotated[list[Role] | None, Form()]
ALL = "all"
"""The choice of all units in a form."""


@router.get("")
def people(request: Request, desk: DeskHere, asking: Administrator) -> Response:
    """Everybody, as far as the administrator's own scope reaches."""
    shown = [person for person in desk.store.access.people() if asking.scope.includes(person.scope)]
    return page(
        request, asking, "system_people.html.jinja", people=shown, roles=list(Role), everything=asking.scope.units is None
    )


@router.post("/people")
def add(
    request: Request,
    desk: DeskHere,
    asking: Administrator,
    login: Field = "",
    name: Field = "",
    roles: Roles = None,
    reach: Field = "",
    units: Field = "",
    external: Annotated[bool, Form()] = False,
) -> Response:
    """A new person, with his one-time password shown this once."""
    scope = _scope(asking, reach, units)
    person, password = desk.store.access.add_person(
        login=login, name=name, roles=frozenset(roles or ()), scope=scope, external=external, by=asking.login
    )
    return page(request, asking, "system_once.html.jinja", person=person, password=password)


@router.get("/people/{number}")
def person(request: Request, number: int, desk: DeskHere, asking: Administrator) -> Response:
    """One person, to be changed."""
    shown = _within(desk, asking, number)
    return page(
        request, asking, "system_person.html.jinja", person=shown, roles=list(Role), everything=asking.scope.units is None
    )


@router.post("/people/{number}")
def change(
    number: int,
    desk: DeskHere,
    asking: Administrator,
    name: Field = "",
    roles: Roles = None,
    reach: Field = "",
    units: Field = "",
    active: Annotated[bool, Form()] = False,
) -> Response:
    """Change his name, rights and whether he may sign in."""
    _within(desk, asking, number)
    wanted = PersonChange(name=name, roles=frozenset(roles or ()), scope=_scope(asking, reach, units), active=active)
    desk.store.access.change_person(number, wanted, by=asking.login)
    return RedirectResponse("/system", status_code=303)


@router.post("/people/{number}/password")
def reset(request: Request, number: int, desk: DeskHere, asking: Administrator) -> Response:
    """A new one-time password, shown this once."""
    told = _within(desk, asking, number)
    password = desk.store.access.reset_password(number, by=asking.login)
    return page(request, asking, "system_once.html.jinja", person=told, password=password)


@router.get("/tokens")
def tokens(request: Request, desk: DeskHere, asking: Administrator) -> Response:
    """The tokens of everybody in scope."""
    names = {one.id: one.name for one in desk.store.access.people() if asking.scope.includes(one.scope)}
    shown = [token for token in desk.store.access.tokens() if token.person in names]
    return page(request, asking, "system_tokens.html.jinja", tokens=shown, names=names)


@router.post("/tokens/{number}/revoke")
def revoke(number: int, desk: DeskHere, asking: Administrator) -> Response:
    """Let a token be valid no longer."""
    owner = next((token.person for token in desk.store.access.tokens() if token.id == number), None)
    if owner is None:
        raise HTTPException(404)
    _within(desk, asking, owner)
    desk.store.access.revoke_token(number, by=asking.login)
    return RedirectResponse("/system/tokens", status_code=303)


@router.get("/parameters")
def parameters(request: Request, desk: DeskHere, asking: Administrator) -> Response:
    """Which findings get a second look, how long sessions last, and who vouches for people elsewhere."""
    _sees_everything(asking)
    access = desk.store.access
    sessions, callback = SessionOptions(**access.parameter(SESSIONS, {})), str(request.url_for("complete"))
    return page(
        request, asking, "system_parameters.html.jinja", callback=callback, sessions=sessions, oidc=oidc.settings(access),
        policy=desk.store.reviewing.policy(), modes=list(PolicyMode), categories=list(Category),
    )  # fmt: skip


@router.post("/parameters/review")
def set_review(
    desk: DeskHere,
    asking: Administrator,
    mode: Annotated[PolicyMode, Form()],
    categories: Annotated[list[Category] | None, Form()] = None,
    percent: Annotated[int, Form(ge=0, le=100)] = 10,
) -> Response:
    """Which findings a second person must look at; what waits for a second look goes on waiting."""
    _sees_everything(asking)
    if mode is PolicyMode.SEVERITY and not categories:
        raise StoreError("没有选类别", "请至少选一类，或改用其他方式")
    before = desk.store.reviewing.policy()
    wanted = ReviewPolicy(
        mode=mode, categories=frozenset(categories or before.categories), share=percent / 100, salt=before.salt or token_hex(8)
    )
    desk.store.reviewing.set_policy(wanted, by=asking.login)
    return RedirectResponse("/system/parameters", status_code=303)


@router.post("/parameters/sessions")
def set_sessions(
    desk: DeskHere, asking: Administrator, idle_minutes: Annotated[int, Form()], hours: Annotated[int, Form()]
) -> Response:
    """How long sessions last."""
    _sees_everything(asking)
    if not (5 <= idle_minutes <= 240 and 1 <= hours <= 24):
        raise StoreError("登录时限不对", "无操作 5 至 240 分钟，最长 1 至 24 小时")
    desk.store.access.set_parameter(SESSIONS, {"idle_minutes": idle_minutes, "hours": hours}, by=asking.login)
    return RedirectResponse("/system/parameters", status_code=303)


@router.post("/parameters/oidc")
def set_oidc(
    desk: DeskHere,
    asking: Administrator,
    name: Field = "",
    issuer: Field = "",
    client_id: Field = "",
    client_secret: Field = "",
    login_claim: Field = "",
) -> Response:
    """Who vouches for people elsewhere; a secret that is left empty stays as it is while the provider is the same."""
    _sees_everything(asking)
    before = oidc.settings(desk.store.access)
    kept = client_secret or (before.client_secret if issuer.strip() == before.issuer else "")
    wanted = OidcSettings(
        name=name.strip(), issuer=issuer.strip(), client_id=client_id.strip(), client_secret=kept, login_claim=login_claim.strip()
    )
    wanted.check()
    desk.store.access.set_parameter(oidc.PARAMETER, wanted.kept() if wanted.name else {}, by=asking.login)
    return RedirectResponse("/system/parameters", status_code=303)


def _within(desk: Desk, asking: Caller, number: int) -> Person:
    """The person, when the administrator's own scope reaches him: else there is none."""
    found = next((one for one in desk.store.access.people() if one.id == number), None)
    if found is None or not asking.scope.includes(found.scope):
        raise HTTPException(404)
    return found


def _scope(asking: Caller, reach: str, units: str) -> Scope:
    scope = EVERYTHING if reach == ALL else listed(units)
    if scope.units is not None and not scope.units:
        raise StoreError("没有写明范围", "请选“全部单位”，或一行写一个单位")
    if not asking.scope.includes(scope):
        raise StoreError("给出的范围超出您自己的范围", "请只写您范围内的单位")
    return scope


def _sees_everything(asking: Caller) -> None:
    """What concerns all units is none of the business of who sees some."""
    if asking.scope.units is not None:
        raise HTTPException(404)
