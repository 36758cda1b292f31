"""The history of a cadre as a roster cell tells it: dated posts, newest first."""

import re
from collections.abc import Iterator

from schema import Post

from .postings import unit_and_title
from .written_dates import end_date, partial_date

_PERIODS = re.compile(r"[;；\n]+")
_DASH = r"\s*(?:~|～|——|—|–|--|至(?!今)|到)\s*"
_DATE = (
    r"\d{2,4}\s*(?:年\s*(?:\d{1,2}\s*月)?|[-./．]\s*\d{1,2}(?:\s*[-./．]\s*\d{1,2})?|\d{2}(?:\d{2})?(?!\d))?(?:\s*\d{1,2}\s*日)?"
)
_PERIOD = re.compile(rf"({_DATE})(?:{_DASH}({_DATE}|至今|现在|今)?|\s*起|\s*(?=至今)(至今))\s*[|｜,，：:]?\s*(.*)", re.S)


class UnreadablePeriod(ValueError):
    """A stretch of a history that is no dated post."""


def read_history(text: str) -> tuple[Post, ...]:
    """Posts in the order of the cell: `2019-03~2021-05|市水利局|副局长;…`, also `2019.03—2021.05 市水利局副局长`.

    Raises UnreadablePeriod with the Chinese reason.
    """
    return tuple(_post(period.strip()) for period in _periods(text))


def _periods(text: str) -> Iterator[str]:
    return (period for period in _PERIODS.split(text) if period.strip())


def _post(period: str) -> Post:
    match = _PERIOD.fullmatch(period)
    if match is None:
        raise UnreadablePeriod(f"“{period}”不是“起~止|单位|职务”的写法")
    start, end, still, rest = match.groups()
    unit, title = unit_and_title(rest)
    if not title:
        raise UnreadablePeriod(f"“{period}”没有职务")
    try:
        return Post(unit=unit, title=title, start=partial_date(start), end=end_date(still or end or ""))
    except ValueError as error:
        raise UnreadablePeriod(f"“{period}”里的{error}") from error
