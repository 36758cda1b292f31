"""When a meeting was held or a document issued, told from its own words."""

import re
from collections.abc import Iterator, Sequence

from schema import Block, BlockRole, DocumentKind, is_partial_date

_HAN = "〇○Ｏ零一二三四五六七八九"
_DIGITS = {han: digit for digit, hans in enumerate(("〇○Ｏ零", *"一二三四五六七八九")) for han in hans}
_SMALL = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_YEAR = rf"(?P<year>\d{{4}}|[{_HAN}]{{4}})"
DATE = re.compile(
    rf"(?<!\d){_YEAR}\s*(?:年\s*(?P<month>{_SMALL})\s*月(?:份)?\s*(?:(?P<day>{_SMALL})\s*[日号])?"
    r"|(?P<sign>[.\-/])(?P<month2>\d{1,2})(?P=sign)(?P<day2>\d{1,2})(?!\d))"
)
"""A date with its year, in digits or Chinese numerals; the day may be missing."""
_DAY_ALONE = re.compile(rf"(?<![\d年])(?P<month>{_SMALL})月(?P<day>{_SMALL})[日号]")
_FIELD = re.compile(
    r"(?<!考察|谈话|检查|巡察|巡视|审计|考核|调研|完成|整改)(?:会议|开会|召开|活动)?(?:时间|日期)(?:[：:]|[ \u3000|]+|$)"
    r"|(?:填报|汇总|制表|反馈|填表|报告|印发|成文|整理|发文|编制|报送|统计|提交)(?:日期|时间)[：:]?"
)
_HEAD, _TAIL = 10, 5
"""Blocks at the head and at the tail of a document where dates of its own stand."""
_MEETING = re.compile(r"召开|开会|举行|(?:民主|组织)生活会|大会|座谈会|反馈会|推进会")
_PERIOD = re.compile(r"\s*(?:至|到|—|-|～|~)")
_REVIEWED_UNTIL = 3
"""Month until which a year's meetings and papers look back on the year before."""
_EDGES = " 　—（）()〔〕【】[]，,。；;"


def date_of(kind: DocumentKind, body: Sequence[Block], lines: Sequence[Block]) -> str | None:
    """The document's date, ISO, from its blocks, and those of them that are no cells; a month or a year when no day is told; None when it tells nothing."""
    found = [
        (weight, -order, date) for order, (weight, date) in enumerate(_candidates(kind, body, lines)) if is_partial_date(date)
    ]
    return max(found)[2] if found else None


def iso(match: re.Match[str]) -> str:
    """The date of a match of `DATE`: `2024-01-18`, or `2024-01` without a day. It may be none that the calendar has."""
    year = int("".join(str(_DIGITS.get(character, character)) for character in match["year"]))
    month, day = match["month"] or match["month2"], match["day"] or match["day2"]
    return f"{year:04d}-{_small(month):02d}" + (f"-{_small(day):02d}" if day else "")


def _small(text: str) -> int:
    """A number below a hundred: `18`, `十八`, `二十一`."""
    if text.isdigit():
        return int(text)
    tens, ten, units = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    return (_DIGITS.get(tens, 0) if tens else 1) * 10 + (_DIGITS.get(units, 0) if units else 0)


def _candidates(kind: DocumentKind, body: Sequence[Block], lines: Sequence[Block]) -> Iterator[tuple[float, str]]:
    """Dates with how likely each is the document's own, in reading order."""
    head = {block.index: block for block in (*body[:_HEAD], *lines[:_HEAD])}
    tail = {block.index: block for block in lines[-_TAIL:]}
    last = lines[-1].index if lines else -1
    asked = False
    for _, block in sorted((head | tail).items()):
        text = block.text
        for match in DATE.finditer(text):
            weight = _weight(kind, block, match, block.index in head, block.index in tail, last)
            if asked and block.role is BlockRole.CELL:
                weight = max(weight, 9.0)
            if weight:
                yield weight, iso(match)
        asked = block.role is BlockRole.CELL and _FIELD.fullmatch(text.strip()) is not None
    yield from _without_year(kind, lines)


def _weight(kind: DocumentKind, block: Block, match: re.Match[str], in_head: bool, in_tail: bool, last: int) -> float:
    """How likely a date is the document's own; 0 when it is one that the text only tells of."""
    text, before, after = block.text, block.text[: match.start()], block.text[match.end() :]
    whole = 0.5 if match["day"] or match["day2"] else 0.0
    rest = (before + after).strip(_EDGES)
    field = list(_FIELD.finditer(before))
    if field and len(before) - field[-1].end() <= 6:
        return (9.0 if in_head or in_tail else 0.0) + whole
    if not rest:
        return (8.6 if in_tail else 8.2) + whole
    if block.role is BlockRole.CELL:
        return 0.0
    short = len(rest) <= 45
    if in_tail and short and not after.strip(_EDGES) and not re.search(r"[。；]", before.strip(_EDGES)):
        return 8.0 + whole
    if in_head and text[0] in "（(〔" and text.rstrip()[-1] in "）)〕" and short:
        return 8.0 + whole
    alone = not before.strip(_EDGES) or not after.strip(_EDGES)
    if in_head and short and alone and not block.label and not re.search(r"[。；]", rest) and block.role is not BlockRole.TITLE:
        return 7.0 + whole
    if block.role is BlockRole.TITLE and re.search(r"[（(〔][^）)〕]*$", before):
        return 7.5 + whole
    if in_head and kind is DocumentKind.MINUTES and _MEETING.search(after[:80]) and match["day"]:
        return 6.5
    # A period that opens the text is that of the inspection; a day with 反馈 behind it is that of the feedback.
    if in_head and kind is DocumentKind.FEEDBACK and "反馈" in after[:30] and not _PERIOD.match(after):
        return 5.0
    if block.index == last and not after.strip(_EDGES):
        return 5.0
    return 1.0 if in_head and kind is DocumentKind.MINUTES and match["day"] else 0.0


def _without_year(kind: DocumentKind, lines: Sequence[Block]) -> Iterator[tuple[float, str]]:
    """A meeting's day told without its year."""
    if kind is not DocumentKind.MINUTES:
        return
    text = "\n".join(block.text for block in lines)
    for block in lines[:4]:
        match = _DAY_ALONE.search(block.text)
        if match and match.start() < 12:
            month = _small(match["month"])
            year = _year_of(text, month)
            if year is not None:
                yield 2.0, f"{year:04d}-{month:02d}-{_small(match['day']):02d}"


def _year_of(text: str, month: int) -> int | None:
    """The year of a month: the one after the year under review (2023年度) in its first months, else the last that the text speaks of."""
    review = re.search(r"(?<!\d)(20\d{2})年度", text)
    if review is not None and month <= _REVIEWED_UNTIL:
        return int(review[1]) + 1
    return max((int(year) for year in re.findall(r"(?<!\d)(20\d{2})年", text)), default=None)
