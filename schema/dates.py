"""Dates as official documents give them: a year, a month or a day (`2024`, `2024-06`, `2024-06-30`)."""

import calendar
import re
from datetime import date

PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def earliest(partial: str) -> date:
    """First day that a partial date can mean: `2024-06` is 1 June.

    Raises ValueError when it is no such date.
    """
    year, month, day = _parts(partial)
    return date(year, month or 1, day or 1)


def latest(partial: str) -> date:
    """Last day that a partial date can mean: `2024-06` is 30 June.

    Raises ValueError when it is no such date.
    """
    year, month, day = _parts(partial)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def is_partial_date(text: str) -> bool:
    """Whether the text is a year, a month or a day that the calendar has."""
    try:
        earliest(text)
    except ValueError:
        return False
    return True


def _parts(partial: str) -> tuple[int, int | None, int | None]:
    match = PATTERN.fullmatch(partial)
    if match is None:
        raise ValueError(f"not a partial date: {partial!r}")
    year, month, day = match.groups()
    return int(year), int(month) if month else None, int(day) if day else None
