"""Papers as docx in the form of GB/T 9704: A4, 版心 156 × 225 mm, 22 lines of 28 characters, page numbers below it on the outer side.

python-docx keeps the package together; what it has no words for (East Asian fonts, the grid, links inside) is set in the XML.
"""

from io import BytesIO
from pathlib import Path
from typing import Any

from .docx_fonts import FONTS
from .docx_page import PageForm, new_document
from .docx_words import bookmark, cell_margins, line_into, shade, styled
from .parts import Cell, Grid, Heading, Paper, Paragraph, Picture, Quoted, Row

CHARACTER = 16.0
"""三号, in points: the size of text."""
SMALL = 12.0
"""小四: notes and what belongs to a quotation."""
QUOTE = 14.0
"""四号: quotations."""
TABLE = 10.5
"""五号: tables."""
MARGIN = 1.5
"""Left and right in a table's cell, in millimetres."""
GREY = "7F7F7F"
HEADING_FONTS = {1: FONTS.heading, 2: FONTS.subheading, 3: FONTS.text}


def write_docx(paper: Paper, path: Path) -> None:
    """Write the paper."""
    document = new_document(PageForm(title=paper.title, notice=paper.notice))
    _title(document, paper)
    for part in paper.parts:
        if isinstance(part, Heading):
            _heading(document, part)
        elif isinstance(part, Paragraph):
            _paragraph(document, part)
        elif isinstance(part, Grid):
            _grid(document, part)
        else:
            _quoted(document, part)
    document.save(str(path))


def _title(document: Any, paper: Paper) -> None:
    title = styled(document.add_paragraph(), "Title")
    line_into(title, paper.title, font=FONTS.title, size=22)
    for text in paper.under:
        under = styled(document.add_paragraph(), "Subtitle")
        line_into(under, text, font=FONTS.subheading, size=CHARACTER)


def _heading(document: Any, heading: Heading) -> None:
    paragraph = styled(document.add_paragraph(), f"Heading {heading.level}")
    line_into(paragraph, heading.text, font=HEADING_FONTS[heading.level], size=CHARACTER, bold=heading.level == 3)


def _paragraph(document: Any, part: Paragraph) -> None:
    paragraph = styled(document.add_paragraph(), "Note" if part.small else "Normal")
    line_into(paragraph, part.line, font=FONTS.text, size=SMALL if part.small else CHARACTER, colour=GREY if part.grey else None)


def _quoted(document: Any, part: Quoted) -> None:
    colour = GREY if part.grey else None
    lead = styled(document.add_paragraph(), "Exhibit")
    bookmark(lead, part.number)
    line_into(lead, part.lead, font=FONTS.subheading, size=SMALL, colour=colour)
    lines = [("Quotation", quote, QUOTE) for quote in part.quotes] + [("Note", note, SMALL) for note in part.notes]
    for place, (style, line, size) in enumerate(lines, 1):
        paragraph = styled(document.add_paragraph(), style)
        line_into(paragraph, line, font=FONTS.text, size=size, colour=colour)
        paragraph.paragraph_format.keep_together = True
        paragraph.paragraph_format.keep_with_next = place < len(lines)


def _grid(document: Any, part: Grid) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Mm

    rows = (Row(cells=part.headers), *part.rows)
    table = document.add_table(rows=0, cols=len(part.widths), style="Normal Table" if part.plain else "Table Grid")
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    cell_margins(table, MARGIN)
    for column, width in zip(table.columns, part.widths, strict=True):
        column.width = Mm(width)
    for place, row in enumerate(rows):
        added = table.add_row()
        properties = added._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        head = place == 0 and not part.plain
        if head:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, width, content in zip(added.cells, part.widths, row.cells, strict=True):
            cell.width = Mm(width)
            cell._tc.get_or_add_tcPr().append(_middle(OxmlElement("w:vAlign"), qn("w:val")))
            _into_cell(cell, content, head=head, grey=row.grey)
    styled(document.add_paragraph(), "After table")


def _middle(element: Any, name: str) -> Any:
    element.set(name, "center")
    return element


def _into_cell(cell: Any, content: Cell, *, head: bool, grey: bool) -> None:
    from docx.shared import Mm

    paragraph = styled(cell.paragraphs[0], "In table")
    if head:
        shade(cell, "F2F2F2")
    if isinstance(content, Picture):
        paragraph.paragraph_format.line_spacing = 1.0
        shape = paragraph.add_run().add_picture(BytesIO(content.draw("png")), width=Mm(content.width), height=Mm(content.height))
        shape._inline.docPr.set("descr", content.words)
        for side in "TBLR":
            # Left out, LibreOffice keeps text three millimetres away.
            shape._inline.set(f"dist{side}", "0")
    else:
        font = FONTS.heading if head else FONTS.text
        line_into(paragraph, content, font=font, size=TABLE, colour=GREY if grey else None)
