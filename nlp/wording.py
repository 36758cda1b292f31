"""Signs put into plain Chinese, for those who ask why."""

import re
from collections.abc import Mapping
from functools import cache

from schema import BlockRole, Category, Code, CueKind, DocumentKind, MentionForm, VoiceKind

from .lexicon import patterns, rows

CODES: Mapping[str, type[Code]] = {
    "kind": DocumentKind,
    "category": Category,
    "voice": VoiceKind,
    "form": MentionForm,
    "block": BlockRole,
    "cue": CueKind,
}
"""Groups that hold codes: their labels are the words."""
CLAUSE, STATEMENT, TOPIC, TYPE, ALONE = "clause", "statement", "topic", "type", "alone"
BLANKS = str.maketrans({"\n": "换行", " ": "空格", "\u3000": "空格"})


@cache
def worded(sign: str, scope: str) -> str:
    """The sign in plain Chinese; what has no words is shown as it is."""
    parts = sign.split("&")
    scopes = (ALONE, scope) if len(parts) == 1 and scope == CLAUSE else (scope,)
    return "，且".join(dict.fromkeys(_part(part, scopes) for part in parts))


def lexical_words(sign: str, text: str) -> tuple[str, ...]:
    """The words of the text that make a lexical sign: of `normative` 「必须」; none for other signs."""
    classes = {**patterns("assertion"), **patterns("evaluation")}
    found = (classes[name].search(text) for name in re.split(r"[+&]", sign.replace("^", "")) if name in classes)
    return tuple(dict.fromkeys(match.group() for match in found if match is not None))


def _part(part: str, scopes: tuple[str, ...]) -> str:
    for pattern, words in _templates(scopes):
        match = pattern.fullmatch(part)
        if match is None:
            continue
        values = {group: _value(group, value) for group, value in match.groupdict().items()}
        if None not in values.values():
            return words.format(**values)
    if "+" in part:
        return "同时" + "、".join(_part(one, scopes) for one in part.split("+"))
    return f"标记「{part}」"


@cache
def _templates(scopes: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The templates of these scopes, those of the first scope first."""
    told = [(pattern, words) for scope in (*scopes, "any") for whose, pattern, words in rows("sign_words") if whose == scope]
    return tuple((re.compile(pattern, re.DOTALL), words) for pattern, words in told)


def _value(group: str, value: str) -> str | None:
    """The value in Chinese; None when the group knows no such value."""
    if group == "word":
        return value.translate(BLANKS)
    if group in CODES:
        return next((code.label for code in CODES[group] if code.value == value), None)
    return _values().get((group, value))


@cache
def _values() -> dict[tuple[str, str], str]:
    return {(group, value): words for group, value, words in rows("sign_values")}
