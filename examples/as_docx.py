"""Word files in the look of GB/T 9704: 小标宋 title, 仿宋 body, 黑体 headings, page numbers between dashes."""

import io
import re
from collections.abc import Iterable

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from manuscript import Line, Look, Part, Role, Table, label
from packing import repack
from word_parts import add_footnote, add_numbering, element, page_number, prune, set_fonts, set_number

TITLE, BODY, HEADING, SUBHEADING, SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
BODY_SIZE = 16
"""三号, the body size of GB/T 9704, in points."""
LEADING = 28
"""Points from line to line: 22 lines fill the type area of a page."""
STYLES = {
    Role.LETTERHEAD: ("发文机关标志", TITLE, 26, WD_ALIGN_PARAGRAPH.CENTER),
    Role.DOCUMENT_NUMBER: ("发文字号", BODY, BODY_SIZE, WD_ALIGN_PARAGRAPH.CENTER),
    Role.TITLE: ("Title", TITLE, 22, WD_ALIGN_PARAGRAPH.CENTER),
    Role.SUBTITLE: ("Subtitle", SUBHEADING, BODY_SIZE, WD_ALIGN_PARAGRAPH.CENTER),
    Role.ADDRESSEE: ("主送机关", BODY, BODY_SIZE, None),
    Role.HEADING_1: ("Heading 1", HEADING, BODY_SIZE, None),
    Role.HEADING_2: ("Heading 2", SUBHEADING, BODY_SIZE, None),
    Role.BODY: ("Body Text", BODY, BODY_SIZE, None),
    Role.CLOSING: ("Closing", BODY, BODY_SIZE, None),
    Role.SIGNATURE: ("Signature", BODY, BODY_SIZE, WD_ALIGN_PARAGRAPH.RIGHT),
}
INDENTED = (Role.HEADING_1, Role.HEADING_2, Role.BODY, Role.CLOSING)
HEADING_LEVELS = {Role.HEADING_1: 0, Role.HEADING_2: 1}
TABLE_SIZE = 12
OPENING = re.compile(r"[\u4e00-\u9fff]{2,4}：|（[一二三四五六七八九十]+）[^。]{2,40}。(?=.)")
"""What stands out at the head of a paragraph: a speaker's name, or the sentence that serves as a heading."""


def to_docx(parts: Iterable[Part], look: Look) -> bytes:
    """The document as a Word file."""
    document = docx.Document()
    prune(document)
    _add_styles(document)
    _set_page(document, look)
    if look.numbered:
        add_numbering(document, [STYLES[role][0] for role in HEADING_LEVELS])
    for part in parts:
        if isinstance(part, Table):
            _add_table(document, part, look)
        else:
            _add_line(document, part, look)
    file = io.BytesIO()
    document.save(file)
    return repack(file.getvalue())


def _add_styles(document: Document) -> None:
    for role, (name, font, size, alignment) in STYLES.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.isascii())
        assert isinstance(style, ParagraphStyle)
        set_fonts(style, font, size)
        form = style.paragraph_format
        form.alignment, form.space_before, form.space_after = alignment, Pt(0), Pt(0)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LEADING)
        if role in INDENTED:
            form.first_line_indent = Pt(2 * BODY_SIZE)
        if role in (Role.LETTERHEAD, Role.TITLE):
            form.line_spacing, form.space_after = Pt(size * 1.5), Pt(size / 2)
        form.keep_together = form.keep_with_next = role in (Role.CLOSING, Role.SIGNATURE, *HEADING_LEVELS)
        if role == Role.CLOSING:
            form.space_after = Pt(LEADING)
        if role in HEADING_LEVELS:
            style.element.get_or_add_pPr().append(element(f'<w:outlineLvl w:val="{HEADING_LEVELS[role]}"/>'))


def _set_page(document: Document, look: Look) -> None:
    """A4 with the margins of the standard: 版心 156 × 225 mm; odd page numbers on the right, even ones on the left."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    document.settings.odd_and_even_pages_header_footer = True
    for head, foot, alignment in (
        (section.header, section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_header, section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        for region in (head, foot):
            region.paragraphs[0].style = None
            region.paragraphs[0].alignment = alignment
        set_fonts(head.paragraphs[0].add_run(look.running_head), SONG, 9)
        page_number(foot.paragraphs[0], SONG, 14)


def _add_line(document: Document, line: Line, look: Look) -> None:
    paragraph = document.add_paragraph(style=STYLES[line.role][0])
    text = line.text
    if look.numbered and line.role in INDENTED and (found := label(text)):
        text = text.removeprefix(found[1])
        if line.role not in HEADING_LEVELS:
            set_number(paragraph._p.get_or_add_pPr(), found[0])
    if line.role in (Role.LETTERHEAD, Role.DOCUMENT_NUMBER):
        _letterhead(paragraph, line)
    elif look.footnote and look.footnote.after in text:
        before, words, after = text.partition(look.footnote.after)
        paragraph.add_run(before + words)
        add_footnote(document, paragraph, look.footnote.text)
        paragraph.add_run(after)
    elif line.role in (Role.BODY, Role.CLOSING) and (opening := OPENING.match(text)):
        set_fonts(paragraph.add_run(opening.group()), SUBHEADING, BODY_SIZE)
        paragraph.add_run(text[opening.end() :])
    else:
        paragraph.add_run(text)


def _letterhead(paragraph: Paragraph, line: Line) -> None:
    """The red head of an official document; the rule under its number is red as well."""
    if line.role == Role.LETTERHEAD:
        set_fonts(paragraph.add_run(line.text), TITLE, 26, colour="FF0000")
        return
    paragraph.add_run(line.text)
    rule = element('<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="6" w:color="FF0000"/></w:pBdr>')
    paragraph._p.get_or_add_pPr().insert_element_before(rule, "w:spacing", "w:ind", "w:jc")
    paragraph.paragraph_format.space_after = Pt(24)


def _add_table(document: Document, table: Table, look: Look) -> None:
    document.paragraphs[-1].paragraph_format.space_after = Pt(6)
    grid = document.add_table(rows=len(table.rows), cols=len(table.rows[0]), style="Table Grid")
    grid.autofit = False
    for column, width in zip(grid.columns, look.widths, strict=True):
        column.width = Mm(width)
    for row, cells in zip(grid.rows, table.rows, strict=True):
        row._tr.get_or_add_trPr().append(element("<w:cantSplit/>"))
        for cell, text in zip(row.cells, cells, strict=True):
            _fill(cell, text, HEADING if cells is table.rows[0] else BODY)
    grid.rows[0]._tr.get_or_add_trPr().append(element("<w:tblHeader/>"))
    for column in look.merged:
        _merge(grid, table, column)
    document.add_paragraph(style="Body Text").paragraph_format.line_spacing = Pt(8)


def _fill(cell: _Cell, text: str, font: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
    paragraph.paragraph_format.line_spacing = Pt(TABLE_SIZE * 1.4)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if len(text) <= 12 else WD_ALIGN_PARAGRAPH.LEFT
    set_fonts(paragraph.add_run(text), font, TABLE_SIZE)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _merge(grid: WordTable, table: Table, column: int) -> None:
    for first, last in table.runs(column):
        merged = grid.cell(first, column).merge(grid.cell(last, column))
        for empty in merged.paragraphs[1:]:
            empty._p.getparent().remove(empty._p)
