"""What plain words settle of voice and holder: they weigh more than all that the classifiers have learnt."""

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from schema import Document, DocumentKind, HolderKind, MentionForm, Span, StatementType, VoiceKind

from .holder import TOLD_ME
from .naming import SPOKEN_TO, is_named, may_be_one
from .openings import told_holder
from .provenance import provenance
from .scenes import Scene
from .sections import Place
from .speaker import ALOUD

Label = TypeVar("Label")
MYSELF = re.compile(r"(?<!自)我(?!们)|本人|咱")
MY_FIELD = re.compile(r"我所?(?:分管|联系|主管|负责|带领)")
FIELD_REACH = 10
"""How others name what the speaker is in charge of rather than him, and the characters before a statement in which they do."""
ADDRESS = 6
"""Characters at the start of a statement in which it addresses somebody."""
TOLD_BY_OTHERS = 0.03
"""How many times likelier it becomes that words which others are said to say of the speaker are his own: 同志们说我“…."""
OF_ANOTHER = 0.1
"""How many times likelier it becomes that words are the speaker's own fault where they plainly tell of another."""
BODIES = (
    VoiceKind.INSPECTION,
    VoiceKind.AUDIT,
    VoiceKind.SUPERVISION,
    VoiceKind.SUPERIOR,
    VoiceKind.APPRAISAL,
    VoiceKind.PETITION,
)
VOICES: Mapping[str, Mapping[VoiceKind, float]] = {
    "cell": dict.fromkeys(VoiceKind, 10.0),
    "note": dict.fromkeys(VoiceKind, 10.0),
    "teller": {**dict.fromkeys(VoiceKind, 4.0), **dict.fromkeys(BODIES, 6.0), VoiceKind.SUPERVISION: 1.0},
    "comment": {VoiceKind.SUPERIOR: 6.0},
    "guest": {VoiceKind.SUPERIOR: 8.0},
    "list": dict.fromkeys((VoiceKind.INSPECTION, VoiceKind.AUDIT, VoiceKind.SUPERIOR, VoiceKind.APPRAISAL), 5.0),
    "label": dict.fromkeys((VoiceKind.INSPECTION, VoiceKind.AUDIT, VoiceKind.PETITION, VoiceKind.MASSES), 4.0),
}
"""By the place that tells a voice: how many times likelier the voice told becomes. The first place that tells counts.

Chosen on validation writers, as the figures of holders are."""
HOLDERS: Mapping[str, tuple[HolderKind, float]] = {
    "I": (HolderKind.CADRE, 10.0),
    "named": (HolderKind.CADRE, 4.0),
    "adjoining": (HolderKind.CADRE, 4.0),
    "duty": (HolderKind.CADRE, 6.0),
    "you all": (HolderKind.CADRE, 0.1),
    "we all": (HolderKind.CADRE, 0.2),
    "team acts": (HolderKind.TEAM, 8.0),
    "some persons": (HolderKind.GROUP, 10.0),
    "several": (HolderKind.GROUP, 10.0),
}
"""By what opens a statement: the holder whom it tells, and how many times likelier he becomes."""


def weighed_voices(
    chances: Mapping[VoiceKind, float],
    document: Document,
    spans: Sequence[Span],
    place: Place,
    scene: Scene,
    kind: StatementType = StatementType.PROBLEM,
) -> dict[VoiceKind, float]:
    """The chances of the voices after what is told in so many words."""
    told = provenance(document, spans, place, scene)
    if kind is StatementType.COMMENDATION:
        chances = raised(chances, VoiceKind.SELF, OF_ANOTHER)  # Self-praise is none.
    elif (
        _criticises(spans, scene)
        or _goes_on_about(document, spans, scene)
        or (document.kind in ALOUD and (SPOKEN_TO.search(document[spans[0]][:ADDRESS]) or _names_another(spans, scene)))
    ):
        chances = raised(chances, VoiceKind.SELF, OF_ANOTHER)  # Nobody says 您 to himself, nor calls himself by name.
    elif told_of_me(document, spans, scene):
        chances = raised(chances, VoiceKind.SELF, TOLD_BY_OTHERS)
    for where, weights in VOICES.items():
        voice = VoiceKind(told[where]) if where in told else None
        if voice is None or voice not in weights or voice not in chances:
            continue
        if document.kind is DocumentKind.APPRAISAL and voice is VoiceKind.MASSES:
            continue  # What people say to an appraisal team is the appraisal's.
        return raised(chances, voice, weights[voice])
    return dict(chances)


def told_of_me(document: Document, spans: Sequence[Span], scene: Scene) -> bool:
    """Whether somebody's own words have just said that others say something of him."""
    start = spans[0].start
    lead = document.text[document.starts[document.block_at(start).index] : start]
    return scene.own_words and bool(TOLD_ME.search(lead)) and not MY_FIELD.search(lead[-FIELD_REACH:])


def _names_another(spans: Sequence[Span], scene: Scene) -> bool:
    """Whether somebody's own words open with the full name of somebody else, as of the one of whom they tell."""
    if not scene.own_words or scene.speaker is None:
        return False
    start = spans[0].start
    named = next((m for m in scene.mentions if m.span is not None and m.span.start == start), None)
    return named is not None and named.form is MentionForm.FULL_NAME and not may_be_one(named, scene.speaker)


def _goes_on_about(document: Document, spans: Sequence[Span], scene: Scene) -> bool:
    """Whether somebody's own words in this paragraph have come to somebody else, and not back to 我 since."""
    if document.kind not in ALOUD or not scene.own_words or scene.speaker is None:
        return False
    now = scene.situation(spans[0].start)
    other = now.subject or now.spoken_to
    if other is None or other.span is None or not is_named(other) or may_be_one(other, scene.speaker):
        return False
    return not MYSELF.search(document.text, other.span.end, spans[-1].end)


def _criticises(spans: Sequence[Span], scene: Scene) -> bool:
    """Whether the words before say that somebody criticises somebody else: 王丽批评赵军：…."""
    now = scene.situation(spans[0].start)
    remark = now.remark
    return remark is not None and remark.spoken_to is not None and not may_be_one(remark.spoken_to, remark.speaker)


def weighed_holders(
    chances: Mapping[HolderKind, float], document: Document, spans: Sequence[Span], scene: Scene
) -> dict[HolderKind, float]:
    """The chances of the holders after what opens the statement."""
    told = told_holder(document, spans, scene)
    return raised(chances, *HOLDERS[told]) if told in HOLDERS else dict(chances)


def raised(chances: Mapping[Label, float], label: Label, times: float) -> dict[Label, float]:
    """The chances where one label has become so many times likelier."""
    raised = {one: chance * (times if one == label else 1.0) for one, chance in chances.items()}
    total = sum(raised.values())
    return {one: chance / total for one, chance in raised.items()}
