"""`yiguan explain`: why a finding was found and taken as it was, from the stored document, shown in plain Chinese."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from rich.markup import escape

from cadres import Link, RosterIndex, read_roster
from models import load_models
from nlp import Analyser, Explanation, Gazetteer, Judgement, TypeTable, explain, outline
from outputs import Store
from schema import Analysis, Cue, CueKind, Document, Finding, Held, HolderKind, Roster, Said, Span, Statement, finding_id

from .analyst import linker, names_of, types_of
from .config import Settings
from .reports import NOTICE, out, wide

OTHER_MODEL = "这一条由另一个模型给出，以下按当前模型说明，可能与当时的依据不同"
NOT_AGAIN = "当前模型（或名册）不再给出这一条，以下说明当前模型如何看待这段文字"
NO_ROSTER = "没有给出名册（--roster）：人名的识别可能与当时不同，关联只列出当时记下的理由"
SIGNS_ONLY = "（编码器模型：文字由编码器整体判断，无法逐词拆解，只列出规则和版式的依据）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A finding with its explanation."""

    finding: Finding
    explanation: Explanation
    link: Link | None
    """The waterfall of whom the holder means; None without a roster."""
    notes: tuple[str, ...]
    """What a reader should know of how far the explanation holds."""


def explained(wanted: str, store: Store, settings: Settings) -> Explained:
    """Explain a finding of the store. Raises UnknownFinding."""
    return Explainer(settings).explained(wanted, store)


class Explainer:
    """Explains findings with one model and one roster, loaded once, when the first finding is asked for. Not to be shared between threads."""

    def __init__(self, settings: Settings, roster: Callable[[], Roster | None] | None = None):
        """`roster` gives the records; left alone, they are read from the file that the settings name."""
        self._settings = settings
        self._records = roster or self._read_roster

    def explained(self, wanted: str, store: Store) -> Explained:
        """Explain a finding of the store. Raises UnknownFinding."""
        finding = store.finding(wanted)
        document = store.document(finding.document.id)
        analyser, roster = self._analyser, self._roster
        analysis = analyser.analyse(document)
        statement, notes = _found(finding, document, analysis)
        if analyser.models.id != finding.provenance.model:
            notes = (OTHER_MODEL, *notes)
        link = None
        if self._index is None:
            notes = (*notes, NO_ROSTER)
        elif statement.held.kind is HolderKind.CADRE and statement.held.mention is not None:
            link = linker(document, analysis.occasion, self._index, self._settings.link)(statement.held.mention)
        gazetteer = Gazetteer(names_of(roster) if roster else [])
        explanation = explain(outline(document, gazetteer), statement, analyser.models, self._types)
        return Explained(finding=finding, explanation=explanation, link=link, notes=notes)

    @cached_property
    def _roster(self) -> Roster | None:
        return self._records()

    @cached_property
    def _types(self) -> TypeTable:
        return types_of(self._settings.problem_types)

    @cached_property
    def _index(self) -> RosterIndex | None:
        return RosterIndex(self._roster) if self._roster else None

    @cached_property
    def _analyser(self) -> Analyser:
        return Analyser(load_models(self._settings.model), names_of(self._roster) if self._roster else [], self._types)

    def _read_roster(self) -> Roster | None:
        return read_roster(self._settings.roster) if self._settings.roster else None


def _found(finding: Finding, document: Document, analysis: Analysis) -> tuple[Statement, tuple[str, ...]]:
    """The statement as the present model makes it; where it does not, as the finding tells it."""
    for statement in analysis.statements:
        if finding_id(document.id, statement.spans) == finding.id:
            return statement, ()
    told = Statement(
        type=finding.type,
        spans=tuple(Span(start=anchor.start, end=anchor.end) for anchor in finding.anchors),
        category=finding.category.code,
        category_score=finding.category.score,
        held=Held(kind=finding.holder.kind, mention=None),
        said=Said(kind=finding.voice.kind, speaker=None),
        cue=Cue(kind=CueKind.NONE, span=None),
        rectified=None,
        score=finding.confidence,
        problem_type=finding.problem_type,
    )
    return told, (NOT_AGAIN,)


