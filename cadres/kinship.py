"""Whether two names mean one unit: 市住建局 and 云泽市住房和城乡建设局 do, 鹿坪分局 is part of 市公安局."""

import re
from enum import IntEnum
from functools import lru_cache

from .units import TOWN, Unit, parse_unit, part_starts, vague

BARE = 4
"""Characters of a name that tell enough without the proper name before it, and the most of that name."""


class Kinship(IntEnum):
    """How two names of units stand to each other."""

    UNLIKE = 0
    UNTOLD = 1
    """At least one is too vague to tell: `局`, `县里`."""
    PART = 2
    """One is part of the other: a department of a bureau."""
    SAME = 3


def kinship(one: str, other: str) -> Kinship:
    """How two names of units stand to each other. The order does not matter."""
    return _kinship(one, other) if one <= other else _kinship(other, one)


@lru_cache(maxsize=4096)
def names_unit(text: str, unit: str) -> bool:
    """Whether a text names the unit, in full or abbreviated, with or without its place."""
    parsed = parse_unit(unit)
    if not parsed.body:
        return bool(parsed.places) and parsed.places[-1][0] in text
    names = (parsed.body, *(parsed.body[start:] for start in part_starts(parsed.body) if len(parsed.body) - start > 2))
    return any(alike(found, name) for name in names for found in _like(name).findall(text))


@lru_cache(maxsize=4096)
def _like(body: str) -> re.Pattern[str]:
    """What can be the body's name in text: its characters in order, some left out, from the first to the last."""
    middle = "".join(f"{re.escape(character)}?" for character in body[1:-1])
    return re.compile(f"{re.escape(body[0])}{middle}{re.escape(body[-1])}") if len(body) > 1 else re.compile(re.escape(body))


@lru_cache(maxsize=1 << 18)
def _kinship(one: str, other: str) -> Kinship:
    a, b = parse_unit(one), parse_unit(other)
    if vague(a) or vague(b):
        return Kinship.UNTOLD
    if _apart(a, b):
        return Kinship.UNLIKE
    if not a.body or not b.body:
        return _placed(a, b)
    if a.level is not None and b.level is not None and a.level != b.level:
        return Kinship.UNLIKE
    return _bodies(a.body, b.body)


def _apart(a: Unit, b: Unit) -> bool:
    """Whether the two lie in places of one level and different names."""
    names = {level: name for name, level in a.places if name}
    return any(name and names.get(level, name) != name for name, level in b.places)


def _placed(a: Unit, b: Unit) -> Kinship:
    """Kinship when at least one is a place's own leadership."""
    place, other = (a, b) if not a.body else (b, a)
    if not other.body:
        return Kinship.SAME if place.places[-1] == other.places[-1] else Kinship.UNTOLD
    if other.level is None or (place.level or 0) > other.level:
        return Kinship.UNLIKE
    # A town and its finance office are one house; a county and its bureaus are not.
    return Kinship.PART if (place.level or 0) >= TOWN and place.places[-1] == other.places[-1] else Kinship.UNTOLD


def _bodies(a: str, b: str) -> Kinship:
    short, long = sorted((a, b), key=len)
    if alike(short, long):
        return Kinship.SAME
    for cut in part_starts(long):
        if alike(short, long[cut:]):
            return Kinship.SAME
        if alike(short, long[:cut]):
            return Kinship.PART
    if any(long.endswith(short) and len(long) - cut - len(short) <= BARE for cut in (0, *part_starts(long))):
        # 建工公司 of 岱泽建工公司, 整改办 of 督察整改办: likely the same; but 第二人民医院 is not 人民医院.
        return Kinship.PART if len(short) >= BARE else Kinship.UNTOLD
    return _parts(short, long)


def _parts(short: str, long: str) -> Kinship:
    """Kinship of two bodies with a part each: 社保局稽核处 and 社会保险事业局稽核内控处."""
    for cut in part_starts(short):
        for position in part_starts(long):
            if alike(short[:cut], long[:position]) and alike(short[cut:], long[position:]):
                return Kinship.SAME
            if alike(short[cut:], long[:position]) or alike(long[position:], short[:cut]):
                # 泊安银行朔汀分行 and 朔汀分行柳堤支行: the whole of one is a part of the other.
                return Kinship.PART
    return Kinship.UNLIKE


def alike(a: str, b: str) -> bool:
    """Whether two bodies are one, in full or abbreviated."""
    short, long = sorted((a, b), key=len)
    return short == long or abbreviates(short, long)


def abbreviates(short: str, long: str) -> bool:
    """Whether a name is short for another: first and last character kept, the others in order (住建局, 住房和城乡建设局)."""
    if short.endswith("公司") and long.endswith("集团"):
        # 城投公司 is 城乡建设投资集团; but 岱泽公司 need not be 岱泽港务集团.
        return not long.startswith(short[:-2]) and abbreviates(short[:-1], long[:-2] + "公")
    if not 2 <= len(short) < len(long) or short[0] != long[0] or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return long.count(long[-1]) == short.count(short[-1]) and all(character in rest for character in short)
