"""Coming in and going out: signing in, one's own password, one's account with its tokens."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from schema import StoreError

from ...access import Scope, SignInRefused, TokenScope
from ..cookies import with_session, without_session
from ..guard import COOKIE, Anybody, Caller, Desk, DeskHere
from ..rendering import page
from ..throttle import Throttle
from . import oidc

router = APIRouter()
Field = Annotated[str, Form()]


@router.get("/login")
def login_page(request: Request, desk: DeskHere) -> Response:
    """Where one signs in; who is signed in already goes on."""
    if request.state.caller is not None:
        return _to("/")
    return _login_page(request, desk)


@router.post("/login")
def login(request: Request, desk: DeskHere, login: Field = "", password: Field = "") -> Response:
    """Let in who proves to be who he says."""
    address = request.client.host if request.client else ""
    throttle = throttle_of(request)
    if not throttle.begin(address):
        refused = _login_page(request, desk, login=login, message="这台电脑登录失败次数太多，请 5 分钟后再试", status=429)
        refused.headers["Retry-After"] = "300"
        return refused
    try:
        person, cookie, _ = desk.store.access.sign_in(login, password)
    except SignInRefused as refusal:
        return _login_page(request, desk, login=login, message=str(refusal), status=401)
    throttle.succeeded(address)
    return with_session(_to("/password" if person.must_change else "/"), desk.options, cookie)


@router.post("/logout")
def logout(request: Request, desk: DeskHere) -> Response:
    """End the session here and in the store."""
    desk.store.access.sign_out(request.cookies.get(COOKIE, ""))
    return without_session(_to("/login"), desk.options)


@router.get("/password")
def password_page(request: Request, asking: Anybody) -> Response:
    """Where one changes one's password."""
    return page(request, asking, "password.html.jinja", message="", must=asking.person.must_change)


@router.post("/password")
def change_password(
    request: Request, desk: DeskHere, asking: Anybody, old: Field = "", new: Field = "", again: Field = ""
) -> Response:
    """Change it; all other sessions of his end, and this one goes on."""
    try:
        if new != again:
            raise StoreError("两次输入的新口令不同", "请重新输入")
        desk.store.access.set_password(asking.person.id, old, new, cookie=request.cookies.get(COOKIE))
    except StoreError as refusal:
        told = {"message": "原口令不正确，或账号暂停登录" if isinstance(refusal, SignInRefused) else str(refusal)}
        return page(request, asking, "password.html.jinja", status=400, must=asking.person.must_change, **told)
    return _to("/account?changed=1")


@router.get("/account")
def account(request: Request, desk: DeskHere, asking: Anybody, changed: bool = False) -> Response:
    """Who one is here, what one may do, and one's tokens."""
    return _account(request, desk, asking, message="口令已更改，其他地方的登录都已退出" if changed else "")


@router.post("/account/tokens")
def issue_token(
    request: Request,
    desk: DeskHere,
    asking: Anybody,
    name: Field = "",
    days: Annotated[int, Form()] = 90,
    scopes: Annotated[list[TokenScope] | None, Form()] = None,
    units: Field = "",
) -> Response:
    """A token in one's own name; its secret is shown this once."""
    within = listed(units) if units.strip() else Scope(None)
    wanted = frozenset(scopes or ())
    _, secret = desk.store.access.issue_token(asking.person, name, wanted, days=days, by=asking.login, units=within)
    return _account(request, desk, asking, secret=secret)


@router.post("/account/tokens/{number}/revoke")
def revoke_token(number: int, desk: DeskHere, asking: Anybody) -> Response:
    """Give one's own token up."""
    if number not in {token.id for token in desk.store.access.tokens(asking.person)}:
        raise StoreError("没有这个令牌，或已收回", "请刷新列表")
    desk.store.access.revoke_token(number, by=asking.login)
    return _to("/account")


def listed(units: str) -> Scope:
    """The units of a field, one a line."""
    return Scope(frozenset(line.strip() for line in units.splitlines() if line.strip()))


def throttle_of(request: Request) -> Throttle:
    """The application's count of failed sign-ins."""
    state = request.app.state
    if not hasattr(state, "throttle"):
        state.throttle = Throttle()
    throttle: Throttle = state.throttle
    return throttle


def _login_page(request: Request, desk: Desk, *, login: str = "", message: str = "", status: int = 200) -> Response:
    access = desk.store.access
    fresh, single = access.awaits_first_sign_in(), oidc.settings(access).name
    return page(request, None, "login.html.jinja", status=status, login=login, message=message, fresh=fresh, single=single)


def _account(request: Request, desk: Desk, asking: Caller, *, message: str = "", secret: str = "") -> Response:
    possible = [scope for scope in TokenScope if asking.person.may_use(scope)]
    tokens = desk.store.access.tokens(asking.person)
    return page(request, asking, "account.html.jinja", tokens=tokens, possible=possible, message=message, secret=secret)


def _to(path: str) -> Response:
    return RedirectResponse(path, status_code=303)
