"""Text as the index holds it and queries ask for it: Chinese in pairs of neighbouring characters, other writing in words and numbers.

`会前酝酿3次` becomes `会前 前酝 酝酿 酿 3 次`, and behind that each of its characters once: `会 前 …`. Words are then phrases of pairs, and one
character is a gram of its own.
"""

import re
import unicodedata
from dataclasses import dataclass

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_STRETCH = re.compile(rf"([{_HAN}]+)|[0-9]+|[a-z]+|(?:(?![{_HAN}0-9a-z])[^\W_])+")
_GAP = re.compile(rf"(?<=[{_HAN}])[^\S\n]+(?=[{_HAN}])")
_WORD = re.compile(r'"([^"]*)"|(\S+)')
_QUOTES = str.maketrans("“”„＂「」『』", '""""""""')
LONGEST = 64
"""Characters of a gram; longer words are cut."""
MOST_WORDS = 12
MOST_CHARACTERS = 200
"""Of a query; what is beyond is not asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words of a query that must follow each other."""

    text: str
    """As they were typed."""
    grams: tuple[str, ...]
    """Must follow each other."""
    open: bool
    """Whether the last of them is only the beginning of one: numbers and words of letters are found by how they begin."""
    beside: str
    """A character that must occur besides: it comes last, and what follows it is not known. Empty where there is none."""
    pattern: re.Pattern[str]
    """Finds them in folded text."""


def fold(text: str) -> str:
    """The text with what makes no difference to a reader made equal: wide and narrow forms, capitals, blanks within Chinese."""
    return _GAP.sub("", unicodedata.normalize("NFKC", text).casefold())


def grams(text: str) -> list[str]:
    """The grams of a text, in order, then its characters."""
    found: list[str] = []
    characters: set[str] = set()
    for stretch in _STRETCH.finditer(fold(text)):
        han = stretch[1] is not None
        found += _cut(stretch[0], han=han)
        if han:
            characters.update(stretch[0])
    return found + sorted(characters)


def phrases(query: str) -> tuple[Phrase, ...]:
    """What a query asks for: words all of which must occur, several words in quotes as they stand."""
    typed = (one[1] or one[2] or "" for one in _WORD.finditer(query[:MOST_CHARACTERS].translate(_QUOTES)))
    told = [phrase for one in typed if (phrase := _phrase(one)) is not None]
    return tuple({(one.grams, one.beside): one for one in told}.values())[:MOST_WORDS]


def _phrase(text: str) -> Phrase | None:
    stretches = [(one[0], one[1] is not None) for one in _STRETCH.finditer(fold(text))]
    if not stretches:
        return None
    found = [gram for stretch, han in stretches for gram in _cut(stretch, han=han)]
    _, han = stretches[-1]
    # Behind the last character anything may follow: its own gram is none of the text's, if it is not the only one.
    last = found.pop() if han else ""
    return Phrase(
        text=text.strip(), grams=tuple(found), open=not han, beside=last if len(stretches[-1][0]) == 1 else "",
        pattern=_pattern(stretches),
    )  # fmt: skip


def _pattern(stretches: list[tuple[str, bool]]) -> re.Pattern[str]:
    """Finds what the index finds: a number or a word of letters from its beginning on."""
    written = (r"[^\S\n]*".join(stretch) if han else _begins(stretch) for stretch, han in stretches)
    return re.compile(r"[\W_]*".join(written))


def _begins(stretch: str) -> str:
    kind = "[0-9]" if stretch[0] in "0123456789" else "[a-z]" if "a" <= stretch[0] <= "z" else rf"[^\W_{_HAN}0-9a-z]"
    return f"(?<!{kind}){re.escape(stretch)}"


def _cut(stretch: str, *, han: bool) -> list[str]:
    if han:
        return [stretch[at : at + 2] for at in range(len(stretch))]
    return [stretch[at : at + LONGEST] for at in range(0, len(stretch), LONGEST)]
