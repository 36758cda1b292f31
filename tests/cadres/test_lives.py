"""Sex and birth told with a name part persons of one name; they never make a link by themselves against the rest."""

import pytest

from schema import Mention, MentionForm, Span
from tests.cadres.builders import cadre, full, index, link_of, linked, occasion, post

POLICE = "云泽市公安局"
SHE = cadre("L1", "李静", post("2018-03~", POLICE, "政治部主任"), birth="1975-03", gender="女")
HE = cadre("L2", "李静", post("2017-09~", POLICE, "法制支队支队长"), birth="1982-11", gender="男")
RECORDS = index(SHE, HE)
SETTING = occasion("2023-06-20", POLICE, full("李静"))


def placed(text: str, nth: int = 0) -> Mention:
    """The name at its nth place in a text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index("李静", start + 1)
    return Mention(text="李静", span=Span(start=start, end=start + 2), form=MentionForm.FULL_NAME, name="李静")


@pytest.mark.parametrize(
    ("text", "nth", "wanted"),
    [
        pytest.param("李静（女）谈到考勤。", 0, "L1", id="woman in brackets"),
        pytest.param("李静（男）谈到考勤。", 0, "L2", id="man in brackets"),
        pytest.param("李静同志，女，1975年3月生，谈到考勤。", 0, "L1", id="told as in an appraisal"),
        pytest.param("李静（1982年11月出生）谈到考勤。", 0, "L2", id="month of birth"),
        pytest.param("李静（1982年生）谈到考勤。", 0, "L2", id="year of birth"),
        pytest.param("李静（女，1982年11月生）谈到考勤。", 0, None, id="fits neither"),
        pytest.param("李静（1990年生）谈到考勤。", 0, None, id="another's birth"),
        pytest.param("李静谈到考勤。", 0, None, id="nothing told"),
        pytest.param("李静（2019年任职）谈到考勤。", 0, None, id="a year that is no birth"),
        pytest.param("出席：李静（女）\n李静谈到考勤。", 1, "L1", id="told where the name comes first"),
        pytest.param("出席：李静（女）、李静（男）\n李静谈到考勤。", 2, None, id="both introduced, then the bare name"),
        pytest.param("出席：李静（女）、李静（男）\n李静（男）谈到考勤。", 2, "L2", id="both introduced, then with the note"),
        pytest.param("出席：李静、李静（女）\n李静谈到考勤。", 2, None, id="the note parts the second from the first"),
    ],
)
def test_sex_and_birth_part_namesakes(text: str, nth: int, wanted: str | None) -> None:
    assert linked(placed(text, nth), SETTING, RECORDS, text) == wanted


@pytest.mark.parametrize(("label", "wanted"), [("李静（男）", "L2"), ("李静（女）", "L1"), ("李静", None)])
def test_whoever_says_i_is_the_one_of_the_label(label: str, wanted: str | None) -> None:
    text = f"出席：李静（女）、李静（男）\n李静（女）：没有意见。\n{label}：我查考勤少。"
    at = text.index("我")
    own = Mention(text="我", span=Span(start=at, end=at + 1), form=MentionForm.FULL_NAME, name="李静")
    assert linked(own, SETTING, RECORDS, text) == wanted


def test_another_sex_rules_out_the_only_one_of_the_name() -> None:
    text = "李静（男）谈到考勤。"
    found = link_of(placed(text), SETTING, index(SHE), text)
    assert found.cadre_id is None
    assert "文中所述性别不符：男" in found.candidates[0].reasons


def test_a_record_without_sex_is_not_ruled_out() -> None:
    text = "李静（男）谈到考勤。"
    assert linked(placed(text), SETTING, index(cadre("L3", "李静", post("2018-03~", POLICE, "主任"))), text) == "L3"


def test_a_cell_tells_it_with_the_name() -> None:
    assert linked(full("李静", text="李静（女）"), SETTING, RECORDS, "") == "L1"


def test_the_reason_is_told() -> None:
    text = "李静（女，1975年3月生）谈到考勤。"
    reasons = link_of(placed(text), SETTING, RECORDS, text).candidates[0].reasons
    assert {"文中所述性别一致：女", "文中所述出生时间一致：1975-03"} <= set(reasons)
