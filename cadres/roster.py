"""Cadre records in: tables, appointment forms, folders and archives of them become a `Roster`, or a clear word about what is wrong."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from schema import Cadre, Roster, RosterError

from .cells import sheets
from .columns import best_header, field_of, find_tables, missing
from .forms import Form, UnusableForm, form_record
from .lrm import read_lrm
from .lrmx import read_lrmx
from .merging import merged
from .recordfiles import ARCHIVE, RecordFile, record_files
from .records import Reading, Record, UnitRow
from .tables import table_records
from .unit_book import UnitBook
from .unit_files import unit_header, unit_rows

FORM_READERS: dict[str, Callable[[bytes], Form]] = {".lrmx": read_lrmx, ".lrm": read_lrm}
FORM_REMEDY = "请用任免审批表编辑器打开后重新导出"


def read_roster(path: str | Path) -> Roster:
    """Read the cadre records of a table (.csv, .xlsx), of appointment forms (.lrmx, .lrm), or of a folder or archive of them.

    A units table, in a sheet or a file of its own, tells what else the units are called. Raises RosterError for the first thing
    that keeps a table's record from being used: a missing column, name or id, the same id twice, a date that is none. A form or
    file that cannot be read is skipped and listed, unless it is the only one. What contradicts itself is told by `contradictions`.
    """
    reading = read_records(path)
    for found in unusable(reading):
        raise found
    book = UnitBook(row.unit for row in reading.units)
    cadres = (record.cadre for record in reading.records)
    return Roster(
        cadres=tuple(_named(cadre, book) for cadre in cadres) if book else tuple(cadres),
        source=reading.path, id=reading.id, skipped=reading.skipped, files=reading.files,
        unread=sum(len(record.notes) for record in reading.records),
    )  # fmt: skip


def read_records(path: str | Path) -> Reading:
    """Read every record, faults kept with their places. Raises RosterError when there is nobody to read."""
    path = Path(path)
    tray = _Tray()
    for file in record_files(path):
        if isinstance(file, RosterError):
            tray.skipped.append(file)
        else:
            tray.take(file)
    records, left = merged(tray.rows, tray.forms)
    if not records:
        raise _nobody(path, tray)
    return Reading(
        path=str(path), id=tray.id(single=not path.is_dir() and path.suffix.lower() != ARCHIVE), records=records,
        units=tuple(tray.units), skipped=(*tray.skipped, *left), files=tuple(dict.fromkeys(tray.files)),
    )  # fmt: skip


def unusable(reading: Reading) -> Iterator[RosterError]:
    """The faults that keep records from being used, in the files' order."""
    first: dict[str, Record] = {}
    for record in reading.records:
        yield from record.faults
        if not record.cadre.id:
            continue
        earlier = first.setdefault(record.cadre.id, record)
        if earlier is not record:
            yield _twice(record, earlier)


@dataclass(slots=True)
class _Tray:
    """What was taken from the files so far."""

    rows: list[Record] = field(default_factory=list)
    forms: list[Record] = field(default_factory=list)
    units: list[UnitRow] = field(default_factory=list)
    skipped: list[RosterError] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)

    def take(self, file: RecordFile) -> None:
        """Read a file: into records, units, or the list of those skipped. Raises RosterError when it was named alone."""
        try:
            self._read(file)
        except RosterError as error:
            if file.alone:
                raise
            self.skipped.append(error)
            return
        self.files.append(str(file.path))
        self.digests.append(hashlib.sha256(file.content).hexdigest())

    def id(self, *, single: bool) -> str:
        """`sha256:` of the one file's bytes, or of all files', wherever they lie."""
        if single:
            return f"sha256:{self.digests[0]}"
        return "sha256:" + hashlib.sha256("\n".join(sorted(self.digests)).encode()).hexdigest()

    def _read(self, file: RecordFile) -> None:
        if file.suffix in FORM_READERS:
            try:
                self.forms.append(form_record(FORM_READERS[file.suffix](file.content), file.name))
            except UnusableForm as error:
                raise RosterError(message=f"任免审批表读不了：{error}", remedy=FORM_REMEDY, path=file.name) from error
            return
        found = tuple(sheets(Path(file.name), file.content))
        lists = [(sheet, header) for sheet in found if (header := unit_header(sheet)) is not None]
        for sheet, header in lists:
            self.units += unit_rows(sheet, header, file.name, only_sheet=len(found) == 1)
        rosters = [sheet for sheet in found if sheet not in [one for one, _ in lists]]
        if lists and all(missing(best_header(sheet.rows, field_of)) for sheet in rosters):
            return
        tables = find_tables(rosters, file.name)
        rows = [row for table in tables for row in table_records(table, file.name, only_sheet=len(tables) == 1)]
        if not rows:
            raise RosterError(message="干部名册里没有人", remedy="请在表头下面逐行填写干部", path=file.name)
        self.rows += rows


def _named(cadre: Cadre, book: UnitBook) -> Cadre:
    posts = tuple(book.named(post) for post in cadre.posts)
    return cadre if posts == cadre.posts else replace(cadre, posts=posts)


def _nobody(path: Path, tray: _Tray) -> RosterError:
    if tray.skipped:
        first = tray.skipped[0]
        return RosterError(
            message=f"没有一份干部记录读得出（{len(tray.skipped)} 个文件未能读取）；如 {first.path}：{first.message}",
            remedy=first.remedy, path=str(path),
        )  # fmt: skip
    return RosterError(
        message="这里没有干部名册" if not tray.units else "只有单位表，没有干部名册",
        remedy="请放入 .csv、.xlsx 名册或 .lrmx、.lrm 任免审批表", path=str(path),
    )  # fmt: skip


def _twice(record: Record, earlier: Record) -> RosterError:
    where = earlier.place.seen_from(record.place)
    if "cadre_id" not in record.place.headers:
        return record.place.fault(
            "name", f"“{record.cadre.name}”与{where}同名、同性别、同出生年月", "请给名册加“编号”列，一人一个编号；重复的行请删去"
        )
    return record.place.fault(
        "cadre_id", f"编号“{record.cadre.id}”与{where}重复", "一人一个编号，请改正其中一行；同一人的多段任职写进任职经历"
    )
