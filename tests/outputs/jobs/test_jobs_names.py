"""Names of uploaded files are safe wherever they are written, and tell people what they told before."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.jobs.names import safe_name


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("会议纪要.docx", "会议纪要.docx"),
        ("../../etc/passwd", "passwd"),
        (r"C:\\材料\\纪要.docx", "纪要.docx"),
        ("/绝对/路径/纪要.pdf", "纪要.pdf"),
        (".隐藏.docx", "隐藏.docx"),
        ("~$纪要.docx", "纪要.docx"),
        ("a\x00b\n.txt", "ab.txt"),
        ('问"题<1>?.xlsx', "问题1.xlsx"),
        ("CON.txt", "_CON.txt"),
        ("..", "未命名"),
        ("", "未命名"),
        ("右\u202e左.docx", "右左.docx"),
    ],
)  # fmt: skip
def test_a_name_is_made_safe(told: str, kept: str) -> None:
    assert safe_name(told) == kept


def test_a_name_that_was_given_already_gets_a_number() -> None:
    assert safe_name("纪要.docx", ["纪要.docx"]) == "纪要 (2).docx"
    assert safe_name("纪要.DOCX", ["纪要.docx", "纪要 (2).DOCX"]) == "纪要 (3).DOCX"


@given(st.text(max_size=400))
def test_every_name_is_a_plain_visible_one_of_bounded_length(told: str) -> None:
    name = safe_name(told)
    assert name == PurePosixPath(name).name
    assert len(name.encode()) <= 190
    assert not name.startswith((".", "~$"))
    assert name not in ("", ".", "..")
