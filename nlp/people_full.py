"""Full names in text: those of the records, those introduced, and those that their surroundings show."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from schema import MentionForm

from .people_known import Found, People, acts, clause_start, open_left, open_right, swallowed
from .people_names import DOT, HAN, even_dots, is_word, name_shape, surnames
from .people_posts import after as said_after
from .people_posts import around, before, in_calling, looks_like_name, words


def full_names(text: str, people: People, taken: Sequence[Found]) -> Iterator[Found]:
    """Every full name, with the unit and post glued to it."""
    known = dict.fromkeys((*people.own.find(text), *people.gazetteer.find(text)))
    sure = [one for one in known if _stands(text, *one, people)]
    edges = {start for start, _, _ in sure} | {end for _, end, _ in sure}
    listed = [one for one in known if one not in sure and _listed(text, one[0], one[1], edges)]
    strangers = [
        one for one in _shaped(text, people) if not any(one[0] < end and start < one[1] for start, end, _ in (*sure, *listed))
    ]
    return (_glued(text, *one) for one in (*sure, *listed, *strangers))


def _stands(text: str, start: int, end: int, name: str, people: People) -> bool:
    """Whether a person is meant where the characters of a name stand."""
    known = name in people.names
    if in_calling(text, start, end):
        return False
    if text[:start].strip() == text[end:].strip() == "":
        return True
    lead = before(text, start)
    if lead is not None and lead.post is not None and (len(name) > 2 or open_right(text, end)):
        return True
    if is_word(name):
        glued = lead is not None or said_after(text, end) is not None or text.startswith("同志", end)
        return glued or (clause_start(text, start) and (open_right(text, end) if known else acts(text, end)))
    if known:
        in_word = swallowed(text, start) or (len(name) == 2 and is_word(text[end - 1 : end + 1]))
        return not in_word or (open_left(text, start) and open_right(text, end))
    if swallowed(text, start) and not (len(name) > 2 and open_right(text, end)):
        return False
    if len(name) > 2:
        return open_left(text, start) or open_right(text, end)
    return open_left(text, start) and open_right(text, end)


def _listed(text: str, start: int, end: int, sure: set[int]) -> bool:
    """Whether it stands in a list beside a name that is sure: 白云、王伟."""
    return (text[end : end + 1] == "、" and end + 1 in sure) or (text[start - 1 : start] == "、" and start - 1 in sure)


def _glued(text: str, start: int, end: int, name: str) -> Found:
    """The name with what is said directly before and after it."""
    lead, tail = before(text, start), said_after(text, end)
    first = start - lead.length if lead else start
    last = end + (tail.length if tail else 0)
    if last == end and text.startswith("同志", end) and not text.startswith("同志们", end):
        last += 2
    unit = (tail.unit if tail else None) or (lead.unit if lead else None)
    post = (lead.post if lead else None) or (tail.post if tail else None)
    reach = end + tail.bracket if tail and tail.bracket else 0
    return Found(start=first, end=last, form=MentionForm.FULL_NAME, name=name, post=post, unit=unit, reach=reach)


@cache
def _strangers(dotted: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Names that no record has, after a post and before 同志."""
    posts = words("head", "post", "role", "outsider", "calling")
    end = rf"(?=同志|[^{HAN}{DOT}]|$|{around('utter')}|{around('present')})"
    return (
        re.compile(rf"(?>{posts})({name_shape(dotted)}){end}"),
        re.compile(rf"(?<![{HAN}])({name_shape(dotted)})(?=同志(?!们))"),
    )


def _shaped(text: str, people: People) -> Iterator[tuple[int, int, str]]:
    folded = even_dots(text)
    for pattern in _strangers(DOT in folded):
        for match in pattern.finditer(folded):
            name = match.group(1)
            if in_calling(folded, match.start(1), match.end(1)):
                continue
            called = name in people.given_names or name in people.gazetteer.given_names
            if called and text.startswith("同志", match.end(1)):
                continue  # 秋澜同志 is 伍秋澜 rather than someone named 秋.
            if name[0] not in surnames("word") and looks_like_name(name) and not _no_name().search(name):
                yield match.start(1), match.end(1), name


@cache
def _no_name() -> re.Pattern[str]:
    return re.compile(rf"(?:{around('no_comrade')})$")
