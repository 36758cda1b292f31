"""Cadre records of a table: a row each, whatever the office calls its columns."""

from collections.abc import Iterator
from dataclasses import replace

from schema import Cadre, Post, RosterError

from .cells import Cell
from .columns import Table
from .histories import UnreadablePeriod, read_history
from .identity import hashed_identity, made_id
from .names import fold_name
from .postings import unit_and_title
from .records import Place, Record
from .resume import lines_of, read_resume
from .written_dates import end_date, partial_date

DATE_REMEDY = "日期请写成 1975-03、1975.03 或 1975年3月"
HISTORY_REMEDY = "任职经历请写成“2019-03~2021-05|单位|职务”，各段用分号隔开，由近及远"
ALIASES = str.maketrans("；，,、/ ", ";;;;;;")


def table_records(table: Table, path: str, *, only_sheet: bool) -> Iterator[Record]:
    """The records of a table, in its order."""
    headers = dict(table.headers)
    for number, row in table.rows:
        place = Place(path=path, row=number, sheet="" if only_sheet else table.sheet, headers=headers)
        yield _Row(table, row, place).record()


class _Row:
    """A row while it is read."""

    def __init__(self, table: Table, row: tuple[Cell, ...], place: Place) -> None:
        self._table, self._row, self._place = table, row, place
        self._faults: list[RosterError] = []
        self._notes: list[RosterError] = []

    def record(self) -> Record:
        name, gender = fold_name(self._text("name")), self._text("gender")
        birth, start, end, began = (self._dated(field) for field in ("birth", "start", "end", "began"))
        birth = birth[:7] if birth else None
        numbered = "cadre_id" in self._table.columns
        cadre_id = self._text("cadre_id") if numbered else made_id(name, gender, birth, began)
        self._demand(name, cadre_id, numbered=numbered)
        unit, title = self._unit_and_title()
        current = Post(unit=unit, title=title, start=start, end=end)
        history, lines, beside = self._history()
        cadre = Cadre(
            id=cadre_id, name=name, gender=gender, birth=birth, rank=self._text("rank"),
            aliases=tuple(fold_name(alias) for alias in self._text("aliases").translate(ALIASES).split(";") if alias.strip()),
            posts=_posts(current, history), identity=self._identity(name),
        )  # fmt: skip
        return Record(
            place=self._place, cadre=cadre, current=current, history=history, lines=lines, beside=beside,
            faults=tuple(self._faults), notes=tuple(self._notes),
        )  # fmt: skip

    def _demand(self, name: str, cadre_id: str, *, numbered: bool) -> None:
        if not cadre_id and numbered:
            self._wrong("cadre_id", "编号是空的", "请填写编号，或删去这一行")
        if not name:
            self._wrong("name", "姓名是空的", "请填写姓名，或删去这一行")
        elif not cadre_id and not numbered and not any(one.column == self._table.headers.get("birth") for one in self._faults):
            self._wrong("birth", "出生年月是空的，又没有编号，分不清同名的人", "请填写出生年月，或给名册加“编号”列")

    def _unit_and_title(self) -> tuple[str, str]:
        unit, title = self._text("unit"), self._text("post")
        return (unit, title) if "unit" in self._table.columns else unit_and_title(title)

    def _history(self) -> tuple[tuple[Post, ...], tuple[int, ...], frozenset[int]]:
        text = self._text("history")
        if "|" not in text and "｜" not in text and len(lines_of(text)) > 1:
            resume = read_resume(text)
            for line, message in resume.faults:
                self._notes.append(self._place.fault("history", message, HISTORY_REMEDY, line))
            beside = frozenset(number for number, stint in enumerate(resume.stints) if stint.beside)
            return tuple(stint.post for stint in resume.stints), tuple(stint.line for stint in resume.stints), beside
        try:
            return read_history(text), (), frozenset()
        except UnreadablePeriod as error:
            self._wrong("history", f"{error}", HISTORY_REMEDY)
            return (), (), frozenset()

    def _identity(self, name: str) -> str:
        try:
            return hashed_identity(self._table.cell(self._row, "identity"), name)
        except ValueError as error:
            self._notes.append(self._place.fault("identity", f"{error}，没有采用", "请把这一列设为文本后重填，或删去"))
            return ""

    def _text(self, field: str) -> str:
        cell = self._table.cell(self._row, field)
        if isinstance(cell, float) and cell == int(cell):
            return str(int(cell))
        return "" if cell is None else str(cell).strip()

    def _dated(self, field: str) -> str | None:
        cell = self._table.cell(self._row, field)
        try:
            return end_date(cell) if field == "end" else partial_date(cell)
        except ValueError as error:
            fault = self._place.fault(field, f"{error}", DATE_REMEDY)
            (self._notes if field == "began" else self._faults).append(fault)
            return None

    def _wrong(self, field: str, message: str, remedy: str) -> None:
        self._faults.append(self._place.fault(field, message, remedy))


def _posts(current: Post, history: tuple[Post, ...]) -> tuple[Post, ...]:
    """The history, led by the current post: one and the same where the first period repeats it."""
    if not current.title:
        return history
    if history and (history[0].unit, history[0].title) == (current.unit, current.title):
        start, end = history[0].start or current.start, history[0].end or current.end
        return (replace(history[0], start=start, end=end), *history[1:])
    return (current, *history)
