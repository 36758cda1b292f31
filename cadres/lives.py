"""Sex and birth as a document tells them with a name, often to part persons of one name: 李静（女）, 李静，男，1975年3月生."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schema import Mention, Span

from .claims import NOTHING, Evidence, Query
from .standing import Standing

_NOTE = r"(?:同志)?\s*(?:[（(](?P<inside>[^（）()\n]{1,60})[）)]|，(?P<after>[男女](?:，[^。；\n]{0,40})?))"
_AFTER = re.compile(_NOTE)
_SEX = re.compile(r"(?:^|[，、,；\s])(?P<sex>[男女])(?:性)?(?=$|[，、,；\s])")
_BIRTH = re.compile(r"(?P<year>19[3-9]\d|200\d)(?:年|[.．/-])(?:(?P<month>1[0-2]|0?[1-9])月?)?(?:\d{1,2}日)?(?:出生|生)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What is told of a person's sex and birth; empty where it is not."""

    sex: str = ""
    birth: str = ""
    """`1975` or `1975-03`."""


UNTOLD = Life()


def life_told(name: str, mention: Mention | None, text: str | None) -> Life:
    """What is told with this mention; else what its name is introduced with, where nothing in the document tells another life.

    A name that stands first without a note may be the one whom the note of a later one parts from him.
    """
    own = _own(name, mention, text)
    if own != UNTOLD or text is None:
        return own
    lives = [*_lives(name, text)]
    told = {life for life in lives if life != UNTOLD}
    return lives[0] if len(told) == 1 else UNTOLD


def _own(name: str, mention: Mention | None, text: str | None) -> Life:
    if mention is None:
        return UNTOLD
    within = next(_lives(name, mention.text or ""), UNTOLD)
    if within != UNTOLD or text is None or mention.span is None:
        return within
    match = _AFTER.match(text, _name_end(name, mention.span, text))
    return _life(match) if match else UNTOLD


def _name_end(name: str, span: Span, text: str) -> int:
    """Where the name ends that the mention says; of 我, where the last block ends its name that opens with it: 李静（男）：…我….

    The end of the text for a mention that no such block precedes.
    """
    if name in text[span.start : span.end]:
        return span.end
    opened = [*re.finditer(rf"^\W*{re.escape(name)}", text[: span.start], re.M)]
    return opened[-1].end() if opened else len(text)


def _lives(name: str, text: str) -> Iterator[Life]:
    """What is told at each place of the name, in order."""
    for match in re.finditer(rf"{re.escape(name)}(?:{_NOTE})?", text):
        yield _life(match)


def _life(match: re.Match[str]) -> Life:
    note = match["inside"] or match["after"] or ""
    sex, birth = _SEX.search(note), _BIRTH.search(note)
    month = f"-{int(birth['month']):02}" if birth and birth["month"] else ""
    return Life(sex=sex["sex"] if sex else "", birth=f"{birth['year']}{month}" if birth else "")


def sex_agrees(query: Query, standing: Standing) -> Evidence:
    """文中所述性别一致"""
    return Evidence(float(bool(query.sex) and query.sex == standing.cadre.gender[:1]), query.sex)


def sex_conflicts(query: Query, standing: Standing) -> Evidence:
    """文中所述性别不符"""
    return Evidence(float(bool(query.sex and standing.cadre.gender) and query.sex != standing.cadre.gender[:1]), query.sex)


def birth_agrees(query: Query, standing: Standing) -> Evidence:
    """文中所述出生时间一致"""
    born = standing.cadre.birth
    return Evidence(float(bool(query.birth and born) and _meet(query.birth, born or "")), query.birth)


def birth_conflicts(query: Query, standing: Standing) -> Evidence:
    """文中所述出生时间不符"""
    if not query.birth or standing.cadre.birth is None:
        return NOTHING
    return Evidence(float(not _meet(query.birth, standing.cadre.birth)), query.birth)


def _meet(one: str, other: str) -> bool:
    """Whether two partial dates can be one: `1975` and `1975-03`."""
    return one.startswith(other) or other.startswith(one)
