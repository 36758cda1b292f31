"""Units and posts glued to a person's name: 市应急管理局局长庞立新, 何沛（局党组书记、局长）, 邹雪书记."""

import re
from dataclasses import dataclass
from functools import cache

from .lexicon import rows
from .people_names import HAN, is_word, name_shape

OF_POST = 6
"""Characters before a post word that may belong to the post without being a unit."""
REACH = 60
"""Characters before a name that are searched for its unit and post."""
TENSE = "时任|原任|原|前任|现任|现(?![场代金有])|新任|曾任|上任"
DEPUTY = "常务副|第一副|副"
PARTY = "机关党委|机关纪委|党组织|党组|党委|党工委|党总支|党支部|支部|纪委|纪工委|政法委|团委|工委"
OUTSIDE = frozenset(("外单位", "外单位人员"))
"""Notes that a person is none of the house."""
_STOP = re.compile(r"[，。；：！？（）()“”\"《》〔〕【】\[\]|｜\n—…◎:;,!?]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The unit and the post said with a name."""

    unit: str | None
    post: str | None
    length: int
    """Characters that belong to the mention."""
    bracket: int = 0
    """Characters of the bracket after the name that tells them; it is no part of the mention."""


@cache
def words(*kinds: str) -> str:
    """The post words of the kinds as alternatives of a regular expression, longest first."""
    found = {word for listed, kind in rows("person_posts") if kind in kinds for word in listed.split()}
    return "|".join(sorted(found, key=lambda word: (-len(word), word)))


@cache
def around(kind: str) -> str:
    """The words of a kind that stand around persons, as alternatives of a regular expression, longest first."""
    listed = [word for line, found in rows("person_words") if found == kind for word in _expressions(line)]
    return "|".join(sorted(dict.fromkeys(listed), key=lambda word: (-len(word), word)))


def _expressions(line: str) -> list[str]:
    return line.removeprefix("re:").split("|") if line.startswith("re:") else line.split()


@cache
def unit_end() -> str:
    """How the name of a unit ends, as alternatives of a regular expression."""
    return around("unit_end")


@cache
def post_end() -> re.Pattern[str]:
    """What ends in a post word: everything before it, the deputy's mark, the word."""
    return re.compile(rf"(.*?)({DEPUTY})?({words('head', 'post', 'role', 'outsider')})$", re.S)


LONGEST_CALLING = 5
"""Characters."""
CALLING = re.compile(r"[师员者工长]$")
"""How what people do for a living ends (高级教师, 安全员, 施工者), and hardly a name."""


@cache
def _callings() -> re.Pattern[str]:
    return re.compile(words("calling"))


def in_calling(text: str, start: int, end: int) -> bool:
    """Whether a name would begin inside what people do for a living, or be it: the 程师 of 总工程师 is nobody, nor is 师同志 of 会计师同志."""
    for at in range(max(0, start - LONGEST_CALLING + 1), start + 1):
        match = _callings().match(text, at)
        if match is not None and match.end() > start and (at < start or match.end() >= end):
            return True
    return False


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(r"(.*?)((?:行政|办事处)?主要(?:负责同志|负责人|领导同志|领导)|一把手)$")


def split_post(text: str) -> tuple[str | None, str]:
    """Unit and post of words that end in a post: 省科技厅党组成员、副厅长. The unit is None when none is told (局党组书记).

    Of several posts in several units the last counts that is more than a role: 市委第六督导组组长、市委组织部副部长.
    """
    parts = text.split("、")
    told = [_split_one(part) for part in parts]
    placed = [index for index, (unit, _) in enumerate(told) if unit]
    lasting = [index for index in placed if not _passing().search(parts[index])]
    first = (lasting or placed or [0])[-1] if len(placed) > 1 else 0
    unit, post = told[first]
    return unit, "、".join([post, *parts[first + 1 :]])


@cache
def _passing() -> re.Pattern[str]:
    """What ends in a role for an occasion."""
    return re.compile(rf"(?:组长|{words('role')})$")


def _split_one(text: str) -> tuple[str | None, str]:
    match = _heads().match(text) or post_end().match(text)
    if match is None:
        return None, text
    before = match.group(1)
    tense = re.search(rf"(?:{TENSE})$", before)
    bare = re.sub(rf"(?:{PARTY}|分管|挂职|{TENSE})+$", "", before)
    led = re.match(rf"(?:{TENSE})", bare)
    unit = bare[led.end() :] if led else bare
    post = text[len(bare) :]
    mark = led.group() if led and not tense else ""
    if len(unit) > 1 and ends_in_unit(unit) and not re.fullmatch(r"[省市州盟县区旗]委", unit):
        return unit, mark + post
    # What is no unit may still say which post it is (妇联主任); a longer stretch leads up to it.
    return None, mark + (unit + post if len(unit) <= OF_POST else post)


def before(text: str, start: int) -> Said | None:
    """What is said directly before the name that starts there; None when neither unit nor post is."""
    reach = text[max(0, start - REACH) : start]
    stops = [match.end() for match in _STOP.finditer(reach)]
    glued = reach[stops[-1] if stops else 0 :]
    tail = re.sub(r"[\s\u3000]+$", "", glued)
    if not tail or len(glued) - len(tail) > 2:
        return None
    return _posts_before(tail, glued) or _unit_before(tail, glued)


def after(text: str, end: int) -> Said | None:
    """The post directly after the name that ends there, or the one in brackets."""
    rest = text[end : end + 40]
    match = re.match(rf"(?:同志)?(?:({DEPUTY})?(?:{PARTY})?(?:{words('head', 'post')})(?!{around('no_post')}))", rest)
    if match and not match.group().startswith("同志"):
        return Said(unit=None, post=match.group(), length=match.end())
    bracket = re.match(r"(?:同志)?[（(]([^（）()]{2,30})[）)]", rest)
    unit, post = told_in_brackets(bracket.group(1)) if bracket else (None, None)
    return Said(unit=unit, post=post, length=0, bracket=bracket.end()) if bracket and (unit or post) else None


def told_in_brackets(inside: str) -> tuple[str | None, str | None]:
    """Unit and post told in brackets after a name; both None when they tell something else."""
    if inside in OUTSIDE:
        return inside, None
    head = re.split(r"[，,；;]", inside)[0]
    if re.search(r"不是|并非|那个|代表|列席", head):
        return None, None
    if post_end().fullmatch(head):
        return split_post(head)
    return (head, None) if _is_unit(head) else (None, None)


def looks_like_name(text: str) -> bool:
    """Whether a text standing alone is a person's name by its shape, and no unit, post, calling or everyday word."""
    if not re.fullmatch(name_shape(), text) or is_word(text):
        return False
    return not CALLING.search(text) and not re.search(
        rf"(?:{unit_end()}|{words('head', 'post', 'role', 'outsider', 'calling')})$", text
    )


def _posts_before(tail: str, glued: str) -> Said | None:
    parts = tail.split("、")
    count = 0
    while count < len(parts) and post_end().match(parts[-1 - count]) and not (count and _is_another(parts[-1 - count])):
        count += 1
    if not count:
        return None
    said = trimmed("、".join(parts[-count:]))
    unit, post = split_post(said)
    return Said(unit=unit, post=post, length=len(said) + len(glued) - len(tail))


def _is_another(part: str) -> bool:
    """Whether it is a person of its own in a list: the 马志远副县长 before 县监委常委吴碧云."""
    match = post_end().fullmatch(part)
    return match is not None and looks_like_name(match.group(1))


def _unit_before(tail: str, glued: str) -> Said | None:
    said = trimmed(tail.split("、")[-1])
    unit = said.removesuffix("的")
    if not _is_unit(unit):
        return None
    return Said(unit=unit, post=None, length=len(said) + len(glued) - len(tail))


def ends_in_unit(text: str) -> bool:
    """Whether the words end like a unit's name of any length."""
    return bool(re.search(rf"(?:{unit_end()})$", text))


def _is_unit(text: str) -> bool:
    """Whether the words end like a unit's name, and none of those that only look so."""
    return len(text) >= 3 and ends_in_unit(text) and not re.search(rf"(?:{around('no_unit')})$", text)


@cache
def _veils() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(around("sealed")), re.compile(
        rf".*(?:{around('lead')}|\d+[年月日号](?:前|后|起)?(?:担?任)?|[一二三四五六七八九十]+[月是])(?=.{{2}})"
    )


def trimmed(said: str) -> str:
    """The words without what leads up to them: 由县水利局局长 is 县水利局局长, 何沛和县水利局局长 too."""
    sealed, lead = _veils()
    veiled = sealed.sub(lambda match: "\ue000" * len(match.group()), said)
    match = lead.match(veiled)
    rest = (said[match.end() :] if match else said).split()
    return re.sub(rf"^(?:\d+[.．、）)]|[^{HAN}\d])+", "", _after_and(rest[-1])) if rest else ""


def _after_and(said: str) -> str:
    """What follows 和 where that joins persons or units; in 文化广电和旅游局 it does not."""
    for match in reversed(list(re.finditer(r"[和与及](?=.{2})", said))):
        ahead = said[: match.start()]
        if _joined().search(ahead) or looks_like_name(ahead):
            return said[match.end() :]
    return said


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(rf"(?:{unit_end()}|{words('head', 'post')}|同志)$")
