"""What python-docx has no call for: eastern fonts, automatic numbers, footnotes, page numbers."""

import re
from collections.abc import Iterable
from html import escape

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.parfmt import CT_PPr
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

KEPT_STYLES = ("Normal", "DefaultParagraphFont", "TableNormal", "TableGrid")
UNUSED_PARTS = ("thumbnail", "customXml", "stylesWithEffects", "webSettings")
LATIN = "Times New Roman"
NUMBERING = """<w:numbering><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>
{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""
LEVEL = """<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:suff w:val="nothing"/>
<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr></w:lvl>"""
FORMATS = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
"""Number format and text of the levels 一、（一）1."""
FOOTNOTES = """<w:footnotes>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
<w:footnote w:id="1"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>
<w:r><w:rPr><w:rFonts w:eastAsia="宋体"/><w:sz w:val="18"/></w:rPr><w:t>{text}</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""


def element(markup: str) -> BaseOxmlElement:
    """The element of the markup, whose names may begin with `w:`."""
    return parse_xml(re.sub(r"^<w:\w+", rf"\g<0> {nsdecls('w')}", markup))


def prune(document: Document) -> None:
    """Drop what the template brings along and no example uses: 160 styles, a thumbnail, a remark in the properties."""
    styles = document.styles.element
    for style in list(styles.iterchildren(qn("w:style"), qn("w:latentStyles"))):
        if style.get(qn("w:styleId")) not in KEPT_STYLES:
            styles.remove(style)
    part = document.part
    assert part.package is not None
    for relationships in (part.package.rels, part.rels):
        for key, relationship in list(relationships.items()):
            if relationship.reltype.rsplit("/", 1)[-1] in UNUSED_PARTS:
                del relationships[key]
    properties = document.core_properties
    properties.author = properties.comments = properties.keywords = ""


def set_fonts(target: ParagraphStyle | Run, eastern: str, points: float, *, bold: bool = False, colour: str = "000000") -> None:
    """Set the font of Chinese text, its size and colour (RRGGBB); Latin text is Times New Roman."""
    target.font.name, target.font.size, target.font.bold = LATIN, Pt(points), bold
    target.font.color.rgb = RGBColor.from_string(colour)
    target.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), eastern)


def add_numbering(document: Document, heading_styles: Iterable[str]) -> None:
    """Define the automatic numbers 一、（一）1. and let the heading styles, in order of their level, carry the first of them."""
    levels = "".join(LEVEL.format(level=level, format=form, text=text) for level, (form, text) in enumerate(FORMATS))
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    numbering.extend(list(element(NUMBERING.format(levels=levels))))
    for level, name in enumerate(heading_styles):
        set_number(document.styles[name].element.get_or_add_pPr(), level)


def set_number(properties: CT_PPr, level: int) -> None:
    """Give a paragraph or a style the automatic number of the level, from 0."""
    number = element(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')
    properties.insert_element_before(number, "w:pBdr", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")


def add_footnote(document: Document, paragraph: Paragraph, text: str) -> None:
    """Add the document's footnote, its mark at the end of what the paragraph holds so far."""
    content = element(FOOTNOTES.format(text=escape(text)))
    assert document.part.package is not None
    notes = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, content, document.part.package)
    document.part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)
    run = paragraph.add_run()
    run.font.superscript = True
    run._r.append(element('<w:footnoteReference w:id="1"/>'))


def page_number(paragraph: Paragraph, eastern: str, points: float) -> None:
    """Write the page number between dashes: — 1 —."""
    set_fonts(paragraph.add_run("— "), eastern, points)
    number = paragraph.add_run("1")
    set_fonts(number, eastern, points)
    field = element('<w:fldSimple w:instr="PAGE"/>')
    field.append(number._r)
    paragraph._p.append(field)
    set_fonts(paragraph.add_run(" —"), eastern, points)
