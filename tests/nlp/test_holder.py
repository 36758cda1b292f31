"""Holders: the person whom a statement itself holds answerable, or the speaker where he speaks of himself."""

from nlp.holder import holder
from nlp.outline import outline
from nlp.people import Gazetteer
from nlp.speaker import speaker
from schema import Document, HolderKind, Mention, VoiceKind
from tests.builders import document, span_of

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
