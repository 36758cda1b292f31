"""How high a body stands in the administration: whether who speaks at a meeting comes from above it."""

import re
from functools import lru_cache

from schema import Document, Mention

LEVELS = (
    ("国家|中央", 6),
    ("省|自治区|兵团", 5),
    ("(?<!城)市(?!场|政|容)|州|盟|地区", 4),
    ("县|(?<!社)区(?!域)|旗", 3),
    ("镇|(?<!城)乡|街道|苏木", 2),
    ("村|社区|嘎查", 1),
)
"""Words that tell the level of a body, and the level."""
ORGAN = re.compile(r"^长|委(?!员会?办)|政府|人大|政协|督导组|指导组|巡[视察]|组织部|宣传部")
BUREAU = re.compile(r"局|厅|院|公司|集团|学校|中心|处|站|大队|支队|园|馆|行(?!政)")
GUIDES = re.compile(r"(?:督导|指导|督察|巡回)组[^、]{0,8}$")
ATTENDS = re.compile(r"(?:同志)?(?:[^，。；：、]{0,12}?|、[^，。；：]{2,24}?)(?:到会指导|全程参加|参会指导|莅会|会上指导)")
POST = 3
"""Characters after a name that may be a post with a level: 薛怀仁副县长."""
HEAD = 14
"""Blocks from the top in which those who attend are introduced."""
REACH = 36
"""Characters before and after a name that may tell whom he serves and what he came for."""


@lru_cache(maxsize=4096)
def rank(words: str) -> int | None:
    """The rank that words tell: of a level the committees and the government stand above the bureaus; None when they tell no level."""
    found = [(match.end(), level) for expression, level in LEVELS for match in re.finditer(expression, words)]
    if not found:
        return None
    rest = words[max(end for end, _ in found) :]
    return 2 * max(found)[1] + bool(ORGAN.search(rest) and not BUREAU.search(rest))


def standing(document: Document, label: str, speaker: Mention | None) -> str:
    """Whether a speaker is a `guest` from outside, or stands `above`, `below` or `level` with the body whose paper it is.

    Members are introduced without their house; empty when the head does not tell.
    """
    name = speaker.name if speaker is not None else None
    told = _introduced(tuple(block.text for block in document.blocks[:HEAD]), name) if name else ()
    if any(_is_guest(before, after) for before, after in told):
        return "guest"
    own = rank(document.issuer or document.title)
    words = [label.replace(name or " ", " "), *(re.split(r"[、\s]", before)[-1] + " " + after[:POST] for before, after in told)]
    ranks = [found for one in words if (found := rank(one)) is not None]
    if own is None or not ranks:
        return ""
    return "above" if max(ranks) > own else "below" if max(ranks) < own else "level"


def _is_guest(before: str, after: str) -> bool:
    return bool(GUIDES.search(before) or ATTENDS.match(after))


@lru_cache(maxsize=1024)
def _introduced(lines: tuple[str, ...], name: str) -> tuple[tuple[str, str], ...]:
    """What stands before a name, back to the last stop, and what stands after it, each time that it is told."""
    return tuple(
        (
            re.split(r"[，。；：（）()\u3000]", line[max(0, match.start() - REACH) : match.start()])[-1],
            line[match.end() :][:REACH],
        )
        for line in lines
        for match in re.finditer(re.escape(name), line)
        if match.start() > 2
    )
