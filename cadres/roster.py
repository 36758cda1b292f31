"""Cadre records in: a csv or xlsx roster becomes a `Roster`, or a clear word about what is wrong with it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from schema import Cadre, Post, Roster, RosterError

from .cells import Cell, grids
from .columns import Table, find_table
from .histories import UnreadablePeriod, read_history
from .names import fold_name
from .offices import split_unit
from .written_dates import partial_date

DATE_REMEDY = "日期请写成 1975-03、1975.03 或 1975年3月"
HISTORY_REMEDY = "任职经历请写成“2019-03~2021-05|单位|职务”，各段用分号隔开，由近及远"
_ALIASES = str.maketrans("；，,、/ ", ";;;;;;")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A cadre with the row it stands in and the unreadable parts of that row."""

    row: int
    """Row in the file, from 1."""
    cadre: Cadre
    current: Post
    """As the columns unit and post say it."""
    history: tuple[Post, ...]
    """As the history says it."""
    faults: tuple[RosterError, ...] = ()
    """What could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A roster file as read: every row, sound or not."""

    path: str
    id: str
    table: Table
    records: tuple[Record, ...]


def read_roster(path: str | Path) -> Roster:
    """Read the cadre records of a csv (UTF-8, GB18030) or xlsx file.

    Raises RosterError for the first thing that keeps a record from being used: a missing column, name or id, the same id twice,
    a date that is none. What merely contradicts itself is told by `contradictions`.
    """
    reading = read_records(path)
    for found in unusable(reading):
        raise found
    return Roster(cadres=tuple(record.cadre for record in reading.records), source=reading.path, id=reading.id)


def read_records(path: str | Path) -> Reading:
    """Read every row, faults kept with their rows. Raises RosterError when there are no rows to read."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise RosterError(message="干部名册读不了", remedy="请检查文件是否存在、有无读取权限", path=str(path)) from error
    table = find_table(tuple(grids(Path(path), content)), str(path))
    if not table.rows:
        raise RosterError(message="干部名册里没有人", remedy="请在表头下面逐行填写干部", path=str(path))
    records = tuple(_record(table, number, row, str(path)) for number, row in table.rows)
    return Reading(path=str(path), id="sha256:" + hashlib.sha256(content).hexdigest(), table=table, records=records)


def unusable(reading: Reading) -> Iterator[RosterError]:
    """The faults that keep records from being used, in the file's order."""
    first_row: dict[str, int] = {}
    for record in reading.records:
        yield from record.faults
        if not record.cadre.id:
            continue
        earlier = first_row.setdefault(record.cadre.id, record.row)
        if earlier != record.row:
            yield fault(
                reading.path, reading.table, record.row, "cadre_id",
                f"编号“{record.cadre.id}”与第 {earlier} 行重复", "一人一个编号，请改正其中一行；同一人的多段任职写进任职经历",
            )  # fmt: skip


def fault(path: str, table: Table, row: int, field: str, message: str, remedy: str) -> RosterError:
    """A fault of one cell, its place said in the message."""
    header = table.headers.get(field, field)
    return RosterError(message=f"第 {row} 行“{header}”列：{message}", remedy=remedy, path=path, row=row, column=header)


def _record(table: Table, number: int, row: tuple[Cell, ...], path: str) -> Record:
    faults: list[RosterError] = []

    def text(field: str) -> str:
        return _text(table.cell(row, field))

    def wrong(field: str, message: str, remedy: str) -> None:
        faults.append(fault(path, table, number, field, message, remedy))

    def dated(field: str) -> str | None:
        try:
            return partial_date(table.cell(row, field))
        except ValueError as error:
            wrong(field, f"{error}", DATE_REMEDY)
            return None

    for field, label in (("cadre_id", "编号"), ("name", "姓名")):
        if not text(field):
            wrong(field, f"{label}是空的", f"请填写{label}，或删去这一行")
    birth, start = dated("birth"), dated("start")
    if birth:
        birth = birth[:7]
    unit, title = (text("unit"), text("post")) if "unit" in table.columns else split_unit(text("post"))
    current = Post(unit=unit, title=title, start=start, end=None)
    try:
        history = read_history(text("history"))
    except UnreadablePeriod as error:
        wrong("history", f"{error}", HISTORY_REMEDY)
        history = ()
    cadre = Cadre(
        id=text("cadre_id"), name=fold_name(text("name")), gender=text("gender"), birth=birth, rank=text("rank"),
        aliases=tuple(fold_name(alias) for alias in text("aliases").translate(_ALIASES).split(";") if alias.strip()),
        posts=_posts(current, history),
    )  # fmt: skip
    return Record(row=number, cadre=cadre, current=current, history=history, faults=tuple(faults))


def _posts(current: Post, history: tuple[Post, ...]) -> tuple[Post, ...]:
    """The history, led by the current post: one and the same where the first period repeats it."""
    if not current.title:
        return history
    if history and (history[0].unit, history[0].title) == (current.unit, current.title):
        return (replace(history[0], start=history[0].start or current.start), *history[1:])
    return (current, *history)


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
