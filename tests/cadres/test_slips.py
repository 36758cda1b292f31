"""Look-alike names: a slip makes a candidate; the document's own list, or unit and post in a recognised text, make it a link."""

import pytest

from cadres.lookalikes import corrections, lookalikes
from schema import Mention, Occasion
from tests.cadres.builders import cadre, full, index, link_of, linked, occasion, post, told

WATER = "云泽市水利局"
HOU = cadre("H1", "侯建国", post("2019-03~", WATER, "党组成员、副局长"))
DAI = cadre("H2", "戴志成", post("2018-01~", "石渡县民政局", "局长"))
RECORDS = index(HOU, DAI)
BARE = occasion("2023-06-20", WATER)
LISTED = occasion("2023-06-20", WATER, full("侯建国"), full("李静"))
LIST = "出席：侯建国、李静\n候建国同志谈到施工监管。"
BOTH = "出席：侯建国、候建国\n候建国同志谈到施工监管。"
SENTENCE = "侯建国同志到会。\n候建国同志谈到施工监管。"


def test_the_pairs_that_recognisers_mix_up_are_in_the_table() -> None:
    pairs = ("侯候", "己已", "未末", "戴载", "扬杨")
    assert all(second in lookalikes()[first] and first in lookalikes()[second] for first, second in pairs)
    assert all(character not in family for character, family in lookalikes().items())
    assert "侯建国" in set(corrections("候建国"))
    assert "侯建固" not in set(corrections("候建国"))  # one character, not two


@pytest.mark.parametrize(
    ("mention", "setting", "text", "recognised", "wanted"),
    [
        pytest.param(full("候建国"), LISTED, LIST, False, "H1", id="the list has the right name"),
        pytest.param(full("候建国"), LISTED, LIST, True, "H1", id="the same in a scan"),
        pytest.param(full("候建国"), LISTED, BOTH, False, None, id="the list has both names: two persons"),
        pytest.param(full("候建国"), LISTED, BOTH, True, None, id="two persons in a scan, too"),
        pytest.param(full("候建国"), BARE, SENTENCE, False, None, id="a sentence is no list"),
        pytest.param(full("候建国", WATER, "副局长"), BARE, "候建国", False, None, id="typed text is taken at its word"),
        pytest.param(full("候建国", WATER, "副局长"), BARE, "候建国", True, "H1", id="a scan with unit and post"),
        pytest.param(
            told("候建国", None, "副局长"), BARE, "候建国", True, "H1", id="a scan of the unit's own paper with the post"
        ),
        pytest.param(full("候建国"), BARE, "候建国", True, None, id="a scan with nothing but the name"),
        pytest.param(full("候建国", WATER), BARE, "候建国", True, None, id="the unit alone does not do"),
        pytest.param(full("候建国", WATER, "办公室主任"), BARE, "候建国", True, None, id="another post"),
        pytest.param(full("候建国", "云泽市粮食局", "副局长"), BARE, "候建国", True, None, id="another unit"),
        pytest.param(full("候建固", WATER, "副局长"), BARE, "候建固", True, None, id="two characters differ"),
        pytest.param(full("候立国", WATER, "副局长"), BARE, "候立国", True, None, id="立 is no 建"),
        pytest.param(full("载志戌", "石渡县民政局", "局长"), BARE, "", True, None, id="two slips at once"),
        pytest.param(full("载志成", "石渡县民政局", "局长"), occasion("2023-06-20", "石渡县"), "", True, "H2", id="载 for 戴"),
    ],
)
def test_when_a_slip_is_a_link(mention: Mention, setting: Occasion, text: str, recognised: bool, wanted: str | None) -> None:
    assert linked(mention, setting, RECORDS, text, recognised=recognised) == wanted


def test_whoever_bears_the_written_name_is_no_slip() -> None:
    other = cadre("H3", "候建国", post("2019-03~", "石渡县粮食局", "局长"))
    found = link_of(full("候建国", WATER, "副局长"), BARE, index(HOU, other), "", recognised=True)
    assert found.cadre_id is None
    assert [candidate.cadre_id for candidate in found.candidates] == ["H3"]


def test_two_who_fit_a_slip_are_candidates() -> None:
    twin = cadre("H4", "喉建国", post("2019-03~", WATER, "副局长"))
    found = link_of(full("候建国", WATER, "副局长"), BARE, index(HOU, twin), "", recognised=True)
    assert found.cadre_id is None
    assert {candidate.cadre_id for candidate in found.candidates} == {"H1", "H4"}


def test_a_slip_tells_its_reason() -> None:
    linked_by_list = link_of(full("候建国"), LISTED, RECORDS, LIST)
    assert "姓名疑为形近字误写：候建国→侯建国" in linked_by_list.candidates[0].reasons
    assert "文中名单写明的是此名：侯建国" in linked_by_list.candidates[0].reasons
    doubted = link_of(full("候建国"), BARE, RECORDS, "候建国")
    assert [candidate.cadre_id for candidate in doubted.candidates] == ["H1"]
    assert "仅姓名形近，名单、单位和职务不足以佐证" in doubted.candidates[0].reasons
