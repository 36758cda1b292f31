"""The persons within a statement: who opens it, who answers for it, who is told of aside."""

import re
from collections.abc import Sequence

from schema import Document, Mention, Span

from .naming import is_named, is_personal
from .scenes import Scene
from .speaker import opening_remark
from .talk import Remark, is_subject

RESPONSIBLE = re.compile(r"直接责任")
AT = frozenset({"在", "由", "是", "为", "人", "人为", "人是", "人：", "：", "属"})
"""What stands between 直接责任 and the person who bears it."""
LEADING = re.compile(r"(?:同志)?(?:对[^，。；]{0,10})?(?:应当?|要)?(?:负有?|承担)(?:主要|重要|一定的?)?领导责任")
"""What follows a person who answers for it only as the leader: the fault stays that of those whom he leads."""
AIMED_FROM = re.compile(r"[对给向]$")
AIMED = re.compile(r"(?:提|的|提的)(?:批评|意见|监督|提醒|建议)")
"""What stands before and after a person at whom words are aimed of which something is said: 对主要负责同志的批评集中在…."""
IN_CHARGE = re.compile(r"(?:同志)?所?分管的?[^，。；：]{0,12}?(?:公司|[站队]|科室)")
"""What follows a person who is told only to say whose department it is: 副局长马明分管的化肥销售队记账混乱."""
JOINED = re.compile(r"(?:同志)?、")
"""What follows the first of several persons who are at fault together."""
PRONOUN = re.compile(r"该同志|(?<![其吉])他(?![们人])|她(?!们)|其(?!中|他|它|余|实|次|间)|本人|当事人")


def antecedent(document: Document, spans: Sequence[Span], named: Mention | None) -> Mention | None:
    """The one person named in a statement, where he stands before its first pronoun as the one of whom it tells."""
    if named is None or named.span is None or not is_subject(document.text, named.span.start):
        return None
    pronoun = PRONOUN.search(document.text, spans[0].start, spans[-1].end)
    return named if pronoun is not None and named.span.end <= pronoun.start() else None


def answerable(document: Document, spans: Sequence[Span], named: Sequence[Mention]) -> Mention | None:
    """The person whom the statement itself holds directly responsible."""
    for span in spans:
        for match in RESPONSIBLE.finditer(document.text, span.start, span.end):
            after = [m for m in named if m.span is not None and document.text[match.end() : m.span.start] in AT]
            if after:
                return after[0]  # 直接责任在光明身上.
            before = [m for m in named if m.span is not None and span.start <= m.span.start and m.span.end <= match.start()]
            if (
                before
                and before[-1].span is not None
                and not re.search(r"[。；]", document.text[before[-1].span.end : match.start()])
            ):
                return before[-1]
    return None


def stands_for_others(document: Document, opener: Mention, end: int) -> bool:
    """Whether the person is the first of several, or told only to say whose department it is."""
    if opener.span is None:
        return False
    return bool(IN_CHARGE.match(document.text, opener.span.end, end) or JOINED.match(document.text, opener.span.end, end))


def opener(document: Document, inside: Sequence[Mention], spans: Sequence[Span]) -> Mention | None:
    """The person with whom the statement opens, as the one of whom it tells."""
    first = inside[0] if inside else None
    if first is None or first.span is None:
        return None
    lead = document.text[spans[0].start : max(spans[0].start, first.span.start)]
    if re.search(r"[，。；：]", lead):
        return None
    return first if not lead or is_subject(document.text, first.span.start) else None


def inside(document: Document, spans: Sequence[Span], scene: Scene, *, told_of: bool = False) -> list[Mention]:
    """The persons of whom the statement may tell, without those who are said to say it, unless what they say is told of them alone."""
    within = [
        mention
        for mention in scene.mentions
        if mention.span is not None
        and is_personal(mention)
        and any(span.start < mention.span.end <= span.end for span in spans)
        and not _is_aside(document.text, mention.span)
    ]
    opening = opening_remark(spans, scene)
    reporting = {event.speaker.span for event in scene.events if isinstance(event, Remark) and event.speaker}
    telling = [m for m in within if m.span in reporting or (opening is not None and m.span and m.span.start < opening.at)]
    others = [m for m in within if m not in telling]
    return within if told_of and not any(is_named(m) for m in others) else others


def _is_aside(text: str, at: Span) -> bool:
    """Whether the person answers only as the leader, or is one at whom words are aimed of which the statement tells."""
    return bool(LEADING.match(text, at.end) or (AIMED_FROM.search(text[: at.start][-1:]) and AIMED.match(text, at.end)))
