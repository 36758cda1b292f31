import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadres import Kinship, kinship
from cadres.kinship import names_unit
from cadres.units import house_of, is_vague, of_kind

SAME, PART, UNTOLD, UNLIKE = Kinship.SAME, Kinship.PART, Kinship.UNTOLD, Kinship.UNLIKE


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        # one unit, in other words
        ("市住房和城乡建设局", "云泽市住房和城乡建设局", SAME),
        ("市住建局", "云泽市住房和城乡建设局", SAME),
        ("中共云泽市住房和城乡建设局党组", "市住建局", SAME),
        ("住建局", "云泽市住房和城乡建设局", SAME),
        ("省卫健委", "省卫生健康委员会", SAME),
        ("省发改委", "省发展和改革委员会党组", SAME),
        ("市文旅局", "市文化和旅游局", SAME),
        ("市自规局", "市自然资源和规划局", SAME),
        ("县人社局", "石渡县人力资源和社会保障局", SAME),
        ("市应急局", "云泽市应急管理局", SAME),
        ("县教体局", "石渡县教育体育局", SAME),
        ("区市监局", "棠浦区市场监督管理局", SAME),
        ("市城管局", "云泽市城市管理局", SAME),
        ("县法院", "石渡县人民法院", SAME),
        ("县一小", "石渡县第一小学", SAME),
        ("中共云泽市公安局委员会", "市公安局", SAME),
        ("青桥镇党委", "青桥镇人民政府", SAME),
        ("石渡县青桥镇", "青桥镇党委", SAME),
        ("大槽村党支部", "大槽村村民委员会", SAME),
        ("中共棠浦区委", "棠浦区人民政府", SAME),
        ("县委组织部", "石渡县委组织部", SAME),
        ("县城投公司", "石渡县城乡建设投资集团有限公司", SAME),
        ("鹿坪分局", "云泽市公安局鹿坪分局", SAME),
        ("农村供水股", "石渡县水利局农村供水股", SAME),
        ("高新区", "棠浦高新技术产业开发区", SAME),
        ("高新区管委会", "棠浦高新技术产业开发区党工委", SAME),
        ("局里危化科", "云泽市应急管理局危险化学品安全监管科", SAME),
        # part of it
        ("云泽市公安局", "云泽市公安局鹿坪分局", PART),
        ("青桥镇", "青桥镇财政所", PART),
        ("砚川工商大学", "砚川工商大学机电工程学院", PART),
        ("泊安银行朔汀分行", "朔汀分行柳堤支行", PART),
        # another
        ("市水利局", "县水利局", UNLIKE),
        ("石渡县水利局", "高渚县水利局", UNLIKE),
        ("市水利局", "市水务集团", UNLIKE),
        ("公安局鹿坪分局", "生态环境局鹿坪分局", UNLIKE),
        ("综合部", "石渡县教育体育局", UNLIKE),
        ("县委办公室", "县政府办公室", UNLIKE),
        ("石渡县水利局", "青桥镇", UNLIKE),
        ("青桥镇", "黄泥垭镇", UNLIKE),
        ("岱泽集团", "岱泽港务公司", UNLIKE),
        ("棠浦高新区", "宁澜高新区", UNLIKE),
        ("高新区", "宁澜经开区", UNLIKE),
        # too vague
        ("局党组", "云泽市水利局", UNTOLD),
        ("县里", "石渡县水利局", UNTOLD),
        ("局办公室", "石渡县水利局办公室", UNTOLD),
        ("石渡县", "石渡县水利局", UNTOLD),
        ("办事处", "柳营街道", UNTOLD),
        ("市委第六督导组", "云泽市委组织部", UNTOLD),
    ],
)
def test_kinship(one: str, other: str, wanted: Kinship) -> None:
    assert kinship(one, other) is wanted


UNITS = st.sampled_from(
    ["市水利局", "云泽市水利局", "青桥镇党委", "青桥镇财政所", "公安局鹿坪分局", "局", "县委", "省发改委", "岱泽集团", "县一小"]
)


@given(one=UNITS, other=UNITS)
def test_kinship_does_not_depend_on_the_order(one: str, other: str) -> None:
    assert kinship(one, other) is kinship(other, one)


@given(st.text(alphabet="市县区镇村局委党组公安水利云泽石渡青桥一二中心院校 ", max_size=14))
def test_any_name_is_like_itself_or_too_vague(name: str) -> None:
    assert kinship(name, name) is (UNTOLD if is_vague(name) else SAME)


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [
        ("青桥镇党政办公室", "青桥镇"),
        ("云泽市水利局办公室", "云泽市水利局"),
        ("省发展改革委机关党委办公室", "省发展改革委"),
        ("县政府办公室", "县政府办公室"),
        ("云泽市重点办", "云泽市重点办"),
        ("云泽市扶贫开发办公室", "云泽市扶贫开发办公室"),
        ("云泽市水利局", "云泽市水利局"),
        ("东桥区市场监督管理局营商环境专班", "东桥区市场监督管理局"),
        ("临漠市自然资源局整改办", "临漠市自然资源局"),
        ("中共云泽市委整改办", "中共云泽市委整改办"),
    ],
)
def test_an_office_writes_for_its_house(unit: str, wanted: str) -> None:
    assert house_of(unit) == wanted


def test_kinds() -> None:
    assert of_kind("青桥镇党委", "镇")
    assert not of_kind("青桥镇党委", "村")
    assert of_kind("云泽市水利局", "局")
    assert not of_kind("泊安银行朔汀分行", "支行")


@pytest.mark.parametrize(
    ("text", "unit", "wanted"),
    [
        ("由市住建局牵头", "云泽市住房和城乡建设局", True),
        ("由住房和城乡建设局牵头", "云泽市住房和城乡建设局", True),
        ("鹿坪分局配合", "云泽市公安局鹿坪分局", True),
        ("石磨坪镇大槽村", "大槽村党支部", True),
        ("由水利局牵头", "云泽市住房和城乡建设局", False),
    ],
)
def test_names_unit(text: str, unit: str, wanted: bool) -> None:
    assert names_unit(text, unit) is wanted
