"""Born-digital pdf: text lines joined to paragraphs, running heads taken out, ruled tables read by their rulings."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from schema import BlockRole, DamagedFile, EncryptedFile, IngestError

from .characters import cjk_share, clean
from .doubtful import grids_by_crossings
from .frames import frame_of, rounded
from .grids import Grid, grids_of
from .lines import Line, in_reading_order
from .options import ReadOptions
from .pagetext import PageText
from .paragraphs import Merger, body_size, flush_depths, measure
from .pdftables import Table, append, fill, follows
from .reading import Blocks, Mark, Place, Reading
from .rulings import rulings_of
from .running import split_running

_FEW = 8
"""Lines of a page below which its margins are those of the document."""
_APART = 3.2
"""Ems from the margin at which a line is no paragraph's: an indent takes two."""
_MARKED = 30
"""Leading blocks whose looks are told."""
_ENOUGH = 20
"""Characters of a page below which its letters say nothing of its encoding."""
_READABLE = 0.3
"""Share of Chinese below which a page may be garbled."""
_MOST_ODD = 0.08
"""Share of signs that no Chinese text has so many of, from which it is."""
_BROKEN = re.compile("[\ue000-\uf8ff\ufffd\x00]")
_ODD = re.compile("[!\"#$&'*+;<=>?@\\[\\\\\\]^_`{|}~\x01-\x08\x0e-\x1f\x7f-\xff]")


@contextmanager
def pdf_errors() -> Iterator[None]:
    """Translate what the library raises."""
    try:
        yield
    except IngestError:
        raise
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise EncryptedFile("pdf 设有打开密码", "请用阅读器输入密码打开，另存为不带密码的 pdf") from error
        raise DamagedFile("pdf 已损坏或不完整，无法打开", "请向来源重新索取该文件，或用阅读器另存后再试") from error


@dataclass(frozen=True, slots=True)
class _TablePlace:
    """Stands among the lines of a page for a table."""

    table: Table


@dataclass(slots=True, kw_only=True)
class _Page:
    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[tuple[Grid, Table]]
    pictured: bool
    """Whether it has no text, but something else to see."""
    doubtful: bool
    """Whether the rulings leave a table in doubt."""


def read(content: bytes, options: ReadOptions) -> Reading:
    """Read a pdf. Raises IngestError."""
    with pdf_errors():
        document = pdfium.PdfDocument(content)
        try:
            count = min(len(document), options.pages)
            pages: list[_Page] = []
            for index in range(count):
                pages.append(_page(document, index, content, bool(pages and pages[-1].tables)))
            total = len(document)
        finally:
            document.close()
    return _reading(pages, total)


def _page(document: Any, index: int, content: bytes, after_table: bool) -> _Page:
    page = document[index]
    frame = frame_of(page)
    text = PageText(page, frame)
    try:
        lines = in_reading_order(text.lines(index + 1))
        searched = lines and (after_table or _may_hold_table(lines, frame.size[1]))
        grids = grids_of(rulings_of(page.raw, frame)) if searched else []
        doubtful = not all(grid.clear for grid in grids)
        if doubtful:
            grids = grids_by_crossings(content, index + 1) or grids
        tables = []
        pictured = not lines and raw.FPDFPage_CountObjects(page.raw) > 0
        for grid in grids:
            inside = [line for line in lines if grid.holds((line.left + line.right) / 2, (line.top + line.bottom) / 2)]
            tables.append((grid, fill(grid, text, inside, index + 1)))
    finally:
        text.close()
        page.close()
    width, height = frame.size
    return _Page(number=index + 1, width=width, height=height, lines=lines, tables=tables, pictured=pictured, doubtful=doubtful)


def _may_hold_table(lines: list[Line], height: float) -> bool:
    """Whether some lines stand apart as cells do: a look at every shape of a page costs as much as its text.

    A title stands in the middle; a signature and its date are two lines, each alone in its row.
    """
    inner = [line for line in lines if line.bottom > 0.08 * height and line.top < 0.9 * height]
    margin, end = min([line.left for line in inner], default=0.0), max([line.right for line in inner], default=0.0)
    apart = [
        line
        for line in inner
        if line.gaps or (line.left > margin + _APART * line.size and abs(line.left + line.right - margin - end) > line.size)
    ]
    return len(apart) > 2 or any(line.gaps for line in apart) or any(_side_by_side(line, inner) for line in apart)


