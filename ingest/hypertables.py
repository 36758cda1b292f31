"""Tables of web pages: which of them hold data, and the cells of those with what they cover."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from .characters import clean
from .word import join_paragraphs

_MOST_COLUMNS = 1000
"""What browsers allow."""
_APART = frozenset(("br", "div", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "pre"))
LeftOut = Callable[[etree._Element, str], bool]
"""Whether an element, by its tag, is not shown."""


@dataclass(slots=True, kw_only=True)
class HtmlCell:
    """A cell, with all that it covers."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


@dataclass(slots=True)
class HtmlTable:
    """A table that holds data."""

    caption: str
    cells: list[HtmlCell] = field(default_factory=list)


def is_data(table: etree._Element) -> bool:
    """Whether a table holds data: one that holds a table, or has no row of two cells, only places what it holds."""
    if table.get("role") == "presentation" or next(table.iterdescendants("table"), None) is not None:
        return False
    return any(sum(1 for _ in row.iterchildren("td", "th")) > 1 for row in table.iterdescendants("tr"))


def table_of(table: etree._Element, left_out: LeftOut) -> HtmlTable:
    """The cells in reading order."""
    caption = next(table.iterchildren("caption"), None)
    found = HtmlTable("" if caption is None else _text(caption, left_out))
    rows = [row for row in table.iterdescendants("tr") if not left_out(row, "tr")]
    taken: dict[int, int] = {}
    for index, row in enumerate(rows):
        column = 0
        begun: dict[int, int] = {}
        for cell in row.iterchildren("td", "th"):
            if left_out(cell, str(cell.tag)):
                continue
            while column in taken:
                column += 1
            columns, high = _count(cell.get("colspan")), _count(cell.get("rowspan"), whole=len(rows))
            if column + columns > _MOST_COLUMNS:
                break
            high = min(high, len(rows) - index)
            text = _text(cell, left_out)
            found.cells.append(HtmlCell(row=index, column=column, rows=high, columns=columns, text=text))
            if high > 1:
                begun |= dict.fromkeys(range(column, column + columns), high)
            column += columns
        taken = {place: left - 1 for place, left in (taken | begun).items() if left > 1}
    return found


def _count(told: str | None, *, whole: int = 1) -> int:
    """How many rows or columns a cell covers: a span of 0 reaches to the end of the table."""
    match = re.match(r"\s*(\d{1,5})", told or "1")
    count = int(match[1]) if match else 1
    return count or whole


def _text(cell: etree._Element, left_out: LeftOut) -> str:
    """The words of a cell as one block."""
    parts: list[str] = []
    walker = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walker:
        tag = str(element.tag)
        if event == "end":
            if element is not cell:
                parts.append(("\u2028" if tag in _APART and tag != "br" else "") + _said(element.tail))
        elif element is not cell and left_out(element, tag):
            walker.skip_subtree()
        else:
            parts.append(("\u2028" if tag in _APART else "") + _said(element.text))
    return clean(join_paragraphs(clean(line) for line in "".join(parts).split("\u2028")))


def _said(text: str | None) -> str:
    return text or ""
