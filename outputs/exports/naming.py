"""Where names of persons stand in a text: full names, and what people are called instead of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from .names import KnownNames

NAME, SURNAME, ID = "name", "surname", "id"
"""Of what a pseudonym is made."""
Meaning = TypeVar("Meaning")

_TITLES = (
    "副?书记|副?[局厅部处科市县区州乡镇院校站所队组行]长|副?主任|副?主席|支队长|大队长|中队长|秘书长|常委|委员|政委|总工程师|总会计师|工程师|"
    "总经理|董事长|经理|总监|会计|主管|同志|先生|女士|老师|干事|巡视员|调研员|督学|组员|某某|某|××|XX|\\*\\*|\\*"
)
_SHORT_TITLES = "局|处|科|总|工|书记"
_AMBIGUOUS = frozenset("任和于方向时常安全万连马高金石田白黄江水文武平成关温边党路包车计能从解明应支强党左右别单")
"""Surnames that are everyday words: before a post they are taken for a name only where a word seems to begin."""
_EVERYDAY = (
    "建国 文明 国庆 和平 光明 长征 解放 胜利 建设 发展 学习 文化 学文 立新 建军 国防 海洋 长江 黄河 东方 先进 英雄 红旗 前进 新华 中华 振兴 团结 "
    "友谊 光荣 幸福 健康 平安 安全 永久 长久 长远 大地 山河 江山 春天 阳光 清明 国家 国民 为民 爱民 利民 富民 安民 惠民 人民 公正 公平 正义 正直 "
    "正气 廉洁 清廉 高峰 明确 明白 立志 志愿 自强 创新 改革 开放 跃进 卫生 教育 科学 科技 建成 建立 成立 成功 立功 增强 大海 向阳 向前 进步 文件"
)
"""Given names that are everyday words: taken for a name only before a post or 同志."""
_BEFORE = "对向由和与及同请让把经是给被跟找听像如说了的、与即为"
"""Characters after which a word begins."""
_BEGINS = f"(?:(?<![\\u4e00-\\u9fff])|(?<=[{_BEFORE}]))"
_BLANKS = "[ \\u3000\\u00a0]*"
_DOTS = "[·•・‧∙⋅．●˙]"


class Named(NamedTuple):
    """A name where it stands."""

    start: int
    end: int
    kind: str
    name: str
    """As it is known, whatever blanks and dots the text has."""


class NameFinder:
    """Finds names. What is longer and surer goes first: a name, then an expression known to mean a person, then a post after a surname."""

    def __init__(self, known: KnownNames) -> None:
        self._ids = re.compile(rf"(?<![A-Za-z0-9])(?:{_any(known.ids)})(?![A-Za-z0-9])") if known.ids else None
        self._full = _Words((name, name) for name in known.full)
        self._called = _Words((called.text, called) for called in known.called)
        plain, given = _any(known.surnames - _AMBIGUOUS), _any(known.given)
        posts = (
            (plain, "{}(?=" + _TITLES + ")"),
            (_any(known.surnames), _BEGINS + "{}(?=" + _TITLES + ")"),
            (plain, _BEGINS + "{}(?=" + _SHORT_TITLES + ")"),
        )
        self._surnames = [re.compile(pattern.replace("{}", f"(?:{names})")) for names, pattern in posts if names]
        self._given = re.compile(f"(?:{given})(?={_TITLES})") if given else None
        self._bare = _Words((name, name) for name in known.given - set(_EVERYDAY.split()))
        self.find = lru_cache(maxsize=1 << 14)(self._find)
        """The names of a text, in order; none stands in another. Titles of documents and reasons come again and again."""

    def _find(self, text: str) -> tuple[Named, ...]:
        taken: list[Named] = []
        for one in self._candidates(text):
            if all(one.end <= other.start or other.end <= one.start for other in taken):
                taken.append(one)
        return tuple(sorted(taken))

    def _candidates(self, text: str) -> Iterator[Named]:
        if self._ids:
            yield from (Named(found.start(), found.end(), ID, found[0]) for found in self._ids.finditer(text))
        yield from (Named(start, end, NAME, name) for start, end, name in self._full.find(text))
        for start, _, called in self._called.find(text):
            at = start + called.text.index(called.name)
            yield Named(at, at + len(called.name), SURNAME if called.is_surname else NAME, called.name)
        for pattern in self._surnames:
            yield from (Named(found.start(), found.end(), SURNAME, found[0]) for found in pattern.finditer(text))
        if self._given:
            yield from (Named(found.start(), found.end(), NAME, found[0]) for found in self._given.finditer(text))
        yield from (Named(start, end, NAME, name) for start, end, name in self._bare.find(text))


class _Words(Generic[Meaning]):
    """Many words looked for at once, longest first: by their first character, as one pattern of all would be tried at every place."""

    def __init__(self, words: Iterable[tuple[str, Meaning]]) -> None:
        by_first: defaultdict[str, list[tuple[str, Meaning]]] = defaultdict(list)
        for word, meaning in words:
            by_first[word[0]].append((word, meaning))
        self._by_first = {
            first: [
                (re.compile(_loosely(word)), meaning)
                for word, meaning in sorted(group, key=lambda pair: (-len(pair[0]), pair[0]))
            ]
            for first, group in by_first.items()
        }
        self._first = re.compile(f"[{re.escape(''.join(by_first))}]") if by_first else None

    def find(self, text: str) -> Iterator[tuple[int, int, Meaning]]:
        """Start, end and meaning of each."""
        at = 0
        while self._first and (first := self._first.search(text, at)):
            at = first.start() + 1
            for pattern, meaning in self._by_first[first[0]]:
                if found := pattern.match(text, first.start()):
                    yield found.start(), found.end(), meaning
                    at = found.end()
                    break


def _loosely(word: str) -> str:
    """A pattern of the word with whatever dots; a name of two or three characters also with blanks in it, as lists of persons have it."""
    signs = [_DOTS if sign == "·" else re.escape(sign) for sign in word]
    return (_BLANKS if len(word) <= 3 else "").join(signs)


def _any(words: Iterable[str]) -> str:
    """A pattern of any of the words, longest first; empty without words."""
    distinct = sorted(set(words) - {""}, key=lambda word: (-len(word), word))
    single = "".join(re.escape(word) for word in distinct if len(word) == 1)
    return "|".join([*(re.escape(word) for word in distinct if len(word) > 1), *([f"[{single}]"] if single else [])])
