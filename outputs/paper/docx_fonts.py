"""The fonts of official documents, with what may stand in for each where it is not installed."""

from dataclasses import dataclass
from typing import Any

GB2312_CHARSET = "86"


@dataclass(frozen=True, slots=True)
class Fonts:
    """By what they are for."""

    title: str = "方正小标宋简体"
    heading: str = "黑体"
    subheading: str = "楷体_GB2312"
    text: str = "仿宋_GB2312"
    number: str = "宋体"


FONTS = Fonts()
STAND_INS = {
    FONTS.title: "方正小标宋_GBK,FZXiaoBiaoSong-B05S,小标宋,华文中宋,STZhongsong,宋体",
    FONTS.heading: "SimHei,方正黑体_GBK,Noto Sans CJK SC",
    FONTS.subheading: "楷体,KaiTi,方正楷体_GBK,华文楷体",
    FONTS.text: "仿宋,FangSong,方正仿宋_GBK,华文仿宋",
    FONTS.number: "SimSun,方正书宋_GBK,Noto Serif CJK SC",
}
FAMILIES = {FONTS.heading: "swiss"}


def name_fonts(document: Any) -> None:
    """Write the fonts and their stand-ins into the document's table of fonts."""
    from lxml import etree

    part = next(one for one in document.part.package.iter_parts() if str(one.partname) == "/word/fontTable.xml")
    table = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    namespace = etree.QName(table).namespace
    for name, others in STAND_INS.items():
        font = etree.SubElement(table, f"{{{namespace}}}font", {f"{{{namespace}}}name": name})
        facts = (("altName", others), ("charset", GB2312_CHARSET), ("family", FAMILIES.get(name, "roman")), ("pitch", "variable"))
        for tag, value in facts:
            etree.SubElement(font, f"{{{namespace}}}{tag}", {f"{{{namespace}}}val": value})
    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)
