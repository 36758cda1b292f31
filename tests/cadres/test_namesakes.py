"""Persons of one name, and persons who could be taken for one another: the right one, or nobody."""

import pytest

from schema import Mention, Occasion
from tests.cadres.builders import alone, cadre, called, full, given, index, linked, masked, occasion, post, told

WATER, EDUCATION, TOWN, POLICE = "云泽市水利局", "云泽市教育局", "青桥镇", "云泽市公安局"

RECORDS = index(
    # two 王伟 of one bureau at different times, a third elsewhere
    cadre("A1", "王伟", post("2019-03~", EDUCATION, "党组成员、副局长"), post("2014-06~2019-03", WATER, "党组成员、副局长")),
    cadre("A2", "王伟", post("2020-05~", WATER, "办公室主任"), post("2012-07~2020-05", "石渡县水利局", "副局长")),
    cadre("A3", "王伟", post("2018-01~", "云泽市公安局鹿坪分局", "党委书记、局长")),
    # two 李静 in one bureau at the same time
    cadre("B1", "李静", post("2018-03~", POLICE, "党委委员、政治部主任")),
    cadre("B2", "李静", post("2017-09~", POLICE, "法制支队支队长")),
    # one followed the other, changes in the month of a meeting
    cadre("C1", "何沛", post("2024-01~", "云泽市政协", "副主席"), post("2019-02~2024-01", WATER, "党组书记、局长")),
    cadre("C2", "龚成", post("2024-01~", WATER, "党组书记、局长"), post("2020-02~2024-01", WATER, "党组成员、副局长")),
    cadre("C3", "何长河", post("2021-02~", WATER, "水政科科长")),
    # party and administration in two hands
    cadre("D1", "欧阳德培", post("2021-06~", "青桥镇党委", "党委书记")),
    cadre("D2", "冉玉梅", post("2021-06~", "青桥镇人民政府", "党委副书记、镇长")),
    cadre("D3", "欧阳静", post("2020-01~", "青桥镇财政所", "所长")),
    cadre("D4", "杨秀芳", post("2021-07~", "青桥镇党委", "党委委员、组织委员")),
    cadre("D5", "杨秀芳", post("2015-08~", "石渡县民政局", "社会救助股股长")),
    # retired, former names, minority names, units that were renamed
    cadre("E1", "范德胜", post("2016-03~2021-08", WATER, "党组书记、局长")),
    cadre("E2", "薛冬", post("2019-01~", WATER, "党组成员、总工程师"), aliases=("薛小冬",)),
    cadre("E3", "努尔兰·哈德尔别克", post("2020-04~", "塔勒库木州水利局", "党组副书记、局长")),
    cadre("E4", "卓玛央金", post("2021-08~", "白杨台镇", "党委副书记、镇长")),
    cadre("E5", "谷雨", post("2020-02~", "云泽市生态环境局", "党组书记、局长")),
    cadre("E6", "孙绍棠", post("2018-05~", "云泽学院", "机电工程系主任")),
    cadre("E8", "房大勇", post("2020-09~", "市纪委监委驻云泽市水利局纪检监察组", "组长")),
    cadre("E9", "高廷柱", post("2019-03~", "云泽市委政法委", "市委常委、书记")),
    cadre("E7", "温立本", post("2018-03~", "云泽学院", "科研处处长"), post("2012-07~2018-03", "云泽学院", "机电工程系主任")),
)
MEETING = occasion(
    "2023-06-20", WATER, full("何沛", post="党组书记、局长"), full("龚成", post="副局长"), full("王伟"), full("薛冬")
)
LEDGER = occasion("2023-06-20", WATER)
PATROL = occasion("2023-06-20", "中共云泽市委第三巡察组")
TOWN_MEETING = occasion("2023-03-02", "青桥镇党委", full("欧阳德培"), full("冉玉梅"), full("欧阳静"))


