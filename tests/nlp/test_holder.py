"""Holders: the person whom a statement itself holds answerable, or the speaker where he speaks of himself."""

import pytest

from nlp.holder import holder
from nlp.outline import outline
from nlp.people import Gazetteer
from nlp.speaker import speaker
from schema import Document, DocumentKind, HolderKind, Mention, VoiceKind
from tests.builders import document, made, span_of, table

NAMES = Gazetteer(["何沛", "李静", "王兴田"])


def held(read: Document, words: str, voice: VoiceKind) -> Mention | None:
    laid, span = outline(read, NAMES), span_of(read, words)
    scene = laid.scenes[read.block_at(span.start).index]
    return holder(read, [span], scene, HolderKind.CADRE, voice, speaker(read, [span], scene, voice))


def test_direct_responsibility_told_after_the_word() -> None:
    read = document("王兴田：账目四年没有交清，直接责任在何沛身上。", "何沛：接受。", "李静：没有补充。")
    found = held(read, "账目四年没有交清，直接责任在何沛身上", VoiceKind.PEER)
    assert found is not None
    assert found.name == "何沛"


def test_somebody_else_at_the_start_does_not_hide_the_speaker() -> None:
    read = document("何沛：分管科室一名科长脱岗，我没有过问。", "李静：接受。", "王兴田：没有补充。")
    found = held(read, "分管科室一名科长脱岗，我没有过问", VoiceKind.SELF)
    assert found is not None
    assert (found.name, found.text) == ("何沛", "我")


def test_somebody_unnamed_alone_is_nobody() -> None:
    read = document("何沛：有一名科长长期脱岗。", "李静：接受。", "王兴田：没有补充。")
    assert held(read, "有一名科长长期脱岗", VoiceKind.SELF) is None


def test_whoever_opens_with_others_does_not_bear_it_alone() -> None:
    read = document("王兴田：何沛、李静两位同志先办后批。", "何沛：接受。", "李静：没有补充。")
    assert held(read, "何沛、李静两位同志先办后批", VoiceKind.PEER) is None


def test_a_department_in_charge_is_not_its_deputy() -> None:
    read = document("王兴田：何沛同志分管的排灌站长期无人值守。", "何沛：接受。", "李静：没有补充。")
    assert held(read, "何沛同志分管的排灌站长期无人值守", VoiceKind.PEER) is None


def test_a_fault_right_after_a_name_is_that_persons() -> None:
    read = document("县里通报了三起问题。局长何沛同志在会上说“表格越多越好”。", kind=DocumentKind.NOTICE)
    found = held(read, "在会上说“表格越多越好”", VoiceKind.SUPERVISION)
    assert found is not None
    assert found.name == "何沛"


def test_direct_responsibility_is_not_of_whoever_follows_in_the_next_clause() -> None:
    read = document("何沛同志签字不看，负有直接责任；李静同志负有领导责任。", kind=DocumentKind.AUDIT)
    found = held(read, "何沛同志签字不看，负有直接责任；李静同志负有领导责任", VoiceKind.AUDIT)
    assert found is not None
    assert found.name == "何沛"


def test_a_row_that_no_header_explains_is_of_the_person_who_opens_it() -> None:
    rows = table(("成绩", "说明"), ("何沛同志", "牵头加装电梯"), ("市水利局", "抢修不过夜"), above=("通报",))
    read = made(rows, kind=DocumentKind.NOTICE)
    found = held(read, "牵头加装电梯", VoiceKind.SUPERVISION)
    assert found is not None
    assert found.name == "何沛"
    assert held(read, "抢修不过夜", VoiceKind.SUPERVISION) is None


def test_a_numbered_criticism_of_one_by_another() -> None:
    read = document("⑨何沛同志对李静同志：碰到争议怕担责。", kind=DocumentKind.RECTIFICATION)
    found = held(read, "碰到争议怕担责", VoiceKind.PEER)
    assert found is not None
    assert found.name == "李静"


def test_a_speech_after_the_turns_is_nobodys_of_them() -> None:
    read = document("何沛：我说一句。", "李静：我也说。", "王兴田：没有补充。", "丁、赵市长讲话要点", "有的社区报喜不报忧。")
    laid, span = outline(read, NAMES), span_of(read, "有的社区报喜不报忧")
    assert speaker(read, [span], laid.scenes[4], VoiceKind.SUPERIOR) is None


