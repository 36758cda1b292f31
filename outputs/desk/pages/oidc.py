"""Signing in through OpenID Connect: code flow with PKCE, state and nonce. Nothing is contacted unless an administrator named a provider."""

import base64
import json
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse

from schema import StoreError

from ...access import Access
from ...audit import UNKNOWN, AuditAction
from ..cookies import with_session
from ..guard import Desk, DeskHere
from ..provider import OidcSettings, Pending, Provider, ProviderFailed
from ..rendering import page

router = APIRouter()
PARAMETER = "oidc"
"""The parameter that names the provider."""
WAITING = "yiguan_oidc"
"""The cookie that holds what was asked of the provider, until the browser comes back from there."""
SECONDS = 600
"""How long one may take at the provider."""


@router.get("/oidc/login")
def begin(request: Request, desk: DeskHere) -> Response:
    """Send the browser to the provider."""
    provider = _provider(request, desk)
    try:
        address, pending = provider.begin()
    except ProviderFailed as failure:
        return _refused(request, desk, str(failure))
    answer = RedirectResponse(address, status_code=303)
    kept = base64.urlsafe_b64encode(json.dumps(pending.kept()).encode()).decode()
    answer.set_cookie(WAITING, kept, max_age=SECONDS, path="/oidc", secure=desk.options.https, httponly=True, samesite="lax")
    return answer


@router.get("/oidc/callback")
def complete(
    request: Request, desk: DeskHere, state: str = "", code: str = "", error: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """Take the browser back from the provider, and let in whom it vouches for."""
    pending = _pending(request)
    try:
        if error or not code or pending is None:
            raise ProviderFailed("没有完成认证" if error else "认证已过期，请重新登录")
        subject, login = _provider(request, desk).complete(code, state, pending)
        _, cookie, _ = desk.store.access.sign_in_by_subject(subject, login)
    except ProviderFailed as failure:
        desk.store.audit.record(UNKNOWN, AuditAction.SIGN_IN_REFUSED, "", {"oidc": str(failure)})
        return _refused(request, desk, str(failure))
    except StoreError as refusal:
        return _refused(request, desk, str(refusal))
    answer = with_session(RedirectResponse("/", status_code=303), desk.options, cookie)
    answer.delete_cookie(WAITING, path="/oidc", secure=desk.options.https, httponly=True, samesite="lax")
    return answer


def settings(access: Access) -> OidcSettings:
    """What the administrator set."""
    return OidcSettings(**access.parameter(PARAMETER, {}))


def _provider(request: Request, desk: Desk) -> Provider:
    found = settings(desk.store.access)
    if not found.name:
        raise HTTPException(404, "没有设置统一身份认证")
    here = urlsplit(str(request.url_for("complete")))
    return Provider(found, here._replace(scheme="https" if desk.options.https else here.scheme).geturl())


def _pending(request: Request) -> Pending | None:
    try:
        told = Pending(**json.loads(base64.urlsafe_b64decode(request.cookies.get(WAITING, ""))))
    except (ValueError, TypeError, RecursionError):
        return None
    return told if all(isinstance(one, str) and one.isascii() for one in told.kept().values()) else None


def _refused(request: Request, desk: Desk, message: str) -> Response:
    single = settings(desk.store.access).name
    return page(request, None, "login.html.jinja", status=401, login="", message=message, fresh=False, single=single)
