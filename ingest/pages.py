"""Pages of lines and tables, from a pdf or a scan, put together as the blocks of one document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from schema import BlockRole, Location

from .characters import clean
from .frames import rounded
from .grids import Grid
from .lines import Line
from .paragraphs import Merger, body_size, flush_depths, measure
from .pdftables import Table, append, follows
from .reading import Blocks, Mark, Place
from .running import split_running
from .turns import Turn

_FEW = 8
"""Lines of a page below which its margins are those of the document."""
_MARKED = 30
"""Leading blocks whose looks are told."""


@dataclass(slots=True, kw_only=True)
class Page:
    """What stands on a page, in reading order."""

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    tables: list[tuple[Grid, Table]] = field(default_factory=list)
    doubtful: bool = False
    """Whether the rulings leave a table in doubt."""
    turn: Turn | None = None
    """Back to the page as seen, when it had to be set upright."""

    def free(self) -> list[Line]:
        """The lines that stand in no table."""
        return [line for line in self.lines if self.table_at(line) is None] if self.tables else self.lines

    def table_at(self, line: Line) -> Table | None:
        """The table in which a line stands."""
        if not self.tables:
            return None
        x, y = (line.left + line.right) / 2, (line.top + line.bottom) / 2
        return next((table for grid, table in self.tables if grid.holds(x, y)), None)


@dataclass(frozen=True, slots=True)
class _TablePlace:
    """Stands among the lines of a page for a table."""

    table: Table


def assembled(pages: Sequence[Page]) -> Blocks:
    """The blocks of the pages: paragraphs and tables over page ends, running heads and feet behind the text."""
    free = [page.free() for page in pages]
    size = body_size(line for lines in free for line in lines)
    rest, running = split_running(free, [page.height for page in pages], size)
    merger = _merger(rest, size)
    stream = [item for page, lines in zip(pages, rest, strict=True) for item in _items(page, lines)]
    blocks = Blocks()
    _add(blocks, _joined_tables(stream), merger)
    for found in running:
        places = [_place([line]) for line in found.lines]
        blocks.add(clean(found.lines[0].text), role=BlockRole.FOOTER if found.foot else BlockRole.HEADER, places=places)
    if turns := {page.number: page.turn for page in pages if page.turn is not None}:
        blocks.blocks = [
            replace(block, locations=tuple(_seen(place, turns) for place in block.locations)) for block in blocks.blocks
        ]
    return blocks


def page_numbers(numbers: Sequence[int]) -> str:
    """Page numbers for people: `3、5—8`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "、".join(str(first) if first == last else f"{first}—{last}" for first, last in runs)


def _seen(place: Location, turns: Mapping[int, Turn]) -> Location:
    """A place on a page that was set upright, where it is seen."""
    turn = turns.get(place.page or 0)
    return place if turn is None or place.bbox is None else replace(place, bbox=rounded(turn.box(place.bbox)))


def _items(page: Page, kept: list[Line]) -> Sequence[Line | _TablePlace]:
    """The lines of a page that are no heads or feet, each table where its first line stands."""
    if not page.tables:
        return kept
    ids, seen = {id(line) for line in kept}, set()
    items: list[Line | _TablePlace] = []
    for line in page.lines:
        table = page.table_at(line)
        if table is None:
            items += [line] if id(line) in ids else []
        elif id(table) not in seen:
            seen.add(id(table))
            items.append(_TablePlace(table))
    return items


def _joined_tables(stream: list[Line | _TablePlace]) -> list[Line | _TablePlace]:
    """The stream with each table that runs over pages put together where it begins."""
    joined: list[Line | _TablePlace] = []
    for item in stream:
        last = joined[-1] if joined else None
        if isinstance(item, _TablePlace) and isinstance(last, _TablePlace) and follows(last.table, item.table):
            append(last.table, item.table)
        else:
            joined.append(item)
    return joined


def _merger(pages: list[list[Line]], size: float) -> Merger:
    every = [line for lines in pages for line in lines]
    whole = measure(every, size)
    own = {(lines[0].page, 0): measure(lines, size, whole) for lines in pages if len(lines) >= _FEW}
    for place, group in groupby(sorted((line for line in every if line.column), key=_area), key=_area):
        column, above = list(group), (place[0] - 1, place[1])
        own[place] = own[above] if len(column) < _FEW and above in own else measure(column, size, whole)
    return Merger(whole, own, flush_depths(every, whole))


def _area(line: Line) -> tuple[int, int]:
    return line.page, line.column


def _add(blocks: Blocks, stream: Iterable[Line | _TablePlace], merger: Merger) -> None:
    table = 0
    for kind, items in groupby(stream, key=type):
        if kind is Line:
            for paragraph in merger.merge(item for item in items if isinstance(item, Line)):
                first = paragraph.lines[0]
                mark = Mark(align=merger.align(first), size=first.size) if len(blocks.blocks) < _MARKED else None
                blocks.add(clean(paragraph.text), mark=mark, places=_places(paragraph.lines))
            continue
        for item in items:
            if isinstance(item, _TablePlace) and not item.table.blank:
                item.table.add_to(blocks, table)
                table += 1


def _places(lines: Sequence[Line]) -> list[Place]:
    """One box for each page, and each column of it, that the lines stand on."""
    if lines[0].page == lines[-1].page and lines[0].column == lines[-1].column:
        return [_place(lines)]
    return [_place(list(group)) for _, group in groupby(lines, key=_area)]


def _place(lines: Sequence[Line]) -> Place:
    first = lines[0]
    left, top, right, bottom = first.left, first.top, first.right, first.bottom
    for line in lines[1:]:
        left = line.left if line.left < left else left
        top = line.top if line.top < top else top
        right = line.right if line.right > right else right
        bottom = line.bottom if line.bottom > bottom else bottom
    return first.page, rounded((left, top, right, bottom))
