"""Names of persons: those of the records found in text, and the shape of those that no record has."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import jieba

from .lexicon import rows

DOT = "·"
DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅．●˙", DOT))
"""What stands for the middle dot; as many characters as before, so that offsets stay."""
_OTHER_DOTS = re.compile("[•・‧∙⋅．●˙]")
BLANKS = " \u3000"
HAN = "\u4e00-\u9fff"
ORDINARY = 20
"""Occurrences in jieba's word counts from which a name is an everyday word, too (高峰, 安宁)."""
SEASONAL = frozenset(("谷雨", "白露", "夏至", "秋分", "小满", "向阳", "林芝", "夏冰", "白杨", "查房", "查账"))
"""Everyday words that jieba counts rarely or not at all."""


def even_dots(text: str) -> str:
    """The text with one kind of middle dot, every character where it was."""
    return text.translate(DOTS) if _OTHER_DOTS.search(text) else text


def fold(name: str) -> str:
    """The name without blanks and with one kind of middle dot."""
    return "".join(name.split()).translate(DOTS)


@cache
def surnames(*kinds: str) -> frozenset[str]:
    """The surnames of the kinds `compound`, `plain`, `word`; all without a kind."""
    return frozenset(name for listed, kind in rows("surnames") for name in listed.split() if not kinds or kind in kinds)


@cache
def name_shape(dotted: bool = True) -> str:
    """A regular expression for what looks like a name: a surname and one or two characters, or parts between dots."""
    compound, single = "|".join(sorted(surnames("compound"))), "".join(sorted(surnames("plain", "word")))
    plain = rf"(?:{compound})[{HAN}]{{1,2}}?|[{single}][{HAN}]{{1,2}}?"
    return rf"(?:[{HAN}]{{1,7}}(?:{DOT}[{HAN}]{{1,9}}?)+|{plain})" if dotted else f"(?:{plain})"


def surname_of(name: str) -> str:
    """The surname of a name; empty for a name in parts, which has none."""
    if DOT in name:
        return ""
    return name[:2] if len(name) > 2 and name[:2] in surnames("compound") else name[:1]


NO_SURNAMES = frozenset("原前现曾新副正老大小总各本该此主在任不")
"""What stands before a post and is no surname, though somebody's name may begin with it."""


def rare_surnames(names: Iterable[str]) -> frozenset[str]:
    """The surnames of names of two or three characters that the list of surnames lacks: 零, 闭."""
    found = {name[0] for name in names if len(name) <= 3 and DOT not in name}
    return frozenset(found - surnames() - NO_SURNAMES)


def given_names_of(name: str) -> tuple[str, ...]:
    """What a person is called without the surname: 秋澜 of 伍秋澜, 努尔兰 of 努尔兰·哈德尔别克, 卓玛 and 央金 of 卓玛央金."""
    if DOT in name:
        return (name.split(DOT)[0],)
    rest = name[len(surname_of(name)) :]
    if len(name) >= 4 and name[:2] not in surnames("compound"):
        return (rest, name[:2], name[2:])
    return (rest,) if rest else ()


@lru_cache(maxsize=65536)
def is_word(name: str) -> bool:
    """Whether a name is an everyday word as well, so that it needs a person's surroundings."""
    jieba.setLogLevel(60)
    jieba.initialize()
    return name in SEASONAL or int(jieba.get_FREQ(name, 0) or 0) >= ORDINARY


class Gazetteer:
    """All names of the records, for the search in text: built once for all documents."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, str] = {}
        for name in names:
            folded = name.translate(DOTS)
            self._names.setdefault(folded.replace(DOT, ""), folded)
            self._names[folded] = folded
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for name in self._names:
            if len(name) > 1:
                lengths[name[:2]].add(len(name))
        folded_names = set(self._names.values())
        self.given_names = frozenset(given for name in folded_names for given in given_names_of(name) if len(given) > 1)
        """What those of the records are called without the surname, of two characters or more."""
        self.rare_surnames = rare_surnames(folded_names)
        self._lengths = {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}
        self._firsts = frozenset(head[0] for head in self._lengths)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and name of every occurrence, the longest at each start; they may overlap. `柳　絮` counts as 柳絮."""
        folded = even_dots(text)
        firsts, last = self._firsts, len(folded) - 1
        for start, character in enumerate(folded):
            if character not in firsts or start == last:
                continue
            found = self._at(folded, start) or (self._spaced(folded, start) if folded[start + 1] in BLANKS else None)
            if found:
                yield start, *found

    def _at(self, text: str, start: int) -> tuple[int, str] | None:
        for length in self._lengths.get(text[start : start + 2], ()):
            name = self._names.get(text[start : start + length])
            if name is not None:
                return start + length, name
        return None

    def _spaced(self, text: str, start: int) -> tuple[int, str] | None:
        """A name of two characters spread by blanks to the width of three, as lists are set."""
        end = start + 1
        while end < len(text) and text[end] in BLANKS:
            end += 1
        goes_on = end + 1 < len(text) and "\u4e00" <= text[end + 1] <= "\u9fff" and not text.startswith("同志", end + 1)
        if end == len(text) or goes_on:
            return None
        name = self._names.get(text[start] + text[end])
        return (end + 1, name) if name else None
