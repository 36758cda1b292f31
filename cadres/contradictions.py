"""Where the cadre records contradict themselves: everything at once, for `yiguan check-roster`."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

from schema import Post, RosterError, earliest, latest

from .forms import RESUME_REMEDY
from .kinship import Kinship, kinship
from .offices import offices
from .records import Reading, Record
from .roster import read_records, unusable
from .tables import HISTORY_REMEDY
from .tenure import overlap
from .unit_book import UnitBook
from .unit_files import unit_faults
from .units import parse_unit

YOUNGEST = 16
"""Years: nobody holds a post younger; a birth date or a start that says so is wrong."""
OLDEST_BIRTH = 1920
DATES_REMEDY = "请核对起止时间"

Fault = tuple[str, str, str, int | None]
"""Field, message, remedy, and the line of the field where it has lines."""


def contradictions(path: str | Path, today: date | None = None) -> tuple[RosterError, ...]:
    """Every fault of the records in the files' order, each with its place and a Chinese sentence; empty when they are sound.

    Raises RosterError only when there is nobody to check: nothing can be read, or a column is missing.
    """
    reading = read_records(path)
    now = today or date.today()
    found = [*reading.skipped, *unit_faults(reading.units), *unusable(reading)]
    for record in reading.records:
        found += record.notes
        found += (record.place.fault(*fault) for fault in _of(record, now))
    found += _unknown_units(reading)
    found += _held_by_two(reading.records)
    order = {name: number for number, name in enumerate(dict.fromkeys(error.path for error in found))}
    return tuple(sorted(found, key=lambda error: (order[error.path], error.row or 0)))


def _of(record: Record, today: date) -> Iterator[Fault]:
    yield from _birth(record, today)
    for number, post in enumerate(record.cadre.posts):
        yield from ((field, message, remedy, _line(record, number)) for field, message, remedy in _dates(post, today))
    yield from _overlaps(record)
    if record.lines:
        yield from _resume(record)
    else:
        yield from _order(record)
        yield from _current(record)


def _line(record: Record, number: int) -> int | None:
    """The line in which the post stands."""
    ahead = len(record.cadre.posts) - len(record.history)
    return record.lines[number - ahead] if record.lines and number >= ahead else None


def _birth(record: Record, today: date) -> Iterator[Fault]:
    birth = record.cadre.birth
    if birth is None:
        return
    if earliest(birth) > today or earliest(birth).year < OLDEST_BIRTH:
        yield "birth", f"{record.cadre.name}的出生年月 {birth} 不可能", "请核对出生年月", None
        return
    for post in record.cadre.posts:
        if post.start and latest(post.start).year - earliest(birth).year < YOUNGEST:
            yield (
                "birth",
                f"{record.cadre.name}生于 {birth}，却在 {post.start} 就任{post.unit}{post.title}",
                "请核对出生年月和任职时间",
                None,
            )
            return


def _dates(post: Post, today: date) -> Iterator[tuple[str, str, str]]:
    if post.start and post.end and latest(post.end) < earliest(post.start):
        yield "history", f"{post.unit}{post.title}的止任时间 {post.end} 早于任职时间 {post.start}", DATES_REMEDY
    for label, moment in (("任职", post.start), ("止任", post.end)):
        if moment and earliest(moment) > today:
            yield "history", f"{post.unit}{post.title}的{label}时间 {moment} 还没有到", DATES_REMEDY


def _overlaps(record: Record) -> Iterator[Fault]:
    for (number, one), (_, other) in combinations(enumerate(record.cadre.posts), 2):
        if (one.unit, one.title) == (other.unit, other.title) and overlap(one, other):
            said = f"{one.unit}{one.title}有两段任职时间重叠（{_period(one)}与{_period(other)}）"
            yield "history", said, "请合并或改正这两段", _line(record, number)


def _order(record: Record) -> Iterator[Fault]:
    starts = [post.start for post in record.cadre.posts if post.start]
    if any(earliest(newer) < earliest(older) for newer, older in pairwise(starts)):
        yield "history", "任职经历没有由近及远排列", HISTORY_REMEDY, None


def _current(record: Record) -> Iterator[Fault]:
    """The first period of a history repeats the columns. It may have ended: the record of someone retired."""
    if not record.history or not record.current.title:
        return
    first = record.history[0]
    if (first.unit, first.title) != (record.current.unit, record.current.title):
        said = f"{record.current.unit}{record.current.title}"
        yield (
            "history",
            f"第一段任职（{first.unit}{first.title}）与现任职务（{said}）不一致",
            "任职经历第一段应与单位、职务两列相同",
            None,
        )


def _resume(record: Record) -> Iterator[Fault]:
    """A résumé's lines follow one another, and what is held now is its last."""
    stints = [(post, line) for number, (post, line) in enumerate(zip(record.history, record.lines, strict=True))
              if number not in record.beside]  # fmt: skip
    for (newer, line), (older, before) in pairwise(stints):
        if line > before and newer.start and overlap(newer, older):
            open_end = "没有止任时间，其后又有新的任职" if older.end is None else f"与第 {line} 行时间重叠"
            yield "history", f"{older.unit}{older.title}（{_period(older)}）{open_end}", RESUME_REMEDY, before
    held = {office.word for post in record.history if post.end is None for office in offices(post.title)}
    now = {office.word for office in offices(record.current.title)}
    if record.current.title and record.history and not held & now and (held or now):
        said = f"{record.current.unit}{record.current.title}"
        yield "post", f"现任职务（{said}）与简历最后一段不一致", "请核对现任职务和简历", None


