"""Who is in charge: linked where document or records tell the duty, else candidates and nobody."""

import pytest

from schema import Mention, Occasion
from tests.cadres.builders import alone, cadre, full, index, link_of, linked, occasion, post

WATER = "云泽市水利局"
HEAD = cadre("R0", "何沛", post("2019-03~", WATER, "党组书记、局长"))
LI = cadre("R1", "李静", post("2018-03~", WATER, "党组成员、副局长"))
TAN = cadre("R2", "谭勇", post("2018-03~", WATER, "党组成员、副局长"))
NOTED = cadre("R3", "冉玉梅", post("2018-03~", WATER, "副局长（分管水土保持工作）"))
STAFF = cadre("R4", "温晴", post("2018-03~", WATER, "农水科科长"))
ELSEWHERE = cadre("R5", "薛冬", post("2018-03~", "石渡县审计局", "副局长"))
RECORDS = index(HEAD, LI, TAN, NOTED, STAFF, ELSEWHERE)
SETTING = occasion("2023-06-20", WATER, full("李静", post="副局长"), full("谭勇", post="副局长"), full("温晴"), full("薛冬"))
SUPPLY = alone("分管农村供水的副局长")


@pytest.mark.parametrize(
    ("mention", "text", "wanted"),
    [
        pytest.param(SUPPLY, "李静分管农村供水、河道采砂。", "R1", id="told in a sentence"),
        pytest.param(SUPPLY, "出席：李静（副局长，分管农村供水）、谭勇（副局长，分管防汛）", "R1", id="told in the list"),
        pytest.param(SUPPLY, "分管农村供水的副局长谭勇到场。", "R2", id="told with the post before the name"),
        pytest.param(SUPPLY, "谭勇同志负责分管农村供水和水质工作。", "R2", id="told in more words"),
        pytest.param(alone("分管农村供水工作的副局长"), "李静分管农村供水。", "R1", id="工作 is no part of the duty"),
        pytest.param(alone("分管防汛的副局长", WATER), "谭勇分管防汛抗旱。", "R2", id="with the unit"),
        pytest.param(SUPPLY, "李静分管农村供水，谭勇协管农村供水。", None, id="two told"),
        pytest.param(SUPPLY, "李静分管防汛。", None, id="another duty"),
        pytest.param(SUPPLY, "李静不再分管农村供水。", None, id="no longer"),
        pytest.param(SUPPLY, "李静、谭勇参加。", None, id="nothing told"),
        pytest.param(SUPPLY, "温晴分管农村供水。", None, id="whoever is told is no deputy"),
        pytest.param(SUPPLY, "薛冬分管农村供水。", None, id="a deputy of another house"),
        pytest.param(alone("分管水土保持的副局长"), "李静、谭勇参加。", "R3", id="told by the records"),
        pytest.param(alone("分管水土保持的副局长"), "李静分管水土保持。", None, id="document and records differ"),
        pytest.param(alone("挂点领导"), "李静分管农村供水。", None, id="挂点领导 says no duty"),
        pytest.param(alone("分管领导"), "李静分管农村供水。", None, id="分管领导 says no duty"),
        pytest.param(alone("分管农村供水的领导"), "李静分管农村供水。", "R1", id="a leader by the duty"),
    ],
)
def test_who_is_in_charge(mention: Mention, text: str, wanted: str | None) -> None:
    assert linked(mention, SETTING, RECORDS, text) == wanted


def test_untold_the_deputies_are_candidates_with_the_reason() -> None:
    found = link_of(alone("分管副局长"), SETTING, RECORDS, "李静、谭勇参加。")
    assert found.cadre_id is None
    assert {candidate.cadre_id for candidate in found.candidates} == {"R1", "R2", "R3"}
    assert all("文中和任职记载都未写明由谁分管" in candidate.reasons for candidate in found.candidates)


@pytest.mark.parametrize("setting", [occasion("2023-06-20", None), occasion("2023-06-20", "云泽市第三巡察组")])
def test_without_a_house_nobody_can_be_meant(setting: Occasion) -> None:
    assert link_of(SUPPLY, setting, RECORDS, "").candidates == ()


def test_a_single_deputy_is_not_in_charge_for_being_single() -> None:
    found = link_of(alone("分管副局长"), SETTING, index(HEAD, LI), "")
    assert found.cadre_id is None
    assert [candidate.cadre_id for candidate in found.candidates] == ["R1"]
