"""Ruled tables of a pdf: words put into their cells, tables that run over pages put together."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from schema import BlockRole

from .characters import clean, is_cjk
from .frames import Box, rounded
from .grids import Grid, GridCell
from .lines import Glyph, Line, rows_of, spaced
from .paragraphs import opening_ems
from .reading import Blocks

_SAME_EDGE = 4.0
"""Points within which the columns of two pages are the same."""
_ENDS = tuple("。！？")
_SLACK = 0.7
"""Ems by which a word may seem to fit where it does not."""
_PADDING = 10.8
"""Points that a cell keeps clear at its sides: 0.19 cm each, what Word and WPS begin with."""

GlyphsOf = Callable[[Line], Sequence[Glyph]]
"""Gives the characters of a line where they are drawn."""


@dataclass(slots=True, kw_only=True)
class TableCell:
    """A cell with its words; several places when a page cuts it."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    lines: int
    """Lines of type in the cell."""
    spare: float
    """Ems that its last line leaves free from side to side."""
    places: list[tuple[int, Box]]
    """Page and box of each part."""


@dataclass(slots=True, kw_only=True)
class Table:
    """A table of one page, or of several once joined."""

    page: int
    """The page on which it ends."""
    edges: list[float]
    height: int
    """Rows."""
    cells: list[TableCell] = field(default_factory=list)

    def add_to(self, blocks: Blocks, index: int) -> None:
        """Add the cells that hold words, in reading order, as those of table `index`."""
        for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.column)):
            place, span = (cell.row, cell.column), (cell.rows, cell.columns)
            blocks.add(
                clean(cell.text),
                role=BlockRole.CELL,
                table=index,
                cell=place,
                span=span if span != (1, 1) else None,
                places=[(page, rounded(box)) for page, box in cell.places],
            )

    @property
    def blank(self) -> bool:
        """Whether it holds no words: a frame, a seal's field."""
        return not any(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class _Words:
    """What one line of type puts into one cell."""

    top: float
    text: str
    width: float
    size: float


def fill(grid: Grid, glyphs_of: GlyphsOf, lines: Sequence[Line], page: int) -> Table:
    """The grid with the words of the lines that stand in it."""
    parts: dict[int, list[_Words]] = defaultdict(list)
    for line in lines:
        for cell, words in _by_cell(grid, glyphs_of, line):
            parts[cell].append(words)
    cells = [_cell(cell, _from_the_top(parts[index]) if index in parts else [], page) for index, cell in enumerate(grid.cells)]
    return Table(page=page, edges=grid.columns, height=len(grid.owner), cells=cells)


def _cell(cell: GridCell, words: list[_Words], page: int) -> TableCell:
    width = cell.box[2] - cell.box[0]
    return TableCell(
        row=cell.row,
        column=cell.column,
        rows=cell.rows,
        columns=cell.columns,
        text=_joined([part.text for part in words]),
        lines=len(words),
        spare=(width - _PADDING - words[-1].width) / max(words[-1].size, 1.0) if words else 0.0,
        places=[(page, cell.box)],
    )


def _by_cell(grid: Grid, glyphs_of: GlyphsOf, line: Line) -> Iterator[tuple[int, _Words]]:
    """The words of a line by the cell they stand in: the file may draw a whole row in one go."""
    middle = (line.top + line.bottom) / 2
    first, last = grid.cell_at(line.left + 1, middle), grid.cell_at(line.right - 1, middle)
    if first == last:
        yield first, _Words(line.top, line.text, line.right - line.left, line.size)
        return
    found: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs_of(line):
        if glyph.text != " ":
            found[grid.cell_at((glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2)].append(glyph)
    for cell, glyphs in found.items():
        for row in rows_of(glyphs):
            yield cell, _Words(row[0].top, spaced(row, line.size), row[-1].right - row[0].left, line.size)


def _from_the_top(parts: list[_Words]) -> list[_Words]:
    """The lines of a cell from top to bottom; parts of one line stay as drawn."""
    if any(lower.top < upper.top - 2 for upper, lower in pairwise(parts)):
        return sorted(parts, key=lambda part: round(part.top))
    return parts


def _joined(parts: Sequence[str]) -> str:
    """Lines of a cell as one. Words may be split at any place in a narrow cell, numbers too."""
    text = ""
    for words in parts:
        apart = text and words and text[-1].isalpha() and words[0].isalpha() and not is_cjk(text[-1]) and not is_cjk(words[0])
        text += (" " if apart else "") + words
    return text


def follows(upper: Table, lower: Table) -> bool:
    """Whether a table that opens a page is the rest of the one that ended the page before: its columns say so."""
    return (
        lower.page == upper.page + 1
        and len(upper.edges) == len(lower.edges)
        and all(abs(one - other) < _SAME_EDGE for one, other in zip(upper.edges, lower.edges, strict=True))
    )


def append(upper: Table, lower: Table) -> None:
    """Add the rest of a table to its beginning: repeated heads left out, a row that the page cuts put together."""
    skip = _repeated_head(upper, lower)
    rest = [cell for cell in lower.cells if cell.row >= skip]
    cut = _is_cut(upper, [cell for cell in rest if cell.row == skip])
    shift = upper.height - skip - cut
    ending = {cell.column: cell for cell in upper.cells if cell.row + cell.rows == upper.height}
    merging = {cell.column for cell in (*upper.cells, *rest) if cell.rows > 1}
    for cell in rest:
        above = ending.get(cell.column)
        first = cell.row == skip and above is not None and above.columns == cell.columns
        if first and above is not None and (cut or (not cell.text and cell.column in merging)):
            above.text = _joined([above.text, cell.text])
            above.rows += cell.rows - cut
            if cell.text:
                above.places += cell.places
        else:
            cell.row += shift
            upper.cells.append(cell)
    upper.height, upper.page = lower.height + shift, lower.page


def _rows(table: Table, row: int) -> list[tuple[int, int, str]]:
    return sorted((cell.column, cell.columns, cell.text) for cell in table.cells if cell.row == row)


def _repeated_head(upper: Table, lower: Table) -> int:
    """How many rows at the head of the rest repeat the head of the table."""
    count = 0
    while (
        count < min(upper.height, lower.height) - 1
        and (row := _rows(lower, count)) == _rows(upper, count)
        and any(c[2] for c in row)
    ):
        count += 1
    return count


def _is_cut(upper: Table, first: list[TableCell]) -> bool:
    """Whether the first row of the rest is the end of the last row.

    A page cuts all cells at one height: those that go on have as many lines as any, and their last line was full.
    """
    last = {cell.column: cell for cell in upper.cells if cell.row + cell.rows == upper.height}
    written = [cell for cell in first if cell.text]
    if not written or any(cell.column not in last or last[cell.column].columns != cell.columns for cell in written):
        return False
    above = [last[cell.column] for cell in written]
    most = max(cell.lines for cell in last.values() if cell.rows == 1 or cell in above)
    full = all(cell.spare < _SLACK + opening_ems(rest.text) for cell, rest in zip(above, written, strict=True))
    return full and all(cell.lines >= most for cell in above) and not all(cell.text.endswith(_ENDS) for cell in above)