def _unknown_units(reading: Reading) -> Iterator[RosterError]:
    """Where there is a units file, the units of current posts that it does not have."""
    if not reading.units:
        return
    units = [row.unit for row in reading.units]
    book = UnitBook(units)
    shelves: defaultdict[str, list[str]] = defaultdict(list)
    for unit in units:
        for name in (unit.name, *unit.aliases):
            shelves[_place(name)].append(name)

    @cache
    def known(name: str) -> bool:
        near = (
            (*shelves[_place(name)], *shelves[""]) if _place(name) else [other for shelf in shelves.values() for other in shelf]
        )
        return book.knows(name) or any(kinship(name, other) >= Kinship.PART for other in near)

    for record in reading.records:
        name = record.current.unit
        if name and not known(name):
            field = "unit" if "unit" in record.place.headers else "post"
            yield record.place.fault(field, f"单位表里没有“{name}”", "请补上这个单位，或改正名称")


def _place(unit: str) -> str:
    return next((name for name, _ in reversed(parse_unit(unit).places) if name), "")


def _held_by_two(records: Sequence[Record]) -> Iterator[RosterError]:
    """The head of a unit is one person: two at one time mean that a record was not carried on."""
    heads: defaultdict[tuple[str, str, str], list[tuple[Record, Post]]] = defaultdict(list)
    for record in records:
        for post in record.cadre.posts:
            for office in offices(post.title) if post.unit and post.start else ():
                if office.leads and not office.organ and not office.side and not office.branch:
                    heads[post.unit, office.word, office.party].append((record, post))
    told: set[tuple[int, int, int, int]] = set()
    for (unit, word, _), found in heads.items():
        for (one, held), (other, post) in combinations(found, 2):
            pair = (id(one), id(other), id(held), id(post))
            if one is not other and overlap(held, post) and pair not in told:
                told.add(pair)
                yield _rivals(one, held, other, post, unit + word)


def _rivals(one: Record, held: Post, other: Record, post: Post, office: str) -> RosterError:
    said = f"{one.cadre.name}（{_period(held)}）与{other.cadre.name}（{_period(post)}）同时任{office}"
    remedy = f"请核对两人的起止时间；另一人见{one.place.seen_from(other.place)}"
    return other.place.fault("history" if other.history else "post", said, remedy)


def _period(post: Post) -> str:
    return f"{post.start or '？'}~{post.end or '今'}"
