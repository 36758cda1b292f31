"""Signs of who would be meant if a person were: how the text names him under each likely reading, and how near."""

from collections.abc import Iterator, Sequence

from schema import Document, HolderKind, Mention, Span, VoiceKind

from .holder import holder
from .naming import FIRST_PERSON
from .scenes import Scene
from .speaker import speaker

READINGS = (VoiceKind.SELF, VoiceKind.PEER, VoiceKind.INSPECTION)
"""The voices that find persons in different ways."""
AFTER = 30
"""Characters after a statement in which the speaker may own it: …，这是我签的字."""
BESIDE = 1
NEAR = 15
"""Characters between a person and a statement that stand beside or near each other."""


def meant(document: Document, spans: Sequence[Span], scene: Scene, told: str) -> Iterator[str]:
    """How the person meant is told, with what opens the statement, and how often its paragraph says 我."""
    for voice in READINGS:
        said = speaker(document, spans, scene, voice)
        how = _how(document, holder(document, spans, scene, HolderKind.CADRE, voice, said), spans)
        yield f"meant {voice} {how}"
        yield f"meant {voice} {how} {told}"
    block = document.block_at(spans[0].start)
    end = document.starts[block.index] + len(block.text)
    yield f"I after {bool(FIRST_PERSON.search(document.text, spans[-1].end, min(end, spans[-1].end + AFTER)))}"
    yield f"I in block {min(len(FIRST_PERSON.findall(block.text)), 3)}"


def _how(document: Document, person: Mention | None, spans: Sequence[Span]) -> str:
    if person is None:
        return "nobody"
    if person.span is None:
        return f"{person.form} of the paper"
    oneself = "himself" if FIRST_PERSON.fullmatch(person.text or "") else "named"
    return f"{person.form} {_place(document, person.span, spans)} {oneself}"


def _place(document: Document, at: Span, spans: Sequence[Span]) -> str:
    """Where a person stands to a statement: before it in his own block, in it, or elsewhere in the paper."""
    start = spans[0].start
    if document.block_at(at.start).index != document.block_at(start).index:
        return "elsewhere"
    if at.end > start:
        return "opens" if at.start <= start + 1 else "inside"
    gap = start - at.end
    return "beside" if gap <= BESIDE else "near" if gap <= NEAR else "before"