@pytest.mark.parametrize(
    ("mention", "setting", "wanted"),
    [
        # same name in one unit at different times: the date decides
        pytest.param(full("王伟", WATER, "副局长"), occasion("2017-04-01", WATER), "A1", id="副局长 then"),
        pytest.param(full("王伟", WATER, "办公室主任"), LEDGER, "A2", id="办公室主任 then"),
        pytest.param(full("王伟"), MEETING, "A2", id="attends the bureau's meeting"),
        pytest.param(full("王伟"), occasion("2016-09-10", WATER, full("王伟")), "A1", id="attended the bureau's meeting years before"),
        pytest.param(full("王伟", WATER, "副局长"), LEDGER, None, id="副局长 now fits none of the bureau's"),
        pytest.param(full("王伟", WATER, "原副局长"), LEDGER, "A1", id="原副局长"),
        pytest.param(full("王伟", WATER, "时任副局长"), PATROL, "A1", id="时任副局长, told by others"),
        pytest.param(full("王伟"), LEDGER, None, id="bare in a paper whose text is not known: any namesake may be meant"),
        pytest.param(full("王伟"), PATROL, None, id="bare in a paper of another unit"),
        pytest.param(full("王伟", "鹿坪分局", "局长"), PATROL, "A3", id="told apart by unit and post"),
        pytest.param(full("王伟", "教育局"), PATROL, "A1", id="told apart by unit alone"),
        pytest.param(full("王伟", "石渡县水利局", "副局长"), occasion("2016-01-01", PATROL.unit), "A2", id="by a unit held before"),
        pytest.param(full("王伟", "云泽市粮库"), MEETING, None, id="a unit that none ever served in"),
        pytest.param(full("王伟", post="校外评委"), MEETING, None, id="no cadre at all"),
        pytest.param(full("王伟", post="联络员"), PATROL, None, id="联络员 tells nothing"),
        # two namesakes in one unit at one time: the post decides, nothing else
        pytest.param(full("李静", POLICE), LEDGER, None, id="same unit, same time"),
        pytest.param(full("李静"), occasion("2023-06-20", POLICE, full("李静")), None, id="attends, but which"),
        pytest.param(full("李静", POLICE, "政治部主任"), PATROL, "B1", id="政治部主任"),
        pytest.param(full("李静", "法制支队", "支队长"), PATROL, "B2", id="支队长"),
        pytest.param(called("李", "主任"), occasion("2023-06-20", POLICE, full("李静")), "B1", id="李主任 of two 李静"),
        pytest.param(
            full("李静", post="政治部主任"),
            occasion("2023-06-20", POLICE, full("李静", post="政治部主任"), full("李静", "法制支队", "支队长")), "B1",
            id="both attend, the mention with its post",
        ),
        pytest.param(
            full("李静"), occasion("2023-06-20", POLICE, full("李静", post="政治部主任"), full("李静", "法制支队", "支队长")), None,
            id="both attend, the mention bare",
        ),
        pytest.param(
            full("李静", post="科长"),
            occasion("2023-06-20", POLICE, full("李静", post="政治部主任"), full("李静", "法制支队", "支队长")), None,
            id="both attend, the mention with a post that neither holds",
        ),
        # who issues a paper
        pytest.param(full("王伟"), occasion("2023-06-20", "王伟"), None, id="signed with the name alone"),
        pytest.param(full("龚成"), occasion("2023-06-20", "龚成"), "C2", id="signed with a name that only one has"),
        pytest.param(alone("局党组主要负责人"), occasion("2023-06-20", "云泽市水利局局长　何沛"), "C1", id="signed by the head with the house"),
        pytest.param(alone("主要负责同志"), occasion("2023-06-20", "云泽市水利局整改专班"), "C1", id="a task force writes for the bureau"),
        pytest.param(alone("局党组主要负责人"), occasion("2023-06-20", "云泽市水利局并何沛同志"), "C1", id="addressed to the bureau and a person"),
        # two namesakes in one document
        pytest.param(
            full("杨秀芳"), occasion("2024-10-08", TOWN, told("杨秀芳", TOWN, "组织委员"), told("杨秀芳", "石渡县民政局", "股长")), None,
            id="both told of, the mention bare",
        ),
        pytest.param(
            full("杨秀芳", "民政局"), occasion("2024-10-08", TOWN, told("杨秀芳", TOWN, "组织委员"), told("杨秀芳", "石渡县民政局", "股长")),
            "D5", id="both told of, the mention with its unit",
        ),
        pytest.param(full("杨秀芳", post="组织委员"), occasion("2024-10-08", TOWN), "D4", id="with the post"),
        pytest.param(full("杨秀芳"), occasion("2024-10-08", TOWN, full("杨秀芳", post="组织委员")), "D4", id="listed with the post"),
        pytest.param(full("杨秀芳"), occasion("2024-10-08", TOWN, told("杨秀芳", TOWN, "网格员")), None, id="a third, off the roster"),
        # surnames
        pytest.param(called("何", "局"), MEETING, "C1", id="何局, the only 何 introduced"),
        pytest.param(called("何", "局长"), occasion("2023-06-20", WATER, full("何沛"), full("何长河")), "C1", id="the other 何 is no 局长"),
        pytest.param(called("何"), occasion("2023-06-20", WATER, full("何沛"), full("何长河")), None, id="老何 of two 何"),
        pytest.param(called("何"), MEETING, "C1", id="老何, the only 何 introduced"),
        pytest.param(called("何"), LEDGER, None, id="老何 with nobody introduced"),
        pytest.param(called("何", "局长"), LEDGER, "C1", id="何局长 by unit and post on the date"),
        pytest.param(called("何", "局长"), occasion("2024-06-20", WATER), None, id="何局长 after he left"),
        pytest.param(called("何", "书记", "县委"), MEETING, None, id="县委何书记 is not the bureau's"),
        pytest.param(called("何", "主任"), MEETING, None, id="no 主任 among them"),
        pytest.param(called("欧阳", "书记"), TOWN_MEETING, "D1", id="compound surname, the post decides"),
        pytest.param(called("欧阳"), TOWN_MEETING, None, id="老欧阳 of two"),
        pytest.param(called("欧", "书记"), TOWN_MEETING, None, id="half a surname"),
        pytest.param(
            called("何", "局"), occasion("2023-06-20", WATER, full("何沛"), full("何大有", post="副局长")), None, id="another 何 off the roster"
        ),
        # given names
        pytest.param(given("长河"), occasion("2023-06-20", WATER, full("何长河"), full("何沛")), "C3", id="长河同志"),
        pytest.param(given("沛"), MEETING, "C1", id="沛同志, introduced"),
        pytest.param(given("沛"), LEDGER, None, id="沛同志, nobody introduced"),
        pytest.param(given("长河"), LEDGER, "C3", id="长河同志 of the unit"),
        pytest.param(given("静"), occasion("2023-06-20", POLICE, full("李静")), None, id="静同志 of two 李静"),
        pytest.param(given("努尔兰", "局长"), occasion("2023-06-20", "塔勒库木州水利局", full("努尔兰·哈德尔别克")), "E3", id="努尔兰局长"),
        pytest.param(given("卓玛", "镇长"), occasion("2023-06-20", "白杨台镇", full("卓玛央金")), "E4", id="卓玛镇长"),
        # posts alone, changed in the month of the meeting
        pytest.param(alone("局长"), MEETING, "C1", id="局长 by the attendance list"),
        pytest.param(alone("局长", WATER), occasion("2023-06-20", "云泽市人民政府"), "C1", id="the bureau's 局长 in another's paper"),
        pytest.param(alone("局长", WATER), occasion("2024-01-10", "云泽市人民政府"), None, id="the month of the change counts for both"),
        pytest.param(alone("局长"), occasion("2024-01-10", WATER, full("龚成", post="局长")), "C2", id="the attendance list tells which"),
        pytest.param(alone("局长", WATER), occasion("2024-03-10", "云泽市人民政府"), "C2", id="after the change"),
        pytest.param(alone("前任局长", WATER), occasion("2024-03-10", "云泽市人民政府"), "C1", id="前任局长"),
        pytest.param(alone("前任主任", "云泽学院机电工程系"), occasion("2023-09-08", "云泽学院"), "E7", id="前任主任 of a department"),
        pytest.param(alone("时任局长", WATER), LEDGER, None, id="时任 needs the time"),
        pytest.param(alone("副局长"), MEETING, None, id="副局长 alone"),
        pytest.param(alone("分管副局长"), MEETING, None, id="分管副局长"),
        pytest.param(alone("局党组书记"), MEETING, "C1", id="局党组书记"),
        pytest.param(alone("局党组主要负责人"), LEDGER, "C1", id="局党组主要负责人"),
        pytest.param(alone("主要负责同志"), LEDGER, "C1", id="主要负责同志 of the bureau"),
        pytest.param(alone("主要负责同志", TOWN), LEDGER, None, id="书记 or 镇长"),
        pytest.param(alone("党委主要负责同志", TOWN), LEDGER, "D1", id="the party's head"),
        pytest.param(alone("县委主要领导"), MEETING, None, id="another house's head"),
        pytest.param(alone("县委书记"), MEETING, None, id="县委书记 in a bureau's paper"),
        pytest.param(alone("书记"), TOWN_MEETING, "D1", id="书记 of the town"),
        pytest.param(alone("村支书"), TOWN_MEETING, None, id="村支书 is not the town's"),
        pytest.param(alone("一把手"), MEETING, None, id="一把手 of whomever"),
        pytest.param(alone("局长", "某局"), MEETING, None, id="某局"),
        # posts told in other words
        pytest.param(full("房大勇", "派驻纪检监察组", "组长"), MEETING, "E8", id="派驻组 of whatever house"),
        pytest.param(full("房大勇", "驻云泽市教育局纪检监察组", "组长"), MEETING, None, id="派驻组 of another house"),
        pytest.param(full("高廷柱", post="市委常委、政法委书记"), PATROL, "E9", id="政法委书记 is the 书记 of the 政法委"),
        pytest.param(full("高廷柱", post="纪委书记"), PATROL, None, id="纪委书记 is not"),
        pytest.param(full("龚成", post="带班副局长"), LEDGER, "C2", id="带班 is no part of a post"),
        pytest.param(full("龚成", WATER, "干部"), LEDGER, "C2", id="干部 tells no post"),
        # retired, off the roster, masked, former names, ordinary words
        pytest.param(full("范德胜", WATER, "原局长"), LEDGER, "E1", id="retired"),
        pytest.param(full("范德胜"), occasion("2012-05-06", WATER), None, id="before the record begins"),
        pytest.param(full("庞立新", WATER, "局长"), LEDGER, None, id="off the roster"),
        pytest.param(masked("何某"), MEETING, None, id="何某"),
        pytest.param(masked("薛××"), MEETING, None, id="薛××"),
        pytest.param(masked("*同志"), MEETING, None, id="*同志"),
        pytest.param(full("薛小冬"), MEETING, "E2", id="former name"),
        pytest.param(full("薛　冬"), MEETING, "E2", id="blank in the name"),
        pytest.param(full("努尔兰•哈德尔别克"), LEDGER, "E3", id="another middle dot"),
        pytest.param(full("谷雨", "市生态环境局", "局长"), PATROL, "E5", id="谷雨, with unit and post"),
        pytest.param(full("谷雨", "市林业局", "局长"), PATROL, None, id="a 谷雨 of another bureau"),
        pytest.param(full("薛冬"), PATROL, "E2", id="unique, nothing against it"),
        pytest.param(full("薛冬", post="办公室主任"), MEETING, None, id="unique, with a post never held"),
        pytest.param(full("薛冬"), occasion("2023-06-20", "云泽市审计局", told("薛冬", "云泽市财政局", "科长")), None, id="introduced as another"),
    ],
)  # fmt: skip
def test_namesakes(mention: Mention, setting: Occasion, wanted: str | None) -> None:
    assert linked(mention, setting, RECORDS) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("责任人：王伟。整改情况：已完成。", "A2"),
        ("责任人：王伟。鹿坪分局配合。", None),
        ("停水那几天给王伟打电话（打电话的人没有说是哪个王伟）", None),
        ("局里一个王伟，县里也有一个。", None),
    ],
    ids=[
        "no namesake's unit is named",
        "a namesake's unit is named",
        "it says it does not know whom",
        "it says there is another",
    ],
)
def test_the_text_tells_whether_a_namesake_may_be_meant(text: str, wanted: str | None) -> None:
    assert linked(full("王伟"), LEDGER, RECORDS, text) == wanted


def test_a_post_alone_needs_its_holder_in_the_document() -> None:
    assert linked(alone("局长"), LEDGER, RECORDS, "何沛同志到会。局长说话急。") == "C1"
    assert linked(alone("局长"), LEDGER, RECORDS, "县局整改不力，局长在调度会上作了检查。") is None
