"""Words into docx paragraphs: runs with an East Asian font, and links to exhibits."""

from typing import Any

from ..exports.cells import writable
from .parts import Line, Run

LATIN = "Times New Roman"


def styled(paragraph: Any, style: str) -> Any:
    """Give the paragraph a style by its name. python-docx's own way looks through all styles each time: half of a long paper's time."""
    paragraph._p.style = style.replace(" ", "")
    return paragraph


def line_into(paragraph: Any, line: Line | str, *, font: str, size: float, colour: str | None = None, bold: bool = False) -> None:
    """Put words into the paragraph."""
    for run in (Run(text=line),) if isinstance(line, str) else line:
        made = _run(paragraph, run, font=font, size=size, colour=colour, bold=bold or run.strong)
        if run.to is not None:
            _link(paragraph, made, run.to)


def bookmark(paragraph: Any, number: int) -> None:
    """Let others lead here."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        element = OxmlElement(name)
        element.set(qn("w:id"), str(number))
        if name == "w:bookmarkStart":
            element.set(qn("w:name"), _name(number))
        paragraph._p.append(element)


def shade(cell: Any, colour: str) -> None:
    """Fill a cell's ground."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    element = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        element.set(qn(name), value)
    cell._tc.get_or_add_tcPr().insert_element_before(element, "w:noWrap", "w:tcMar", "w:vAlign", "w:hideMark")


def cell_margins(table: Any, width: float) -> None:
    """Set the room left and right in a table's cells, in millimetres."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Mm

    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        element = OxmlElement(side)
        element.set(qn("w:w"), str(Mm(width).twips))
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def east_asian(properties: Any, font: str) -> None:
    """Set the font of Chinese characters, and that of Latin letters and digits beside them."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    for name, value in (("w:ascii", LATIN), ("w:hAnsi", LATIN), ("w:cs", LATIN), ("w:eastAsia", font)):
        fonts.set(qn(name), value)
    # Quotation marks, dashes and dots belong to both scripts: here they are Chinese.
    fonts.set(qn("w:hint"), "eastAsia")


def _run(paragraph: Any, run: Run, *, font: str, size: float, colour: str | None, bold: bool) -> Any:
    from docx.shared import Pt, RGBColor

    made = paragraph.add_run(writable(run.text))
    made.font.size = Pt(size)
    if bold:
        made.font.bold = True
    if colour:
        made.font.color.rgb = RGBColor.from_string(colour)
    east_asian(made._r.get_or_add_rPr(), font)
    return made


def _link(paragraph: Any, made: Any, number: int) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), _name(number))
    paragraph._p.replace(made._r, link)
    link.append(made._r)


def _name(number: int) -> str:
    return f"item{number}"
