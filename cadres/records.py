"""What reading the cadre records gives before it becomes a roster: each record with its place, sound or not."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from schema import Cadre, Post, RosterError, UnitRecord

RESUME = "简历"
"""The field of an appointment form that holds the posts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a record stands."""

    path: str
    """The file, as the user named it; inside an archive `名册.zip/张三.lrmx`."""
    row: int | None = None
    """Row of a table, from 1; None for a form, which is one person's."""
    sheet: str = ""
    """The worksheet, where the workbook has several."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Field to its name in the file."""

    def fault(self, name: str, message: str, remedy: str, line: int | None = None) -> RosterError:
        """A fault of one cell, or of one line of a form's field; the place is said in the message."""
        header = self.headers.get(name, name)
        row = self.row if line is None or self.row is not None else line
        where = f"第 {self.row} 行“{header}”列" if self.row is not None else f"“{header}”"
        if line is not None:
            where += f"第 {line} 行"
        sheet = f"工作表“{self.sheet}”" if self.sheet else ""
        return RosterError(message=f"{sheet}{where}：{message}", remedy=remedy, path=self.path, row=row, column=header)

    def seen_from(self, other: "Place") -> str:
        """The place as one names it at another: the file only where it is another one."""
        sheet = f"工作表“{self.sheet}”" if self.sheet else ""
        row = f"第 {self.row} 行" if self.row is not None else ""
        return f"{sheet}{row}" if self.path == other.path else f" {self.path} {sheet}{row}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A cadre with the place of the record and what of it could not be read."""

    place: Place
    cadre: Cadre
    current: Post
    """As the record's own field for it says."""
    history: tuple[Post, ...]
    """As the history says it."""
    lines: tuple[int, ...] = ()
    """Of a history in lines, the line of each of its posts."""
    beside: frozenset[int] = frozenset()
    """Which of the posts, by position, were held beside another."""
    faults: tuple[RosterError, ...] = ()
    """What could not be read."""
    notes: tuple[RosterError, ...] = ()
    """What was left out of the record, and does not keep the rest from being used."""
    made: str = ""
    """Partial date on which a form was filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit with the place of its record."""

    place: Place
    unit: UnitRecord
    faults: tuple[RosterError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The cadre records as read: every record, sound or not."""

    path: str
    id: str
    records: tuple[Record, ...]
    units: tuple[UnitRow, ...] = ()
    skipped: tuple[RosterError, ...] = ()
    """Files that could not be read."""
    files: tuple[str, ...] = ()
    """The files on the disk that records were taken from."""
