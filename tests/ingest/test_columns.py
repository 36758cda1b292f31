"""Pages in two columns: read column by column, whichever way the file draws them."""

from typing import Any

import pytest

from ingest import pdf
from tests.ingest.builders import FONT, MARGIN, OPTIONS, canvas, texts

LONG = "县委巡察组指出，局党组理论学习不够系统深入，存在以干代学、学用脱节的现象，对上级决策部署研究不细、措施不实，个别工作停留在开会发文层面。"
OTHER = "会后，局党组立即召开专题会议研究整改工作，逐条制定整改措施，明确责任领导、责任单位和完成时限，建立销号制度，对标对表推进整改落实，确保件件有着落、事事有回音。"
TEXTS = [LONG, OTHER, LONG, "会议强调，要压实责任，一抓到底。", OTHER, LONG, OTHER, LONG, OTHER, LONG]
SIZE, WIDTH, LEADING, HEIGHT = 14, 14, 24, 24


def flow() -> list[str]:
    """The lines of narrow columns."""
    lines: list[str] = []
    for text in TEXTS:
        line = "　　"
        for index, character in enumerate(text):
            clings = index + 1 < len(text) and text[index + 1] in "，。；：、！？"
            if len(line) >= WIDTH - clings:
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    return lines


def two_columns(title: str, *, by_row: bool) -> bytes:
    def put(sheet: Any, column: int, row: int, line: str) -> None:
        bare = line.lstrip("　")
        left = MARGIN + column * (WIDTH * SIZE + 24) + SIZE * (len(line) - len(bare))
        sheet.drawString(left, 730 - row * LEADING, bare)

    def draw(sheet: Any) -> None:
        sheet.setFont(FONT, 22)
        sheet.drawCentredString(297, 775, title)
        lines = flow()
        for start in range(0, len(lines), 2 * HEIGHT):
            if start:
                sheet.showPage()
            sheet.setFont(FONT, SIZE)
            page = lines[start : start + 2 * HEIGHT]
            high = min(HEIGHT, (len(page) + 1) // 2)
            places = [(index // high, index % high, line) for index, line in enumerate(page)]
            for column, row, line in sorted(places, key=lambda place: place[1]) if by_row else places:
                put(sheet, column, row, line)

    return canvas(draw)


@pytest.mark.parametrize("by_row", [False, True])
def test_reads_the_left_column_first(by_row: bool) -> None:
    reading = pdf.read(two_columns("巡察整改情况通报", by_row=by_row), OPTIONS)
    assert texts(reading) == ["巡察整改情况通报", *TEXTS]


def test_a_paragraph_over_two_columns_has_a_box_in_each() -> None:
    reading = pdf.read(two_columns("巡察整改情况通报", by_row=False), OPTIONS)
    cut = [block for block in reading.blocks if len(block.locations) > 1]
    assert cut
    for block in cut:
        for place in block.locations:
            assert place.bbox is not None
            assert place.bbox[2] - place.bbox[0] < (WIDTH + 2) * SIZE


def test_short_items_side_by_side_are_no_columns() -> None:
    def draw(sheet: Any) -> None:
        sheet.setFont(FONT, SIZE)
        for row in range(8):
            sheet.drawString(MARGIN, 700 - row * LEADING, f"第{row + 1}组：何沛")
            sheet.drawString(330, 700 - row * LEADING, f"记录{row + 1}：张敏")

    read = "".join(texts(pdf.read(canvas(draw), OPTIONS)))
    assert read.index("记录1：张敏") < read.index("第2组：何沛")


def test_a_date_and_its_source_over_each_paragraph_are_no_columns() -> None:
    def draw(sheet: Any) -> None:
        sheet.setFont(FONT, SIZE)
        for item in range(8):
            sheet.drawString(MARGIN, 740 - item * 3 * LEADING, f"{item + 1}. 2023年2月15日")
            sheet.drawString(330, 740 - item * 3 * LEADING, "《何沛同志考察材料》")
            sheet.drawString(MARGIN, 740 - (item * 3 + 1) * LEADING, LONG[:30])

    words = "".join(texts(pdf.read(canvas(draw), OPTIONS)))
    assert all(f"{item + 1}. 2023年2月15日《何沛" in words.replace("日 《", "日《") for item in range(8))
