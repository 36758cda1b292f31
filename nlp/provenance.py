"""From whom a statement comes, by the words that tell it: a source column, a note, who is said to say it, headings, the title."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from schema import BlockRole, Document, DocumentKind, Span, VoiceKind

from .lexicon import patterns
from .ranks import standing
from .scenes import Scene
from .sections import Place

REACH = 60
"""Characters before a statement, in its block, that may lead to it."""
NOTE = 24
"""Characters after a statement that may note its source."""
GENRE = re.compile(r"(?:情况|工作|意见)?的?(?:通报|反馈|报告|函|意见)(?:（[^（）]*）)?$")
HEAD = 5
"""Blocks from the top that tell what a paper is about."""
VERBS = (
    r"反映|指出|提出|点名|通报|批评|认为|评价|写道|表扬|肯定|介绍|反馈|称赞|提到|发现|查出|查明|核验|承认|认领|检查|自查|查摆|评为|转办|交办|移交|"
    r"说|讲|写|称|点|提|夸|送|嫌"
)
TELLS = re.compile(
    rf"(?:^|[，。；：！？”、\s])(?P<who>[^，。；：！？“”\n]{{1,24}}?)(?:{VERBS})(?:过|了|到|道|得|的)?(?:我们|我|他|她|该同志|本人|班子)?"
    r"(?:[^，。；：！？“”\n]{0,6}?)(?:问题)?[，：:]?[“「]?$"
)
"""How the words before a statement end that tell who says it: 市审计局指出，“…."""
CONFESSES = re.compile(r"承认|检讨|说明中写|辩称")
"""How somebody is said to speak of his own fault."""
PEERS = re.compile(
    r"同志(?:当面|会前|会上|谈心时|谈话时)?(?:批评|提醒|指出|点|提)[我他她]|同志对[我他她][^，。；]{0,4}提出|同志(?:[^，。；]{0,6})?(?:说|讲|批评)我|同志被(?:指出|批评|提醒)"
)
"""How a colleague is said to criticise."""
OPENS = re.compile(r"[“「]?(?P<who>[^，。；：！？“”\n]{2,20}?)(?:认为|指出|写道|评价|反映|提出|说|讲|通报表扬|称)[，：“]")
"""How a statement opens that itself tells who says it: 驻局纪检监察组核验认为，…."""
ANNOUNCES = re.compile(
    r"[^，。；：！？\n]{0,30}?(?:"
    r"(?:反馈|交办|移交|转办|指出|提出|点|查出|发现|反映|通报|评议|认领|查摆|检视)(?:[^，。；：“”\n]{0,16}?)"
    r"(?:[一二三四五六七八九十两\d]+[个条项件类点方]|(?:的|以下|下列|几[个条])?(?:主要)?(?:问题|意见)(?=[，。：；有]|的?整改|办理|落实))|"
    r"意见[^。；\n]{0,24}?(?:[一二三四五六七八九十两\d]+条|[照原]话|念)|[讲说]的话[^。；\n]{0,6}(?:照念|念))"
)
"""How a sentence announces points that somebody has made: 区委考核组向班子反馈问题三个, 职工的意见归拢了三条."""
TURNS = re.compile(
    r"代表[^。]{0,10}(?:检查|查摆|检视)|对照检查|认账|个人[认检查]|[检批][查评]自己|我也|检讨|我(?:这儿|那点|也|先)"
)
"""How a speaker turns to himself."""
LISTED = re.compile(r"\s*(?:[-－—•●“]|[（(]?[一二三四五六七八九十\d]+[）)、.．\s]|[①-⑳]|第?[一二三四五六七八九十][是条]|关于)")
MARKED = re.compile(
    r"(?:第?[一二三四五六七八九十两]+[是条点个]|其[一二三四五]|首先|其次|再次|另一[条句点]|还有[一两]?[条句点]?|“[^“”]*”[^“”。]{0,40}；?|[:：；])是?[，、：]?“?$"
)
"""What stands before a point of a list inside a paragraph."""
LEAD = 30
"""Characters from a paragraph's start in which its first point stands."""
REPORTS = re.compile(r"述职|汇报人|报告人|答|本人")
COMMENTED = re.compile(r"点评|讲评|(?:同志|书记|部长|县长|组长|领导)讲话")
COMMENTS = re.compile(r"点评|评议|主持|问|讲评")
"""Labels of those who report, headings of comments, and labels of those who comment."""
ANNOUNCED = 2000
"""Characters before a point in which it may be announced."""


@lru_cache(maxsize=65536)
def sources(words: str) -> tuple[str, ...]:
    """The voices that words tell, in the order in which they tell them."""
    found = ((match.start(), label) for label, pattern in patterns("sources").items() for match in pattern.finditer(words))
    return tuple(label for _, label in sorted(found))


def provenance(document: Document, spans: Sequence[Span], place: Place, scene: Scene) -> dict[str, str]:
    """The voice told in each place that may tell it; places that tell none are left out. The first is the most telling."""
    return {where: label for where, label in _told(document, spans, place, scene) if label}


