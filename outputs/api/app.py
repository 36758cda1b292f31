"""The API as an application of its own, mounted by the desk: its OpenAPI description tells of nothing else."""

import json
from importlib.metadata import version
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from ..desk.guard import Desk
from .problems import RESPONSES, SHAPE, handle_problems
from .routes import ROUTERS

PREFIX = "/api/v1"
ABOUT = """一贯的开放接口：已由审核人确认的条目及其原文依据、干部记录、事项与整改。只提供材料，不作结论，不打分、不排名。

The open interface of yiguan: findings that reviewers released, with the words they rest on; cadre records, occurrences and rectification.
It gives evidence and never a verdict, score or ranking of a person. Unreviewed findings need the scope `findings:pending`.
"""
TAGS = [
    {"name": "findings", "description": "条目 / findings"},
    {"name": "decisions", "description": "审核 / reviewers' decisions"},
    {"name": "documents", "description": "文档 / documents"},
    {"name": "cadres", "description": "干部 / cadre records"},
    {"name": "events", "description": "事项与整改 / occurrences and rectification"},
    {"name": "runs", "description": "处理批次 / runs"},
    {"name": "feed", "description": "变更 / changes"},
    {"name": "webhooks", "description": "推送 / webhooks"},
]


def create_api(desk: Desk) -> FastAPI:
    """The API over what the desk works with."""
    app = _api()
    app.state.desk = desk
    return app


def describe_api() -> str:
    """The API's OpenAPI 3.1 description, as published in docs/openapi.json."""
    return json.dumps(_api().openapi(), ensure_ascii=False, indent=2) + "\n"


def _api() -> FastAPI:
    app = FastAPI(
        title="yiguan 一贯",
        version=version("yiguan"),
        description=ABOUT,
        openapi_tags=TAGS,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        responses=RESPONSES,
    )
    handle_problems(app)
    for router in ROUTERS:
        app.include_router(router)
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]
    return app


def _described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description, with the shape of problems; errors of validation are problems, too."""
    if app.openapi_schema is None:
        told = get_openapi(
            title=app.title, version=app.version, description=app.description, tags=app.openapi_tags, routes=app.routes,
            servers=[{"url": PREFIX}],
        )  # fmt: skip
        shapes = told.setdefault("components", {}).setdefault("schemas", {})
        for name in ("HTTPValidationError", "ValidationError"):
            shapes.pop(name, None)
        shapes["Problem"] = SHAPE
        app.openapi_schema = told
    return app.openapi_schema
