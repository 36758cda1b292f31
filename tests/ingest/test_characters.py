"""What a block's text may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.characters import clean, join


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  会议　", "会议"),
        ("责任\n单位", "责任单位"),
        ("see\r\nalso", "see also"),
        ("党组 \u2028 会议", "党组会议"),
        ("甲\t乙", "甲 乙"),
        ("何\u200b沛\ufeff", "何沛"),
        ("何　沛", "何　沛"),
        ("\x00\x07", ""),
        ("𠮷", "𠮷"),
    ],
)
def test_cleans(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text())
def test_leaves_nothing_that_a_block_may_not_hold(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == clean(cleaned) == cleaned.strip()
    assert len(cleaned.splitlines()) <= 1
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned


def test_joins_as_the_script_asks() -> None:
    assert join(["整改", "GDP", "growth", "3", "年"]) == "整改GDP growth 3年"
