"""Namesakes where time passes: units renamed and merged, posts changed in the month of the meeting, retirement, gaps; and where
nothing but the paper's own words tells. In doubt nobody is linked: no case here may link a wrong person.
"""

from dataclasses import replace

import pytest

from cadres import RosterIndex
from cadres.unit_book import UnitBook
from schema import Cadre, Mention, Occasion, Roster, UnitRecord
from tests.cadres.builders import alone, cadre, called, full, given, linked, masked, occasion, post, told

BOOK = UnitBook(
    (
        UnitRecord(name="云泽市环境保护局", aliases=("市环保局",), end="2019-03", renamed_to="云泽市生态环境局"),
        UnitRecord(name="云泽市生态环境局", start="2019-03"),
        UnitRecord(name="云泽市规划局", end="2019-03", merged_into="云泽市自然资源和规划局"),
        UnitRecord(name="云泽市国土资源局", end="2019-03", merged_into="云泽市自然资源和规划局"),
        UnitRecord(name="云泽市自然资源和规划局", aliases=("市资规局",), start="2019-03"),
        UnitRecord(name="云泽市重大项目建设服务中心", aliases=("市重点办", "重点办"), parent="云泽市"),
        UnitRecord(name="石渡县青桥乡", end="2016-01", renamed_to="石渡县青桥镇"),
        UnitRecord(name="石渡县青桥镇", start="2016-01"),
        UnitRecord(name="石渡县北坪乡", end="2020-06", merged_into="石渡县青桥镇"),
    )
)


def named(*cadres: Cadre) -> RosterIndex:
    """The cadres with what else their units are called, indexed."""
    told = (replace(one, posts=tuple(map(BOOK.named, one.posts))) for one in cadres)
    return RosterIndex(Roster(cadres=tuple(told), source="名册", id="sha256:0"))


GREEN, LAND, WATER, COURT = "云泽市生态环境局", "云泽市自然资源和规划局", "云泽市水利局", "石渡县人民法院"
RECORDS = named(
    # one 周建国 in the bureau under both its names, one elsewhere
    cadre("F1", "周建国", post("2016-05~", GREEN, "党组成员、副局长")),
    cadre("F2", "周建国", post("2014-02~", "石渡县财政局", "局长")),
    # before and after a merger, each half with a 高峰
    cadre("G1", "高峰", post("2019-03~", LAND, "党组书记、局长"), post("2015-08~2019-03", "云泽市国土资源局", "局长")),
    cadre("G2", "高峰", post("2019-03~2021-12", LAND, "副局长"), post("2012-04~2019-03", "云泽市规划局", "副局长")),
    cadre("G3", "秦岭", post("2013-06~2017-10", "云泽市规划局", "党组书记、局长")),
    # alias only
    cadre("H1", "安宁", post("2020-09~", "云泽市重大项目建设服务中心", "主任")),
    cadre("H2", "安宁", post("2018-04~", "石渡县青桥镇", "副镇长")),
    # father and son in post: one followed the other in one bureau, same surname
    cadre("I1", "郑国强", post("2012-03~2020-08", WATER, "党组书记、局长")),
    cadre("I2", "郑向前", post("2020-08~", WATER, "党组书记、局长"), post("2016-01~2020-08", WATER, "副局长")),
    # the same name, one retired when the other began
    cadre("J1", "马骏", post("2008-01~2017-06", COURT, "院长"), birth="1957-06"),
    cadre("J2", "马骏", post("2018-03~", COURT, "副院长"), birth="1984-02"),
    # a township that became a town and took another in
    cadre("K1", "田野", post("2014-03~2019-05", "石渡县青桥镇", "党委书记")),
    cadre("K2", "田野", post("2017-02~2020-06", "石渡县北坪乡", "党委副书记、乡长")),
    # changed posts within one month, and came back
    cadre("L1", "许诺", post("2022-06~", "云泽市审计局", "局长"), post("2018-01~2022-06", "云泽市统计局", "局长")),
    cadre("L2", "许诺", post("2022-06~", "云泽市统计局", "局长"), post("2017-01~2022-06", "石渡县统计局", "局长")),
    # compound surname against simple, given name shared
    cadre("M1", "欧阳明", post("2019-01~", "云泽市司法局", "局长")),
    cadre("M2", "欧明", post("2019-01~", "云泽市司法局", "办公室主任")),
    # seconded
    cadre("N1", "汪洋", post("2021-03~2022-03", "云泽市信访局", "副局长（挂职）"), post("2017-05~", "石渡县民政局", "副局长")),
    cadre("N2", "汪洋", post("2020-01~", "云泽市信访局", "办公室主任")),
)
PATROL = "中共云泽市委第三巡察组"


