"""Attribution: a person stands only where it is likely enough that the statement is his."""

from collections.abc import Mapping

import pytest

from nlp.attribution import attribute
from nlp.outline import outline
from nlp.people import Gazetteer
from schema import Document, DocumentKind, HolderKind, VoiceKind
from tests.builders import document, span_of

NAMES = Gazetteer(["何沛", "李静", "王兴田"])


def named(read: Document, words: str, cadre: float, voices: Mapping[VoiceKind, float]) -> str | None:
    """The name of the holder, where a statement is a cadre's with this probability, else a unit's."""
    laid, span = outline(read, NAMES), span_of(read, words)
    scene = laid.scenes[read.block_at(span.start).index]
    _, held = attribute(read, [span], scene, voices, {HolderKind.CADRE: cadre, HolderKind.UNIT: 1 - cadre})
    return held.mention.name if held.kind is HolderKind.CADRE and held.mention else None


@pytest.mark.parametrize(
    ("opening", "cadre", "wanted"),
    [
        ("王兴田：", 0.55, None),
        ("王兴田：", 0.65, "王兴田"),
        ("王兴田：我的问题，一是", 0.55, "王兴田"),
        ("王兴田：我代表班子作检查，一是", 0.75, None),
    ],
    ids=["silent", "silent but likely", "turned to himself", "for the team"],
)
def test_a_speakers_own_words(opening: str, cadre: float, wanted: str | None) -> None:
    read = document(f"{opening}调研不深入，下去走马观花。", "何沛：接受。", "李静：没有补充。")
    assert named(read, "调研不深入，下去走马观花", cadre, {VoiceKind.SELF: 1.0}) == wanted


@pytest.mark.parametrize(
    ("words", "cadre", "wanted"),
    [
        ("对年轻人压担子少", 0.65, "何沛"),
        ("理论学习不系统", 0.65, None),
        ("理论学习不系统", 0.85, "何沛"),
        ("便民服务中心空岗", 0.95, None),
        ("急件我们回得慢", 0.95, None),
    ],
    ids=["what somebody does", "of whomever", "of whomever but likely", "opens with a body", "tells of the house"],
)
def test_an_account_of_oneself(words: str, cadre: float, wanted: str | None) -> None:
    read = document("何沛", "我检查如下。我有不足，我改。我认。", f"第二项，{words}。", kind=DocumentKind.SELF_CHECK)
    assert named(read, words, cadre, {VoiceKind.SELF: 1.0}) == wanted


def test_what_others_say_of_the_author_is_his() -> None:
    read = document(
        "何沛", "我检查如下。我有不足，我改。我认。", "有同志反映我“回结果慢”。有人说“回电话慢”。", kind=DocumentKind.SELF_CHECK
    )
    assert named(read, "回结果慢", 0.6, {VoiceKind.MASSES: 1.0}) == "何沛"
    assert named(read, "回电话慢", 0.8, {VoiceKind.MASSES: 1.0}) is None


@pytest.mark.parametrize(("head", "wanted"), [("○ 局长何沛。", "何沛"), ("暗访时见到局长何沛。", None)])
def test_whoever_heads_a_paragraph_is_its_person(head: str, wanted: str | None) -> None:
    read = document(f"{head}春节前后值守空岗。", kind=DocumentKind.NOTICE)
    assert named(read, "春节前后值守空岗", 0.55, {VoiceKind.SUPERVISION: 1.0}) == wanted


def test_whoever_is_told_to_check_himself_goes_on_to() -> None:
    read = document("何沛检查说，他对项目盯得松；理论学习不系统。", "李静批评何沛，说他对项目盯得松；理论学习不深。")
    assert named(read, "理论学习不系统", 0.6, {VoiceKind.SELF: 1.0}) == "何沛"


@pytest.mark.parametrize(
    ("words", "wanted"), [("她对下属要求不严", "李静"), ("下属要求不严", None)], ids=["goes on about her", "of whomever"]
)
def test_a_statement_that_opens_with_a_pronoun(words: str, wanted: str | None) -> None:
    read = document(f"王兴田：李静同志工作细致。不过话说回来，{words}。", "何沛：接受。", "李静：没有补充。")
    assert named(read, words, 0.4, {VoiceKind.PEER: 1.0}) == wanted


def test_the_speaker_is_not_meant_where_another_opens() -> None:
    read = document("王兴田：李静同志汇报得晚，我这里才签的字。", "何沛：接受。", "李静：没有补充。")
    words = "李静同志汇报得晚，我这里才签的字"
    assert named(read, words, 0.99, {VoiceKind.SELF: 0.8, VoiceKind.PEER: 0.2}) is None
