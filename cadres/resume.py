"""简历 (JianLi) of an appointment form: lines with hanging indents, open ends and 其间 notes become dated posts."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from schema import Post, earliest

from .postings import is_study, postings
from .written_dates import end_date, partial_date

_DATE = (
    r"(?:\d{4}\s*[.．年/]\s*\d{1,2}(?:\s*月|[.．/]\d{1,2}(?!\d))?(?:\s*\d{1,2}\s*日)?"
    r"|\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{4}-\d{2}(?![\d.．年/])|\d{8}(?!\d)|\d{6}(?!\d)|\d{2}年\s*\d{1,2}月|\d{4}年?(?!\d))"
)
_DASH = r"(?:[-－—–―─~～]+|至(?!今)|到)"
_OPEN = r"(?:至今|现在|今)"
_PERIOD = rf"(?P<start>{_DATE})\s*(?:(?P<dash>{_DASH})\s*(?P<end>{_DATE}|{_OPEN})?|(?P<still>{_OPEN}|起))?"
_LINE = re.compile(rf"\s*{_PERIOD}[\s,，:：、|｜]*(?P<rest>.*)", re.S)
_MEANWHILE = re.compile(r"[（(]\s*其[间中]\s*[:：，,]?(?P<told>.*?)[）)]?\s*$", re.S)
_WITHIN = re.compile(rf"{_PERIOD}[\s,，:：]*", re.S)
_BREAKS = re.compile(r"<\s*/?\s*(?:br|p)\s*/?\s*>|\\r\\n|\\n|\\r|\r\n|\r|\n|\u2028|\x0b", re.I)
_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>")
_TAKING_UP = re.compile(r"^(?:历?任|担任|调任|升任|转任|提任|改任|兼任)(?!职)(?=.)")
_UNESCAPES = 3
"""Times that a writer may have escaped the text before it was escaped in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stint:
    """A post of a résumé and the line it stands in."""

    post: Post
    line: int
    """Line of the field, from 1."""
    beside: bool = False
    """Whether it was held beside another: told in a 其间 note, or a second post of a line."""
    unended: bool = False
    """Whether its line gives one date alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """A résumé as read."""

    stints: tuple[Stint, ...]
    """Newest first, those still held before all others."""
    faults: tuple[tuple[int, str], ...] = ()
    """Lines that could not be read, each with the Chinese reason."""


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of the field, whatever stands for a line break: CRLF, `<br>`, a literal `\\n`; over-escaped marks made plain."""
    for _ in range(_UNESCAPES):
        plain = html.unescape(text)
        if plain == text:
            break
        text = plain
    return tuple(_TAGS.sub("", line).replace("\u00a0", " ").rstrip() for line in _BREAKS.split(text))


def read_resume(text: str) -> Resume:
    """Read the dated posts; schooling and stretches without work are left out."""
    stints: list[Stint] = []
    faults: list[tuple[int, str]] = []
    for number, entry in _entries(lines_of(text)):
        try:
            stints += _stints(number, entry)
        except ValueError as error:
            faults.append((number, str(error)))
    return Resume(stints=tuple(sorted(_ended(stints), key=_newest_first)), faults=tuple(faults))


def _entries(lines: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Number of the first line and text of each entry: lines that begin with no date go on with the one before."""
    number, entry = 0, ""
    for position, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if (_LINE.match(line) or _MEANWHILE.match(line.strip())) and not (entry and _goes_on(entry, line)):
            if entry:
                yield number, entry
            number, entry = position, line.strip()
        elif entry:
            entry = _joined(entry, line.strip())
        else:
            number, entry = position, line.strip()
    if entry:
        yield number, entry


def _goes_on(entry: str, line: str) -> bool:
    """Whether an indented line with a date is still within a note that the entry has opened."""
    opened = sum(map(entry.count, "（(")) > sum(map(entry.count, "）)"))
    return opened and line[0].isspace()


def _joined(entry: str, more: str) -> str:
    """The entry with its next line, which a form's width has cut off in the middle of a word."""
    between = " " if entry[-1].isascii() and more[0].isascii() and entry[-1].isalnum() and more[0].isalnum() else ""
    return entry + between + more


def _stints(number: int, entry: str) -> Iterator[Stint]:
    if meanwhile := _MEANWHILE.match(entry):
        yield from _beside(number, meanwhile.group("told"))
        return
    match = _LINE.fullmatch(entry)
    if match is None:
        raise ValueError(f"“{entry[:20]}”没有起止时间")
    told, _, note = re.sub(r"[（(]\s*其[间中]\s*[:：，,]?", "\ue001", match.group("rest")).partition("\ue001")
    yield from _posts(number, match, told, beside=False)
    if note:
        yield from _beside(number, note.rstrip("）) "))


def _beside(number: int, told: str) -> Iterator[Stint]:
    """The posts among what happened meanwhile: 挂职 is one, schooling is none."""
    starts = [match for match in _WITHIN.finditer(told) if match.start() == 0 or told[match.start() - 1] in "；;，,、。 （("]
    for match, following in zip(starts, [*starts[1:], None], strict=True):
        end = following.start() if following else len(told)
        text = told[match.end() : end].strip("；;，,、。 ")
        if match.group("dash") and "挂职" in text and not is_study(text):
            text = re.sub(r"^(?:在|到|赴|下派|选派到?)+", "", re.sub(r"[（(]?挂职(?:锻炼)?[）)]?(?:担?任)?", "", text))
            yield from _posts(number, match, text, beside=True, seconded=True)


def _posts(number: int, period: re.Match[str], told: str, *, beside: bool, seconded: bool = False) -> Iterator[Stint]:
    told = _TAKING_UP.sub("", told.strip().strip("；;。，,"))
    if not told or is_study(told):
        return
    start, end = partial_date(period.group("start")), end_date(period.group("end") or "")
    for place, (unit, title) in enumerate(postings(told)):
        if title:
            post = Post(unit=unit, title=title + "（挂职）" * seconded, start=start, end=end)
            unended = not period.group("dash") and not period.group("still")
            yield Stint(post=post, line=number, beside=beside or place > 0, unended=unended)


def _ended(stints: list[Stint]) -> Iterator[Stint]:
    """A line that gives one date alone tells when a post was taken up: it was held until the next line's."""
    for position, stint in enumerate(stints):
        later = (other.post.start for other in stints[position + 1 :] if other.line > stint.line and not other.beside)
        yield replace(stint, post=replace(stint.post, end=next(later, None))) if stint.unended else stint


def _newest_first(stint: Stint) -> tuple[bool, int, int]:
    post = stint.post
    return post.end is not None, -earliest(post.start).toordinal() if post.start else 0, -stint.line
