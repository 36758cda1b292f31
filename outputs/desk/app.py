"""The review desk: one FastAPI application over a store, with pages for people and the REST API for systems."""

from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from schema import RevisionConflict, UnknownFinding, YiguanError

from ..store import Store
from .guard import Desk, PasswordChangeNeeded, SignInNeeded
from .options import DeskOptions
from .pages import ROUTERS
from .rendering import page
from .services import Services
from .shield import shield


def create_app(store: Store, services: Services, options: DeskOptions | None = None) -> FastAPI:
    """The application. It reads and writes the store and asks the services for what needs reading or analysis."""
    from ..api import PREFIX, create_api  # It knows our guard in turn.

    desk = Desk(store=store, services=services, options=options or DeskOptions())
    app = FastAPI(title="一贯", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = desk
    app.middleware("http")(shield)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    app.mount(PREFIX, create_api(desk))
    for router in ROUTERS:
        app.include_router(router)
    app.add_exception_handler(SignInNeeded, _sign_in)
    app.add_exception_handler(PasswordChangeNeeded, _change_password)
    app.add_exception_handler(YiguanError, _refused)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _refused)
    return app


def _sign_in(request: Request, error: Exception) -> Response:
    if _is_fragment(request):
        return PlainTextResponse("登录已失效，请重新登录", status_code=401, headers={"HX-Redirect": "/login"})
    return RedirectResponse("/login", status_code=303)


def _change_password(request: Request, error: Exception) -> Response:
    return RedirectResponse("/password", status_code=303)


def _refused(request: Request, error: Exception) -> Response:
    """What went wrong, in a sentence: as text for scripts and fragments, else as a page."""
    status, message = _told(error)
    if _is_fragment(request):
        return PlainTextResponse(message, status_code=status)
    return page(request, request.state.caller, "refusal.html.jinja", status=status, message=message)


def _told(error: Exception) -> tuple[int, str]:
    if isinstance(error, RequestValidationError):
        return 422, "地址或表单里有不认识的内容，请从页面上的链接和按钮进入"
    if isinstance(error, HTTPException):
        known = error.detail != HTTPStatus(error.status_code).phrase
        return error.status_code, error.detail if known else "没有这个页面，或者不在您的查看范围内"
    if isinstance(error, UnknownFinding):
        return 404, str(error)
    return (409 if isinstance(error, RevisionConflict) else 400), str(error)


def _is_fragment(request: Request) -> bool:
    return "hx-request" in request.headers or "application/json" in request.headers.get("accept", "")
