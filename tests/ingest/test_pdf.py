"""Born-digital pdf: paragraphs over lines and pages, heads and feet, ruled tables, boxes."""

from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import pdf
from schema import BlockRole, DamagedFile, EncryptedFile
from tests.ingest.builders import BODY, FONT, MARGIN, OPTIONS, canvas, cells, ruled, spans, texts
from tests.ingest.builders import pdf as made

LONG = "县委巡察组指出，局党组理论学习不够系统深入，存在以干代学、学用脱节的现象，对上级决策部署研究不细、措施不实，个别工作停留在开会发文层面。"
OTHER = "会后，局党组立即召开专题会议研究整改工作，逐条制定整改措施，明确责任领导、责任单位和完成时限，建立销号制度，对标对表推进整改落实，确保件件有着落、事事有回音。"


def test_joins_the_lines_of_a_paragraph() -> None:
    assert texts(pdf.read(made(LONG, OTHER), OPTIONS)) == [LONG, OTHER]


def test_joins_paragraphs_over_pages_and_takes_heads_and_feet_out() -> None:
    paragraphs = [LONG, OTHER] * 4
    reading = pdf.read(made(*paragraphs, lines_per_page=5, head="内部资料 注意保存", numbers=True), OPTIONS)
    assert texts(reading, BlockRole.PARAGRAPH) == paragraphs
    assert texts(reading, BlockRole.HEADER) == ["内部资料 注意保存"]
    assert [block.text for block in reading.blocks if block.role is BlockRole.FOOTER] == ["— 1 —"]
    pages = {place.page for block in reading.blocks for place in block.locations}
    assert len(pages) > 3
    assert pages == set(range(1, len(pages) + 1))


def test_keeps_short_lines_apart() -> None:
    lines = ["时间：2024年1月18日", "地点：局三楼会议室", "主持：何沛", "一、会议议程"]
    assert texts(pdf.read(made(LONG, *lines, OTHER), OPTIONS)) == [LONG, *lines, OTHER]


def test_tells_how_a_title_is_set() -> None:
    reading = pdf.read(made(LONG, OTHER, title="民主生活会会议记录"), OPTIONS)
    assert texts(reading)[0] == "民主生活会会议记录"
    assert (reading.marks[0].align, reading.marks[0].size) == ("center", 22.0)


def test_boxes_count_from_the_top_left() -> None:
    reading = pdf.read(made(LONG), OPTIONS)
    page, box = reading.blocks[0].locations[0].page, reading.blocks[0].locations[0].bbox
    assert page == 1
    assert box is not None
    left, top, right, bottom = box
    assert MARGIN - 2 < left < MARGIN + 2
    assert 842 - 730 - BODY - 6 < top < 842 - 730
    assert right < MARGIN + 29 * BODY
    assert bottom > top + 2 * BODY


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_reads_turned_pages_as_seen(angle: int) -> None:
    source = pypdfium2.PdfDocument(made(LONG, OTHER))
    source[0].set_rotation(angle)
    import io

    buffer = io.BytesIO()
    source.save(buffer)
    source.close()
    box = pdf.read(buffer.getvalue(), OPTIONS).blocks[0].locations[0].bbox
    assert box is not None
    width, height = (842, 595) if angle in (90, 270) else (595, 842)
    assert 0 <= box[0] < box[2] <= width
    assert 0 <= box[1] < box[3] <= height


def test_puts_quotation_marks_of_another_font_back() -> None:
    def draw(sheet: Any) -> None:
        words = "三会一课制度落实不严，存在补记录现象。"
        sheet.drawString(MARGIN, 700, "“")
        sheet.drawString(MARGIN + BODY, 700, words[:4])
        sheet.drawString(MARGIN + 6 * BODY, 700, words[4:])
        sheet.drawString(MARGIN + 5 * BODY, 700, "”")

    assert texts(pdf.read(canvas(draw), OPTIONS)) == ["“三会一课”制度落实不严，存在补记录现象。"]


