"""What people decided of links, laid over what the machine says of them: the machine's words are never changed by it, nor it by them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from schema import Candidate, Finding, Holder, HolderKind, LinkDecision, LinkVerdict, Responsible, Span, Voice

CONFIRMED = "人工确认"
DOUBTED = "人工存疑"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What people's decisions come to for a mention at a place."""

    same: str | None = None
    """The cadre whom it means."""
    not_same: frozenset[str] = frozenset()
    """Cadres whom it does not mean: never proposed again."""
    unsure: frozenset[str] = frozenset()
    """Cadres of whom nobody could say: proposed, and not linked by the machine."""

    def __bool__(self) -> bool:
        return self.same is not None or bool(self.not_same or self.unsure)


NO_RULING = Ruling()


def ruling(decisions: Iterable[LinkDecision], mention: str, spans: Sequence[Span]) -> Ruling:
    """What the decisions come to for a mention that stands in a finding at these spans.

    For each cadre the newest counts, one taken at the place before one for the whole document; one that was taken back counts no more.
    """
    newest: dict[tuple[str, Span | None], LinkDecision] = {}
    for one in sorted(decisions, key=lambda decision: decision.number):
        if one.mention == mention and (one.span is None or any(map(one.span.overlaps, spans))):
            newest[one.cadre_id, one.span] = one
    standing = (one for one in newest.values() if one.verdict is not LinkVerdict.TAKEN_BACK)
    by_cadre = {one.cadre_id: one for one in sorted(standing, key=_weight)}
    told = sorted(by_cadre.values(), key=_weight)
    same = [one.cadre_id for one in told if one.verdict is LinkVerdict.SAME]
    return Ruling(
        same=same[-1] if same else None,
        not_same=frozenset(one.cadre_id for one in told if one.verdict is LinkVerdict.NOT_SAME),
        unsure=frozenset(one.cadre_id for one in told if one.verdict is LinkVerdict.UNSURE),
    )


def with_decisions(finding: Finding, decisions: Sequence[LinkDecision]) -> Finding:
    """The finding with its persons as people decided on them, and as the machine says where they did not."""
    spans = tuple(Span(start=anchor.start, end=anchor.end) for anchor in finding.anchors)

    def ruled(mention: str | None) -> Ruling:
        return ruling(decisions, mention, spans) if mention else NO_RULING

    holder, voice = finding.holder, finding.voice
    changed = replace(finding, holder=_holder(holder, ruled(holder.mention)), voice=_voice(voice, ruled(voice.speaker)))
    if finding.rectification is None:
        return changed
    responsible = tuple(_responsible(one, ruled(one.mention)) for one in finding.rectification.responsible)
    return replace(changed, rectification=replace(finding.rectification, responsible=responsible))


def _weight(decision: LinkDecision) -> tuple[bool, int]:
    return decision.span is not None, decision.number


def _holder(holder: Holder, ruled: Ruling) -> Holder:
    if not ruled or holder.kind is not HolderKind.CADRE:
        return holder
    kept = tuple(
        _doubted(one, ruled) for one in holder.candidates if one.cadre_id not in ruled.not_same and one.cadre_id != ruled.same
    )
    if ruled.same is not None:
        reasons = next((one.reasons for one in holder.candidates if one.cadre_id == ruled.same), ())
        chosen = Candidate(cadre_id=ruled.same, score=1.0, reasons=(CONFIRMED, *reasons))
        return replace(holder, cadre_id=ruled.same, score=1.0, candidates=(chosen, *kept))
    linked = _linked(holder.cadre_id, ruled)
    score = holder.score if linked else max((one.score for one in kept), default=None)
    return replace(holder, cadre_id=linked, score=score, candidates=kept)


def _voice(voice: Voice, ruled: Ruling) -> Voice:
    return replace(voice, cadre_id=_linked(voice.cadre_id, ruled)) if ruled else voice


def _responsible(one: Responsible, ruled: Ruling) -> Responsible:
    return replace(one, cadre_id=_linked(one.cadre_id, ruled)) if ruled else one


def _linked(by_machine: str | None, ruled: Ruling) -> str | None:
    if ruled.same is not None:
        return ruled.same
    return None if by_machine in ruled.not_same | ruled.unsure else by_machine


def _doubted(candidate: Candidate, ruled: Ruling) -> Candidate:
    return replace(candidate, reasons=(DOUBTED, *candidate.reasons)) if candidate.cadre_id in ruled.unsure else candidate
