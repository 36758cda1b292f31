"""The units file: units under each name they bore, with what they were renamed to or merged into."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from schema import RosterError, UnitRecord, earliest, latest

from .cells import Cell, Sheet
from .columns import Header, best_header, table_of
from .columns import field_of as roster_field_of
from .records import Place, UnitRow
from .tables import ALIASES, DATE_REMEDY
from .units import parse_unit
from .written_dates import end_date, partial_date

HEADERS = {
    "name": ("name", "单位名称", "单位全称", "机构名称", "单位", "名称"),
    "aliases": ("aliases", "简称", "别名", "规范简称", "其他名称"),
    "level": ("level", "级别", "层级", "机构级别", "单位级别", "规格", "机构规格"),
    "parent": ("parent", "上级单位", "主管单位", "主管部门", "隶属单位", "隶属", "上级"),
    "start": ("valid_from", "from", "start", "起用时间", "启用时间", "成立时间", "起始时间", "生效时间", "设立时间"),
    "end": ("valid_to", "to", "end", "停用时间", "终止时间", "撤销时间", "截止时间", "失效时间"),
    "renamed_to": ("renamed_to", "更名为", "后更名为", "现名称", "现名"),
    "merged_into": ("merged_into", "并入", "并入单位", "划入", "划入单位", "合并到", "合并为"),
}
REMEDY = "请核对单位表"
_FIELD_OF = {header: field for field, headers in HEADERS.items() for header in headers}
_BRACKETS = re.compile(r"[（(【\[].*?[）)】\]]|\s+")


def unit_header(sheet: Sheet) -> Header | None:
    """The header of a units table; None when the sheet is none: it names units, something more of them, and no persons."""
    header = best_header(sheet.rows, _field_of)
    if "name" not in header.columns or not header.columns.keys() & HEADERS.keys() - {"name", "aliases"}:
        return None
    persons = best_header(sheet.rows, roster_field_of).columns.keys() & {"cadre_id", "post", "gender", "birth"}
    return None if persons else header


def unit_rows(sheet: Sheet, header: Header, path: str, *, only_sheet: bool) -> Iterator[UnitRow]:
    """The units of a table, in its order."""
    table = table_of(sheet, header)
    for number, row in table.rows:
        place = Place(path=path, row=number, sheet="" if only_sheet else sheet.name, headers=table.headers)
        faults: list[RosterError] = []

        def text(field: str, row: tuple[Cell, ...] = row) -> str:
            cell = table.cell(row, field)
            return "" if cell is None else "".join(str(cell).split())

        def dated(
            field: str, row: tuple[Cell, ...] = row, place: Place = place, faults: list[RosterError] = faults
        ) -> str | None:
            try:
                return (end_date if field == "end" else partial_date)(table.cell(row, field))
            except ValueError as error:
                faults.append(place.fault(field, f"{error}", DATE_REMEDY))
                return None

        unit = UnitRecord(
            name=text("name"), aliases=tuple(alias for alias in text("aliases").translate(ALIASES).split(";") if alias),
            level=text("level"), parent=text("parent"), start=dated("start"), end=dated("end"),
            renamed_to=text("renamed_to"), merged_into=text("merged_into"),
        )  # fmt: skip
        if not unit.name:
            faults.append(place.fault("name", "单位名称是空的", "请填写单位名称，或删去这一行"))
        yield UnitRow(place=place, unit=unit, faults=tuple(faults))


def unit_faults(rows: Sequence[UnitRow]) -> Iterator[RosterError]:
    """Where a units file contradicts itself."""
    known = {name for row in rows for name in (row.unit.name, *row.unit.aliases)}
    newest = {row.unit.name: row.unit.renamed_to for row in rows if row.unit.renamed_to}
    seen: defaultdict[str, list[UnitRow]] = defaultdict(list)
    for row in rows:
        unit, place = row.unit, row.place
        yield from row.faults
        if unit.start and unit.end and latest(unit.end) < earliest(unit.start):
            yield place.fault("end", f"停用时间 {unit.end} 早于起用时间 {unit.start}", REMEDY)
        for field, name in (("parent", unit.parent), ("renamed_to", unit.renamed_to), ("merged_into", unit.merged_into)):
            if name and name not in known and not (field == "parent" and _is_place(name)):
                yield place.fault(field, f"单位表里没有“{name}”", "请补上这个单位，或改正名称")
        if unit.renamed_to and _last(unit.name, newest) == unit.name:
            yield place.fault("renamed_to", f"“{unit.name}”更名后又更回自己", REMEDY)
        for other in seen[unit.name]:
            if unit.name and _overlap(unit, other.unit):
                yield place.fault(
                    "name", f"“{unit.name}”与{other.place.seen_from(place)}的同名单位时间重叠", "请合并或改正这两行"
                )
        seen[unit.name].append(row)


def _field_of(cell: Cell) -> str | None:
    return _FIELD_OF.get(_BRACKETS.sub("", cell).lower()) if isinstance(cell, str) else None


def _is_place(name: str) -> bool:
    parsed = parse_unit(name)
    return bool(parsed.places) and not parsed.body


def _last(name: str, newest: dict[str, str]) -> str:
    """The end of a chain of names; its beginning again when it is a ring."""
    at, passed = name, {name}
    while (after := newest.get(at)) is not None:
        if after in passed:
            return name
        passed.add(after)
        at = after
    return at


def _overlap(one: UnitRecord, other: UnitRecord) -> bool:
    begins = [latest(unit.start) for unit in (one, other) if unit.start]
    ends = [earliest(unit.end) for unit in (one, other) if unit.end]
    return not begins or not ends or max(begins) < min(ends)
