"""Voice and holder of a statement, with the persons behind them, as far as they are certain.

Whom a statement means hangs on who is taken to say it: 「我分管的口子」 in a self-criticism is the speaker's, in a criticism the other's.
So a person stands only when he comes out under the likely readings together; otherwise his mention is kept without his name, and nobody
is looked up in the records.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from schema import Document, Held, HolderKind, Mention, MentionForm, Said, Span, VoiceKind

from .holder import holder
from .naming import FIRST_PERSON, may_be_one
from .openings import told_holder
from .scenes import Scene
from .speaker import speaker

PLAIN = frozenset({"I", "named", "adjoining", "duty"})
"""What opens a statement and settles of whom it is."""
LEAST_PLAIN = 0.5
LEAST_HOLDER = 0.7
LEAST_SILENT = 0.8
"""Probability that a statement is of the person, from which the name stands: where plain words tell him, where words may mean him,
and where a speaker's own words do not mention him at all. Chosen on validation writers."""
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
    held = holder(document, spans, scene, kind, voice, said)
    others = [one for one in voices if one is not voice and voices[one] >= LEAST_READING]
    speakers = {one: speaker(document, spans, scene, one) for one in others}
    sure = voices[voice] + sum(voices[one] for one in others if _same(speakers[one], said))
    said_by = said if sure >= LEAST_SPEAKER else _veiled(said)
    if kind is HolderKind.CADRE:
        agreeing = (one for one in others if _same(holder(document, spans, scene, kind, one, speakers[one]), held))
        sure = kinds[kind] * (voices[voice] + sum(voices[one] for one in agreeing))
        held = held if sure >= _least(document, spans, scene, voice) else _veiled(held)
    return Said(kind=voice, speaker=said_by), Held(kind=kind, mention=held)


def _least(document: Document, spans: Sequence[Span], scene: Scene, voice: VoiceKind) -> float:
    if (scene.row is not None and scene.row.text("holder")) or told_holder(document, spans, scene) in PLAIN:
        return LEAST_PLAIN
    silent = not any(FIRST_PERSON.search(document[span]) for span in spans)
    return LEAST_SILENT if voice is VoiceKind.SELF and silent else LEAST_HOLDER


def _same(first: Mention | None, second: Mention | None) -> bool:
    """Whether two readings mean the same person, or both nobody."""
    if first is None or second is None:
        return first is second
    return may_be_one(first, second) or (first.name == second.name and first.text == second.text)


def _veiled(mention: Mention | None) -> Mention | None:
    """The mention as it stands, without what would lead to a person."""
    return replace(mention, form=MentionForm.OTHER, name=None, post=None, unit=None) if mention is not None else None
