"""An appointment form (干部任免审批表): of its many fields those that linking and the evidence file need become a record."""

import re
from dataclasses import dataclass

from schema import Cadre, Post, RosterError

from .identity import hashed_identity, made_id
from .names import fold_name
from .offices import offices
from .postings import postings
from .records import RESUME, Place, Record
from .resume import Resume, read_resume
from .tables import DATE_REMEDY
from .written_dates import partial_date

HEADERS = {
    "name": "姓名",
    "birth": "出生年月",
    "post": "现任职务",
    "history": RESUME,
    "identity": "身份证",
    "began": "参加工作时间",
}
RESUME_REMEDY = "简历每行请写成“1990.09--1994.07  单位职务”，续行缩进"

_FORMER = re.compile(r"[（(]\s*(?:曾用名|原名|又名)[:：]?\s*([^（）()]+)[）)]")
_NOTE = re.compile(r"[（(][^（）()]*[）)]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The fields of a form that are read; all others never leave the file."""

    name: str
    gender: str
    birth: str
    began: str
    """参加工作时间: tells two persons of one name apart, and is not kept."""
    current: str
    resume: str
    identity: str
    made: str


class UnusableForm(ValueError):
    """A form that tells of nobody. Its message is the Chinese reason."""


def form_record(form: Form, path: str) -> Record:
    """The record of a form. Raises UnusableForm when it lacks name or birth."""
    place, notes = Place(path=path, headers=HEADERS), list[RosterError]()
    name = fold_name(_NOTE.sub("", form.name))
    if not name:
        raise UnusableForm("没有姓名")

    def dated(field: str, text: str) -> str | None:
        try:
            return partial_date(text.strip())
        except ValueError as error:
            notes.append(place.fault(field, f"{error}", DATE_REMEDY))
            return None

    birth, began = dated("birth", _NOTE.sub("", form.birth)), dated("began", form.began)
    gender = form.gender.strip()
    cadre_id = made_id(name, gender, birth, began)
    if not cadre_id:
        raise UnusableForm("没有出生年月，或出生年月不是日期，分不清同名的人")
    resume = read_resume(form.resume)
    notes += [place.fault("history", message, RESUME_REMEDY, line) for line, message in resume.faults]
    try:
        identity = hashed_identity(form.identity.strip(), name)
    except ValueError as error:
        identity = ""
        notes.append(place.fault("identity", f"{error}，没有采用", "请核对身份证号"))
    current = _current(form.current, resume)
    stints = resume.stints
    cadre = Cadre(
        id=cadre_id, name=name, gender=gender, birth=birth[:7] if birth else None,
        aliases=tuple(fold_name(former) for former in _FORMER.findall(form.name)),
        posts=(*(current if not any(one.post.end is None for one in stints) else ()), *(stint.post for stint in stints)),
        identity=identity,
    )  # fmt: skip
    return Record(
        place=place, cadre=cadre, current=current[0] if current else Post(unit="", title="", start=None, end=None),
        history=tuple(stint.post for stint in stints), lines=tuple(stint.line for stint in stints),
        beside=frozenset(number for number, stint in enumerate(stints) if stint.beside), notes=tuple(notes), made=_made(form.made),
    )  # fmt: skip


def _current(text: str, resume: Resume) -> tuple[Post, ...]:
    """The posts of 现任职务. A résumé that has ended was not carried on: they began when its last post ended, or later."""
    ended = max((stint.post.end for stint in resume.stints if stint.post.end), default=None)
    told = "".join(text.split())
    found = tuple(Post(unit=unit, title=title, start=ended, end=None) for unit, title in postings(told) if title) if told else ()
    return tuple(post for post in found if post.unit or offices(post.title))


def _made(text: str) -> str:
    try:
        return partial_date(text.strip()) or ""
    except ValueError:
        return ""
