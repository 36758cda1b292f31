"""Deadlines: what is still to come counts, resolved against the document's date."""

import pytest

from nlp.deadlines import deadline

ISSUED = "2024-01-19"


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("6月底前完成", "2024-06-30"),
        ("下周进场，6月底完工", "2024-06-30"),
        ("上半年先清5项，其余年底清零", "2024-12-31"),
        ("书面说明交机关纪委，月底前", "2024-01-31"),
        ("一个月内修好", "2024-02-19"),
        ("明天上午登门道歉", "2024-01-20"),
        ("今天下午交到财政所", "2024-01-19"),
        ("2月中旬交付", "2024-02-20"),
        ("春节前发到人", "2024-02-09"),
    ],
)
def test_a_promised_date(words: str, date: str) -> None:
    assert deadline(words, ISSUED) == date


@pytest.mark.parametrize(
    "words",
    [
        "去年6月已经退回财政",
        "已于1月25日约谈",
        "1月20日已报",
        "1月底清运完毕",
        "从3月起逐案预审",
        "今后来件15个工作日内答复",
        "凡选址的事一个月内拿结论",
        "排查3个月底数不清的账",
    ],
)
def test_what_is_done_begins_or_is_a_rule_sets_no_deadline(words: str) -> None:
    assert deadline(words, ISSUED) is None


def test_a_stated_deadline_may_be_past_but_not_a_beginning() -> None:
    assert deadline("2023年12月底", ISSUED, stated=True) == "2023-12-31"
    assert deadline("从5月起", ISSUED, stated=True) is None


def test_no_deadline_without_the_date_it_hangs_on() -> None:
    assert deadline("6月底前完成", None) is None
    assert deadline("2024年6月底前完成", None) == "2024-06-30"
