"""Pages from templates: everything that comes from documents is escaped, and codes are shown by their Chinese labels."""

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..access import Permission
from .guard import Caller

HERE = Path(__file__).parent
NAVIGATION = (
    ("/review", "审阅台", Permission.READ),
    ("/cadres", "干部", Permission.READ),
    ("/board", "整改", Permission.READ),
    ("/documents", "文档", Permission.READ),
    ("/quality", "质量", Permission.READ),
    ("/system", "系统", Permission.ADMINISTER),
    ("/audit", "审计", Permission.AUDIT),
)
"""Path, name, and the right without which it is not shown."""


def page(request: Request, asking: Caller | None, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page or a fragment, with who asks and where he is."""
    shown = [(path, name) for path, name, right in NAVIGATION if asking and asking.person.may(right)]
    reads = bool(asking and asking.person.may(Permission.READ))
    context = {
        "asking": asking,
        "reads": reads,
        "navigation": shown,
        "path": request.url.path,
        "csrf": asking.csrf if asking else "",
    }
    return HTMLResponse(environment().get_template(template).render(context | values), status_code=status)


@cache
def environment() -> Environment:
    """The templates, compiled once."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"moment": moment}
    made.globals |= {"static": static}
    return made


def moment(at: str | None) -> str:
    """An ISO moment as people read it: `2024-03-01 09:00`."""
    return at[:16].replace("T", " ") if at else ""


@cache
def static(name: str) -> str:
    """The address of an asset; it changes with the file, so that browsers may keep it."""
    path = HERE / "static" / name
    return f"/static/{name}?{int(path.stat().st_mtime)}"
