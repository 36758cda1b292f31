"""People's corrections, laid over the machine's words when findings are read: neither ever overwrites the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from pydantic import TypeAdapter

from schema import (
    Anchor,
    CategoryGuess,
    CueKind,
    Document,
    Finding,
    FindingCue,
    FindingEdit,
    Holder,
    Measure,
    ProblemType,
    Rectification,
    RectificationStatus,
    Span,
    StatementType,
    StoreError,
    Voice,
    is_partial_date,
)

_NO_RECTIFICATION = Rectification(
    status=RectificationStatus.UNSTATED, text=None, measures=(), deadline=None, responsible=()
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An edit with the words that it names, as they stood when it was made: a later reading of the file cannot move them."""

    edit: FindingEdit
    anchors: tuple[Anchor, ...] = ()
    measures: tuple[Measure, ...] = ()
    type_label: str = ""
    """What the corrected problem type is called."""


def correction_of(edit: FindingEdit | None, document: Document, type_labels: Mapping[str, str]) -> Correction | None:
    """The edit with its words; None where nothing is corrected. Raises StoreError for what the document cannot bear."""
    if not edit:
        return None
    if edit.deadline and not is_partial_date(edit.deadline):
        raise StoreError(f"“{edit.deadline}”不是日期", "时限请写成 2024-06-30、2024-06 或 2024")
    spans = within_blocks(document, edit.spans) if edit.spans is not None else ()
    measures = within_blocks(document, edit.measures) if edit.measures else ()
    return Correction(
        edit=edit,
        anchors=tuple(map(document.anchor, spans)),
        measures=tuple(Measure(exact=document[span], start=span.start, end=span.end) for span in measures),
        type_label=type_labels.get(edit.problem_type or "", edit.problem_type or ""),
    )


def within_blocks(document: Document, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans in order, each cut where blocks end, without blanks at their ends. Raises StoreError for what is no passage."""
    if any(span.end > len(document.text) for span in spans):
        raise StoreError("所选文字超出了文档", "请刷新页面后重新选取")
    if any(one.overlaps(other) for one, other in pairwise(sorted(spans, key=lambda span: span.start))):
        raise StoreError("所选的几段文字互相重叠", "请重新选取")
    parts = [part for span in sorted(spans, key=lambda span: span.start) for part in _parts(document, span)]
    if not parts:
        raise StoreError("没有选中文字", "请在原文中选取要标出的文字")
    return tuple(parts)


def corrected(finding: Finding, correction: Correction | None) -> Finding:
    """The finding with the correction laid over it."""
    if correction is None:
        return finding
    edit = correction.edit
    kind = edit.type or finding.type
    problem = kind is StatementType.PROBLEM
    anchors = correction.anchors or finding.anchors
    return replace(
        finding,
        type=kind,
        anchor=anchors[0] if len(anchors) == 1 else anchors,
        category=_category(finding.category, edit),
        holder=_holder(finding.holder, edit),
        voice=_voice(finding.voice, edit),
        cue=_cue(finding.cue, edit) if problem else None,
        rectification=_rectification(finding.rectification, correction) if problem else None,
        problem_type=_problem_type(finding.problem_type, correction),
    )


def pack_correction(correction: Correction | None) -> str | None:
    """The correction, to be kept."""
    return None if correction is None else _corrections().dump_json(correction, exclude_defaults=True).decode()


def unpack_correction(packed: str | None) -> Correction | None:
    """The correction again."""
    return None if packed is None else _corrections().validate_json(packed)


def pack_edit(edit: FindingEdit | None) -> str | None:
    """The edit of a decision or verdict, to be kept; None where it corrects nothing."""
    return _edits().dump_json(edit, exclude_defaults=True).decode() if edit else None


def unpack_edit(packed: str | None) -> FindingEdit | None:
    """The edit again."""
    return None if packed is None else _edits().validate_json(packed)


def _parts(document: Document, span: Span) -> list[Span]:
    parts = []
    for block in document.blocks_in(span):
        if not block.text:
            continue
        whole = document.span_of(block)
        start, end = max(span.start, whole.start), min(span.end, whole.end)
        words = document.text[start:end]
        start, end = start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
        if start < end:
            parts.append(Span(start=start, end=end))
    return parts


def _category(told: CategoryGuess, edit: FindingEdit) -> CategoryGuess:
    if edit.category in (None, told.code):
        return told
    return CategoryGuess(code=edit.category, label=edit.category.label, score=1.0)


def _holder(told: Holder, edit: FindingEdit) -> Holder:
    kind = edit.holder or told.kind
    mention = told.mention if edit.mention is None else edit.mention or None
    if (kind, mention) == (told.kind, told.mention):
        return told
    # Of other words the machine did not say whom they mean: nobody is linked until someone decides it.
    return Holder(kind=kind, mention=mention, cadre_id=None, score=None)


def _voice(told: Voice, edit: FindingEdit) -> Voice:
    speaker = told.speaker if edit.speaker is None else edit.speaker or None
    return Voice(kind=edit.voice or told.kind, speaker=speaker, cadre_id=told.cadre_id if speaker == told.speaker else None)


def _cue(told: FindingCue | None, edit: FindingEdit) -> FindingCue:
    told = told or FindingCue(kind=CueKind.NONE, text=None)
    return told if edit.cue in (None, told.kind) else FindingCue(kind=edit.cue, text=None)


def _rectification(told: Rectification | None, correction: Correction) -> Rectification | None:
    edit = correction.edit
    if edit.rectified is False:
        return None
    if told is None and edit.status is None and not edit.measures and not edit.deadline:
        return None
    told = told or _NO_RECTIFICATION
    status = edit.status or told.status
    return replace(
        told,
        status=status,
        text=told.text if status is told.status else None,
        measures=told.measures if edit.measures is None else correction.measures,
        deadline=told.deadline if edit.deadline is None else edit.deadline or None,
    )


def _problem_type(told: ProblemType | None, correction: Correction) -> ProblemType | None:
    code = correction.edit.problem_type
    if code is None or (told and told.code == code):
        return told
    return ProblemType(code=code, label=correction.type_label, score=1.0) if code else None


@cache
def _corrections() -> TypeAdapter[Correction]:
    return TypeAdapter(Correction)


@cache
def _edits() -> TypeAdapter[FindingEdit]:
    return TypeAdapter(FindingEdit)
