"""What people do for a living, and posts grown together with their units, are read as nobody's name."""

import pytest

from nlp.people import Gazetteer, People, introductions, mentions_in, parse_mention
from schema import DocumentKind, MentionForm
from tests.builders import document

NAMED = frozenset({MentionForm.FULL_NAME, MentionForm.GIVEN_NAME, MentionForm.SURNAME})
NOBODY = People(gazetteer=Gazetteer(["何沛"]))
_CALLINGS = """
总工程师 工程师 高级工程师 助理工程师 副总工程师 总师 总经济师 经济师 总会计师 会计师 注册会计师 总农艺师 农艺师 总规划师 规划师 审计师 统计师
教师 高级教师 幼师 讲师 医师 主任医师 副主任医师 药师 护师 律师 公职律师 兽医师 建造师 监理师 书记员 法官助理 公证员 安全员 安检员 农技员
农机员 计生员 文化员 宣传员 通讯员 卫生员 施工员 管护员 水管员 纪检员 组织员 路长 楼长 田长 司务长 高工
"""
_COMPOUNDS = """
处长 局长 副处长 副局长 代局长 代理局长 常务副局长 计财处长 基建处长 路政处长 安全处长 公安局长 公路局长 铁路局长 园林局长 水利局长 民政局长 统计局长 司法局长
党办主任 党工委书记 支部书记 管委会主任 分局局长 卫计委主任 武装部长 统战部长 政研室主任 史志办主任 金融办主任 应急局长 农牧局长 时任局长
"""
SENTENCES = (
    "参加人员：{}",
    "参加人员：何沛、{}",
    "列席：局{}、办公室主任",
    "{}：我先说几句。",
    "【{}】我先说几句。",
    "由县水利局{}负责。",
    "县水利局{}同志到会。",
    "{}同志负责此项工作。",
    "{}，副局长，1978年生。",
    "项目部{}、业主代表参加。",
    "责成{}整改。",
)


def names_in(text: str) -> set[str]:
    """Everybody named in a text, introduced or mentioned."""
    introduced = introductions(document(text, kind=DocumentKind.MINUTES), NOBODY.gazetteer)
    known = People(gazetteer=NOBODY.gazetteer, introduced=introduced)
    found = (*introduced, *mentions_in(text, 0, known), parse_mention(text, known))
    return {one.name for one in found if one.form in NAMED and one.name} - {"何沛"}


@pytest.mark.parametrize("calling", (_CALLINGS + _COMPOUNDS).split())
def test_no_calling_is_a_name(calling: str) -> None:
    assert {text: names for text in (calling, *(one.format(calling) for one in SENTENCES)) if (names := names_in(text))} == {}


def test_a_name_of_the_records_does_not_show_through_a_calling() -> None:
    known = People(gazetteer=Gazetteer(["程师", "管理", "纪检"]))
    assert [one.name for one in mentions_in("总工程师、水库管理员和纪检员到场。", 0, known) if one.name] == []
    assert [one.name for one in mentions_in("程师同志到场。", 0, known)] == ["程师"]


@pytest.mark.parametrize(
    ("text", "name"), [("总工程师何沛到场。", "何沛"), ("参加人员：会计师温晴", "温晴"), ("高级工程师谭勇同志发言。", "谭勇")]
)
def test_whoever_is_named_after_a_calling_is_found(text: str, name: str) -> None:
    assert names_in(text) | {"何沛"} == {name, "何沛"}


def test_the_duty_belongs_to_the_post_of_the_deputy_it_tells() -> None:
    found = [one for one in mentions_in("由县水利局分管农村供水的副局长牵头。", 0, NOBODY) if one.form is MentionForm.POST]
    assert [(one.text, one.post, one.unit) for one in found] == [("副局长", "分管农村供水的副局长", "县水利局")]
    others = [one for one in mentions_in("分管副局长、不分管农村供水的副局长到场。", 0, NOBODY) if one.form is MentionForm.POST]
    assert [one.post for one in others] == ["分管副局长", "副局长"]
