"""Born-digital pdf: text lines joined to paragraphs, running heads taken out, ruled tables read by their rulings."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from schema import DamagedFile, EmptyDocument, EncryptedFile, IngestError

from .characters import cjk_share
from .columns import in_columns
from .doubtful import grids_by_crossings
from .frames import Frame, frame_of
from .grids import grids_of
from .lines import Line, in_reading_order
from .options import ReadOptions
from .pages import Page, assembled, page_numbers
from .pagetext import PageText
from .pdftables import fill
from .reading import Reading
from .rulings import rulings_of
from .scanpdf import is_covered, picture_of
from .scanready import REMEDY, has_engine
from .unruled import unruled_grids

if TYPE_CHECKING:
    from .scans import Scan

_APART = 3.2
"""Ems from the margin at which a line is no paragraph's: an indent takes two."""
_ENOUGH = 20
"""Characters of a page below which its letters say nothing of its encoding."""
_READABLE = 0.3
"""Share of Chinese below which a page may be garbled."""
_MOST_ODD = 0.08
"""Share of signs that no Chinese text has so many of, from which it is."""
_PICTURED = "没有文字，可能是扫描页"
_GARBLED = "的文字编码缺失，无法读出"
_BEYOND = "是扫描页，超过一份文件识别的页数上限"
_LARGE = "的图像像素过多"
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


@dataclass(slots=True, kw_only=True)
class _Read:
    """A page with what became of it."""

    page: Page
    scan: "Scan | None" = None
    unread: str = ""
    """Why what is seen on it could not be read."""
    unruled: bool = False
    """Whether a table was told by where its words stand alone."""


def read(content: bytes, options: ReadOptions) -> Reading:
    """Read a pdf. Raises IngestError."""
    with pdf_errors():
        document = pdfium.PdfDocument(content)
        try:
            count = min(len(document), options.pages)
            reads: list[_Read] = []
            scanned = 0
            for index in range(count):
                before = reads[-1].page if reads else None
                left = replace(options, scan_pages=options.scan_pages - scanned) if scanned else options
                reads.append(_page(document, index, content, before, left))
                scanned += reads[-1].scan is not None
            total = len(document)
        finally:
            document.close()
    return _reading(reads, total)


def _page(document: Any, index: int, content: bytes, before: Page | None, options: ReadOptions) -> _Read:
    page = document[index]
    frame = frame_of(page)
    text = PageText(page, frame)
    try:
        lines = in_reading_order(text.lines(index + 1))
        if reason := _not_text(page, frame, lines):
            return _recognised(page, frame, index + 1, lines, reason, options)
        searched = lines and ((before is not None and before.tables) or _may_hold_table(lines, frame.size[1]))
        grids = grids_of(rulings_of(page.raw, frame)) if searched else []
        doubtful = not all(grid.clear for grid in grids)
        if doubtful:
            grids = grids_by_crossings(content, index + 1) or grids
        unruled = unruled_grids(lines, text.glyphs_of) if searched and not grids else []
        if not grids and not unruled:
            lines = in_columns(lines, frame.size[0], text.glyphs_of, before.lines if before is not None else ())
        tables = []
        for grid in grids or unruled:
            inside = [line for line in lines if grid.holds((line.left + line.right) / 2, (line.top + line.bottom) / 2)]
            tables.append((grid, fill(grid, text.glyphs_of, inside, index + 1)))
    finally:
        text.close()
        page.close()
    width, height = frame.size
    page = Page(number=index + 1, width=width, height=height, lines=lines, tables=tables, doubtful=doubtful)
    return _Read(page=page, unruled=bool(unruled))


def _not_text(page: Any, frame: Frame, lines: list[Line]) -> str:
    """Why a page is to be read by what is seen on it: empty when its text tells all."""
    text = "".join(line.text for line in lines)
    if not text:
        return _PICTURED if raw.FPDFPage_CountObjects(page.raw) > 0 else ""
    if len(text) < _ENOUGH:
        return _PICTURED if is_covered(page, frame) else ""
    return _GARBLED if _is_garbled(text) else ""


def _recognised(page: Any, frame: Frame, number: int, lines: list[Line], reason: str, options: ReadOptions) -> _Read:
    """A page read by what is seen on it. Where that cannot be, wrong words are worse than none."""
    width, height = frame.size
    bare = Page(number=number, width=width, height=height, lines=lines if reason == _PICTURED else [])
    if not has_engine():
        return _Read(page=bare, unread=reason)
    if options.scan_pages <= 0:
        return _Read(page=bare, unread=_BEYOND)
    # The recogniser and what it needs are loaded for those who need it.
    from .scans import scan

    picture = picture_of(page, frame, options)
    if picture is None:
        return _Read(page=bare, unread=_LARGE)
    found = scan(picture, number, options)
    return _Read(page=found.page if found.page.lines else bare, scan=found)


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


def _reading(reads: list[_Read], total: int) -> Reading:
    unread = [read for read in reads if read.unread]
    if unread and not has_engine() and not any(read.page.lines for read in reads):
        raise EmptyDocument("文件是扫描件（或文字编码缺失），本机没有安装文字识别组件，不能读取", REMEDY)
    warnings, degraded = _settled([read.scan for read in reads if read.scan is not None])
    blocks = assembled([read.page for read in reads])
    for reason, group in groupby(sorted(unread, key=lambda read: read.unread), key=lambda read: read.unread):
        warnings.append(
            f"第 {page_numbers([read.page.number for read in group])} 页{reason}，未读取{'' if has_engine() else '；' + REMEDY}"
        )
    if doubtful := [read.page.number for read in reads if read.page.doubtful]:
        warnings.append(f"第 {page_numbers(doubtful)} 页的表格框线不完整，单元格按推断读取，请核对")
    if unruled := [read.page.number for read in reads if read.unruled]:
        warnings.append(f"第 {page_numbers(unruled)} 页的表格没有框线，行列按文字位置推断，可信度低，请核对")
    if total > len(reads):
        warnings.append(f"文件共 {total} 页，只读取了前 {len(reads)} 页")
    return blocks.reading(tuple(warnings), degraded=degraded or bool(unread) or total > len(reads))


def _settled(scans: "list[Scan]") -> tuple[list[str], bool]:
    """What to know of the recognised pages, once they agree with each other."""
    if not scans:
        return [], False
    from .scans import doubts, settled

    settled(scans)
    return doubts(scans)


def _is_garbled(text: str) -> bool:
    """Whether the words are those of a font without a Unicode table: signs at random, which no table of figures holds."""
    if len(text) < _ENOUGH:
        return False
    if "(cid:" in text or len(_BROKEN.findall(text)) > 0.2 * len(text):
        return True
    return cjk_share(text) < _READABLE and len(_ODD.findall(text)) > _MOST_ODD * len(text)
