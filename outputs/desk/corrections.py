"""What the fields of the form correct: only what she changed, so that all else stays the machine's."""

import json
from typing import Any

from fastapi import HTTPException

from schema import (
    Category,
    Code,
    CueKind,
    FindingEdit,
    HolderKind,
    RectificationStatus,
    Span,
    StatementType,
    VoiceKind,
)

from ..reviewing import ReviewItem
from .itemview import values

_CODES: dict[str, type[Code]] = {
    "type": StatementType, "category": Category, "holder": HolderKind, "voice": VoiceKind, "cue": CueKind, "status": RectificationStatus,
}  # fmt: skip
_TEXTS = ("mention", "speaker", "deadline", "problem_type")


def correction(form: str, told: ReviewItem) -> FindingEdit:
    """What differs in the form from what she was shown. Judged blind, all that she filled in."""
    fields, shown = _fields(form), values(told.finding) if told.finding else {}
    changed = {name: value.strip() for name, value in fields.items() if value.strip() != shown.get(name, "")}
    return _edit(changed)


def new_finding(form: str) -> FindingEdit:
    """What the form says of a finding that she adds."""
    return _edit({name: value.strip() for name, value in _fields(form).items() if value.strip()})


def spans_of(told: str) -> tuple[Span, ...]:
    """The spans of words selected in the document: `[[120, 188], …]`."""
    try:
        found = tuple(Span(start=start, end=end) for start, end in json.loads(told))
    except (ValueError, TypeError, AssertionError, RecursionError) as error:
        raise HTTPException(400, "选中的文字没有传对，请重新选取") from error
    if not found or not all(isinstance(edge, int) for one in found for edge in (one.start, one.end)):
        raise HTTPException(400, "选中的文字没有传对，请重新选取")
    return found


def _edit(changed: dict[str, str]) -> FindingEdit:
    told: dict[str, Any] = {name: _code(name, changed[name]) for name in _CODES if changed.get(name)}
    told |= {name: changed[name] for name in _TEXTS if name in changed}
    for name in ("spans", "measures"):
        if changed.get(name):
            told[name] = spans_of(changed[name])
    if "status" in changed:
        told["rectified"] = bool(changed["status"])
    return FindingEdit(**told)


def _code(name: str, value: str) -> Code:
    try:
        return _CODES[name](value)
    except ValueError as error:
        raise HTTPException(400, f"没有“{value}”这一项，请刷新页面后再选") from error


def _fields(form: str) -> dict[str, str]:
    try:
        told = json.loads(form)
        json.dumps(told, ensure_ascii=False).encode()  # Half of a pair of surrogates can be neither kept nor answered.
    except (ValueError, RecursionError) as error:
        raise HTTPException(400, "表单没有传对，请刷新页面") from error
    if not isinstance(told, dict) or not all(isinstance(value, str) for value in told.values()):
        raise HTTPException(400, "表单没有传对，请刷新页面")
    return told
