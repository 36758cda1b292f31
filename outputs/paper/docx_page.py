"""The page of an official document (GB/T 9704): paper, margins, grid, styles, header with the notice, footer with the page number."""

from dataclasses import dataclass
from typing import Any

from .docx_fonts import FONTS, name_fonts
from .docx_words import east_asian, line_into

MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
"""In millimetres: what is left is the 版心 of 156 × 225."""
LINE_PITCH = 579
"""Twentieths of a point from line to line: 22 lines in 225 mm."""
CHARACTER_SPACE = -5
"""Twentieths of a point between characters: 28 of 16 points in 156 mm. A grid of characters would say the same, but LibreOffice
gives a character that is wider than its cell two of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageForm:
    """What every page repeats."""

    title: str
    notice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """A paragraph style, in points and characters."""

    name: str
    line: float = 28.95
    first: float = 0
    """Indent of the first line."""
    left: float = 0
    before: float = 0
    after: float = 0
    align: str = "justify"
    with_next: bool = False
    gridded: bool = True
    """Whether it keeps to the grid of 22 lines of 28 characters: text of other sizes does not."""


# What the order of elements in the standard puts after each.
AFTER_GRID = ("w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:textAlignment", "w:outlineLvl", "w:rPr")
AFTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang")
STYLES = (
    _Style(name="Normal", first=32),
    _Style(name="Title", line=34, align="center", after=10, gridded=False),
    _Style(name="Subtitle", align="center"),
    _Style(name="Heading 1", first=32, with_next=True, before=6),
    _Style(name="Heading 2", first=32, with_next=True),
    _Style(name="Heading 3", first=32, with_next=True),
    _Style(name="Exhibit", line=20, before=9, with_next=True, gridded=False, align="left"),
    _Style(name="Quotation", line=22, left=24, gridded=False),
    _Style(name="Note", line=18, left=24, gridded=False, align="left"),
    _Style(name="In table", line=17, gridded=False, align="left"),
    _Style(name="After table", line=10, gridded=False),
)


def new_document(form: PageForm) -> Any:
    """An empty document of this form."""
    from docx import Document

    document = Document()
    name_fonts(document)
    _defaults(document)
    for style in STYLES:
        _style(document, style)
    _page(document)
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for header in (section.header, section.even_page_header):
        _header(header, form.notice)
    _footer(section.footer, outer="right")
    _footer(section.even_page_footer, outer="left")
    properties = document.core_properties
    properties.title, properties.author, properties.comments, properties.language = form.title, "", form.notice, "zh-CN"
    return document


def _defaults(document: Any) -> None:
    """The size that the grid counts from, and Chinese as the language: it decides the form of characters and punctuation."""
    from docx.oxml.ns import qn

    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for name in ("w:sz", "w:szCs"):
        defaults.find(qn(name)).set(qn("w:val"), "32")
    for language in (defaults.find(qn("w:lang")), document.settings.element.find(qn("w:themeFontLang"))):
        language.set(qn("w:eastAsia"), "zh-CN")
    east_asian(defaults, FONTS.text)


def _page(document: Any) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, value in MARGINS.items():
        setattr(section, name, Mm(value))
    section.header_distance, section.footer_distance = Mm(25), Mm(23)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE_PITCH))
    section._sectPr.append(grid)


def _style(document: Any, form: _Style) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    styles = document.styles
    known = form.name in [style.name for style in styles]
    style = styles[form.name] if known else styles.add_style(form.name, WD_STYLE_TYPE.PARAGRAPH)
    if form.name != "Normal":
        style.base_style = styles["Normal"]
    style.font.size, style.font.bold, style.font.italic = Pt(16), False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    east_asian(properties, FONTS.text)
    for name in ("w:spacing", "w:kern"):
        for element in properties.findall(qn(name)):
            properties.remove(element)
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(border)
    layout = style.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(form.line)
    layout.first_line_indent, layout.left_indent = Pt(form.first), Pt(form.left)
    layout.space_before, layout.space_after = Pt(form.before), Pt(form.after)
    layout.alignment = getattr(WD_ALIGN_PARAGRAPH, form.align.upper())
    layout.keep_with_next, layout.widow_control = form.with_next, True
    _set(properties, "w:spacing", CHARACTER_SPACE if form.gridded else 0, AFTER_SPACING)
    if not form.gridded:
        _set(style.element.pPr, "w:snapToGrid", 0, AFTER_GRID)


def _set(properties: Any, name: str, value: int, successors: tuple[str, ...]) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    element = OxmlElement(name)
    element.set(qn("w:val"), str(value))
    properties.insert_element_before(element, *successors)


def _header(header: Any, notice: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    paragraph.style.paragraph_format.first_line_indent = Pt(0)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line_into(paragraph, notice, font=FONTS.heading, size=12)


def _footer(footer: Any, *, outer: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style.paragraph_format.first_line_indent = Pt(0)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if outer == "right" else WD_ALIGN_PARAGRAPH.LEFT
    # One character away from the edge of the text, as the standard asks.
    setattr(paragraph.paragraph_format, f"{outer}_indent", Pt(14))
    line_into(paragraph, "— ", font=FONTS.number, size=14)
    _page_number(paragraph)
    line_into(paragraph, " —", font=FONTS.number, size=14)


def _page_number(paragraph: Any) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    line_into(paragraph, "1", font=FONTS.number, size=14)
    field.append(paragraph.runs[-1]._r)
