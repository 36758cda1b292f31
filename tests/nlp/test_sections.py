"""Sections: the headings over a block, and what a table's columns hold."""

from dataclasses import replace

import pytest

from nlp.sections import bare, column_role, places, section_roles
from schema import Block
from tests.builders import document, made, table


def test_headings_above_a_block_outermost_first() -> None:
    found = places(
        document("一、存在问题", "（一）学习方面", "学习不深入。", "（二）作风方面", "拖延。", "二、整改措施", "加强学习。")
    )
    assert [place.headings for place in found] == [
        (),
        ("存在问题",),
        ("存在问题", "学习方面"),
        ("存在问题",),
        ("存在问题", "作风方面"),
        (),
        ("整改措施",),
    ]
    assert [place.heading for place in found][2:5:2] == ["学习方面", "作风方面"]
    assert all(place.cell is None for place in found)


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("一、存在问题", "存在问题"),
        ("（一）学习", "学习"),
        ("1.思想", "思想"),
        ("第一部分 总体情况", "总体情况"),
        ("表一 问题清单", "问题清单"),
        ("存在问题", "存在问题"),
        ("", ""),
    ],
)
def test_a_heading_without_its_number(heading: str, words: str) -> None:
    assert bare(heading) == words


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("存在的主要问题", "problem"),
        ("整改措施", "measure"),
        ("原因分析", "cause"),
        ("取得的成绩", "praise"),
        ("下一步打算", "future"),
    ],
)
def test_what_a_section_is_about(heading: str, role: str) -> None:
    assert role in section_roles(heading)


def test_a_heading_that_tells_nothing() -> None:
    assert section_roles("附件") == ()


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("存在问题", "problem"),
        ("问题\u3000描述", "problem"),
        ("整改措施", "measure"),
        ("整改时限", "deadline"),
        ("责任人", "responsible"),
        ("责任单位", "unit"),
        ("序号", "number"),
        ("完成情况", "progress"),
        ("备注", "remark"),
        ("天气", ""),
        ("", ""),
    ],
)
def test_what_a_column_holds(header: str, role: str) -> None:
    assert column_role(header) == role


LEDGER = table(
    ("序号", "存在问题", "整改措施", "责任人"),
    ("1", "学习不深入", "加强学习", "王敏"),
    ("2", "调研少", "", "李强"),
    above=("问题整改台账",),
)


def test_cells_know_their_column() -> None:
    cells = {block.text: place.cell for block, place in zip(LEDGER, places(made(LEDGER)), strict=True)}
    assert cells["问题整改台账"] is None
    problem, person, header = cells["学习不深入"], cells["李强"], cells["存在问题"]
    assert problem is not None
    assert (problem.row, problem.column, problem.header, problem.role, problem.is_header) == (1, 1, "存在问题", "problem", False)
    assert person is not None
    assert (person.row, person.role) == (2, "responsible")
    assert header is not None
    assert header.is_header


def test_a_table_without_a_header_tells_no_role() -> None:
    blocks = table(("学习不深入，笔记不全。", "加强学习，补齐笔记。"), ("调研少。", "多下乡。"))
    cells = [place.cell for place in places(made(blocks))]
    assert [(cell.header, cell.role, cell.is_header) for cell in cells if cell is not None] == [("", "", False)] * 4


def test_a_divided_table_goes_on_under_the_header_before() -> None:
    first = table(("序号", "存在问题", "整改措施"), ("1", "学习不深入", "加强学习"))
    rest = table(("2", "窗口排队久", "增开窗口"), number=1)
    divider = document("群众身边的问题方面").blocks[0]
    blocks = tuple(_numbered([*first, divider, *rest]))
    found = {block.text: place.cell for block, place in zip(blocks, places(made(blocks)), strict=True)}
    cell = found["增开窗口"]
    assert cell is not None
    assert (cell.header, cell.role, cell.is_header) == ("整改措施", "measure", False)


def _numbered(blocks: list[Block]) -> list[Block]:
    return [replace(block, index=index) for index, block in enumerate(blocks)]
