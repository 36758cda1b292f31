"""Provenance and leanings: plain words about the source decide whose finding a statement is."""

from dataclasses import replace

import pytest

from nlp.leanings import weighed_holders, weighed_voices
from nlp.outline import outline
from nlp.people import Gazetteer
from nlp.provenance import provenance
from schema import Document, DocumentKind, HolderKind, StatementType, VoiceKind
from tests.builders import document, made, span_of, table

NAMES = Gazetteer(["何沛", "李静", "王兴田", "谭勇"])
EVEN = dict.fromkeys(VoiceKind, 1 / len(VoiceKind))
HOLDERS = dict.fromkeys(HolderKind, 1 / len(HolderKind))


def told(read: Document, words: str) -> dict[str, str]:
    laid, span = outline(read, NAMES), span_of(read, words)
    block = read.block_at(span.start).index
    return provenance(read, [span], laid.places[block], laid.scenes[block])


def voice(read: Document, words: str, chances: dict[VoiceKind, float] = EVEN) -> VoiceKind:
    laid, span = outline(read, NAMES), span_of(read, words)
    block = read.block_at(span.start).index
    weighed = weighed_voices(chances, read, [span], laid.places[block], laid.scenes[block])
    return max(weighed, key=lambda one: weighed[one])


def holder(read: Document, words: str) -> HolderKind:
    laid, span = outline(read, NAMES), span_of(read, words)
    weighed = weighed_holders(HOLDERS, read, [span], laid.scenes[read.block_at(span.start).index])
    assert sum(weighed.values()) == pytest.approx(1)
    return max(weighed, key=lambda one: weighed[one])


@pytest.mark.parametrize(
    ("before", "where", "expected"),
    [
        ("县审计局指出，", "teller", VoiceKind.AUDIT),
        ("县委巡察组反馈：", "teller", VoiceKind.INSPECTION),
        ("有匿名信反映，", "teller", VoiceKind.PETITION),
        ("服务对象反映，", "teller", VoiceKind.MASSES),
        ("李静同志批评他，", "teller", VoiceKind.PEER),
        ("其本人在谈话中承认，", "teller", VoiceKind.SELF),
    ],
)
def test_who_is_said_to_say_it(before: str, where: str, expected: VoiceKind) -> None:
    read = document(f"会前通报情况。{before}仓库台账漏登两年。", kind=DocumentKind.REPORT)
    assert told(read, "仓库台账漏登两年")[where] == expected


def test_the_teller_of_an_earlier_sentence_does_not_count() -> None:
    read = document("县审计局指出了问题。仓库台账漏登两年。", kind=DocumentKind.REPORT)
    assert "teller" not in told(read, "仓库台账漏登两年")


def test_a_source_column_outweighs_the_title() -> None:
    rows = (("序号", "问题来源", "问题", "整改措施"), ("1", "县审计局审计", "公务卡逾期还款", "补缴滞纳金"))
    read = replace(made(table(*rows), kind=DocumentKind.LEDGER), title="巡察反馈问题整改台账")
    leaning = {**dict.fromkeys(VoiceKind, 0.02), VoiceKind.INSPECTION: 0.6, VoiceKind.AUDIT: 0.2}
    assert voice(read, "公务卡逾期还款", leaning) is VoiceKind.AUDIT
    assert max(leaning, key=lambda one: leaning[one]) is VoiceKind.INSPECTION


def test_points_of_an_announced_list_are_the_announcers() -> None:
    read = document("年初县委考核组向班子反馈问题三个。", "1.仓库台账漏登两年。", "2.采购没有比价。", kind=DocumentKind.REPORT)
    assert told(read, "采购没有比价")["list"] == VoiceKind.APPRAISAL


def test_a_speaker_who_has_turned_to_himself_ends_the_list() -> None:
    read = document("县委考核组反馈问题三个。我也有不足。1.仓库台账漏登两年。", kind=DocumentKind.REPORT)
    assert "list" not in told(read, "仓库台账漏登两年")


def test_a_guest_of_a_meeting_speaks_as_a_superior_except_of_himself() -> None:
    head = "王兴田主持，县委第三督导组组长何沛列席。"
    read = replace(document(head, "何沛：班子谈心走过场。", "李静：学习不系统。"), issuer="云岭县水利局党组")
    assert told(read, "班子谈心走过场")["guest"] == VoiceKind.SUPERIOR
    assert "guest" not in told(read, "学习不系统")
    own = replace(document(head, "何沛：我先检讨，下来调研太少。", "李静：学习不系统。"), issuer="云岭县水利局党组")
    assert "guest" not in told(own, "下来调研太少")