def _side_by_side(line: Line, others: list[Line]) -> bool:
    return any(other is not line and other.top < line.bottom - 2 and line.top < other.bottom - 2 for other in others)


def _reading(pages: list[_Page], total: int) -> Reading:
    garbled = _without_garbled(pages)
    free = [[line for line in page.lines if _table_at(page, line) is None] if page.tables else page.lines for page in pages]
    size = body_size(line for lines in free for line in lines)
    rest, running = split_running(free, [page.height for page in pages], size)
    merger = _merger(rest, size)
    stream = [item for page, lines in zip(pages, rest, strict=True) for item in _items(page, lines)]
    blocks = Blocks()
    _add(blocks, _joined_tables(stream), merger)
    for found in running:
        places = [_place([line]) for line in found.lines]
        blocks.add(clean(found.lines[0].text), role=BlockRole.FOOTER if found.foot else BlockRole.HEADER, places=places)
    warnings, degraded = _doubts(pages, garbled, total)
    return blocks.reading(tuple(warnings), degraded=degraded)


def _table_at(page: _Page, line: Line) -> Table | None:
    if not page.tables:
        return None
    x, y = (line.left + line.right) / 2, (line.top + line.bottom) / 2
    return next((table for grid, table in page.tables if grid.holds(x, y)), None)


def _items(page: _Page, kept: list[Line]) -> Sequence[Line | _TablePlace]:
    """The lines of a page that are no heads or feet, each table where its first line stands."""
    if not page.tables:
        return kept
    ids, seen = {id(line) for line in kept}, set()
    items: list[Line | _TablePlace] = []
    for line in page.lines:
        table = _table_at(page, line)
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
    own = {lines[0].page: measure(lines, size, whole) for lines in pages if len(lines) >= _FEW}
    return Merger(whole, own, flush_depths(every, whole))


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
    """One box for each page that the lines stand on."""
    if lines[0].page == lines[-1].page:
        return [_place(lines)]
    return [_place(list(group)) for _, group in groupby(lines, key=lambda line: line.page)]


def _place(lines: Sequence[Line]) -> Place:
    left, top = min([line.left for line in lines]), min([line.top for line in lines])
    right, bottom = max([line.right for line in lines]), max([line.bottom for line in lines])
    return lines[0].page, rounded((left, top, right, bottom))


def _without_garbled(pages: list[_Page]) -> list[int]:
    """Take the text of garbled pages away: wrong words are worse than none. Their numbers."""
    garbled = [page for page in pages if _is_garbled("".join(line.text for line in page.lines))]
    for page in garbled:
        page.lines, page.tables = [], []
    return [page.number for page in garbled]


def _doubts(pages: list[_Page], garbled: list[int], total: int) -> tuple[list[str], bool]:
    """What was not read, or not well, as warnings, and whether text is missing."""
    blank = [page.number for page in pages if page.pictured and page.number not in garbled]
    warnings = []
    if blank:
        warnings.append(f"第 {_list(blank)} 页没有文字，可能是扫描页，未能读取")
    if garbled:
        warnings.append(f"第 {_list(garbled)} 页的文字编码缺失，无法读出，未读取")
    if doubtful := [page.number for page in pages if page.doubtful]:
        warnings.append(f"第 {_list(doubtful)} 页的表格框线不完整，单元格按推断读取，请核对")
    if total > len(pages):
        warnings.append(f"文件共 {total} 页，只读取了前 {len(pages)} 页")
    return warnings, bool(blank or garbled or total > len(pages))


def _is_garbled(text: str) -> bool:
    """Whether the words are those of a font without a Unicode table: signs at random, which no table of figures holds."""
    if len(text) < _ENOUGH:
        return False
    broken, odd = len(_BROKEN.findall(text)), len(_ODD.findall(text))
    return "(cid:" in text or broken > 0.2 * len(text) or (odd > _MOST_ODD * len(text) and cjk_share(text) < _READABLE)


def _list(numbers: list[int]) -> str:
    """Page numbers for people: `3、5—8`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "、".join(str(first) if first == last else f"{first}—{last}" for first, last in runs)
