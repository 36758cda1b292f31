"""A post as a résumé writes it, in one run of characters, taken apart: unit and title, and posts in several houses."""

import re
from collections.abc import Iterator
from functools import lru_cache

from .offices import offices, split_unit
from .units import parse_unit

_STUDIES = re.compile(
    r"(?:学习|学生|本科生|专科生|研究生|博士生|进修生?|培训|毕业|读书|就读|深造|求学|博士后|访问学者|学员)(?:[，,、].*|[（(].*)?$"
    r"|(?:专业|函授|自考|自学考试|进修班|研修班|培训班|学历|学位)[^，,；;]*$"
)
_IDLE = re.compile(r"待业|待分配|等待分配|待岗|在家务农|回乡务农|务农$|自由职业|病休|离职|辞职|退休$|离休$")
_COMMITTEE = re.compile(r"^([省市州盟县区旗镇乡])(委|纪委|党委)(?=.)")
_GRADE = re.compile(r"[一二三四]级$|副?[县处科厅局乡]级$|主办$")
_NOTE = re.compile(r"[（(][^（）()]*[）)]")
_PLAIN_TITLES = re.compile(
    r"(?:见习|试用期?|实习|代课|民办|临时)?"
    r"(?:办事员|技术员|办公人员|工作人员|教师|教员|职工|工人|职员|干部|战士|士兵|列兵|营业员|信贷员|统计员|驾驶员|团干|公务员|工作|任教|服役|参军|入伍|锻炼|挂职)"
    r"(?:[（(、，,].*)?$"
)
_HOUSES = re.compile(r"[，,；;、]\s*(?:兼任?)?|兼任?(?=.{2})")
_LEADING_NOTE = re.compile(r"^(?:[（(][^（）()]*[）)]|[）)])")


@lru_cache(maxsize=16384)
def is_study(text: str) -> bool:
    """Whether a line of a résumé tells of schooling, or of no work at all: such a line is no post."""
    bare = _NOTE.sub("", text).strip("，,；;。 ")
    return bool(_STUDIES.search(bare) or _IDLE.search(bare)) and not offices(split_unit(bare)[1])


def unit_and_title(text: str) -> tuple[str, str]:
    """Unit and title of a post written as one, also with a blank or a bar between. Either is empty where there is none."""
    text = text.strip("，,；;。|｜ \u3000\r\n\t")
    for mark in (r"[|｜]", r"\s+"):
        head, *rest = (part.strip("|｜ \u3000") for part in re.split(mark, text, maxsplit=1))
        if rest and head and rest[0] and (mark == r"[|｜]" or not _has_title(head)):
            return head, rest[0]
    return _split("".join(text.split()))


@lru_cache(maxsize=16384)
def postings(text: str) -> tuple[tuple[str, str], ...]:
    """Unit and title of each post of a line: 石渡县水利局局长，云泽市人大代表 are posts in two houses."""
    unit, title = unit_and_title(text)
    if not unit or not title:
        return ((unit, title),)
    found: list[list[str]] = [[unit, ""]]
    for separator, part in _parts(title):
        other, office = _split(part)
        if other and office and separator and _placed(other):
            found.append([other, office])
        elif len(found) > 1 and not separator.startswith("、"):
            found[0][1] += separator + part
        else:
            found[-1][1] += separator + part
    return tuple((house, told) for house, told in found)


def _parts(title: str) -> Iterator[tuple[str, str]]:
    """The title's parts, each with what separates it from the one before; notes in brackets are never cut."""
    bare = re.sub(r"[（(][^（）()]*[）)]", lambda note: "\ue000" * len(note.group()), title)
    start, separator = 0, ""
    for match in _HOUSES.finditer(bare):
        if match.start() == start:
            continue
        yield separator, title[start : match.start()]
        start, separator = match.end(), match.group()
    yield separator, title[start:]


def _has_title(text: str) -> bool:
    """Whether a text ends with a post; the 局 of a bureau's name is none, though people say 张局."""
    unit, title = _split(text)
    return len(title) > 1 if unit else any(len(office.word) > 1 for office in offices(text))


def _placed(unit: str) -> bool:
    """Whether a unit is named with its place: 县水利局 behind 石渡县副县长 is not, and stays part of that title."""
    places = parse_unit(unit).places
    return bool(places) and bool(places[0][0])


def _split(text: str) -> tuple[str, str]:
    first = re.split(r"[、，,;；]|兼任?(?=.{2})", text, maxsplit=1)[0]
    unit, title = split_unit(_NOTE.sub("", first))
    if not unit or title[:1] in "工士员":
        plain = _PLAIN_TITLES.search(first)
        if plain and plain.start():
            return first[: plain.start()], text[plain.start() :]
    if not unit:
        return "", text
    if committee := _COMMITTEE.match(title):
        unit += committee.group(1) + ("委" if committee.group(2) == "委" else "")
    elif grade := _GRADE.search(unit):
        unit = unit[: grade.start()]
    return unit, _after(text, unit)


def _after(text: str, unit: str) -> str:
    """What follows the unit in the text, in which a note may stand within the unit."""
    if text.startswith(unit):
        return _LEADING_NOTE.sub("", text[len(unit) :])
    rest = iter(enumerate(text, 1))
    end = 0
    for character in unit:
        end = next((position for position, other in rest if other == character), end)
    return _LEADING_NOTE.sub("", text[end:])