def on(date: str | None, unit: str | None, *people: Mention) -> Occasion:
    return occasion(date, unit, *people)


CASES = [
    # renamed
    (full("周建国", "市环保局", "副局长"), on("2017-06-01", PATROL), "F1", "the old name while it held"),
    (full("周建国", "市环境保护局", "副局长"), on("2021-06-01", PATROL), "F1", "the old name, out of habit"),
    (full("周建国", "市生态环境局", "副局长"), on("2021-06-01", PATROL), "F1", "the new name"),
    (full("周建国"), on("2018-04-02", "云泽市环境保护局", full("周建国")), "F1", "attends the bureau under its old name"),
    (full("周建国"), on("2021-04-02", GREEN, full("周建国", post="副局长")), "F1", "attends under its new name"),
    (full("周建国", "石渡县财政局"), on("2018-04-02", "云泽市环境保护局"), "F2", "the other, named with his unit"),
    (full("周建国", "县环保局", "局长"), on("2018-04-02", PATROL), None, "another level's bureau"),
    (full("周建国"), on("2018-04-02", PATROL), None, "bare in a third paper"),
    (full("周建国", "市环保局", "科长"), on("2018-04-02", PATROL), None, "a post that neither held"),
    (called("周", "局长"), on("2018-04-02", "云泽市环境保护局", full("周建国")), "F1", "周局长 in the old bureau"),
    (called("周", "局"), on("2018-04-02", "云泽市环境保护局"), "F1", "周局, the only 周 of the bureau"),
    (given("建国"), on("2018-04-02", "云泽市环境保护局", full("周建国")), "F1", "建国同志 in the old bureau"),
    (given("建国"), on("2018-04-02", PATROL), None, "建国同志 in a third paper"),
    # merged
    (full("高峰", "市国土资源局", "局长"), on("2017-03-03", PATROL), "G1", "the one half before the merger"),
    (full("高峰", "市规划局", "副局长"), on("2017-03-03", PATROL), "G2", "the other half before the merger"),
    (full("高峰", LAND, "局长"), on("2020-03-03", PATROL), "G1", "after the merger by the post"),
    (full("高峰", LAND, "副局长"), on("2020-03-03", PATROL), "G2", "after the merger by the deputy's post"),
    (full("高峰", "市资规局", "副局长"), on("2020-03-03", PATROL), "G2", "by the alias"),
    (full("高峰", LAND), on("2020-03-03", PATROL), None, "after the merger without the post"),
    (full("高峰"), on("2020-03-03", LAND, full("高峰")), None, "attends, but which"),
    (full("高峰", post="局长"), on("2020-03-03", LAND, full("高峰", post="局长")), "G1", "attends with his post"),
    (full("高峰", LAND, "原副局长"), on("2023-03-03", PATROL), "G2", "原副局长"),
    (full("高峰", "市水利局"), on("2020-03-03", LAND), None, "a unit that neither served in"),
    (alone("局长", "市国土资源局"), on("2017-03-03", PATROL), "G1", "the post alone under the old name"),
    (alone("局长", "市规划局"), on("2016-03-03", PATROL), "G3", "the post alone of the half that is gone"),
    (alone("局长", "市规划局"), on("2018-06-03", PATROL), None, "vacant by the records"),
    (full("秦岭", "市规划局", "局长"), on("2016-03-03", PATROL), "G3", "left before the merger"),
    (full("秦岭", LAND, "局长"), on("2020-03-03", PATROL), None, "never of the merged bureau"),
    # aliases, ordinary words as names
    (full("安宁", "市重点办", "主任"), on("2022-05-05", PATROL), "H1", "by the alias"),
    (full("安宁"), on("2022-05-05", "云泽市重点办", full("安宁")), "H1", "attends under the alias"),
    (full("安宁", "青桥镇", "副镇长"), on("2022-05-05", PATROL), "H2", "the other, by his town"),
    (full("安宁"), on("2022-05-05", PATROL), None, "a word that is a name of two"),
    (full("安宁", "市重点办", "副镇长"), on("2022-05-05", PATROL), None, "one's unit with the other's post"),
    (alone("主任", "市重点办"), on("2022-05-05", PATROL), "H1", "the post alone by the alias"),
    # one followed the other
    (called("郑", "局长"), on("2019-05-01", WATER), "I1", "before the change"),
    (called("郑", "局长"), on("2021-05-01", WATER), "I2", "after the change"),
    (called("郑", "局长"), on("2020-08-15", WATER), None, "in the month of the change"),
    (called("郑", "局长"), on("2020-08-15", WATER, full("郑向前", post="局长")), "I2", "in that month, the list tells"),
    (called("郑", "局长"), on(None, WATER), None, "without a date"),
    (called("郑"), on("2019-05-01", WATER), None, "老郑 of two"),
    (called("郑", "局长"), on("2019-05-01", WATER, full("郑国强"), full("郑向前")), "I1", "both attend, the post decides"),
    (called("郑", "副局长"), on("2019-05-01", WATER, full("郑国强"), full("郑向前")), "I2", "both attend, the deputy's"),
    (called("郑"), on("2019-05-01", WATER, full("郑国强"), full("郑向前")), None, "both attend, nothing decides"),
    (alone("前任局长", WATER), on("2021-05-01", PATROL), "I1", "前任局长"),
    (alone("局长", WATER), on("2020-08-15", PATROL), None, "the post alone in the month of the change"),
    (alone("局党组主要负责人"), on("2021-05-01", WATER), "I2", "the head after the change"),
    (full("郑向前", WATER, "局长"), on("2020-08-31", PATROL), "I2", "向前, a word, with unit and post"),
    (full("郑国强", WATER, "局长"), on("2022-05-01", PATROL), "I1", "looks back without saying so"),
    # retired when the namesake began
    (full("马骏", "石渡县法院", "院长"), on("2015-05-01", PATROL), "J1", "the elder in post"),
    (full("马骏", "石渡县法院", "副院长"), on("2019-05-01", PATROL), "J2", "the younger in post"),
    (full("马骏", "石渡县法院", "原院长"), on("2019-05-01", PATROL), "J1", "the elder, retired"),
    (full("马骏"), on("2019-05-01", COURT, full("马骏", post="副院长")), "J2", "attends with his post"),
    (full("马骏", "石渡县法院"), on("2017-11-01", PATROL), None, "between the two"),
    (full("马骏", "石渡县法院", "院长"), on("2005-05-01", PATROL), None, "before either record"),
    (full("马骏", "石渡县检察院", "副检察长"), on("2019-05-01", PATROL), None, "another house"),
    (full("马骏"), on("2019-05-01", PATROL), None, "bare in a third paper"),
    # a township that became a town
    (full("田野", "青桥乡", "党委书记"), on("2015-02-01", PATROL), "K1", "under the township's name"),
    (full("田野", "青桥镇", "党委书记"), on("2018-02-01", PATROL), "K1", "under the town's name"),
    (full("田野", "北坪乡", "乡长"), on("2018-02-01", PATROL), "K2", "of the township that was merged"),
    (full("田野", "青桥镇", "副镇长"), on("2018-02-01", PATROL), None, "a post that neither held"),
    (full("田野", "青桥镇", "镇长"), on("2015-02-01", PATROL), None, "书记 is not 镇长"),
    (alone("乡长", "北坪乡"), on("2018-02-01", PATROL), "K2", "the post alone"),
    (alone("党委书记", "青桥镇"), on("2019-09-01", PATROL), None, "the post alone when he had left"),
    # both moved in one month
    (full("许诺", "市统计局", "局长"), on("2021-06-01", PATROL), "L1", "before both moved"),
    (full("许诺", "市统计局", "局长"), on("2023-06-01", PATROL), "L2", "after both moved: he who holds it, not he who held it"),
    (full("许诺", "市统计局", "局长"), on("2022-06-10", PATROL), None, "in the month both moved"),
    (full("许诺", "市审计局", "局长"), on("2023-06-01", PATROL), "L1", "his new post"),
    (full("许诺", "石渡县统计局", "局长"), on("2021-06-01", PATROL), "L2", "the other's old post"),
    (full("许诺", "市统计局", "局长"), on("2022-06-10", "云泽市统计局"), None, "in that month, in the bureau's own paper"),
    (full("许诺"), on("2021-06-01", "云泽市统计局", full("许诺")), "L1", "attends before the move"),
    (full("许诺"), on("2023-06-01", "云泽市统计局", full("许诺", post="局长")), "L2", "attends after the move"),
    (full("许诺"), on("2023-06-01", "云泽市人民政府"), None, "bare in the city's paper"),
    # surnames
    (called("欧阳", "局长"), on("2022-01-01", "云泽市司法局"), "M1", "compound surname"),
    (called("欧", "主任"), on("2022-01-01", "云泽市司法局", full("欧明", post="办公室主任")), "M2", "simple surname"),
    (called("欧", "局长"), on("2022-01-01", "云泽市司法局"), None, "half of a compound surname"),
    (given("明"), on("2022-01-01", "云泽市司法局", full("欧阳明"), full("欧明")), None, "明同志 of two"),
    # seconded
    (full("汪洋", "市信访局", "副局长"), on("2021-09-01", PATROL), "N1", "while seconded"),
    (full("汪洋", "市信访局", "办公室主任"), on("2021-09-01", PATROL), "N2", "the namesake of the house"),
    (full("汪洋", "市信访局"), on("2021-09-01", PATROL), None, "both in the house"),
    (full("汪洋", "石渡县民政局", "副局长"), on("2021-09-01", PATROL), "N1", "at his own house while seconded"),
    # off the roster, masked
    (full("柴米", WATER, "副局长"), on("2021-09-01", WATER), None, "off the roster"),
    (full("周建军", GREEN, "副局长"), on("2021-09-01", PATROL), None, "one character off"),
    (told("高锋", LAND, "局长"), on("2021-09-01", PATROL), None, "another writing of the name"),
    (masked("高某"), on("2021-09-01", LAND, full("高峰")), None, "高某"),
    (masked("高××"), on("2021-09-01", LAND, full("高峰")), None, "高××"),
    (masked("某局长"), on("2021-09-01", LAND, full("高峰", post="局长")), None, "某局长"),
    (masked("XX同志"), on("2021-09-01", LAND, full("高峰")), None, "XX同志"),
    (alone("分管负责人"), on("2021-09-01", LAND), None, "分管负责人"),
    (alone("班子成员"), on("2021-09-01", LAND), None, "班子成员"),
    (alone("有关领导"), on("2021-09-01", LAND), None, "有关领导"),
]  # fmt: skip


@pytest.mark.parametrize(("mention", "setting", "wanted"), [pytest.param(*case[:3], id=case[3]) for case in CASES])
def test_nobody_is_taken_for_another(mention: Mention, setting: Occasion, wanted: str | None) -> None:
    assert linked(mention, setting, RECORDS) in (wanted, None)


def test_most_who_can_be_known_are_linked() -> None:
    known = [case for case in CASES if case[2] is not None]
    found = [case for case in known if linked(case[0], case[1], RECORDS) == case[2]]
    assert len(found) / len(known) >= 0.85, [case[3] for case in known if case not in found]
