"""One reader per kind, behind one front."""

import gc
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from schema import BlockRole, Document, EmptyDocument, IngestError, Location, Span, UnsupportedFormat

from .filekinds import OLD, FileKind, tell
from .layout import lay_out
from .options import ReadOptions
from .reading import Reading
from .sources import Source


def _word(content: bytes, options: ReadOptions) -> Reading:
    from . import word

    return word.read(content, options)


def _pdf(content: bytes, options: ReadOptions) -> Reading:
    from . import pdf

    return pdf.read(content, options)


def _sheet(content: bytes, options: ReadOptions) -> Reading:
    from . import sheet

    return sheet.read(content, options)


def _legacy(kind: FileKind, content: bytes, options: ReadOptions) -> Reading:
    from . import legacy

    return legacy.read(kind, content, options)


def _ofd(content: bytes, options: ReadOptions) -> Reading:
    from . import ofd

    return ofd.read(content, options)


def _hypertext(content: bytes, options: ReadOptions) -> Reading:
    from . import hypertext

    return hypertext.read(content, options)


def _plain(content: bytes, options: ReadOptions) -> Reading:
    from . import plain

    return plain.read(content, options)


def _image(content: bytes, options: ReadOptions) -> Reading:
    from . import images

    return images.read(content, options)


_OUTSIDE = frozenset({BlockRole.HEADER, BlockRole.FOOTER, BlockRole.REVISION, BlockRole.COMMENT})
"""Roles that make no document by themselves."""
READERS: dict[FileKind, Callable[[bytes, ReadOptions], Reading]] = {
    FileKind.WORD: _word,
    FileKind.PDF: _pdf,
    FileKind.SHEET: _sheet,
    FileKind.PLAIN: _plain,
    FileKind.IMAGE: _image,
    **{kind: partial(_legacy, kind) for kind in OLD},
    FileKind.OFD: _ofd,
    FileKind.HYPERTEXT: _hypertext,
}


def read(source: Path | Source, options: ReadOptions | None = None) -> Document:
    """Read a file, or a member of an archive, in this process.

    Raises IngestError, with the path, when it cannot be read. A hostile file can end the process or fill its memory: give what
    comes from outside to `Workers`.
    """
    options = options or ReadOptions()
    source = source if isinstance(source, Source) else Source(path=source)
    with _named(source.name), _seldom_collected():
        content = source.content(options)
        reading = read_bytes(content, options)
        return lay_out(reading, id=f"sha256:{hashlib.sha256(content).hexdigest()}", name=source.file_name)


def read_bytes(content: bytes, options: ReadOptions) -> Reading:
    """The blocks of a file by its bytes. Raises IngestError without a path."""
    kind = tell(content, options)
    if kind not in READERS:
        raise UnsupportedFormat(f"文件是压缩包（或嵌套超过 {options.depth} 层的压缩包），不能作为一份文书读取", "请先解压再导入")
    reading = READERS[kind](content, options)
    if not any(block.role not in _OUTSIDE for block in reading.blocks):
        reasons = "；".join(reading.warnings)
        raise EmptyDocument(
            f"文件可以打开，但没有文字{'：' if reasons else ''}{reasons}",
            "请检查文件是否为空白页；照片、扫描件请以 200—300 dpi 重新扫描",
        )
    return reading


_ALLOCATIONS = 50_000
"""Objects made between two looks for garbage while a file is read."""


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """What a reader makes is kept, so a look for garbage at Python's pace is in vain: it takes a tenth of the time of a ledger."""
    usual = gc.get_threshold()
    gc.set_threshold(max(_ALLOCATIONS, usual[0]) if usual[0] else 0, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def _named(name: str) -> Iterator[None]:
    try:
        yield
    except IngestError as error:
        error.path = error.path or name
        raise


def span_boxes(content: bytes, document: Document, spans: Sequence[Span]) -> tuple[tuple[Location, ...], ...]:
    """Where a person finds each span: for a pdf that has text a box for each line of it, else the places of the blocks.

    `content` is the file that `document` was read from. Not from several threads at once: the pdf library is not made for it. Raises
    IngestError.
    """
    from .boxes import boxes_of_all

    return boxes_of_all(content, document, spans)
