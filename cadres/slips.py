"""Slips in written names: 候建国 for 侯建国. A slip makes a candidate; only the document's own list, unit or post makes it a link."""

import re

from .claims import NOTHING, Evidence, Query, at_home, post_fit, unit_fit
from .names import fold_name
from .standing import Standing

_LISTS = re.compile(r"(?:主\s*持|参\s*加|出\s*席|参\s*会|与\s*会|到\s*会|列\s*席|应\s*到|实\s*到|签\s*到)[^：:\n]{0,8}[：:]")
"""What opens a list of those who attend."""
AGREES = 0.7
"""From which share a unit or post told is the one of the record."""


def listed_rightly(written: str, right: str, text: str | None) -> bool:
    """Whether the document's list of those who attend has the right name, and never the one written."""
    lists = [fold_name(line) for line in (text or "").split("\n") if _LISTS.search(line)]
    return any(right in line for line in lists) and not any(written in line for line in lists)


def name_slipped(query: Query, standing: Standing) -> Evidence:
    """姓名疑为形近字误写"""
    return Evidence(1.0, f"{query.name}→{standing.cadre.name}") if query.slip else NOTHING


def listed_so(query: Query, standing: Standing) -> Evidence:
    """文中名单写明的是此名"""
    return Evidence(float(query.listed_rightly and at_home(query, standing)), standing.cadre.name)


def slip_unproven(query: Query, standing: Standing) -> Evidence:
    """仅姓名形近，名单、单位和职务不足以佐证"""
    if not query.slip or listed_so(query, standing).value:
        return NOTHING
    return Evidence(float(not (query.recognised and _agrees(query, standing))))


def _agrees(query: Query, standing: Standing) -> bool:
    """Whether a post told is the one held then, in the unit told or that of the occasion."""
    posts = any(post_fit(claim, standing).value >= AGREES for claim in query.claims)
    units = any(unit_fit(claim, standing).value >= AGREES for claim in query.claims)
    return posts and (units or (query.unit is not None and bool(standing.then) and at_home(query, standing)))
