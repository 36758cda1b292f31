"""Where a roster contradicts itself: everything at once, for `yiguan check-roster`."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

from schema import Post, RosterError, earliest, latest

from .roster import HISTORY_REMEDY, Reading, Record, fault, read_records, unusable
from .tenure import overlap

YOUNGEST = 16
"""Years: nobody holds a post younger; a birth date or a start that says so is wrong."""
OLDEST_BIRTH = 1920


def contradictions(path: str | Path, today: date | None = None) -> tuple[RosterError, ...]:
    """Every fault of the roster in the file's order, each with row, column and a Chinese sentence; empty when it is sound.

    Raises RosterError only when there are no rows to check: the file cannot be read or lacks a column.
    """
    reading = read_records(path)
    now = today or date.today()
    found = [*unusable(reading), *(found for record in reading.records for found in _of(reading, record, now))]
    return tuple(sorted(found, key=lambda error: error.row or 0))


def _of(reading: Reading, record: Record, today: date) -> Iterator[RosterError]:
    for field, message, remedy in (*_birth(record, today), *_history(record, today), *_current(record)):
        yield fault(reading.path, reading.table, record.row, field, message, remedy)


def _birth(record: Record, today: date) -> Iterator[tuple[str, str, str]]:
    birth = record.cadre.birth
    if birth is None:
        return
    if earliest(birth) > today or earliest(birth).year < OLDEST_BIRTH:
        yield "birth", f"{record.cadre.name}的出生年月 {birth} 不可能", "请核对出生年月"
        return
    for post in record.cadre.posts:
        if post.start and latest(post.start).year - earliest(birth).year < YOUNGEST:
            yield (
                "birth",
                f"{record.cadre.name}生于 {birth}，却在 {post.start} 就任{post.unit}{post.title}",
                "请核对出生年月和任职时间",
            )
            return


def _history(record: Record, today: date) -> Iterator[tuple[str, str, str]]:
    posts = record.cadre.posts
    for post in posts:
        yield from _dates(post, today)
    for one, other in combinations(posts, 2):
        if (one.unit, one.title) == (other.unit, other.title) and overlap(one, other):
            yield "history", f"{one.unit}{one.title}有两段任职时间重叠（{_period(one)}与{_period(other)}）", "请合并或改正这两段"
    starts = [post.start for post in posts if post.start]
    if any(earliest(newer) < earliest(older) for newer, older in pairwise(starts)):
        yield "history", "任职经历没有由近及远排列", HISTORY_REMEDY


def _dates(post: Post, today: date) -> Iterator[tuple[str, str, str]]:
    if post.start and post.end and latest(post.end) < earliest(post.start):
        yield "history", f"{post.unit}{post.title}的止任时间 {post.end} 早于任职时间 {post.start}", "请核对起止时间"
    for label, moment in (("任职", post.start), ("止任", post.end)):
        if moment and earliest(moment) > today:
            yield "history", f"{post.unit}{post.title}的{label}时间 {moment} 还没有到", "请核对起止时间"


def _current(record: Record) -> Iterator[tuple[str, str, str]]:
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
        )


def _period(post: Post) -> str:
    return f"{post.start or '？'}~{post.end or '今'}"