def test_what_people_tell_an_appraisal_team_stays_the_appraisals() -> None:
    read = document("考察情况。服务对象反映，答复总是拖延。", kind=DocumentKind.APPRAISAL)
    leaning = {**dict.fromkeys(VoiceKind, 0.01), VoiceKind.APPRAISAL: 0.5, VoiceKind.MASSES: 0.4}
    assert voice(read, "答复总是拖延", leaning) is VoiceKind.APPRAISAL


def test_nobody_addresses_himself() -> None:
    read = document("李静：您批文件太慢。", "王兴田：接受。", "谭勇：没有补充。")
    leaning = {**dict.fromkeys(VoiceKind, 0.01), VoiceKind.SELF: 0.5, VoiceKind.PEER: 0.4}
    assert voice(read, "您批文件太慢", leaning) is VoiceKind.PEER


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("我抓安全不细", HolderKind.CADRE),
        ("何沛同志调研少", HolderKind.CADRE),
        ("部分中层干部下班不接电话", HolderKind.GROUP),
        ("作风不实。县直机关个别科长迟到早退", HolderKind.GROUP),
        ("何沛、李静两位同志互不通气", HolderKind.GROUP),
        ("仓库失火，何沛负直接责任", HolderKind.CADRE),
    ],
)
def test_what_opens_a_statement_tells_its_holder(statement: str, expected: HolderKind) -> None:
    assert holder(document(f"检查发现：{statement}。", kind=DocumentKind.NOTICE), statement) is expected


@pytest.mark.parametrize("statement", ["何沛分管的仓储科台账漏登", "何沛任科长期间的台账漏登"])
def test_a_person_told_only_to_say_whose_unit_it_was_settles_nothing(statement: str) -> None:
    read = document(f"检查发现：{statement}。", kind=DocumentKind.NOTICE)
    laid, span = outline(read, NAMES), span_of(read, statement)
    assert weighed_holders(HOLDERS, read, [span], laid.scenes[0]) == HOLDERS


def test_nobody_commends_himself() -> None:
    read = document("何沛：李静肯下村，我服气。", "李静：接受。", "王兴田：没有补充。")
    laid, span = outline(read, NAMES), span_of(read, "肯下村")
    scene, place = laid.scenes[0], laid.places[0]
    weighed = weighed_voices({VoiceKind.SELF: 0.6, VoiceKind.PEER: 0.4}, read, [span], place, scene, StatementType.COMMENDATION)
    assert weighed[VoiceKind.PEER] > weighed[VoiceKind.SELF]


@pytest.mark.parametrize(
    ("turn", "words", "expected"),
    [
        ("李静同志肯下村。但", "报表的事喜欢自己说了算", VoiceKind.PEER),
        ("李静同志提醒过我。", "报表的事我说了算", VoiceKind.SELF),
        ("", "李静同志报表的事说了算", VoiceKind.PEER),
    ],
    ids=["goes on about her", "back to himself", "names her"],
)
def test_words_that_have_come_to_another_are_not_of_oneself(turn: str, words: str, expected: VoiceKind) -> None:
    read = document(f"何沛：{turn}{words}。", "李静：接受。", "王兴田：没有补充。")
    assert voice(read, words, {VoiceKind.SELF: 0.7, VoiceKind.PEER: 0.3}) is expected


def test_who_criticises_another_is_not_of_himself() -> None:
    read = document("整改清单。李静批评何沛：报表改了又改。", kind=DocumentKind.RECTIFICATION)
    assert voice(read, "报表改了又改", {VoiceKind.SELF: 0.7, VoiceKind.PEER: 0.3}) is VoiceKind.PEER


@pytest.mark.parametrize("before", ["李静同志指出我", "会上李静同志点我", "何沛同志被指出"])
def test_colleagues_who_criticise(before: str) -> None:
    read = document(f"会后梳理意见。{before}“报表改了又改”。", kind=DocumentKind.REPORT)
    assert told(read, "报表改了又改")["teller"] == VoiceKind.PEER


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("你们科室报表改了又改", False),
        ("我们报表改了又改", False),
        ("抓班子重业务、轻思想", True),
        ("三笔贷款出了险，党委至今没有结论", False),
    ],
    ids=["you all", "we all", "a verb first", "the team acts"],
)
def test_of_whom_the_opening_speaks(words: str, expected: bool) -> None:
    read = document(f"何沛：{words}。", "李静：接受。", "王兴田：没有补充。")
    laid, span = outline(read, NAMES), span_of(read, words)
    weighed = weighed_holders({HolderKind.CADRE: 0.6, HolderKind.TEAM: 0.2, HolderKind.UNIT: 0.2}, read, [span], laid.scenes[0])
    assert (max(weighed, key=lambda one: weighed[one]) is HolderKind.CADRE) is expected


def test_as_whom_one_speaks_opens_with_oneself() -> None:
    read = document("同志们，我作为班长，对干部说重话少。", kind=DocumentKind.SPEECH)
    assert holder(read, "对干部说重话少") is HolderKind.CADRE