def _mapped(stream: str, meanings: dict[str, str]) -> bytes:
    """A pdf whose Latin letters mean the words that its Unicode table gives them."""
    pairs = "".join(f"<{ord(code):02x}> <{text.encode('utf-16-be').hex()}>\n" for code, text in meanings.items())
    table = f"/CIDInit /ProcSet findresource begin\nbegincmap\n1 begincodespacerange <00> <ff> endcodespacerange\n{len(meanings)} beginbfchar\n{pairs}endbfchar\nendcmap"
    bodies = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Courier/ToUnicode 6 0 R>>",
        f"<</Length {len(table)}>>stream\n{table}\nendstream",
    ]
    content = b"%PDF-1.4\n"
    for number, body in enumerate(bodies, 1):
        content += f"{number} 0 obj\n{body}\nendobj\n".encode()
    return content + b"trailer<</Root 1 0 R/Size 7>>\n%%EOF"


def test_finds_what_follows_a_rare_name() -> None:
    """A name outside the basic plane takes two places in the library's count: what follows it must not shift."""
    stream = "BT /F 16 Tf 80 700 Td (ABC) Tj ET BT /F 16 Tf 80 600 Td (DB) Tj ET BT /F 16 Tf 200 500 Td (C) Tj ET"
    reading = pdf.read(_mapped(stream, {"A": "𠮷", "B": "会", "C": "议", "D": "𬭎"}), OPTIONS)
    assert texts(reading) == ["𠮷会议", "𬭎会", "议"]
    boxes = [block.locations[0].bbox for block in reading.blocks]
    assert [round(box[0], -1) for box in boxes if box] == [80, 80, 200]
    assert [round(box[3] - 142, -2) for box in boxes if box] == [0, 100, 200]


TABLE = [
    ["序号", "问题类别", "整改情况", "<"],
    ["1", "党的建设", "制定制度", "已完成"],
    ["2", "^", "约谈两人", "正在整改"],
]


def test_reads_a_ruled_table_with_its_spans() -> None:
    def draw(sheet: Any) -> None:
        sheet.drawString(MARGIN, 720, "具体情况见下表：")
        ruled(sheet, 690, [50, 100, 120, 120], TABLE)
        sheet.setFont(FONT, BODY)
        sheet.drawString(MARGIN + 2 * BODY, 500, "以上问题均已明确责任。")

    reading = pdf.read(canvas(draw), OPTIONS)
    assert [block.text for block in reading.blocks if block.table is None] == ["具体情况见下表：", "以上问题均已明确责任。"]
    assert cells(reading) == {
        (0, 0): "序号", (0, 1): "问题类别", (0, 2): "整改情况", (1, 0): "1", (1, 1): "党的建设", (1, 2): "制定制度",
        (1, 3): "已完成", (2, 0): "2", (2, 2): "约谈两人", (2, 3): "正在整改",
    }  # fmt: skip
    assert spans(reading) == {(0, 2): (1, 2), (1, 1): (2, 1)}
    first = reading.blocks[1].locations[0]
    assert first.bbox == (MARGIN, 152.0, MARGIN + 50, 182.0)


def test_puts_a_table_cut_by_a_page_together() -> None:
    widths = [60, 180, 100]

    def draw(sheet: Any) -> None:
        ruled(
            sheet,
            130,
            widths,
            [["序号", "问题", "责任人"], ["1", "对上级决策部署研究不细，措施\n不实，个别工作停留在开会发文", "何沛"]],
            height=40,
        )
        sheet.showPage()
        ruled(
            sheet,
            780,
            widths,
            [["序号", "问题", "责任人"], ["", "层面，群众反映强烈。", ""], ["2", "作风漂浮。", "秋生"]],
            height=40,
        )

    reading = pdf.read(canvas(draw), OPTIONS)
    assert cells(reading) == {
        (0, 0): "序号", (0, 1): "问题", (0, 2): "责任人", (1, 0): "1", (1, 2): "何沛", (2, 0): "2", (2, 1): "作风漂浮。", (2, 2): "秋生",
        (1, 1): "对上级决策部署研究不细，措施不实，个别工作停留在开会发文层面，群众反映强烈。",
    }  # fmt: skip
    cut = next(block for block in reading.blocks if block.text.startswith("对上级"))
    assert [place.page for place in cut.locations] == [1, 2]


