"""The figures of a statement that tell one matter from another: sums, counts with their units, dates, quoted names."""

import re
from dataclasses import dataclass
from functools import lru_cache

_SUM = re.compile(r"(?P<number>\d[\d,，]*(?:\.\d+)?)\s*余?(?P<scale>亿|万|千|百)?余?多?(?:美)?元")
_COUNT = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>亿|万)?余?多?(?P<unit>公里|平方米|个百分点|百分点|个月|小时|分钟|[%％‰个件条项次名户人亩吨公里米处家份篇台套辆宗笔张只本批眼所座期批天轮稿岁层盏])"
)
_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})\s*年(?!度)")
_MONTH = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})\s*年\s*(?P<month>\d{1,2})\s*月")
_DAY = re.compile(r"(?<!\d)(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号]|[“\"](?P<m>\d{1,2})[·•．.](?P<d>\d{1,2})[”\"]")
_QUOTED = re.compile(r"《[^《》]{2,30}》|(?<=“)[^“”]{3,24}(?=”)")
_CODED = re.compile(r"[A-Z]\d+(?:\+\d+)?|[省国县乡]道\d+线|[SGXY]\d{2,4}线?")
_NUMERALS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_SPOKEN = re.compile(
    r"(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]百(?:[零一二三四五六七八九]十?[一二三四五六七八九]?)?)(?=[个件条项次名户人亩吨处家份篇台套辆宗笔张只本]|多[个件名户人]|公里|万元|元)"
)
_SCALES = {"亿": 1e8, "万": 1e4, "千": 1e3, "百": 1e2, None: 1.0, "": 1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a statement holds of figures."""

    sums: frozenset[float]
    """Sums of money, in yuan."""
    counts: frozenset[tuple[float, str]]
    """Numbers with what they count: `(61.0, "公里")`."""
    years: frozenset[int]
    months: frozenset[tuple[int, int]]
    days: frozenset[tuple[int, int]]
    """Month and day."""
    quoted: frozenset[str]
    """Titles with their brackets, other words in quotation marks, numbers of roads."""


@lru_cache(maxsize=1 << 12)
def figures(text: str) -> Figures:
    """The figures of a text, spoken tens and hundreds among them."""
    text = _SPOKEN.sub(lambda match: str(_spoken(match.group())), text)
    return Figures(
        sums=frozenset(_value(match) for match in _SUM.finditer(text)),
        counts=frozenset((_value(match), match["unit"]) for match in _COUNT.finditer(text)),
        years=frozenset(int(match["year"]) for match in _YEAR.finditer(text)),
        months=frozenset((int(match["year"]), int(match["month"])) for match in _MONTH.finditer(text)),
        days=frozenset((int(match["month"] or match["m"]), int(match["day"] or match["d"])) for match in _DAY.finditer(text)),
        quoted=frozenset(_QUOTED.findall(text)) | frozenset(_CODED.findall(text)),
    )  # fmt: skip


def _value(match: re.Match[str]) -> float:
    number = float(match["number"].replace(",", "").replace("，", ""))
    return round(number * _SCALES[match["scale"]], 2)


def _spoken(words: str) -> int:
    """The value of 三十七, 十一, 两百三十."""
    total, digit = 0, 0
    for character in words:
        if character in _NUMERALS:
            digit = _NUMERALS[character]
        else:
            total += (digit or 1) * (100 if character == "百" else 10)
            digit = 0
    return total + digit
