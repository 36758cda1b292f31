"""PDF files as offices print them: running head, indented paragraphs over pages, ruled tables, page numbers between dashes."""

import io
import re
from collections.abc import Iterable
from html import escape
from itertools import accumulate

from manuscript import Line, Look, Part, Role, Table
from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Grid

FONT = "STSong-Light"
"""One of the fonts that every PDF reader brings or replaces, so that no font file is needed."""
BODY = ParagraphStyle("body", fontName=FONT, fontSize=16, leading=28, firstLineIndent=32, wordWrap="CJK")
STYLES = {
    Role.TITLE: ParagraphStyle("title", BODY, fontSize=22, leading=34, firstLineIndent=0, alignment=TA_CENTER, spaceAfter=14),
    Role.SUBTITLE: ParagraphStyle("subtitle", BODY, firstLineIndent=0, alignment=TA_CENTER),
    Role.ADDRESSEE: ParagraphStyle("addressee", BODY, firstLineIndent=0),
    Role.HEADING_1: ParagraphStyle("heading", BODY, fontSize=17, keepWithNext=1),
    Role.HEADING_2: ParagraphStyle("subheading", BODY, keepWithNext=1),
    Role.BODY: BODY,
    Role.CLOSING: ParagraphStyle("closing", BODY, keepWithNext=1, spaceAfter=28),
    Role.SIGNATURE: ParagraphStyle("signature", BODY, firstLineIndent=0, alignment=TA_RIGHT, rightIndent=32, keepWithNext=1),
}
CELL = ParagraphStyle("cell", BODY, fontSize=12, leading=17, firstLineIndent=0)
SHORT_CELL = ParagraphStyle("short_cell", CELL, alignment=TA_CENTER)
LONGEST_CENTRED = 10
WORD = re.compile(r"[0-9A-Za-z.%+]+|.")
"""What is never broken over lines: a number, or one Chinese character."""
NO_START, NO_END = "，。；：！？、）”》〕…—%", "（“《〔"
"""What no line may start or end with; reportlab's own list lacks most full-width marks."""
TOP, BOTTOM, LEFT, RIGHT = 37 * mm, 35 * mm, 28 * mm, 26 * mm
FRAME_PADDING, CELL_PADDING = 6, 6
"""What reportlab leaves free at each side of a page's frame and of a cell, in points."""
MEASURE = A4[0] - LEFT - RIGHT - 2 * FRAME_PADDING


def to_pdf(parts: Iterable[Part], look: Look) -> bytes:
    """The document as a PDF file, uncompressed: other builds of zlib would make other bytes."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    file = io.BytesIO()
    template = SimpleDocTemplate(
        file, pagesize=A4, topMargin=TOP, bottomMargin=BOTTOM, leftMargin=LEFT, rightMargin=RIGHT, invariant=1, pageCompression=0
    )
    story = [flowable for part in parts for flowable in _flowables(part, look)]

    def margins(canvas: Canvas, _: SimpleDocTemplate) -> None:
        _draw_margins(canvas, look.running_head)

    template.build(story, onFirstPage=margins, onLaterPages=margins)
    return file.getvalue()


def _flowables(part: Part, look: Look) -> list[Flowable]:
    if isinstance(part, Line):
        return [_paragraph(part.text, STYLES[part.role], MEASURE)]
    return [Spacer(1, 6), _grid(part, look), Spacer(1, 10)]


def _grid(table: Table, look: Look) -> Grid:
    spans = [("SPAN", (column, first), (column, last)) for column in look.merged for first, last in table.runs(column)]
    frame = [("GRID", (0, 0), (-1, -1), 0.6, black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    rows = [[_cell(text, width * mm) for text, width in zip(row, look.widths, strict=True)] for row in table.rows]
    return Grid(rows, colWidths=[width * mm for width in look.widths], repeatRows=1, style=[*frame, *spans])


def _cell(text: str, width: float) -> Paragraph:
    return _paragraph(text, SHORT_CELL if len(text) <= LONGEST_CENTRED else CELL, width - 2 * CELL_PADDING)


def _paragraph(text: str, style: ParagraphStyle, measure: float) -> Paragraph:
    lines = _break(WORD.findall(text), style, measure - style.rightIndent)
    return Paragraph("<br/>".join(map(escape, lines)), style)


def _break(words: list[str], style: ParagraphStyle, measure: float) -> list[str]:
    """Lines no wider than the measure, the first one indented; punctuation stays with the word it follows."""
    lines: list[str] = []
    while words:
        room = measure - (0 if lines else style.firstLineIndent)
        count = _fitting(words, style, room)
        while 1 < count < len(words) and (words[count][0] in NO_START or words[count - 1] in NO_END):
            count -= 1
        lines.append("".join(words[:count]))
        words = words[count:]
    return lines


def _fitting(words: list[str], style: ParagraphStyle, room: float) -> int:
    """How many words fit into the room: at least one."""
    widths: Iterable[float] = accumulate(pdfmetrics.stringWidth(word, style.fontName, style.fontSize) for word in words)
    return max(1, len([width for width in widths if width <= room]))


def _draw_margins(canvas: Canvas, running_head: str) -> None:
    width, height = A4
    canvas.saveState()
    canvas.setFont(FONT, 9)
    canvas.drawRightString(width - RIGHT, height - 25 * mm, running_head)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, height - 27 * mm, width - RIGHT, height - 27 * mm)
    canvas.setFont(FONT, 14)
    canvas.drawCentredString(width / 2, 25 * mm, f"— {canvas.getPageNumber()} —")
    canvas.restoreState()
