"""Attribution: a person stands only where it is likely enough that the statement is his."""

from collections.abc import Mapping

import pytest

from nlp.attribution import attribute
from nlp.outline import outline
from nlp.people import Gazetteer
from schema import Document, HolderKind, VoiceKind
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
        ("王兴田：", 0.75, None),
        ("王兴田：", 0.85, "王兴田"),
        ("王兴田：我的问题，一是", 0.6, "王兴田"),
        ("王兴田：我代表班子作检查，一是", 0.6, None),
    ],
    ids=["silent", "silent but likely", "turned to himself", "for the team"],
)
def test_a_speakers_own_words(opening: str, cadre: float, wanted: str | None) -> None:
    read = document(f"{opening}调研不深入，下去走马观花。", "何沛：接受。", "李静：没有补充。")
    assert named(read, "调研不深入，下去走马观花", cadre, {VoiceKind.SELF: 1.0}) == wanted


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