def explanation_as_json(told: Explained) -> dict[str, Any]:
    """The explanation as plain data, in the shape that docs/commands.md gives."""
    link = told.link
    return {
        "id": told.finding.id,
        "exact": [anchor.exact for anchor in told.finding.anchors],
        "notes": list(told.notes),
        "clauses": [_as_json(one) for one in told.explanation.clauses],
        "attributes": [_as_json(one) for one in told.explanation.attributes],
        "setting": list(told.explanation.setting),
        "problem_type": asdict(told.finding.problem_type) if told.finding.problem_type else None,
        "type_words": list(told.explanation.type_words),
        "candidates": [
            {
                "cadre_id": one.cadre_id,
                "parts": [{"reason": part.reason, "weight": round(part.log_odds, 3)} for part in one.parts],
            }
            for one in (link.comparisons if link else ())
        ],
    }


def show_explanation(told: Explained) -> None:
    """The explanation for people."""
    finding, screen = told.finding, out()
    screen.print(f"{finding.type.label}：{' / '.join(anchor.exact for anchor in finding.anchors)}", markup=False)
    screen.print(f"文件：{finding.document.name}（编号 {finding.id}）", markup=False)
    for note in told.notes:
        screen.print(f"提示：{note}", markup=False, style="yellow")
    for line in told.explanation.setting:
        screen.print(line, markup=False)
    for judgement in (*told.explanation.clauses, *told.explanation.attributes):
        _show(judgement)
    if finding.problem_type is not None:
        words = "、".join(f"「{word}」" for word in told.explanation.type_words) or "整句用语"
        screen.print(f"问题类型建议：{finding.problem_type.code} {finding.problem_type.label}，依据：{words}", markup=False)
    for line in _holder_lines(told):
        screen.print(line, markup=False)
    screen.print("权重为对数几率：正数支持这一判断，负数反对。", style="dim")
    screen.print(NOTICE, style="dim")


def title_of(judgement: Judgement, chance: str = "") -> str:
    """What was judged, and in place of what; `chance` stands behind the first."""
    passage = judgement.label in ("问题", "肯定")
    head = f"「{judgement.of}」判为{judgement.label}" if passage else f"{judgement.of}：{judgement.label}"
    return f"{head}{chance}，而非{judgement.rival}"


def _show(judgement: Judgement) -> None:
    title = f"{title_of(judgement, f'（{judgement.chance:.2f}）')}（{judgement.rival_chance:.2f}）"
    out().print(f"\n{title}", markup=False, style="bold")
    table = wide("依据", "权重")
    for ground in judgement.grounds:
        table.add_row(escape(ground.words), f"{ground.weight:+.2f}")
    if judgement.whole:
        table.add_row("其余各项合计", f"{judgement.rest:+.2f}")
    out().print(table)
    if not judgement.whole:
        out().print(SIGNS_ONLY, markup=False, style="dim")


def _holder_lines(told: Explained) -> Iterator[str]:
    """Whom the holder means, and why."""
    holder = told.finding.holder
    if holder.mention:
        yield f"当事人称呼：{holder.mention}"
    if told.link is not None:
        for candidate, comparison in zip(told.link.candidates, told.link.comparisons, strict=True):
            yield f"可能是 {candidate.cadre_id}（{candidate.score:.2f}）"
            yield from _parts([(part.reason, part.log_odds) for part in comparison.parts])
        return
    for candidate in holder.candidates:
        yield f"可能是 {candidate.cadre_id}（{candidate.score:.2f}）：{'；'.join(candidate.reasons)}"


def _parts(parts: Sequence[tuple[str, float]]) -> Iterator[str]:
    for reason, weight in sorted(parts, key=lambda part: -abs(part[1])):
        yield f"  {weight:+.2f}  {reason}"


def _as_json(judgement: Judgement) -> dict[str, Any]:
    told = asdict(judgement)
    return told | {"chance": round(judgement.chance, 4), "rival_chance": round(judgement.rival_chance, 4)}
