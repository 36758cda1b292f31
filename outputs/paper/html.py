"""Papers as one page of html that needs nothing beside itself: styles and pictures inside, no script, printed on A4."""

from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any

from .parts import Grid, Heading, Paper, Paragraph, Part, Picture, Quoted

TEMPLATE = "paper.html.jinja"


def write_html(paper: Paper, path: Path) -> None:
    """Write the paper."""
    path.write_text(_template().render(paper=paper), encoding="utf-8")


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # Everything that comes from documents is escaped: their words may hold anything.
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests |= {"picture": lambda cell: isinstance(cell, Picture)}
    environment.filters |= {"kind": _kind, "embedded": _embedded}
    return environment.get_template(TEMPLATE)


def _kind(part: Part) -> str:
    kinds = {Heading: "heading", Paragraph: "paragraph", Grid: "grid", Quoted: "quoted"}
    return kinds[type(part)]


def _embedded(picture: Picture) -> str:
    return "data:image/svg+xml;base64," + b64encode(picture.draw("svg")).decode("ascii")
