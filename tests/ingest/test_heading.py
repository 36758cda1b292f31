"""Numbers and headings."""

import pytest

from ingest.heading import number_of, reads_as_heading


@pytest.mark.parametrize(
    ("text", "label", "depth"),
    [
        ("一、会议基本情况", "一、", 1),
        ("十二、其他", "十二、", 1),
        ("第一部分 总体情况", "第一部分", 1),
        ("第三章　附则", "第三章", 1),
        ("第一项  报上一年的账", "第一项", 1),
        ("第二节 监督", "第二节", 2),
        ("（一）理论学习方面", "（一）", 2),
        ("(二)责任落实方面", "(二)", 2),
        ("1.理论学习不够", "1.", 3),
        ("2、作风不实", "2、", 3),
        ("3．担当不够", "3．", 3),
        ("12. 其他", "12.", 3),
        ("（1）学得不深", "（1）", 4),
        ("3）学得不透", "3）", 4),
        ("①书记带头少", "①", 5),
        ("⑴书记带头少", "⑴", 5),
        ("1.5万元资金滞留", "", 0),
        ("2023.9.28", "", 0),
        ("2024年以来", "", 0),
        ("（2024年1月18日）", "", 0),
        ("一是学习不够", "", 0),
        ("第一书记崔海波", "", 0),
        ("三公司机关支部", "", 0),
        ("12345热线", "", 0),
        ("", "", 0),
    ],
)
def test_finds_the_number(text: str, label: str, depth: int) -> None:
    assert number_of(text) == (label, depth)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("一、会议基本情况", True),
        ("（二）关于“决策不规范；程序倒置”问题的整改", True),
        ("（一）理论学习不够系统。党组中心组学习代替研讨", False),
        ("1.理论学习不够系统；", False),
        ("1.对照检查材料，", False),
        ("一、" + "长" * 41, False),
        ("一、", False),
        ("没有编号的一行", False),
    ],
)
def test_tells_a_heading_from_a_run_in_one(text: str, heading: bool) -> None:
    assert reads_as_heading(text, number_of(text)[0]) is heading
