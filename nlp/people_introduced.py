"""Whom a document introduces by full name: attendance lists, speaker labels, headings, table columns, posts glued to names."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from schema import Block, BlockRole, Document, Mention, MentionForm

from .lexicon import rows
from .people_full import full_names
from .people_known import Found, People
from .people_names import DOT, DOTS, HAN, Gazetteer, fold, is_word, name_shape, surnames
from .people_posts import (
    after,
    around,
    before,
    in_calling,
    looks_like_name,
    split_post,
    told_in_brackets,
    trimmed,
    unit_end,
    words,
)
from .sections import Cell, places

PERSON_COLUMNS = frozenset(("speaker", "holder", "responsible"))
EDGE = 8
"""Blocks from the head and the foot of a document in which a name alone signs it."""
Row = tuple[int, int]
"""Table and row."""


def introductions(document: Document, names: Gazetteer) -> tuple[Mention, ...]:
    """The persons a document introduces, in the order of its text, each with the post and unit told.

    The text of a mention is the bare name where a person is introduced to the whole document, in a list, a label, a column or a
    signature; where a sentence tells of him in passing, it is the whole expression (`市应急管理局局长庞立新`). A person told of in
    several ways appears once for each, so that two of one name can be told apart.
    """
    people = People(gazetteer=names)
    cells = {place.block: place.cell for place in places(document)}
    posts = dict(_posts(document, cells))
    found: list[Mention] = []
    for block in document.blocks:
        for one in _in_block(document, block, people, cells[block.index], posts):
            found.append(one.placed(block.text, document.starts[block.index]))
    return _distinct(sorted(found, key=lambda mention: mention.span.start if mention.span else 0))


def _in_block(
    document: Document, block: Block, people: People, cell: Cell | None, posts: dict[Row, tuple[str | None, str]]
) -> Iterator[Found]:
    text = block.text
    yield from _attending(text, people)
    if cell is None:
        yield from _labelled(text, people)
    yield from _described(text, people)
    for found in full_names(text, people, ()):
        if _present(text, found.end):
            yield _bare(text, found)
        elif found.unit or found.post:
            yield found
    if not EDGE <= block.index < len(document.blocks) - EDGE and block.role is not BlockRole.CELL:
        yield from _signed(text, people)
    if cell is not None and cell.role in PERSON_COLUMNS and not cell.is_header:
        yield from _in_column(text, cell, people, posts.get((cell.table, cell.row)))


def _in_column(text: str, cell: Cell, people: People, told: tuple[str | None, str] | None) -> Iterator[Found]:
    """Those who speak, and those of whom the row says more than the name.

    A name of the records that a row merely holds to account introduces nobody to the document: there may be another of that name.
    """
    unit, post = told if told and cell.role != "responsible" else (None, None)
    named = cell.role == "speaker" or "姓名" in cell.header or post is not None
    for found in _list(text, 0, people):
        if named or found.unit or found.post or (found.name or "") not in people.gazetteer:
            yield replace(found, unit=found.unit or unit, post=found.post or post)


def _posts(document: Document, cells: dict[int, Cell | None]) -> Iterator[tuple[Row, tuple[str | None, str]]]:
    """What the column 职务 tells of each row."""
    for block in document.blocks:
        cell = cells[block.index]
        if cell is not None and cell.role == "post" and not cell.is_header and block.text.strip():
            yield (cell.table, cell.row), split_post(block.text.strip())


@cache
def _attendance() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<=[。；，\s\u3000]))(?:{around('attendance')})(?:[（(][^（）()]*[）)])?(?:[：:]|[\s\u3000]+)(?P<list>[^。]+)"
    )


def _attending(text: str, people: People) -> Iterator[Found]:
    """主持：何沛（局党组书记、局长）; 参加人员：…、…"""
    for match in _attendance().finditer(text):
        yield from _list(match.group("list"), match.start("list"), people, text)


def _list(listed: str, offset: int, people: People, text: str | None = None) -> Iterator[Found]:
    """The persons of a list, known or not."""
    whole = listed if text is None else text
    for match in re.finditer(r"[^、，,；;：:\s\u3000（）()]+(?:\s[^、，,；;：:\s\u3000（）()](?=$|[、，；]))?", listed):
        start, end = offset + match.start(), offset + match.end()
        name_start, name_end, name = _name_in(whole, start, end, people)
        if name:
            yield _glued(whole, name_start, name_end, name)


def _name_in(text: str, start: int, end: int, people: People) -> tuple[int, int, str]:
    """The name that ends an item of a list, before 同志 and what is said of its presence; empty when there is none."""
    item = re.sub(rf"(?:同志)?(?:{around('present')}|及.*|等.*)*$", "", text[start:end])
    if fold(item) in people.gazetteer or looks_like_name(fold(item)):
        return start, start + len(item), fold(item)
    found = ((first, last, name) for first, last, name in people.gazetteer.find(item) if last == len(item))
    known = [one for one in found if not in_calling(item, one[0], one[1])]
    if known:
        first, last, name = max(known, key=lambda one: len(one[2]))
        return start + first, start + last, name
    match = _after_post().search(item)
    if match is None or not looks_like_name(match.group(1)) or in_calling(item, match.start(1), match.end(1)):
        return start, end, ""
    return start + match.start(1), start + match.end(1), match.group(1)


@cache
def _after_post() -> re.Pattern[str]:
    return re.compile(rf"(?:{words('head', 'post', 'role', 'outsider', 'calling')}|{unit_end()})({name_shape()})$")


@cache
def _label() -> re.Pattern[str]:
    number = r"(?:[一二三四五六七八九十\d]+[、.．]|[（(][一二三四五六七八九十\d]+[）)])?"
    name = rf"(?P<name>[{HAN}{DOT}]{{2,20}}?|[{HAN}]\s+[{HAN}])"
    note = r"(?:[（(](?P<note>[^（）()]*)[）)])?(?:(?:先|再|又|接着|最后)(?:说|讲|谈|检查|补充))?"
    close = r"(?P<close>[】〕\]）)]|\s*[：:]|——?|\s*$|(?=的批评|自我批评|，[男女]))"
    return re.compile(rf"^\s*{number}\s*(?P<open>[【〔\[（(◎●])?\s*(?:对)?{name}(?P<comrade>同志)?{note}{close}")


def _labelled(text: str, people: People) -> Iterator[Found]:
    """「何沛：」, 「〔毕守田〕」, 「（一）何沛同志」: a block that opens with a person."""
    match = _label().match(text.translate(DOTS))
    if match is None:
        return
    name = fold(match.group("name"))
    marked = bool(match.group("open") or match.group("comrade")) or match.group("close").strip()[:1] in ("：", ":", "—")
    known = name in people.gazetteer
    if not known and not (marked and looks_like_name(name) and name[0] not in surnames("word") and not _is_label(name)):
        return
    if is_word(name) and not marked:
        return
    unit, post = told_in_brackets(match.group("note") or "")
    yield Found(start=match.start("name"), end=match.end("name"), form=MentionForm.FULL_NAME, name=name, unit=unit, post=post)


def _is_label(name: str) -> bool:
    return any(re.fullmatch(expression.removeprefix("re:"), name) for expression, _ in rows("labels"))


@cache
def _description() -> re.Pattern[str]:
    post = rf"[^，。；、]*?(?:{words('head', 'post')})"
    life = r"(?:[男女]，[^。；]*?(?:现任|，))?"
    return re.compile(rf"(?P<name>{name_shape()})(?:同志)?，{life}(?P<told>{post}(?:、{post})*)(?=[，。；（]|$)")


def _described(text: str, people: People) -> Iterator[Found]:
    """何沛同志，男，1971年3月生，市住建局党组书记、局长; 邹海澜，副院长，1978年生"""
    for match in _description().finditer(text.translate(DOTS)):
        name = match.group("name")
        if match.start() and "\u4e00" <= text[match.start() - 1] <= "\u9fff":
            continue
        if name in people.gazetteer or looks_like_name(name):
            unit, post = split_post(trimmed(match.group("told")))
            yield Found(
                start=match.start("name"), end=match.end("name"), form=MentionForm.FULL_NAME, name=name, unit=unit, post=post
            )


def _signed(text: str, people: People) -> Iterator[Found]:
    """澜江省图书馆　丁汝谦: a line at the head or foot that ends in the author."""
    flat = text.strip()
    match = re.search(rf"(?:^|[\s\u3000]){name_shape()}$", flat.translate(DOTS))
    if match is None or len(flat) > 60 or re.search(r"[，。；！？]", flat):
        return
    shown, name = match.group().strip(), fold(match.group())
    start = text.rfind(shown)
    if name in people.gazetteer or (looks_like_name(name) and match.start() > 0 and before(text, start)):
        yield _glued(text, start, start + len(shown), name)


def _bare(text: str, found: Found) -> Found:
    """The person as one of those present: the name alone."""
    start = text.find(found.name or "", found.start, found.end)
    return replace(found, start=start, end=start + len(found.name or "")) if start >= 0 else found


def _present(text: str, end: int) -> bool:
    """Whether a list that the name stands in is told to be there: 贺一鸣、段宏参加."""
    return bool(re.match(rf"(?:、[^，。；、]{{2,12}}?)*(?:同志)?(?:等\d*人)?(?:{around('present')})", text[end : end + 60]))


def _glued(text: str, start: int, end: int, name: str) -> Found:
    lead, tail = before(text, start), after(text, end)
    unit = (tail.unit if tail else None) or (lead.unit if lead else None)
    post = (lead.post if lead else None) or (tail.post if tail else None)
    return Found(start=start, end=end, form=MentionForm.FULL_NAME, name=name, unit=unit, post=post)


def _distinct(found: list[Mention]) -> tuple[Mention, ...]:
    """Each person once for each unit and post told and each way of being introduced; bare only where no list tells more."""
    told = {mention.name for mention in found if mention.text == mention.name and (mention.unit or mention.post)}
    kept = {
        (mention.name, mention.unit, mention.post, mention.text == mention.name): mention
        for mention in reversed(found)
        if mention.unit or mention.post or mention.name not in told
    }
    return tuple(sorted(kept.values(), key=lambda mention: mention.span.start if mention.span else 0))
