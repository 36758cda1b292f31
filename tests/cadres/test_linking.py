"""What a link tells besides the cadre: probability, candidates, reasons, the waterfall."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres import FEATURES, LinkOptions, link
from cadres.features import VETOES
from tests.cadres.builders import alone, cadre, called, full, index, link_of, masked, occasion, post

WATER = "云泽市水利局"
HE = cadre("YZ001", "何沛", post("2019-03~", WATER, "党组书记、局长"))
LI = cadre("YZ002", "李静", post("2018-03~", WATER, "党组成员、副局长"))
OTHER = cadre("YZ003", "何沛", post("2019-03~", "石渡县审计局", "局长"))
SETTING = occasion("2024-01-18", WATER, full("何沛", post="党组书记、局长"), full("李静"))


def test_a_link_has_probability_reasons_and_waterfall() -> None:
    found = link_of(full("何沛"), SETTING, index(HE, LI))
    assert found.cadre_id == "YZ001"
    assert found.score is not None
    assert 0.95 < found.score < 1
    best = found.candidates[0]
    assert best.cadre_id == "YZ001"
    assert best.reasons[0] == "姓名一致"
    assert "当时在该单位任职：云泽市水利局党组书记、局长" in best.reasons
    waterfall = found.comparisons[0]
    assert waterfall.cadre_id == "YZ001"
    assert waterfall.log_odds == pytest.approx(sum(part.log_odds for part in waterfall.parts))
    assert math.exp(waterfall.log_odds) / (1 + math.exp(waterfall.log_odds)) == pytest.approx(found.score)


def test_doubt_links_nobody_and_lists_candidates_with_reasons() -> None:
    found = link_of(full("何沛"), occasion("2024-01-18", "云泽市财政局"), index(HE, OTHER))
    assert (found.cadre_id, found.score) == (None, None)
    assert {candidate.cadre_id for candidate in found.candidates} == {"YZ001", "YZ003"}
    assert all(candidate.reasons for candidate in found.candidates)


def test_a_post_never_held_is_a_reason_against() -> None:
    found = link_of(full("何沛", post="办公室主任"), SETTING, index(HE))
    assert found.cadre_id is None
    assert any("文中所述职务与当时及此前任职不符" in reason for reason in found.candidates[0].reasons)


@pytest.mark.parametrize("mention", [masked("何某"), full("庞立新"), alone("副局长"), called("庞", "局长")])
def test_nobody_to_compare(mention: object) -> None:
    found = link_of(mention, SETTING, index(HE, LI))  # type: ignore[arg-type]
    assert (found.cadre_id, found.candidates) == (None, ())


def test_options_decide_how_sure_is_sure() -> None:
    records, setting = index(HE), occasion("2024-01-18", "云泽市财政局")
    assert link(full("何沛"), setting, records).cadre_id == "YZ001"
    assert link(full("何沛"), setting, records, LinkOptions(least_score=0.99)).cadre_id is None


def test_without_a_date_every_post_may_be_the_one() -> None:
    assert link_of(full("何沛", WATER, "局长"), occasion(None, None), index(HE, OTHER)).cadre_id == "YZ001"
    assert link_of(alone("局长", WATER), occasion(None, None), index(HE)).cadre_id is None


def test_features_are_named_weighted_and_explain_themselves() -> None:
    names = [feature.compare.__name__ for feature in FEATURES]
    assert names == [
        "same_name", "former_name", "name_slipped", "listed_so", "slip_unproven", "same_surname", "same_given_name", "introduced",
        "only_one_so_called", "holds_post", "in_charge", "in_charge_untold", "unit_agrees", "unit_conflicts", "post_agrees",
        "post_conflicts", "serves_in_unit", "serves_elsewhere", "contested", "another_at_home", "not_in_service",
        "not_yet_in_service", "too_young", "sex_agrees", "sex_conflicts", "birth_agrees", "birth_conflicts",
    ]  # fmt: skip
    assert all(feature.weight and feature.reason and "\u4e00" <= feature.reason[0] <= "\u9fff" for feature in FEATURES)
    assert {feature.compare.__name__ for feature in FEATURES if feature.weight <= -6} <= VETOES


NAMES = st.sampled_from(["何沛", "李静", "王伟", "欧阳策"])
UNITS = st.sampled_from([WATER, "石渡县审计局", "青桥镇党委", "云泽市公安局鹿坪分局"])
TITLES = st.sampled_from(["局长", "党组成员、副局长", "办公室主任", "党委书记"])
PERIODS = st.sampled_from(["2010-01~2015-06", "2015-06~2020-03", "2020-03~", "2012-04~"])
CADRES = st.lists(st.tuples(NAMES, UNITS, TITLES, PERIODS), min_size=1, max_size=8)
DATES = st.sampled_from(["2014-05-01", "2015-06-20", "2021-11-11", None])


@given(rows=CADRES, name=NAMES, unit=st.none() | UNITS, title=st.none() | TITLES, house=st.none() | UNITS, moment=DATES)
def test_nobody_of_another_name_is_ever_linked(
    rows: list[tuple[str, str, str, str]], name: str, unit: str | None, title: str | None, house: str | None, moment: str | None
) -> None:
    records = index(*(cadre(f"C{number}", who, post(when, where, what)) for number, (who, where, what, when) in enumerate(rows)))
    found = link_of(full(name, unit, title), occasion(moment, house), records)
    assert all(records.cadre(candidate.cadre_id).name == name for candidate in found.candidates)
    scores = [candidate.score for candidate in found.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert found.cadre_id in {None, *(candidate.cadre_id for candidate in found.candidates[:1])}


@given(rows=CADRES, name=NAMES, unit=st.none() | UNITS, title=st.none() | TITLES, house=st.none() | UNITS, moment=DATES)
def test_a_double_of_the_cadre_makes_the_link_impossible(
    rows: list[tuple[str, str, str, str]], name: str, unit: str | None, title: str | None, house: str | None, moment: str | None
) -> None:
    cadres = [cadre(f"C{number}", who, post(when, where, what)) for number, (who, where, what, when) in enumerate(rows)]
    doubles = [cadre(f"D{one.id}", one.name, *one.posts) for one in cadres]
    found = link_of(full(name, unit, title), occasion(moment, house), index(*cadres, *doubles))
    assert found.cadre_id is None
