"""Voice and holder of a statement, with the persons behind them, as far as they are certain.

Whom a statement means hangs on who is taken to say it: 「我分管的口子」 in a self-criticism is the speaker's, in a criticism the other's.
So a person stands only when he comes out under the likely readings together; otherwise his mention is kept without his name, and nobody
is looked up in the records.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from schema import Document, Held, HolderKind, Mention, MentionForm, Said, Span, VoiceKind

from .holder import holder
from .leanings import raised, told_of_me
from .naming import FIRST_PERSON, SPOKEN_TO, is_personal, may_be_one
from .openings import OPENS_ACT, OPENS_BODY, told_holder
from .scenes import Scene
from .speaker import speaker
from .within import PRONOUN

PLAIN = frozenset({"I", "named", "adjoining", "duty"})
"""What opens a statement and settles of whom it is."""
OTHERS_FIRST = re.compile(r"(?:他(?![们人])|她(?!们)|其(?![中他它余实次间])|该同志)(?!所?(?:联系|分管|主管|负责)的)")
SPOKEN_FIRST = re.compile(r"(?:您|你(?!们))(?![局委办镇乡村院校公单处科])")
"""How a statement opens that goes on about a person, or speaks to one."""
NUMBER = re.compile(r"\W*(?:[一二三四五六七八九十\d]+\W+)?")
"""What may stand before a person who alone heads a paragraph: 3. 镇长何沛。他…."""
FOR_OTHERS = re.compile(r"代表|班子|受[^，。]{1,8}委托")
"""What stands before faults that are not the speaker's alone."""
OWNS = re.compile(
    r"我的(?:问题|检查|毛病|检讨)|[批说检讲]自己|自我|检视|检查|剖析|我(?:个人|检讨|这个人|也检)|"
    r"(?:我|本人)(?:有|存在|主要有|查|检视|认|谈|讲|说)[^。；]{0,6}(?:[一二三四五六七八九十两几]|问题|不足)"
)
"""How somebody turns to his own faults."""
PERSONAL = 3.0
"""How many times likelier it becomes that a statement is a person's where the words around it plainly go on about one."""
LEAST_PLAIN = 0.5
LEAST_HOLDER = 0.7
LEAST_SILENT = 0.8
LEAST_BESIDE = 0.9
"""Probability that a statement is of the person, from which the name stands: where plain words tell him, where words may mean him,
where a speaker's own words do not mention him at all, and where they open with another. Chosen on validation writers."""
LEAST_ACT = 0.6
LEAST_BODY = 0.9
LEAST_BODY_OF_AUTHOR = 0.97
"""The same where a speaker's own words open with what somebody does, and where a statement opens with a body and tells of no person."""
HOUSE = re.compile(r"我们")
LEAST_SPEAKER = 0.7
LEAST_READING = 0.04
"""Probability from which a voice is weighed."""


def attribute(
    document: Document,
    spans: Sequence[Span],
    scene: Scene,
    voices: Mapping[VoiceKind, float],
    kinds: Mapping[HolderKind, float],
) -> tuple[Said, Held]:
    """The likeliest voice and holder, and their persons where they are certain."""
    voice, kind = max(voices, key=lambda one: voices[one]), max(kinds, key=lambda one: kinds[one])
    said = speaker(document, spans, scene, voice)
    meant = holder(document, spans, scene, HolderKind.CADRE, voice, said)
    goes_on = _goes_on(document, spans, scene, voice, meant)
    if goes_on:
        kinds = raised(kinds, HolderKind.CADRE, PERSONAL)
        kind = max(kinds, key=lambda one: kinds[one])
    held = meant if kind is HolderKind.CADRE else holder(document, spans, scene, kind, voice, said)
    others = [one for one in voices if one is not voice and voices[one] >= LEAST_READING]
    speakers = {one: speaker(document, spans, scene, one) for one in others}
    sure = voices[voice] + sum(voices[one] for one in others if _same(speakers[one], said))
    said_by = said if sure >= LEAST_SPEAKER else _veiled(said)
    if kind is HolderKind.CADRE:
        agreeing = (one for one in others if _same(holder(document, spans, scene, kind, one, speakers[one]), held))
        sure = kinds[kind] * (voices[voice] + sum(voices[one] for one in agreeing))
        held = held if sure >= (LEAST_PLAIN if goes_on else _least(document, spans, scene, voice, held)) else _veiled(held)
    return Said(kind=voice, speaker=said_by), Held(kind=kind, mention=held)


