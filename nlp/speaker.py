"""Who says a statement aloud, resolved inside the document."""

import re
from collections.abc import Sequence

from schema import Document, DocumentKind, Mention, MentionForm, Span, VoiceKind

from .naming import is_named
from .scenes import Scene
from .talk import Remark, Situation

ALOUD = frozenset({DocumentKind.MINUTES, DocumentKind.CRITICISM, DocumentKind.SPEECH})
"""Kinds of documents in which everything is said by somebody; in the others a person speaks only where the sentence says so."""
PERSONAL_VOICES = frozenset(
    {VoiceKind.SELF, VoiceKind.PEER, VoiceKind.SUPERIOR, VoiceKind.MASSES, VoiceKind.APPRAISAL, VoiceKind.NARRATOR}
)
"""Voices that a person may have; the others are those of bodies."""
OTHERS = frozenset({VoiceKind.PEER, VoiceKind.SUPERIOR, VoiceKind.MASSES, VoiceKind.APPRAISAL})
"""Voices of persons other than the author."""
NEAR = 4
"""Characters from a statement's start in which a name that opens it stands."""


def speaker(document: Document, spans: Sequence[Span], scene: Scene, voice: VoiceKind) -> Mention | None:
    """The person who says it aloud; of form OTHER when the label tells somebody unnamed; None when nobody is told."""
    opening = opening_remark(spans, scene)
    if opening is not None and (document.kind in ALOUD or voice in OTHERS):
        return opening.speaker
    now = scene.situation(spans[0].start)
    if (noted := scene.source) is not None and voice is not VoiceKind.SELF:
        return noted
    if scene.author is not None:
        return _by_author(document, spans[0].start, scene, now, voice)
    if document.kind in ALOUD:
        return _aloud(scene, now, voice)
    if voice in PERSONAL_VOICES and _same_sentence(document, now, spans[0].start):
        return now.speaker
    if voice is not VoiceKind.SELF and scene.reader is not None:
        return scene.reader
    return scene.subject if voice is VoiceKind.SELF else None  # What he has owned up to himself, noted by others.


def opening_remark(spans: Sequence[Span], scene: Scene) -> Remark | None:
    """The remark with which a statement opens, when it holds the words that tell who says it (王丽科长说，“…”)."""
    for event in scene.events:
        if not isinstance(event, Remark) or event.speaker is None or event.speaker.span is None:
            continue
        if 0 <= event.speaker.span.start - spans[0].start <= NEAR and event.at < spans[-1].end:
            return event
    return None


def _by_author(document: Document, start: int, scene: Scene, now: Situation, voice: VoiceKind) -> Mention | None:
    """In one person's paper: he himself, or the one whose words he quotes in the sentence; others' words without a name are nobody's."""
    if voice is VoiceKind.SELF:
        return scene.author
    if voice in PERSONAL_VOICES and _same_sentence(document, now, start):
        return now.speaker
    if document.kind in ALOUD and voice not in OTHERS - {VoiceKind.SUPERIOR} - (
        {VoiceKind.PEER} if document.kind is DocumentKind.CRITICISM else set()
    ):
        return scene.author
    return None


def _aloud(scene: Scene, now: Situation, voice: VoiceKind) -> Mention | None:
    if now.speaker is not None and (is_named(now.speaker) or scene.speaker is None):
        return now.speaker
    if scene.speaker is not None:
        return scene.speaker
    if scene.label:
        return Mention(text=scene.label, form=MentionForm.OTHER)
    return scene.subject if voice is VoiceKind.SELF and scene.row is None else None


def _same_sentence(document: Document, now: Situation, start: int) -> bool:
    """Whether the words that tell the speaker stand in the sentence of the statement."""
    if now.remark is None:
        return False
    between = document.text[now.remark.at : start]
    return not re.search(r"[。！？\n]", re.sub(r"“[^“”]*”", "", between))
