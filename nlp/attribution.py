"""Voice and holder of a statement, with the persons behind them, as far as they are certain.

Whom a statement means hangs on who is taken to say it: 「我分管的口子」 in a self-criticism is the speaker's, in a criticism the other's.
So a person stands only when he comes out under the likely readings together; otherwise his mention is kept without his name, and nobody
is looked up in the records.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum

from schema import Document, Held, HolderKind, Mention, MentionForm, Said, Span, VoiceKind

from .bearings import COUNTED, SOME, TEAM, UNIT, WE
from .holder import PRONOUN, holder
from .naming import FIRST_PERSON, SPOKEN_TO, is_named, may_be_one
from .scenes import Scene
from .speaker import speaker


class Telling(Enum):
    """How a statement tells whom it is of, with the least probability from which that person stands (chosen on validation writers)."""

    BY_ROW = 0.4
    """The table's column of those criticised."""
    BY_SUBJECT = 0.5
    """He is the subject with whom it opens."""
    BY_WORD = 0.55
    """我, 你, 该同志."""
    BY_SECTION = 0.65
    """The heading, the label or the profile that it stands under."""
    BY_NAME = 0.85
    """He is named somewhere in it."""
    BY_DEFAULT = 0.8
    """Nothing in it tells: whose paper it is, who speaks."""
    OF_ANOTHER = 0.93
    """It opens with a body or with somebody unnamed."""


LEAST_SPEAKER = 0.7
LEAST_READING = 0.04
"""Probability from which a voice is weighed."""
OPENING = 10
"""Characters that open a statement."""
NEAR = 12


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
    held = holder(document, spans, scene, kind, voice, said)
    others = [one for one in voices if one is not voice and voices[one] >= LEAST_READING]
    speakers = {one: speaker(document, spans, scene, one) for one in others}
    sure = voices[voice] + sum(voices[one] for one in others if _same(speakers[one], said))
    said_by = said if sure >= LEAST_SPEAKER else _veiled(said)
    if kind is HolderKind.CADRE:
        agreeing = (one for one in others if _same(holder(document, spans, scene, kind, one, speakers[one]), held))
        sure = kinds[kind] * (voices[voice] + sum(voices[one] for one in agreeing))
        held = held if held is not None and sure >= telling(document, spans, scene, held).value else _veiled(held)
    return Said(kind=voice, speaker=said_by), Held(kind=kind, mention=held)


def telling(document: Document, spans: Sequence[Span], scene: Scene, held: Mention) -> Telling:
    """How the statement tells that it is of the person."""
    start = spans[0].start
    text = document.text[start : spans[-1].end]
    if scene.row is not None and scene.row.cells.get("holder"):
        return Telling.BY_ROW
    first_person = bool(FIRST_PERSON.fullmatch(held.text or ""))
    if held.span is not None and not first_person and spans[0].start <= held.span.end <= spans[-1].end:
        near = held.span.start - start <= NEAR and not re.search(r"[，。；：]", text[: max(0, held.span.start - start)])
        return Telling.BY_SUBJECT if near and is_named(held) else Telling.BY_WORD if near else Telling.BY_NAME
    if FIRST_PERSON.search(text) or SPOKEN_TO.search(text) or PRONOUN.search(text):
        return Telling.BY_WORD
    another = SOME.match(text) or COUNTED.match(text) or any(one.search(text[:OPENING]) for one in (TEAM, UNIT, WE))
    if may_be_one(scene.subject, held) or may_be_one(scene.spoken_to, held):
        return Telling.BY_DEFAULT if another else Telling.BY_SECTION
    return Telling.OF_ANOTHER if another else Telling.BY_DEFAULT


def _same(first: Mention | None, second: Mention | None) -> bool:
    """Whether two readings mean the same person, or both nobody."""
    if first is None or second is None:
        return first is second
    return may_be_one(first, second) or (first.name == second.name and first.text == second.text)


def _veiled(mention: Mention | None) -> Mention | None:
    """The mention as it stands, without what would lead to a person."""
    return replace(mention, form=MentionForm.OTHER, name=None, post=None, unit=None) if mention is not None else None
