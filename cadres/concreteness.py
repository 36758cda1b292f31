"""Whether a statement tells of something that can be pointed at, or in phrases that anybody could have written."""

import re
from collections import defaultdict
from collections.abc import Iterable

from .commonness import is_rare, is_telling
from .figures import Figures
from .matters import Matter

COPIES = 5
"""Other cadres of whom the same words make them everybody's."""
LENGTH = 8
"""Characters of a piece of wording."""
SHARE = 0.6
"""Share of its pieces that others must have too for a statement to be a copy."""
_NUMBER = re.compile(
    r"\d|[二两三四五六七八九十百]+[多余]?(?:次|名|人|件|项|个(?!方面|维护|确立|意识|自信|必须)|份|起|户|笔|稿|天|年(?!级)|小时|亩|处|家|公里|万)"
)
_NO_NUMBER = re.compile(
    r"(?:19|20)\d{2}年(?:度|以来)?|[“\"《][^”\"》]*[”\"》]|三重一大|一岗双责|三会一课|八项规定|十九大|二十大|两个维护|四个意识|12345"
)
"""Numbers that tell nothing of the matter: a bare year, numbers in set phrases."""
_NAMED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,6})(?:项目|工程|小区|泵站|水厂|大桥|路段|标段|线|镇|乡|村|市场|园区|安置区|教学点|公司|集团|医院|卫生院|学校|水库|隧道|码头|平台|养护站|大厦|广场)"
)


def says_something(matter: Matter) -> bool:
    """Whether the words hold a number, a date, a sum, a title, a project or a place."""
    told: Figures = matter.figures
    if told.sums or told.months or told.days or any(map(is_telling, told.quoted)):
        return True
    if _NUMBER.search(_NO_NUMBER.sub("", matter.text)):
        return True
    return any(_is_name(match["name"][-2:]) for match in _NAMED.finditer(matter.words))


def copied(matters: Iterable[Matter]) -> frozenset[str]:
    """The findings whose wording is told of at least five other cadres as well."""
    told = [matter for matter in matters if matter.cadre_id is not None]
    cadres: defaultdict[str, set[str]] = defaultdict(set)
    for matter in told:
        for piece in _pieces(matter.words):
            cadres[piece].add(matter.cadre_id or "")
    return frozenset(matter.id for matter in told if _shared(matter, cadres) >= SHARE)


def _shared(matter: Matter, cadres: dict[str, set[str]]) -> float:
    pieces = _pieces(matter.words)
    return sum(len(cadres[piece]) > COPIES for piece in pieces) / len(pieces) if pieces else 0.0


def _pieces(text: str) -> frozenset[str]:
    letters = re.sub(r"[\W\d_]+", "", text)
    return frozenset(letters[start : start + LENGTH] for start in range(len(letters) - LENGTH + 1))


def _is_name(name: str) -> bool:
    """Whether what stands before 项目, 水厂 or 村 is a name of its own: 榆湾 is, 重点 is not."""
    return any(is_rare(name[start : start + 2]) for start in range(len(name) - 1))