def _goes_on(document: Document, spans: Sequence[Span], scene: Scene, voice: VoiceKind, meant: Mention | None) -> bool:
    """Whether the words at a statement's start plainly go on about the person meant."""
    if meant is None:
        return False
    start = spans[0].start
    if SPOKEN_FIRST.match(document.text, start) or (
        OTHERS_FIRST.match(document.text, start) and not (voice is VoiceKind.SELF and scene.own_words)
    ):
        return True
    if voice is VoiceKind.SELF or meant.span is None or not is_personal(meant):
        return False
    between = document.text[meant.span.end : start] if meant.span.end <= start else None
    block = document.starts[document.block_at(start).index]
    if between == "。" and block <= meant.span.start:
        return bool(NUMBER.fullmatch(document.text, block, meant.span.start))
    return between in ("", "，", "：") or (meant.form is MentionForm.POST and meant.span.start == start)


def _owns(document: Document, spans: Sequence[Span], scene: Scene) -> bool:
    """Whether the speaker has turned to his own faults, and to nobody's else."""
    remark = scene.situation(spans[0].start).remark
    if remark is not None and remark.of_himself:
        return not FOR_OTHERS.search(document.text, remark.at, spans[0].start)  # 何沛检查说，他…；….
    turn = scene.label + document.text[scene.opens : spans[0].start] if scene.label else ""
    return bool(OWNS.search(turn)) and not FOR_OTHERS.search(turn)


def _least(document: Document, spans: Sequence[Span], scene: Scene, voice: VoiceKind, held: Mention | None) -> float:
    told = told_holder(document, spans, scene)
    if told == "named" and voice is VoiceKind.SELF:
        return LEAST_BESIDE
    if (scene.row is not None and scene.row.text("holder")) or told in PLAIN:
        return LEAST_PLAIN
    if voice is VoiceKind.SELF and _owns(document, spans, scene):
        return LEAST_PLAIN
    start = spans[0].start
    if told_of_me(document, spans, scene):
        return LEAST_PLAIN
    text = "".join(document[span] for span in spans)
    if FIRST_PERSON.search(text):
        own_house = told == "unit" and voice is VoiceKind.SELF
        return LEAST_PLAIN if scene.author is None and (own_house or (not told and voice is not VoiceKind.SELF)) else LEAST_HOLDER
    within = held is not None and held.span is not None and held.span.end > start
    told_of = within or bool(PRONOUN.search(text) or SPOKEN_TO.search(text))
    alone = not FOR_OTHERS.search(document.text[scene.opens : start]) if scene.label else True
    return _least_silent(text, told, scene.author is not None, voice, told_of=told_of, alone=alone)


def _least_silent(text: str, told: str, account: bool, voice: VoiceKind, *, told_of: bool, alone: bool) -> float:
    """For a statement without 我: in somebody's account of himself (`account`) or not, with a word for the person in it or not, by one
    who speaks for himself `alone` or for others, too."""
    own = voice is VoiceKind.SELF
    if told in ("you all", "we all"):
        return LEAST_BODY_OF_AUTHOR
    body = told in ("", "unit") and (own or not told_of) and OPENS_BODY.match(text)
    if account and (body or (own and HOUSE.search(text))):
        return LEAST_BODY_OF_AUTHOR
    if own:
        return LEAST_ACT if alone and not told and OPENS_ACT.match(text) else LEAST_SILENT
    plain = told in ("", "unit") and not told_of
    return LEAST_BODY if plain and (body or account) else LEAST_HOLDER


def _same(first: Mention | None, second: Mention | None) -> bool:
    """Whether two readings mean the same person, or both nobody."""
    if first is None or second is None:
        return first is second
    return may_be_one(first, second) or (first.name == second.name and first.text == second.text)


def _veiled(mention: Mention | None) -> Mention | None:
    """The mention as it stands, without what would lead to a person."""
    return replace(mention, form=MentionForm.OTHER, name=None, post=None, unit=None) if mention is not None else None