def test_a_paragraph_that_reports_another_ends_the_turn() -> None:
    read = document("何沛批评李静：材料压得久。", "王兴田检讨说，管食堂只看台账。", "李静：接受。", "何沛：没有补充。")
    laid, span = outline(read, NAMES), span_of(read, "管食堂只看台账")
    found = speaker(read, [span], laid.scenes[1], VoiceKind.SELF)
    assert found is not None
    assert found.name == "王兴田"


@pytest.mark.parametrize(
    ("words", "voice"),
    [
        ("堤段连年渗漏，副局长何沛同志对此负有领导责任", VoiceKind.AUDIT),
        ("对何沛的批评都在小事上", VoiceKind.SUPERIOR),
        ("材料还锁在局长楼下的柜子里", VoiceKind.PEER),
    ],
    ids=["leads only", "aimed at", "only a place"],
)
def test_whoever_is_only_told_of_is_not_at_fault(words: str, voice: VoiceKind) -> None:
    kind = DocumentKind.AUDIT if voice is VoiceKind.AUDIT else DocumentKind.MINUTES
    read = document(f"李静：{words}。" if kind is DocumentKind.MINUTES else f"检查发现，{words}。", kind=kind)
    assert held(read, words, voice) is None


def test_own_words_of_a_deputys_department_are_not_the_deputys() -> None:
    words = "何沛同志分管的排灌站无人值守"
    assert held(document(f"党组查摆：{words}。", kind=DocumentKind.SELF_CHECK), words, VoiceKind.SELF) is None


@pytest.mark.parametrize(
    "turn",
    ["王兴田：何主任我也提一条。", "王兴田：何沛同志还有一件。", "王兴田：何沛同志，你听我说。"],
    ids=["called by me", "turned to", "called"],
)
def test_whom_a_turn_is_spoken_to(turn: str) -> None:
    read = document("出席：何沛（主任）、李静、王兴田", f"{turn}你分管的采购没有比价。", "李静：接受。", "何沛：接受。")
    found = held(read, "你分管的采购没有比价", VoiceKind.PEER)
    assert found is not None
    assert found.name in ("何沛", "何")


def test_one_goes_on_about_whom_the_turn_before_was_spoken_to() -> None:
    read = document("李静：何沛同志，你下村太少。", "何沛：接受。", "王兴田：我也说一条，你用人爱用身边的。")
    found = held(read, "你用人爱用身边的", VoiceKind.PEER)
    assert found is not None
    assert found.name == "何沛"


def test_a_pronoun_means_who_is_named_before_it() -> None:
    words = "对账会开了三轮，何沛同志没有按时到，都是别人替他听"
    read = document("李静同志管招商，外资到账是零。" + words + "。", kind=DocumentKind.SPEECH)
    found = held(read, words, VoiceKind.SUPERIOR)
    assert found is not None
    assert found.name == "何沛"


def test_a_report_on_one_by_another_is_of_the_one() -> None:
    words = "大槽镇李静说，“何沛这个人操心”"
    read = document(f"县里表扬了三件事。{words}。", kind=DocumentKind.RECTIFICATION)
    found = held(read, words, VoiceKind.SUPERVISION)
    assert found is not None
    assert found.name == "何沛"


def test_a_quoted_fault_is_of_whom_the_heading_names() -> None:
    read = document("（一）关于何沛同志“会上摔杯子”的整改情况。已道歉。", kind=DocumentKind.RECTIFICATION)
    found = held(read, "会上摔杯子", VoiceKind.SELF)
    assert found is not None
    assert found.name == "何沛"


def test_what_one_says_to_another_on_a_line_like_a_heading() -> None:
    read = document("二、相互批评", "（1）何沛同志对李静同志：安排工作当天要结果", kind=DocumentKind.RECTIFICATION)
    found = held(read, "安排工作当天要结果", VoiceKind.PEER)
    assert found is not None
    assert found.name == "李静"


def test_a_line_that_heads_another_part_ends_a_profile() -> None:
    read = document(
        "关于拟任人选的考察材料",
        "何沛，男，1980年5月生，县水利局副局长。肯下村。",
        "对推荐单位的情况反馈",
        "后备干部断档。",
        kind=DocumentKind.APPRAISAL,
    )
    assert [scene.subject is not None for scene in outline(read, NAMES).scenes][1:] == [True, False, False]