def test_asks_for_a_second_opinion_where_rulings_are_missing() -> None:
    def draw(sheet: Any) -> None:
        sheet.setFont(FONT, 12)
        for y in (700, 660, 620):
            sheet.line(100, y, 400, y)
        sheet.line(100, 700, 100, 620)
        sheet.line(400, 700, 400, 620)
        sheet.line(200, 700, 200, 620)
        # The upper row is parted at 300 and the lower is not; the line between them has a gap over the wide cell.
        sheet.line(300, 700, 300, 660)
        for x, y, text in ((105, 680, "甲"), (205, 680, "乙"), (305, 680, "丙"), (105, 640, "丁"), (205, 640, "戊")):
            sheet.drawString(x, y, text)

    def gapped(sheet: Any) -> None:
        sheet.setFont(FONT, 12)
        for y in (700, 620):
            sheet.line(100, y, 400, y)
        sheet.line(100, 660, 200, 660)
        sheet.line(300, 660, 400, 660)
        for x in (100, 200, 400):
            sheet.line(x, 700, x, 620)
        sheet.line(300, 660, 300, 620)
        for x, y, text in ((105, 680, "甲"), (205, 680, "乙"), (105, 640, "丙"), (305, 640, "丁")):
            sheet.drawString(x, y, text)

    assert not pdf.read(canvas(draw), OPTIONS).warnings
    reading = pdf.read(canvas(gapped), OPTIONS)
    assert "框线不完整" in reading.warnings[0]
    assert not reading.degraded
    assert set(cells(reading).values()) == {"甲", "乙", "丙", "丁"}


def test_leaves_a_page_without_text_out_and_says_so() -> None:
    def draw(sheet: Any) -> None:
        sheet.drawString(MARGIN, 700, "第一页有文字。")
        sheet.showPage()
        sheet.rect(100, 100, 300, 300, fill=1)

    reading = pdf.read(canvas(draw), OPTIONS)
    assert reading.degraded
    assert any("第 2 页" in warning for warning in reading.warnings)


def test_says_nothing_of_blank_pages() -> None:
    def draw(sheet: Any) -> None:
        sheet.drawString(MARGIN, 700, "第一页有文字。")
        sheet.showPage()
        sheet.showPage()

    assert not pdf.read(canvas(draw), OPTIONS).warnings


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        (LONG, False),
        ("1,234.50 5,678.00 12.5% 2024-01-18 3,210.00 98.2% 合计", False),
        ("The quick brown fox jumps over the lazy dog.", False),
        ("!\"#$%&'()*+,-./012:;<=>?@[\\]^_`{|}~!\"#$%&'", True),
        ("(cid:12)(cid:40)(cid:7)(cid:19)", True),
        (
            "\ue000\ue001\ue002党组\ue003\ue004\ue005\ue006\ue007\ue008\ue009\ue00a\ue00b\ue00c\ue00d\ue00e\ue00f\ue010\ue011",
            True,
        ),
    ],
)
def test_tells_garbled_text(text: str, garbled: bool) -> None:
    assert pdf._is_garbled(text) is garbled


def test_reads_no_more_pages_than_allowed() -> None:
    from dataclasses import replace

    reading = pdf.read(made(*[LONG] * 6, lines_per_page=4), replace(OPTIONS, pages=2))
    assert reading.degraded
    assert "只读取了前 2 页" in reading.warnings[-1]


def test_tells_a_broken_pdf() -> None:
    with pytest.raises(DamagedFile):
        pdf.read(made(LONG)[:700], OPTIONS)


def test_tells_a_locked_pdf() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    content = canvas(lambda sheet: sheet.drawString(90, 700, "密"), encrypt=StandardEncryption("口令", "主人"))
    with pytest.raises(EncryptedFile) as caught:
        pdf.read(content, OPTIONS)
    assert "另存" in caught.value.remedy


SIGNS = "，。；：、“”（）"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(alphabet="党组会议整改落实问题责任" + SIGNS, min_size=30, max_size=120), min_size=1, max_size=5))
def test_loses_no_character(paragraphs: list[str]) -> None:
    bodies = [f"会{text}。" for text in paragraphs]
    assert "".join(texts(pdf.read(made(*bodies), OPTIONS))) == "".join(bodies)
