"""Who answers for a rectification and until when, by labels (责任领导：马翔　时限：6月底), table cells and the sentences' own words."""

import re
from collections.abc import Iterable, Iterator, Sequence

from schema import Document, Mention, MentionForm, Span

from .deadlines import deadline
from .people import People, mentions_in, parse_mention, split_people
from .tables import Row

OFFICE = r"(?:领导|负责人|人员|人|单位|科室|股室|处室|部门|科|处|室)"
LABEL = rf"(?:(?:责任|牵头|主责|主办|督办|督促|监督|包保|包案|包联|包村|承办|经办|落实|整改|盯办)(?:县|校|局|院|市|区|镇|乡|委|公司)?{OFFICE}|谁来改|谁负责|负责人)"
DATE_LABEL = r"(?:整改|完成|办结|办理|落实|计划|承诺)?(?:时限|期限|完成时间|时间要求)"
LABELLED = re.compile(
    rf"{LABEL}\s*[：:为是]?\s*(?P<after>[^，。；：:（）()\s|]{{2,24}}?)(?:同志)?"
    rf"(?=[，。；（）()\s|]|$|(?:同志)?(?:牵头|负责|督办|跟踪|包保|抓|盯|落实|会同|组织|逐|每|直接|带队|挂帅|具体)|{LABEL}|{DATE_LABEL})"
)
DATED = re.compile(rf"{DATE_LABEL}\s*[：:为是]\s*(?P<after>[^。；\n|]{{2,40}})")
FIELD = re.compile(rf"^\W*(?:{LABEL}|{DATE_LABEL})\s*[：:为是]?|^[^。；]{{0,28}}(?:牵头|负责|督办|挂帅|负总责)\W*$")
"""A sentence or line that only tells who answers for it or until when."""
BY = re.compile(
    r"(?:由|责成)(?P<after>[^，。；（）]{2,24}?)(?:同志)?(?=(?:同志)?(?:牵头|负责|督办|跟踪|包保|抓|盯|落实|会同|组织|逐|每|直接|带队|挂帅|具体|约谈|专人|主办|经办|领办|任组长|担任|归口|于|在|作出|\d))"
)
DUTY = re.compile(
    r"(?:[、和与及][^，。；、]{2,12}?)?(?:同志|两位|三位|主任|书记|院长|本人|继续|亲自|共同|分头|逐[一件户项]|总|来|先){0,3}"
    r"(?:牵头|负责|负总责|具体|挂帅|包[保到抓联案干]|督办|领办|主办|经办|担任组长|任组长|盯|跟踪|带队|接手|来接|抓月报)"
)
CALLED_ON = re.compile(r"(?:由|责成|交由|指定)$")
COLLECTIVE_END = re.compile(
    r"(?:局|委|办|科室?|处|部|室|站|所|中心|镇|乡|街道|党委|党组|支部|公司|集团|院|校|组|村|社区|支队|大队|政府|农场|股)$"
)
EMPTY = frozenset({"", "无", "/", "—", "-", "——"})
STOPS = "。；"
LONGEST_NOTE = 60


def notes(document: Document, told: Sequence[Span], starts: Iterable[int]) -> tuple[Span, ...]:
    """The sentences of what is told, and those that follow and only tell duties and dates, up to the next problem."""
    ahead = sorted(starts)
    found: dict[int, Span] = {}
    for span in told:
        stop = next((start for start in ahead if start >= span.end), len(document.text))
        for note in _following(document, span, stop):
            found[note.start] = note
    return tuple(found[start] for start in sorted(found))


def row_owners(row: Row | None, people: People) -> tuple[Mention, ...]:
    """Who answers by the row's cells."""
    expressions = [expression for block in (row.duties if row else ()) for expression in split_people(block.text)]
    return distinct(_owner(expression, people) for expression in expressions if expression not in EMPTY)


def named_owners(document: Document, note: Span, people: People) -> tuple[Mention, ...]:
    """Who answers by a sentence's own words: 由王敏同志牵头, 责任科室：规划财务科, 田凤负责落实."""
    text = document[note]
    found: list[Mention] = []
    for pattern in (LABELLED, BY):
        for match in pattern.finditer(text):
            found += [_owner(one, people) for one in split_people(match["after"]) if _is_owner(one, people)]
    for mention in mentions_in(text, note.start, people):
        assert mention.span is not None
        before, after = text[: mention.span.start - note.start], text[mention.span.end - note.start :][:24]
        if mention.form is not MentionForm.OTHER and (DUTY.match(after) or CALLED_ON.search(before)):
            found.append(mention)
    return distinct(found)


def noted_deadline(document: Document, note: Span) -> str | None:
    """The date that a label tells (时限：2024年6月底)."""
    match = DATED.search(document[note])
    return deadline(match["after"], document.date, stated=True) if match else None


def row_deadline(document: Document, row: Row | None) -> str | None:
    """The date that the row's cell tells."""
    text = row.text("deadline") if row else ""
    return deadline(text, document.date, stated=True) if text else None


def distinct(owners: Iterable[Mention]) -> tuple[Mention, ...]:
    """Each person or unit once, the first mention of each."""
    found: dict[str, Mention] = {}
    for one in owners:
        found.setdefault(one.name or one.text or "", one)
    return tuple(found.values())


def _following(document: Document, span: Span, limit: int) -> Iterator[Span]:
    block = document.block_at(span.start)
    offset, end = document.starts[block.index], document.starts[block.index] + len(block.text)
    start = max(*(document.text.rfind(stop, offset, span.start) + 1 for stop in STOPS), offset)
    finish = _sentence_end(document.text, span.end, end)
    yield Span(start=start, end=finish)
    at = finish + 1
    while at < min(end, limit):
        finish = min(_sentence_end(document.text, at, end), limit)
        if not FIELD.match(document.text[at:finish]):
            return
        yield Span(start=at, end=finish)
        at = finish + 1
    for later in document.blocks[block.index + 1 :]:
        start = document.starts[later.index]
        if start >= limit or len(later.text) > LONGEST_NOTE or not FIELD.match(later.text):
            return
        yield Span(start=start, end=start + len(later.text))


def _sentence_end(text: str, at: int, end: int) -> int:
    return min((found for stop in STOPS if (found := text.find(stop, at, end)) >= 0), default=end)


def _is_owner(expression: str, people: People) -> bool:
    return bool(COLLECTIVE_END.search(expression)) or parse_mention(expression, people).form is not MentionForm.OTHER


def _owner(expression: str, people: People) -> Mention:
    if COLLECTIVE_END.search(expression):
        return Mention(text=expression, form=MentionForm.OTHER)
    return parse_mention(expression, people)
