"""Speakers: who puts a team's account before a meeting, who reads findings out, who owns up in others' papers."""

from dataclasses import replace

import pytest

from nlp.outline import outline
from nlp.people import Gazetteer
from nlp.speaker import speaker
from schema import Document, DocumentKind, VoiceKind
from tests.builders import document, made, span_of, table

NAMES = Gazetteer(["何沛", "李静", "王兴田", "严明"])


def said_by(read: Document, words: str, voice: VoiceKind) -> str | None:
    laid, span = outline(read, NAMES), span_of(read, words)
    found = speaker(read, [span], laid.scenes[read.block_at(span.start).index], voice)
    return found.name if found is not None else None


@pytest.mark.parametrize(
    "line",
    [
        "何沛代表班子作对照检查。",
        "一、何沛同志代表党组通报查摆情况",
        "何沛念班子材料，记要点：",
        "二、征求意见情况（何沛宣读）",
    ],
)
def test_who_puts_a_teams_account_before_the_meeting_speaks_in_its_table(line: str) -> None:
    rows = table(["方面", "查摆的问题"], ["学习", "读书班停了两期"], above=["出席：何沛、李静、王兴田", line])
    assert said_by(made(rows, kind=DocumentKind.MINUTES), "读书班停了两期", VoiceKind.SELF) == "何沛"


def test_who_puts_it_before_the_meeting_is_not_at_fault_for_it() -> None:
    read = document("一、通报征求意见情况（何沛）", "1.窗口中午没有人。", "2.电话打不通。")
    assert outline(read, NAMES).scenes[1].subject is None


def test_a_speaker_goes_on_about_himself() -> None:
    read = document("何沛：我先代表班子说。", "我自己：去年下村七次。", "李静：接受。", "王兴田：没有补充。")
    assert said_by(read, "去年下村七次", VoiceKind.SELF) == "何沛"


@pytest.mark.parametrize(
    "words",
    [
        "何沛8月来站里看，说“仓库比办公室亮”",
        "分管工程的副主任何沛同志当面承认，“自己碍于情面”",
        "1.何沛同志剖析，“自己下工地少”",
    ],
)
def test_what_somebody_is_said_to_say(words: str) -> None:
    read = document(f"{words}。", kind=DocumentKind.RECTIFICATION)
    told = words.partition("“")[2].rstrip("”")
    assert said_by(read, told, VoiceKind.SELF if "自己" in told else VoiceKind.SUPERIOR) == "何沛"


def test_who_has_owned_a_fault_has_said_it() -> None:
    rows = table(["姓名", "问题来源", "问题"], ["何沛", "自我检查", "下村走马观花"])
    assert said_by(made(rows, kind=DocumentKind.RECTIFICATION), "下村走马观花", VoiceKind.SELF) == "何沛"


def test_who_reads_findings_out_to_persons() -> None:
    told = "采购没有比价"
    heard = document("关于巡察的反馈意见", "市委巡察组组长　何沛", "同志们：", f"一是{told}。", kind=DocumentKind.FEEDBACK)
    sent = document("关于巡察的反馈意见", "市委巡察组组长　何沛", "县水利局：", f"一是{told}。", kind=DocumentKind.FEEDBACK)
    assert said_by(heard, told, VoiceKind.INSPECTION) == "何沛"
    assert said_by(sent, told, VoiceKind.INSPECTION) is None
    assert outline(heard, NAMES).scenes[3].subject is None


def test_whom_a_line_tells_to_report() -> None:
    read = document("关于防汛工作的汇报", "一是物资没有盘点。", "（汇报人：局长　何沛）", kind=DocumentKind.REPORT)
    assert said_by(read, "物资没有盘点", VoiceKind.SELF) == "何沛"


def test_a_word_names_the_speaker_of_a_speech_in_its_title() -> None:
    read = replace(document("有的单位批得快、办得慢。", kind=DocumentKind.SPEECH), title="严明在全县水利工作会议上的讲话")
    assert said_by(read, "有的单位批得快、办得慢", VoiceKind.SUPERIOR) == "严明"
