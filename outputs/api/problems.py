"""Errors as problem details (RFC 9457), each with a Chinese sentence that says what is wrong and what to do."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from schema import RevisionConflict, UnknownFinding, YiguanError

MEDIA_TYPE = "application/problem+json"
SHAPE = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457",
    "required": ["type", "title", "status", "detail", "errors"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "中文说明：哪里不对，怎么办"},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}
"""A problem, as the description of the API has it."""


def handle_problems(app: FastAPI) -> None:
    """Answer every error of the API as a problem."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(YiguanError, _refused)


def problem(status: int, detail: str, errors: tuple[dict[str, Any], ...] = (), headers: Any = None) -> JSONResponse:
    """A problem as a response."""
    told = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, "errors": list(errors)}
    return JSONResponse(told, status_code=status, media_type=MEDIA_TYPE, headers=headers)


RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {"description": words, "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    for status, words in {
        400: "请求有误 / bad request",
        401: "没有令牌，或令牌无效 / no valid token",
        403: "令牌没有这项用途 / the token does not allow it",
        404: "没有，或不在范围内 / none, or out of scope",
        422: "参数不合要求 / invalid parameters",
    }.items()
}
"""What every route may answer."""


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    known = error.detail != HTTPStatus(error.status_code).phrase
    return problem(error.status_code, error.detail if known else "没有这个地址，或不支持这种方法", headers=error.headers)


def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    told = [{"at": list(one["loc"]), "message": one["msg"], "type": one["type"]} for one in error.errors()]
    return problem(422, "参数不合要求，见 errors 所列各处", tuple(jsonable_encoder(told)))


def _refused(request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, UnknownFinding):
        return problem(404, str(error))
    return problem(409 if isinstance(error, RevisionConflict) else 400, str(error))
