"""Small office files, built in memory: the tests read no file that they did not write."""

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ingest import ReadOptions
from ingest.layout import lay_out
from ingest.reading import Blocks, Reading
from schema import BlockRole, Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
OPTIONS = ReadOptions()


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A zip archive of the members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    """A run of WordprocessingML."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inner: str = "", properties: str = "") -> str:
    """A paragraph: plain words, or runs when it holds a tag."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner if '<' in inner else run(inner) if inner else ''}</w:p>"


def numbered(text: str, number: int = 1, depth: int = 0) -> str:
    """A paragraph of a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def level(depth: int, format_: str, text: str, extra: str = "", start: int = 1) -> str:
    """A level of a list."""
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{format_}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


def lists(levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """The numbering part: one abstract list, and the lists that use it."""
    return f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}</w:numbering>'


def docx(*body: str, **parts: str) -> bytes:
    """A .docx of the body's XML; `numbering=…`, `styles=…`, `footnotes=…` and the like are further parts of word/."""
    relations = "".join(
        f'<Relationship Id="r{index}" Type="{_OFFICE}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for index, name in enumerate(parts)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{relations}</Relationships>',
    }
    return zipped(members | {f"word/{name}.xml": content for name, content in parts.items()})


def xlsx(*sheets: Sequence[Sequence[Any]], change: Callable[[Any], None] | None = None) -> bytes:
    """An .xlsx with the rows of each sheet; `change` gets the workbook before it is saved."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for index, rows in enumerate(sheets):
        sheet = book.create_sheet(f"表{index + 1}")
        for row in rows:
            sheet.append(list(row))
    if change is not None:
        change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


FONT = "STSong-Light"
MARGIN, BODY, LEADING, MEASURE = 80.0, 16.0, 28.0, 28
"""Left margin, size and leading in points, and characters of a line: 28, as GB/T 9704 sets it."""


def canvas(draw: Callable[[Any], None], **settings: Any) -> bytes:
    """A pdf drawn by hand on A4."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    sheet = Canvas(buffer, pagesize=(595, 842), invariant=1, **settings)
    sheet.setFont(FONT, BODY)
    draw(sheet)
    sheet.save()
    return buffer.getvalue()


def wrapped(text: str) -> list[str]:
    """The lines of a paragraph as an office program sets them: two characters in, signs never at the head of a line."""
    lines, line = [], "　　"
    for index, character in enumerate(text):
        clings = index + 1 < len(text) and text[index + 1] in "，。；：、！？”）"
        if len(line) >= MEASURE - clings:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line]


def pdf(*paragraphs: str, title: str = "", lines_per_page: int = 20, head: str = "", numbers: bool = False) -> bytes:
    """A pdf of paragraphs, set as official documents are."""
    flow = [(title, 22.0)] if title else []
    flow += [(line, BODY) for text in paragraphs for line in wrapped(text)]

    def draw(sheet: Any) -> None:
        for start in range(0, len(flow), lines_per_page):
            if start:
                sheet.showPage()
            page = start // lines_per_page + 1
            if head:
                sheet.setFont(FONT, 10.5)
                sheet.drawRightString(515, 800, head)
            if numbers:
                sheet.setFont(FONT, 14)
                sheet.drawCentredString(297, 40, f"— {page} —")
            for row, (line, size) in enumerate(flow[start : start + lines_per_page]):
                sheet.setFont(FONT, size)
                y = 730 - row * LEADING
                if size > BODY:
                    sheet.drawCentredString(304, y, line)
                else:
                    # The indent is white space, as an office program leaves it, not blanks.
                    bare = line.lstrip("　")
                    sheet.drawString(MARGIN + BODY * (len(line) - len(bare)), y, bare)

    return canvas(draw)


def ruled(
    sheet: Any, top: float, widths: Sequence[float], rows: Sequence[Sequence[str]], height: float = 30, size: float = 12
) -> None:
    """Draw a ruled table; a cell of `<` belongs to the cell on its left, one of `^` to the cell above."""
    lefts = [MARGIN + sum(widths[:index]) for index in range(len(widths) + 1)]
    sheet.setFont(FONT, size)
    for r, row in enumerate(rows):
        y = top - r * height
        for c, text in enumerate(row):
            if text != "^":
                sheet.line(lefts[c], y, lefts[c + 1], y)
            if text != "<":
                sheet.line(lefts[c], y, lefts[c], y - height)
            for index, line in enumerate(text.split("\n") if text not in "<^" else ()):
                sheet.drawString(lefts[c] + 5, y - 15 - index * (size + 2), line)
        sheet.line(lefts[-1], y, lefts[-1], y - height)
    bottom = top - len(rows) * height
    sheet.line(lefts[0], bottom, lefts[-1], bottom)


def document(*texts: str, name: str = "文书.txt") -> Document:
    """A document of plain paragraphs, laid out."""
    blocks = Blocks()
    for text in texts:
        blocks.add(text)
    return lay_out(blocks.reading(), id="sha256:0", name=name)


def texts(reading: Reading | Document, *roles: BlockRole) -> list[str]:
    """The blocks' texts, those of the roles alone when any are named."""
    return [block.text for block in reading.blocks if not roles or block.role in roles]


def cells(reading: Reading | Document, table: int = 0) -> dict[tuple[int, int], str]:
    """The words of a table by row and column."""
    found = {}
    for block in reading.blocks:
        place = block.locations[0].cell
        if block.table == table and place is not None:
            found[place] = block.text
    return found


def spans(reading: Reading | Document, table: int = 0) -> dict[tuple[int, int], tuple[int, int]]:
    """What the merged cells of a table cover, by row and column."""
    places = [block.locations[0] for block in reading.blocks if block.table == table]
    return {place.cell: place.span for place in places if place.cell is not None and place.span is not None}


def written(folder: Path, name: str, content: bytes) -> Path:
    """The bytes as a file."""
    path = folder / name
    path.write_bytes(content)
    return path