def _told(document: Document, spans: Sequence[Span], place: Place, scene: Scene) -> Iterator[tuple[str, str]]:
    start, end = spans[0].start, spans[-1].end
    block = document.block_at(start)
    opening = document.starts[block.index]
    yield "cell", _given(scene.row.text("source") if scene.row else "")
    yield "note", _noted(document.text[end : end + NOTE].split("\n")[0])
    yield "teller", _teller(document.text[max(opening, start - REACH) : start])
    yield "opener", _opener(document[spans[0]])
    yield "lead", _last(document.text[max(opening, start - REACH) : start])
    yield "label", _given(scene.label)
    yield "comment", _comment(document, place, scene)
    yield "guest", _guest(document, start, end, scene)
    yield "list", _announced(document, start, place, scene)
    for heading in reversed(place.headings):
        yield f"heading {place.headings.index(heading)}", _last(heading)
    yield "nearest", next((label for heading in reversed(place.headings) if (label := _last(heading))), "")
    yield "column", _last(place.cell.header if place.cell else "")
    yield "title", _titled(document)
    yield "head", _commonest(document.title + "".join(block.text for block in document.blocks[:HEAD]))


def _titled(document: Document) -> str:
    """The voice of whom a paper as a whole is: what its kind is called (…的通报) does not count, nor whom it is good for."""
    if document.kind is DocumentKind.NOTICE:
        return VoiceKind.SUPERVISION
    return next((label for label in sources(GENRE.sub("", document.title)) if label != VoiceKind.MASSES), "")


def _teller(before: str) -> str:
    """The voice of the one who is said to say what follows."""
    match = TELLS.search(re.split(r"[。！？]", before)[-1])
    if match is None:
        return ""
    if CONFESSES.search(match.group()):
        return VoiceKind.SELF
    return _body(match.group("who") + match.group()[-8:]) or (VoiceKind.PEER if PEERS.search(match.group()) else "")


def _opener(text: str) -> str:
    """The voice of the one with whom a statement opens, when it tells that he says it."""
    match = OPENS.match(text)
    return _body(match.group()) if match else ""


def _announced(document: Document, start: int, place: Place, scene: Scene) -> str:
    """The voice told by the sentence, or else the heading, that announces the list or the quotations to which a statement belongs."""
    block = document.block_at(start)
    opening = document.starts[block.index]
    lead = document.text[opening:start]
    if block.role is not BlockRole.PARAGRAPH or not (MARKED.search(lead) or (len(lead) <= LEAD and LISTED.match(block.text))):
        return ""
    first = block.index
    while scene.opens != opening and document.starts[first] > scene.opens:
        first -= 1
    while (
        scene.opens == opening
        and LISTED.match(block.text)
        and first
        and document.blocks[first - 1].role is BlockRole.PARAGRAPH
        and opening - document.starts[first - 1] < ANNOUNCED
    ):
        first -= 1
    for sentence in reversed(re.split(r"[。！？\n]", document.text[max(document.starts[first], start - ANNOUNCED) : start])):
        if TURNS.search(sentence):
            return ""
        match = ANNOUNCES.search(sentence)
        if match is not None and (label := _body(match.group())):
            return label
    return next((label for heading in reversed(place.headings) if ANNOUNCES.search(heading) and (label := _body(heading))), "")


def _body(words: str) -> str:
    """The voice that words tell; inspectors come first, who have checked and supervised, too."""
    found = sources(words)
    return VoiceKind.INSPECTION if VoiceKind.INSPECTION in found else found[-1] if found else ""


def _given(words: str) -> str:
    """The voice that a source's name tells: a letter is one, whoever wrote it, and so is what colleagues said at a meeting."""
    found = sources(words)
    for general, special in ((VoiceKind.MASSES, VoiceKind.PETITION), (VoiceKind.SELF, VoiceKind.PEER)):
        if found and found[0] == general and special in found:
            return special
    return next(iter(found), "")


def _guest(document: Document, start: int, end: int, scene: Scene) -> str:
    """At a meeting those who come from outside speak as superiors."""
    if document.kind is not DocumentKind.MINUTES or not scene.label:
        return ""
    if TURNS.search(document.text[max(scene.opens, start - REACH) : end]):
        return ""
    return VoiceKind.SUPERIOR if standing(document, scene.label, scene.speaker) in ("guest", "above", "level") else ""


def _comment(document: Document, place: Place, scene: Scene) -> str:
    """In a report others take the floor to comment on it, as superiors do; at a meeting the last part is theirs."""
    if document.kind is DocumentKind.MINUTES:
        return VoiceKind.SUPERIOR if COMMENTED.search(place.heading) else ""
    if document.kind is not DocumentKind.REPORT or not scene.label or REPORTS.search(scene.label):
        return ""
    if scene.speaker is None or scene.speaker.name is None:
        return VoiceKind.SUPERIOR if COMMENTS.search(scene.label) else ""
    reporting = scene.author.name if scene.author else document.issuer or ""
    return "" if scene.speaker.name in (reporting or "") else VoiceKind.SUPERIOR


def _first(words: str) -> str:
    return next(iter(sources(words)), "")


def _last(words: str) -> str:
    found = sources(words)
    return found[-1] if found else ""


def _noted(after: str) -> str:
    """The voice told by brackets after a statement: （来源：审计）."""
    head, bracket, rest = after.partition("（")
    return _first(rest.partition("）")[0]) if bracket and len(head) <= 8 else ""


@lru_cache(maxsize=256)
def _commonest(head: str) -> str:
    """The voice that the head of a paper tells most often."""
    counted = Counter(sources(head)).most_common(1)
    return counted[0][0] if counted else ""
