"""Dates as rosters write them, read into the house's partial dates (`1975-03`)."""

import re
from datetime import date
from functools import lru_cache

from schema import is_partial_date

from .cells import Cell

OPEN_ENDS = frozenset({"", "至今", "今", "现在", "目前", "-", "—", "——", "/"})
"""What stands for the end of a post that is still held."""
SERIALS = range(10_000, 60_000)
"""Excel's day numbers from 1927 to 2064: what a date cell becomes when its format is lost."""
EXCEL_EPOCH = date(1899, 12, 30).toordinal()

_WRITTEN = re.compile(r"(\d{4}|\d{2})\s*(?:年|[-./．])\s*(\d{1,2})\s*(?:月|(?:月|[-./．])\s*(\d{1,2})\s*日?)?")
_YEAR_MONTH = re.compile(r"\d{4}\.\d{1,2}")
_MIDNIGHT = re.compile(r"[\sT]+0{1,2}:00(?::00(?:\.0+)?)?$")
"""What a csv saved from a workbook puts behind a date."""
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_YEAR = re.compile(r"(\d{4}|\d{2}(?=年))年?")


def partial_date(cell: Cell) -> str | None:
    """The date that a cell gives: `1975.03`, `197503`, `75年3月`, an Excel date; None for an empty cell.

    Raises ValueError when it gives none, or one that the calendar does not have.
    """
    if cell is None:
        return None
    if isinstance(cell, date):
        return cell.strftime("%Y-%m-%d")
    if isinstance(cell, int | float):
        return _from_number(cell)
    text = _MIDNIGHT.sub("", cell.strip())
    return _from_text(text) if text else None


def end_date(cell: Cell) -> str | None:
    """The end of a post: as `partial_date`, and None for 至今."""
    if isinstance(cell, str) and cell.strip() in OPEN_ENDS:
        return None
    return partial_date(cell)


def _from_number(number: float) -> str:
    if number != int(number):
        # 1975.1 typed for 1975.10 loses its zero: January and October cannot be told apart.
        if not _YEAR_MONTH.fullmatch(written := f"{number:.10g}") or written.endswith(".1"):
            raise ValueError("数字单元格里的年月分不清末位的零")
        return _from_text(written)
    if int(number) in SERIALS:
        return date.fromordinal(EXCEL_EPOCH + int(number)).isoformat()
    return _from_text(str(int(number)))


@lru_cache(maxsize=16384)
def _from_text(text: str) -> str:
    match = _WRITTEN.fullmatch(text) or _RUN_TOGETHER.fullmatch(text)
    if match:
        year, month, day = match.groups()
        partial = f"{_century(year)}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    else:
        match = _YEAR.fullmatch(text)
        partial = _century(match.group(1)) if match else ""
    if not is_partial_date(partial):
        raise ValueError(f"“{text}”不是日期")
    return partial


def _century(year: str) -> str:
    """Four digits for a year written with two: 75年 is 1975, 05年 is 2005."""
    if len(year) == 4:
        return year
    return ("20" if int(year) <= date.today().year % 100 else "19") + year
