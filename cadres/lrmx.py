"""The organisation departments' .lrmx: an appointment form as XML, read whatever its writer did to it."""

import re

from lxml import etree

from .forms import Form, UnusableForm

FIELDS = {
    "XingMing": "name", "XingBie": "gender", "ChuShengNianYue": "birth", "CanJiaGongZuoShiJian": "began", "XianRenZhiWu": "current",
    "JianLi": "resume", "ShenFenZheng": "identity", "TianBiaoShiJian": "made",
}  # fmt: skip
ENCODINGS = ("utf-8-sig", "gb18030")
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*\?>")
_PHOTO = re.compile(r"<(ZhaoPian)(?:\s[^>]*)?>.*?</\1\s*>", re.S)
_OVERESCAPED = re.compile(r"&(?:amp;|#38;)*\d(lt|gt|amp|quot|apos);")
_BARE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_BREAK_TAG = re.compile(r"<\s*(/?)\s*(br|p)\s*(/?)\s*>", re.I)
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read_lrmx(content: bytes) -> Form:
    """The form of a file. Raises UnusableForm with the Chinese reason when it is damaged or hostile."""
    text = _prepared(_decoded(content))
    try:
        # Nothing is resolved, fetched or expanded; a DOCTYPE has been refused before.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise UnusableForm(f"不是完好的 XML（{error.msg}）") from error
    person = root if _name(root) == "Person" else next((one for one in root.iter() if _name(one) == "Person"), None)
    if person is None:
        raise UnusableForm("不是干部任免审批表：没有 Person")
    told = {FIELDS[name]: "".join(map(str, child.itertext())) for child in person if (name := _name(child)) in FIELDS}
    return Form(**{field: told.get(field, "") for field in FIELDS.values()})


def _decoded(content: bytes) -> str:
    if not content.strip():
        raise UnusableForm("文件是空的")
    marked = MARKS.get(content[:2])
    for encoding in (marked,) if marked else ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnusableForm("文件不完整，或编码既不是 UTF-8 也不是 GB18030")


def _prepared(text: str) -> str:
    """The text as XML that a parser takes; the photo is dropped unread."""
    text = _PHOTO.sub("", _NO_XML.sub("", _PROLOGUE.sub("", text.lstrip("\ufeff"))))
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.I):
        raise UnusableForm("含有 DOCTYPE 声明，可能有害，不予读取")
    text = _OVERESCAPED.sub(r"&\1;", text)
    parts = re.split(r"(<!\[CDATA\[.*?\]\]>)", text, flags=re.S)
    # A tag for a line break stands in the text as it is, closed or not; within CDATA it is text already.
    parts[::2] = [_BREAK_TAG.sub(r"&lt;\1\2\3&gt;", _BARE.sub("&amp;", part)) for part in parts[::2]]
    return "".join(parts)


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
