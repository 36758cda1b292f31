"""Labelled statements: read in order, and refused with file and line."""

from pathlib import Path

import pytest

from schema import Category, ConfigError
from yiguan.labelled import LabelledStatement, read_labelled


def written(folder: Path, *lines: str, name: str = "a.tsv") -> Path:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_statements_are_read_in_order(tmp_path: Path) -> None:
    written(tmp_path, "conduct\t\t校对不细", name="b.tsv")
    written(tmp_path, "# 说明", "study\tQ04\t学习不深", "")
    assert read_labelled(tmp_path) == (
        LabelledStatement(category=Category.STUDY, code="Q04", text="学习不深"),
        LabelledStatement(category=Category.CONDUCT, code="", text="校对不细"),
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("study\tQ04", "第 2 行不合格式"),
        ("学习\tQ04\t学习不深", "第 2 行不合格式"),
        ("study\tQ04\t ", "第 2 行不合格式"),
        ("study\tQ99\t学习不深", "Q99"),
    ],
)
def test_a_faulty_line_is_told_with_its_file(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        read_labelled(written(tmp_path, "study\tQ04\t学习不深", line))
