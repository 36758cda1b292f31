"""What guards every request: headers, the caller from his cookie, and that a form was sent by our own page."""

import hmac
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse
from starlette.concurrency import run_in_threadpool

from ..moments import now
from .guard import COOKIE, Caller, Desk

HEADERS = {
    # No script or style but our own files; pdf.js decodes pictures of scans by WebAssembly.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; "
        "worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FREE = ("/api/", "/static/")
"""Paths that no cookie opens: the API takes tokens, which no browser sends by itself."""
LARGEST = 1 << 20
"""Bytes of a form or of JSON, a megabyte; only uploads are larger."""
MEASURED = "/documents/upload"
"""A page that reads no body before it has asked who sends it and how much."""
UPLOADS = "/api/v1/documents"
Next = Callable[[Request], Awaitable[Response]]


async def shield(request: Request, call_next: Next) -> Response:
    """Middleware around every request."""
    request.state.caller = None
    if refused := _oversized(request):
        return _dressed(request, refused)
    if not request.url.path.startswith(FREE):
        request.state.caller = await run_in_threadpool(_caller, request)
        if request.method not in SAFE and not await _ours(request):
            return _dressed(request, PlainTextResponse("页面已过期或请求不是由本系统页面发出，请刷新后重试", status_code=403))
    return _dressed(request, await call_next(request))


def _oversized(request: Request) -> Response | None:
    """A refusal of what is too large to be read at all, before anybody's rights are known."""
    path = request.url.path
    if request.method in SAFE or path == MEASURED:
        return None
    desk: Desk = request.app.state.desk
    most = desk.options.together_megabytes * LARGEST if path == UPLOADS else LARGEST
    length = request.headers.get("content-length", "0")
    if "transfer-encoding" in request.headers or not length.isdecimal():
        status, message = 411, "请求没有说明大小，请用 Content-Length 写明"
    elif int(length) > most:
        status, message = 413, f"内容太多，一次不能超过 {most // LARGEST} MB"
    else:
        return None
    if path.startswith("/api/"):
        from ..api.problems import problem  # The API knows our guard in turn.

        return problem(status, message)
    return PlainTextResponse(message, status_code=status)


def _dressed(request: Request, response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.url.path.startswith("/static/"):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if request.url.query else "no-cache"
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    desk: Desk = request.app.state.desk
    if desk.options.https:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def _caller(request: Request) -> Caller | None:
    secret = request.cookies.get(COOKIE)
    if not secret:
        return None
    desk: Desk = request.app.state.desk
    found = desk.store.access.session(secret, now())
    if found is None:
        return None
    person, session = found
    return Caller(person=person, csrf=session.csrf)


async def _ours(request: Request) -> bool:
    """Whether the request brings back what our own page was given; before signing in there is no session that could be ridden."""
    origin = request.headers.get("origin")
    if origin and origin.partition("://")[2] != request.headers.get("host"):
        return False
    asking: Caller | None = request.state.caller
    if asking is None:
        return True
    sent = request.headers.get("x-csrf-token") or await _field(request)
    return hmac.compare_digest(sent.encode(), asking.csrf.encode())


async def _field(request: Request) -> str:
    """The form's field `csrf`. A form with files must bring it as a header: its body is not read twice."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return ""
    fields = parse_qs((await request.body()).decode("utf-8", "replace"))
    return fields.get("csrf", [""])[0]
