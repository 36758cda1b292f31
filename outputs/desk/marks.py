"""What is to be seen in a document: the places of findings, of their measures and status, and of the names that are linked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from schema import Analysis, Code, ReviewStage, ReviewState, Span, Statement

from ..places import Place


class Tone(Code):
    """What a mark stands for; the value names the attribute that bears the finding's id on the page."""

    FINDING = "f", "条目"
    MEASURE = "m", "整改举措"
    STATUS = "s", "整改状态"
    NAME = "n", "已关联的人名"
    CUE = "c", "频次用语"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words of the document that something is told of."""

    span: Span
    tone: Tone
    finding_id: str
    state: str
    """How the finding stands, as `settled` tells it."""


def settled(state: ReviewState, stage: ReviewStage) -> str:
    """How a finding stands in review, as the pages show it by shape and word: `second` while other eyes are awaited, else its state."""
    return "second" if stage in (ReviewStage.SECOND, ReviewStage.THIRD) else state.value


def standing(place: Place, *, blind: bool) -> str:
    """How the finding at the place stands in review; its mere state for who could not be the one to judge it blind."""
    return settled(place.state, place.stage) if blind else place.state.value


def marks(places: Iterable[Place], analysis: Analysis, *, blind: bool, within: Span | None = None) -> tuple[Mark, ...]:
    """What is to be marked in the document, or in a part of it.

    `blind`: whether what the machine found beside the passage is kept back where a second look is awaited.
    """
    known = {one.spans[0].start: one for one in analysis.statements}
    return tuple(mark for place in places for mark in _marks(place, known, within, blind=blind))


def _marks(place: Place, known: Mapping[int, Statement], within: Span | None, *, blind: bool) -> Iterator[Mark]:
    state = settled(place.state, place.stage)

    def of(tone: Tone, *spans: Span | None) -> Iterator[Mark]:
        for span in spans:
            if span is not None and (within is None or span.overlaps(within)):
                yield Mark(span=span, tone=tone, finding_id=place.finding_id, state=state)

    yield from of(Tone.FINDING, *place.spans)
    if blind and place.stage is ReviewStage.SECOND:
        return
    yield from of(Tone.MEASURE, *place.measures)
    statement = known.get(place.spans[0].start)
    if statement is None:
        return
    yield from of(Tone.STATUS, statement.rectified.status_span if statement.rectified else None)
    yield from of(Tone.CUE, statement.cue.span)
    if place.cadre_id and statement.held.mention:
        yield from of(Tone.NAME, statement.held.mention.span)
