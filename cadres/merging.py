"""Records of one person from several files: a form gives its posts to the row of a table, a newer form stands for an older."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from schema import RosterError

from .records import Record

TOLD_APART = "请在名册里写上编号，或在任免审批表里补上参加工作时间或身份证号"


def merged(rows: Sequence[Record], forms: Sequence[Record]) -> tuple[tuple[Record, ...], tuple[RosterError, ...]]:
    """The records, each person once as far as the files tell, and the forms that were left out with the reason."""
    kept, left = _newest(forms)
    homes: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if row.cadre.birth:
            homes[row.cadre.name, row.cadre.birth[:7]].append(number)
    result, others = list(rows), []
    for form in kept:
        places = homes.get((form.cadre.name, (form.cadre.birth or "")[:7]), [])
        if not places:
            others.append(form)
        elif len(places) > 1 or not _may_be_one(rows[places[0]], form):
            left.append(_left(form, f"名册里有不止一个{form.cadre.name}可能是此人", TOLD_APART))
        else:
            result[places[0]] = _with_form(result[places[0]], form)
    return (*result, *others), tuple(left)


def _newest(forms: Sequence[Record]) -> tuple[list[Record], list[RosterError]]:
    """The newest form of each person; persons whose forms differ in nothing but the identity number are told apart by it."""
    groups: defaultdict[str, list[Record]] = defaultdict(list)
    for form in forms:
        groups[form.cadre.id].append(form)
    kept: list[Record] = []
    left: list[RosterError] = []
    for group in groups.values():
        persons = {form.cadre.identity for form in group if form.cadre.identity}
        if len(persons) > 1:
            for form in group:
                if form.cadre.identity:
                    cadre = replace(form.cadre, id=f"{form.cadre.id}-{form.cadre.identity[:4]}")
                    kept.append(replace(form, cadre=cadre))
                else:
                    left.append(_left(form, "另有同名同出生年月的人，分不清是谁", TOLD_APART))
            continue
        newest = max(group, key=lambda form: form.made)
        kept.append(newest)
        left += [
            _left(form, f"与 {newest.place.path} 是同一人的表，采用填表时间较新的一份", "同一人只留一份表")
            for form in group
            if form is not newest
        ]
    return kept, left


def _may_be_one(row: Record, form: Record) -> bool:
    genders, identities = {row.cadre.gender, form.cadre.gender} - {""}, {row.cadre.identity, form.cadre.identity} - {""}
    return len(genders) < 2 and len(identities) < 2


def _with_form(row: Record, form: Record) -> Record:
    """The table's record; where it tells no history, with the form's posts."""
    cadre = replace(row.cadre, identity=row.cadre.identity or form.cadre.identity)
    if row.history or not form.cadre.posts:
        return replace(row, cadre=cadre)
    posts = form.cadre.posts
    current = row.current
    if current.title and not any(current.title == post.title and current.unit == post.unit for post in posts):
        # Two wordings of one post do no harm, but one without a start would count as always held.
        posts = (current, *posts) if current.start else posts
    return replace(row, cadre=replace(cadre, posts=posts))


def _left(form: Record, message: str, remedy: str) -> RosterError:
    return RosterError(message=message, remedy=remedy, path=form.place.path)
