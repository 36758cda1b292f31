"""Numbers as Word displays them."""

import pytest

from ingest import word
from ingest.numbering import FORMATS, chinese
from tests.ingest.builders import OPTIONS, W, docx, level, lists, numbered, p, texts


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (25, "二十五"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (2024, "二千零二十四"),
        (0, "零"),
        (12345, "12345"),
    ],
)
def test_counts_in_chinese(number: int, shown: str) -> None:
    assert chinese(number) == shown


@pytest.mark.parametrize(
    ("format_", "shown"),
    [
        ("decimal", "12"),
        ("chineseCounting", "十二"),
        ("chineseCountingThousand", "十二"),
        ("japaneseCounting", "十二"),
        ("ideographDigital", "一二"),
        ("chineseLegalSimplified", "壹拾贰"),
        ("ideographTraditional", "乙"),
        ("ideographZodiac", "亥"),
        ("decimalEnclosedCircle", "⑫"),
        ("decimalEnclosedCircleChinese", "⑫"),
        ("decimalEnclosedParen", "⑿"),
        ("decimalEnclosedFullstop", "⒓"),
        ("decimalFullWidth", "１２"),
        ("decimalZero", "12"),
        ("upperLetter", "L"),
        ("lowerLetter", "l"),
        ("upperRoman", "XII"),
        ("lowerRoman", "xii"),
        ("none", ""),
        ("bullet", ""),
    ],
)
def test_shows_twelve(format_: str, shown: str) -> None:
    assert FORMATS[format_](12) == shown


@pytest.mark.parametrize(("number", "shown"), [(20, "⑳"), (21, "㉑"), (35, "㉟"), (36, "㊱"), (50, "㊿"), (51, "51")])
def test_encloses_in_circles(number: int, shown: str) -> None:
    assert FORMATS["decimalEnclosedCircle"](number) == shown


OFFICIAL = lists(
    level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "（%4）")
    + level(4, "decimalEnclosedCircle", "%5")
)


def test_numbers_the_five_depths_of_official_documents() -> None:
    body = [numbered("问题", depth=depth) for depth in (0, 1, 2, 3, 4, 4, 2, 1, 0, 1)]
    assert texts(word.read(docx(*body, numbering=OFFICIAL), OPTIONS)) == [
        "一、问题", "（一）问题", "1.问题", "（1）问题", "①问题", "②问题", "2.问题", "（二）问题", "二、问题", "（一）问题",
    ]  # fmt: skip


def test_keeps_the_number_as_label() -> None:
    reading = word.read(docx(numbered("学习不够", depth=1), numbering=OFFICIAL), OPTIONS)
    assert [(block.label, block.text) for block in reading.blocks] == [("（一）", "（一）学习不够")]


def test_restarts_where_a_list_says_so() -> None:
    nums = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    nums += '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    body = [numbered("甲"), numbered("乙"), numbered("丙", number=2), numbered("丁", number=2)]
    content = docx(*body, numbering=lists(level(0, "decimal", "%1."), nums))
    assert texts(word.read(content, OPTIONS)) == ["1.甲", "2.乙", "1.丙", "2.丁"]


def test_counts_on_over_plain_paragraphs_and_empty_ones() -> None:
    body = [numbered("甲"), p("正文。"), numbered(""), numbered("乙")]
    assert texts(word.read(docx(*body, numbering=lists(level(0, "decimal", "%1."))), OPTIONS)) == ["1.甲", "正文。", "3.乙"]


def test_never_restarts_a_level_that_says_so() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    body = [numbered("甲"), numbered("子", depth=1), numbered("乙"), numbered("丑", depth=1)]
    assert texts(word.read(docx(*body, numbering=lists(levels)), OPTIONS)) == ["一、甲", "1.子", "二、乙", "2.丑"]


def test_shows_digits_where_the_level_is_legal() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    body = [numbered("甲"), numbered("乙"), numbered("总则", depth=1)]
    assert texts(word.read(docx(*body, numbering=lists(levels)), OPTIONS))[-1] == "2.1 总则"


@pytest.mark.parametrize("by", ["the style", "the list"])
def test_numbers_by_style(by: str) -> None:
    list_of_style = '<w:numPr><w:numId w:val="1"/></w:numPr>' if by == "the style" else ""
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="1"/></w:style>'
        f'<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr>{list_of_style}</w:pPr></w:style></w:styles>'
    )
    linked = "" if by == "the style" else '<w:pStyle w:val="1"/>'
    numbering = lists(level(0, "chineseCounting", "%1、", linked))
    reading = word.read(docx(p("总体情况", '<w:pStyle w:val="1"/>'), numbering=numbering, styles=styles), OPTIONS)
    assert [(block.role, block.level, block.text) for block in reading.blocks] == [("heading", 1, "一、总体情况")]


def test_ignores_a_list_switched_off() -> None:
    assert texts(word.read(docx(numbered("甲", number=0), numbering=OFFICIAL), OPTIONS)) == ["甲"]


def test_numbers_empty_cells_of_a_table() -> None:
    row = f"<w:tr><w:tc>{numbered('')}</w:tc><w:tc>{p('问题')}</w:tc></w:tr>"
    reading = word.read(docx(f"<w:tbl>{row}{row}</w:tbl>", numbering=lists(level(0, "decimal", "%1"))), OPTIONS)
    assert texts(reading) == ["1", "问题", "2", "问题"]


def test_keeps_two_numbers_apart() -> None:
    assert texts(word.read(docx(numbered("2024年以来"), numbering=lists(level(0, "decimal", "%1."))), OPTIONS)) == [
        "1. 2024年以来"
    ]
