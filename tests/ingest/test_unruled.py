"""Tables without rulings: told by heads and columns, and said to be unsure."""

from typing import Any

import pytest

from ingest import pdf
from tests.ingest.builders import FONT, MARGIN, OPTIONS, canvas, cells, texts

ROWS = [
    ["序号", "问题", "整改措施", "责任人"],
    ["1", "理论学习不够", "每月集中学习一次，\n由办公室记录备查", "何沛"],
    ["2", "调研不深入", "领导班子成员每人\n每季度下乡两次", "张建国"],
    ["3", "台账不全", "限期补齐", "李𠮷"],
]
WIDTHS = [40, 130, 150, 80]
AFTER = "会议要求抓好落实，确保问题整改到位。"


def drawn(rows: list[list[str]], *, by_row: bool = True, padding: float = 0, rulings: bool = False) -> bytes:
    def draw(sheet: Any) -> None:
        sheet.setFont(FONT, 12)
        sheet.drawString(MARGIN, 760, "整改情况如下，请审阅。以下各项均由办公室汇总后报送，如有出入请告知。")
        words, y = [], 720.0
        for row in rows:
            for column, text in enumerate(row):
                left = MARGIN + sum(WIDTHS[:column])
                words += [(column, left, y - 18 * index, line) for index, line in enumerate(text.split("\n"))]
            y -= 18 * max(text.count("\n") + 1 for text in row) + padding
        for _, left, at, line in words if by_row else sorted(words, key=lambda word: word[0]):
            sheet.drawString(left, at, line)
        sheet.drawString(MARGIN, y - 40, AFTER)

    return canvas(draw)


@pytest.mark.parametrize("padding", [0, 10])
@pytest.mark.parametrize("by_row", [True, False])
def test_reads_cells_by_where_they_stand(by_row: bool, padding: float) -> None:
    reading = pdf.read(drawn(ROWS, by_row=by_row, padding=padding), OPTIONS)
    wanted = {(r, c): text.replace("\n", "") for r, row in enumerate(ROWS) for c, text in enumerate(row)}
    assert cells(reading) == wanted
    assert texts(reading)[-1] == AFTER
    assert any("第 1 页的表格没有框线" in warning for warning in reading.warnings)


def test_names_in_a_grid_are_no_table() -> None:
    rows = [["何沛", "张建国", "李明", "王芳"], ["赵强", "周敏", "吴刚", "郑丽"], ["孙伟", "钱勇", "冯涛", "陈静"]]
    reading = pdf.read(drawn(rows), OPTIONS)
    assert cells(reading) == {}
    assert reading.warnings == ()


def test_two_lines_of_fields_are_no_table() -> None:
    reading = pdf.read(drawn([["时间：", "地点：", "主持：", "记录："], ["上午", "三楼", "何沛", "李明"]]), OPTIONS)
    assert cells(reading) == {}
