"""The session's cookie: which no script reads, and no other site's form sends."""

from fastapi import Response

from .guard import COOKIE
from .options import DeskOptions


def with_session(answer: Response, options: DeskOptions, secret: str) -> Response:
    """The answer with the cookie; it lives as long as the browser, and the session in the store no longer than it may."""
    answer.set_cookie(COOKIE, secret, path="/", secure=options.https, httponly=True, samesite="lax")
    return answer


def without_session(answer: Response, options: DeskOptions) -> Response:
    """The answer that takes the cookie away, and what the browser kept of pages."""
    answer.delete_cookie(COOKIE, path="/", secure=options.https, httponly=True, samesite="lax")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer
