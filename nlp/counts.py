"""What a document says of how many problems there are and how many are done: 巡察反馈的25个问题，已完成19个，其余6个正在推进."""

import re
from collections.abc import Iterator

from schema import Block, BlockRole, Count, Counted, CountKind, Document, Span

from .numerals import NUMERAL, number_of

MEASURE = r"(?:个|项|条|件)"
MATTER = r"(?:问题|整改任务|整改事项|反馈意见|整改清单|事项|任务|意见)"
QUALITY = r"(?:(?:具体|主要|突出|方面的?|重点|共性|整改|反馈|大|小|类)*)"
BARE = r"(?<![第约近\d〇零一二两三四五六七八九十百千.:：年月日前])(?<!至)"
"""A number that neither goes on nor is an ordinal."""

LISTING = r"(?:反馈|指出|查摆|查找|发现|查出|列出|检视|认领|移交|梳理|提出|找出|点出|交办|下达|对照)"
TOTALS = (
    # 反馈的3个方面32项问题; 26个具体问题
    re.compile(rf"{BARE}(?P<number>{NUMERAL})(?P<unit>{MEASURE}){QUALITY}(?P<matter>{MATTER})(?![^，。；、：]{{0,2}}线索)"),
    # 反馈问题22个; 查摆问题共12个; 列出问题六类二十五个
    re.compile(
        rf"(?P<matter>{MATTER})(?:，?一?共计?|，?合计|，?总计)?(?:{NUMERAL}(?:大?类|个方面))?(?P<number>{NUMERAL})(?P<unit>{MEASURE})"
        r"(?![^，。；]{0,3}(?:小时|月|工作日))"
    ),
    # 全部18项，已销号7项; 合计：18项; 台账所列18项
    re.compile(
        rf"(?:合计|总计|全部|以上|上述|一共|共计|所列|共)[：:]?(?P<number>{NUMERAL})(?P<unit>{MEASURE})(?=[^一-鿿]|$|中|全|均|都|已|问题)"
    ),
)
GAP = r"(?:了|的|有|各|为|共)?"
AFTER = r"(?:问题|事项|任务)?(?:均|都|也)?(?:已经?)?(?:全部)?(?:未到时限)?"
DONE = r"(?:已经?)?(?:全部)?(?:完成整改|整改完成|整改到位|完成|整改|销号|办结|办完|解决|销|改好)"
WORDS = {
    CountKind.MOSTLY: r"(?:已)?(?:基本完成(?:整改)?|取得阶段性成效|阶段性完成)",
    CountKind.NOT_STARTED: r"(?:尚未|未|还未|没有)(?:启动|动)",
    CountKind.LONG_TERM: r"(?:需要?|须|转入|列入)?长期(?:坚持|推进|整改|任务)",
    CountKind.RELAPSED: r"(?:出现)?(?:反弹|回潮)",
    CountKind.IN_PROGRESS: r"(?:正在|仍在|尚在|还在|持续|正|在)?(?:推进中?|整改中|办理中)|(?:正在|仍在|尚在|还在)(?:整改|办理?|做)|(?:尚未|未)(?:完成|销号|办结)",
    CountKind.COMPLETED: DONE,
}
REST = r"(?:其余|剩余|余下|剩下|另外|另有|另|还有|尚有|尚余|仅剩|还剩)"
UNDONE = re.compile(r"(?:未|没|没有|不能|难以|待|将|拟|前|力争|确保|争取|要)$")
SENTENCE = re.compile(r"[^。！？\n]+")
NUMBERED = re.compile(r"\s*(?:\d{1,2}[.．、])?")
"""The number that a paragraph opens with: in 3.17个问题已销号7个 the problems are 17."""
BY = re.compile(r"(?:共|共计|全部|对|以上|一共|合计)*(?P<by>[^，。；：、（）“”.．\s]{2,24}?)(?:的|所|上|时|共)*$")
ELSEWHERE = re.compile(r"上一?年度?|去年|前年|上一?[次轮届]|往年|上(?:半年|季度)|历次|以往")
YEAR = re.compile(r"(20\d\d)年")
LEAST = 2
"""Fewer problems than this are not counted: 一个问题 introduces one."""


def counts(document: Document) -> tuple[Count, ...]:
    """The passages that count problems, in order, not yet compared with what is listed."""
    return tuple(one for block in document.blocks if _counts(block) for one in _in_block(document, block))


def _counts(block: Block) -> bool:
    return block.role in (BlockRole.PARAGRAPH, BlockRole.CELL, BlockRole.NOTE)


def _in_block(document: Document, block: Block) -> Iterator[Count]:
    offset = document.starts[block.index]
    number = NUMBERED.match(block.text)
    for sentence in SENTENCE.finditer(block.text, number.end() if number else 0):
        totals = list(_totals(sentence.group()))
        edges = [*(match.start("number") for match in totals[1:]), len(sentence.group())]
        for match, edge in zip(totals, edges, strict=False):
            yield from _count(document, sentence.group(), match, edge, offset + sentence.start())
        if not totals:
            yield from _rest(sentence.group(), offset + sentence.start())


def _totals(sentence: str) -> Iterator[re.Match[str]]:
    """The totals of the sentence that are followed by numbers of their parts, or are said to be found, without overlap."""
    found = sorted((match for pattern in TOTALS for match in pattern.finditer(sentence)), key=lambda match: match.start("number"))
    last = -1
    for match in found:
        if match.start("number") >= last and number_of(match["number"]) >= LEAST and _is_total(sentence, match):
            yield match
            last = match.end()


def _is_total(sentence: str, match: re.Match[str]) -> bool:
    before, after = sentence[: match.start("number")], sentence[match.end() :]
    if re.search(rf"(?:{REST}|{DONE}|未完成|尚未[^，]*|对|其中|新增|{NUMERAL}{MEASURE})的?$", before):
        return False
    if next(_parts(after.partition("；")[0]), None) is not None:
        return True
    return bool(
        re.search(rf"{LISTING}(?:了|出了?|的|我们?|问题|党组|[^，。；]{{0,10}}(?:方面|大?类))*(?:共|共计)?$", before)
    ) or bool(
        re.search(rf"{LISTING}[^，。；]{{0,4}}$", before)
        and match["matter" if "matter" in match.groupdict() else "unit"] == "问题"
    )


def _count(document: Document, sentence: str, match: re.Match[str], edge: int, offset: int) -> Iterator[Count]:
    total = _counted(CountKind.TOTAL, match["number"], match.start("number"), match.end(), offset)
    parts = [
        Counted(kind=kind, number=number, span=Span(start=offset + match.end() + start, end=offset + match.end() + end))
        for kind, number, start, end in _parts(sentence[match.end() : edge])
    ]
    parts = [part for part in parts if part.number <= total.number]
    by = BY.search(sentence[: match.start()].rstrip("，：: "))
    start = match.start("by") if "by" in match.groupdict() else match.start()
    if by is not None:
        start = by.start("by")
    numbers = (total, *parts)
    yield Count(
        span=Span(start=offset + start, end=numbers[-1].span.end),
        numbers=numbers,
        by=Span(start=offset + by.start("by"), end=offset + by.end("by")) if by is not None else None,
        own=_is_own(document, sentence[: match.end()]),
    )


def _rest(sentence: str, offset: int) -> Iterator[Count]:
    """剩余2项正在推进 in a sentence of its own."""
    match = re.match(
        rf"[^，]{{0,4}}?(?P<rest>{REST}(?:的)?(?P<number>{NUMERAL})(?:{MEASURE})(?:问题|事项|任务)?)[^，。；]{{0,8}}?(?:推进|整改|办理)",
        sentence,
    )
    if match is not None:
        number = _counted(CountKind.REST, match["number"], match.start("rest"), match.end("rest"), offset)
        yield Count(
            span=Span(start=offset + match.start("rest"), end=offset + match.end()), numbers=(number,), by=None, own=False
        )


def _parts(text: str) -> Iterator[tuple[CountKind, int, int, int]]:
    """Kind, number, start and end of each part's number, in order: 已完成19个, 2个需长期坚持, 其余4个."""
    for match in PART.finditer(text):
        if match["rest"]:
            kind = next((kind for kind in WORDS if match[f"rest_{kind}"]), CountKind.REST)
        else:
            kind = next(kind for kind in WORDS if match[f"before_{kind}"] or match[f"after_{kind}"])
        if kind is CountKind.COMPLETED and UNDONE.search(text[: match.start()]):
            continue
        written = match["number_before"] or match["number_after"] or match["number_rest"]
        yield kind, number_of(written), match.start(), match.end()


def _alternatives(place: str) -> str:
    return "|".join(f"(?P<{place}_{kind}>{words})" for kind, words in WORDS.items())


PART = re.compile(
    rf"(?P<rest>{REST})(?:的)?(?P<number_rest>{NUMERAL})(?:{MEASURE}){AFTER}(?:{_alternatives('rest')})?"
    rf"|(?:{_alternatives('before')}){GAP}(?P<number_before>{NUMERAL})(?:{MEASURE})"
    rf"|(?P<number_after>{NUMERAL})(?:{MEASURE}){AFTER}(?:{_alternatives('after')})"
)


def _counted(kind: CountKind, written: str, start: int, end: int, offset: int) -> Counted:
    return Counted(kind=kind, number=number_of(written), span=Span(start=offset + start, end=offset + end))


def _is_own(document: Document, words: str) -> bool:
    """Whether it is this paper's list that is counted: neither an earlier year's nor, unless the title names it, another paper's."""
    if ELSEWHERE.search(words):
        return False
    told = YEAR.findall(words)
    return not told or document.date is None or told[-1] in document.title or told[-1] == document.date[:4] or "截至" in words
