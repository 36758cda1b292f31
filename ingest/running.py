"""Running heads and feet of a pdf: told from the text by standing at the edge on page after page."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from .lines import Line

_TOP, _BOTTOM = 0.13, 0.10
"""Shares of the page's height in which heads and feet stand."""
_SHARE = 0.4
"""Share of the pages on which a line must stand to be one."""
_HIGH = 0.075
"""Share of the height above which small letters are a head even on a single page."""
_PAGE_NUMBER = re.compile(
    r"[—–\-－\s·]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[—–\-－\s·]*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A head or a foot, wherever it stands: one text, though its numbers change from page to page."""

    lines: tuple[Line, ...]
    foot: bool


def split_running(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], body_size: float
) -> tuple[list[list[Line]], list[Running]]:
    """The lines of each page without heads and feet, and these, heads first."""
    places: dict[tuple[str, bool], list[Line]] = defaultdict(list)
    for lines, height in zip(pages, heights, strict=True):
        for line in lines:
            if (edge := _edge(line, height)) is not None:
                places[_masked(line.text), edge].append(line)
    # Pages that could not be read are missing: a page's number is no index.
    high = {line.page: height for lines, height in zip(pages, heights, strict=True) for line in lines[:1]}
    most = max(2.0, _SHARE * len(pages))
    found: dict[tuple[str, bool], list[Line]] = {}
    for (text, foot), lines in places.items():
        often = len({line.page for line in lines}) >= most
        number = foot and _PAGE_NUMBER.fullmatch(lines[0].text) is not None
        if often or number or _is_small_head(lines[0], high[lines[0].page], body_size, foot):
            found[text, foot] = lines
    out = {id(line) for lines in found.values() for line in lines}
    rest = [[line for line in lines if id(line) not in out] for lines in pages]
    running = [Running(lines=tuple(lines), foot=foot) for (_, foot), lines in found.items()]
    return rest, sorted(running, key=lambda found: found.foot)


def _edge(line: Line, height: float) -> bool | None:
    """Whether the line stands where feet stand (True) or heads (False); None in between."""
    if line.top > height * (1 - _TOP):
        return True
    return False if line.bottom < height * _BOTTOM else None


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", "".join(text.split()))


def _is_small_head(line: Line, height: float, body_size: float, foot: bool) -> bool:
    return not foot and line.bottom < height * _HIGH and line.size < body_size - 1
