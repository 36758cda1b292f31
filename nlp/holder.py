"""Of whom a statement is made, resolved inside the document. A wrong person is the worst error: where two compete, nobody is named."""

import re
from collections.abc import Sequence
from dataclasses import replace

from schema import Document, DocumentKind, HolderKind, Mention, MentionForm, Span, VoiceKind

from .naming import FIRST_PERSON, SPOKEN_TO, is_named, is_personal, may_be_one
from .scenes import Scene
from .speaker import opening_remark
from .talk import Remark, Turning, is_subject

COLLECTIVE = re.compile(r"(?:领导班子|班子|党组|党委会?|党工委|总支|支部|支委会?|局党组|委党组)")
GROUP = re.compile(
    r"(?:有的|有些|个别|少数|部分|一些|某些)(?:[^，。；、“”]{0,8}?)(?:干部|同志|党员|领导|人员|负责人|成员|教师|职工|民警|委员|书记|督学|导师)"
)
UNIT = re.compile(
    r"[^，。；：、“”‘’（）\s]{1,14}?(?:局|委|办|厅|镇|乡|街道|社区|村|科|处|部|院|校|公司|集团|中心|站|所|园区|高新区|开发区|支队|大队)(?![长员书同])"
)
PATTERNS = {HolderKind.TEAM: COLLECTIVE, HolderKind.GROUP: GROUP, HolderKind.UNIT: UNIT}
TOLD_ME = re.compile(
    r"(?:批评|说|指出|提醒|点评|反馈|评价|反映|骂|讲|喊|叫|认为|提)过?(?:了)?我(?!们)[^。；]{0,6}[“：，]?$|我(?!们)“?$"
)
"""How a speaker introduces what others say of him: 同志们批评我“…."""
BODY_OPENS = re.compile(
    r"[^，。；：对给向跟把在从为]{1,8}?(?:局|委|办|厅|镇|乡|街道|社区|村|科|处|部|院|校|公司|集团|中心|站|所|支队|大队|组|班子|会计|医生|大夫)(?![长员书同])"
)
"""How a statement opens that is of a body, or of someone there."""
ACCOUNTS = frozenset({DocumentKind.SELF_CHECK, DocumentKind.REPORT, DocumentKind.RECTIFICATION})
"""Papers in which one person gives an account of himself."""
SOMEBODY = re.compile(r"[^，。；：]{0,6}?有?(?:\d+|[一二两三四五])[名位]")
"""How a statement opens that is of somebody unnamed: 这一年有1名骨干因…."""
ANOTHER = re.compile(r"(?<![头第这那每任何])(?:一|另|有|两|几)[位名个](?!人|月|多|样|一)")
"""How somebody else comes in between: 还有一位同志."""
RESPONSIBLE = re.compile(r"直接责任")
REFLEXIVE = frozenset({"自己", "自身"})
"""What may be said of whoever is told of: 庞立新同志讲自己讲得少."""
AT = frozenset({"在", "由", "是", "为", "人", "人为", "人是", "人：", "：", "属"})
"""What stands between 直接责任 and the person who bears it."""
BODIES = frozenset({VoiceKind.INSPECTION, VoiceKind.AUDIT, VoiceKind.SUPERVISION})
"""Voices of bodies, who hold against a person what he says."""
TEAM_FIRST = re.compile(r"对?(?:领导)?班子(?!里|中|会|内)")
"""How a statement opens that is the team's, wherever it stands."""
IN_CHARGE = re.compile(r"(?:同志)?所?分管的?[^，。；：]{0,12}?(?:公司|[站队]|科室)")
"""What follows a person who is told only to say whose department it is: 副局长马明分管的化肥销售队记账混乱."""
JOINED = re.compile(r"(?:同志)?、")
"""What follows the first of several persons who are at fault together."""
PRONOUN = re.compile(r"该同志|(?<![其吉])他(?![们人])|她(?!们)|其(?!中|他|它|余|实|次|间)|本人|当事人")


def holder(
    document: Document, spans: Sequence[Span], scene: Scene, kind: HolderKind, voice: VoiceKind, said_by: Mention | None
) -> Mention | None:
    """The nearest expression that tells of whom it is said; None when the document does not tell, or not surely."""
    if kind is not HolderKind.CADRE:
        return _collective(document, spans, scene, kind)
    if voice is VoiceKind.SELF:
        return _himself(document, spans, scene, said_by)
    return _criticised(document, spans, scene, voice, said_by)


def _collective(document: Document, spans: Sequence[Span], scene: Scene, kind: HolderKind) -> Mention | None:
    if kind is HolderKind.UNIT and scene.row is not None and scene.row.cells.get("unit"):
        block = scene.row.cells["unit"][0]
        return Mention(text=block.text, span=document.span_of(block), form=MentionForm.OTHER)
    pattern = PATTERNS[kind]
    start, end = spans[0].start, spans[-1].end
    match = pattern.search(document.text, start, end)
    if match is None:
        earlier = list(pattern.finditer(document.text, document.starts[document.block_at(start).index], start))
        match = earlier[-1] if earlier else None
    if match is None:
        return None
    return Mention(text=match.group(), span=Span(start=match.start(), end=match.end()), form=MentionForm.OTHER)


def _himself(document: Document, spans: Sequence[Span], scene: Scene, said_by: Mention | None) -> Mention | None:
    """我, 本人, 自己: the expression as it stands, resolved to who speaks; without a speaker the person named in the statement."""
    start, end = spans[0].start, spans[-1].end
    if SOMEBODY.match(document.text[start:end]) and not FIRST_PERSON.search(document.text, start, end):
        return None
    if said_by is None:
        return _opener(document, _inside(spans, scene), spans) or scene.subject
    match = FIRST_PERSON.search(document.text, start, end)
    named = _opener(document, _inside(spans, scene), spans)
    own = match is not None and match.group() not in REFLEXIVE
    if named is not None and is_named(named) and not may_be_one(named, said_by) and not own:
        return None
    if match is None:
        earlier = list(FIRST_PERSON.finditer(document.text, document.starts[document.block_at(start).index], start))
        match = earlier[-1] if earlier else None
    if match is None:
        return said_by
    return replace(said_by, text=match.group(), span=Span(start=match.start(), end=match.end()))


def _criticised(
    document: Document, spans: Sequence[Span], scene: Scene, voice: VoiceKind, said_by: Mention | None
) -> Mention | None:
    """The person of whom somebody else says it."""
    if scene.row is not None and scene.row.cells.get("holder"):
        opener = _opener(document, _inside(spans, scene), spans) if scene.subject is None else None
        return opener if opener is not None and opener.form is MentionForm.FULL_NAME else scene.subject
    start = spans[0].start
    text = document.text[start : spans[-1].end]
    if scene.own_words and TOLD_ME.search(document.text[document.starts[document.block_at(start).index] : start]):
        return scene.author or said_by
    opening = opening_remark(spans, scene)
    if opening is not None and opening.spoken_to is not None:
        return opening.spoken_to
    around = _Around(document, spans, scene, voice, said_by)
    if scene.author is not None and document.kind in ACCOUNTS:
        return _in_account(text, scene, around, voice)
    if SPOKEN_TO.search(text):
        return around.addressed or around.spoken_to or around.opener or around.earlier or around.section or around.floor
    if around.answerable is not None:
        return around.answerable
    if around.opener is not None and _stands_for_others(document, around.opener, spans[-1].end):
        return None
    if around.opener is not None and is_named(around.opener):
        return around.opener
    return _spoken_of(text, around) if scene.own_words and not around.narrated else _told_of(text, around)


def _in_account(text: str, scene: Scene, around: "_Around", voice: VoiceKind) -> Mention | None:
    """In somebody's account of himself others' words are of him, unless they name another."""
    if around.opener is not None and is_named(around.opener):
        return around.opener
    if voice is not VoiceKind.NARRATOR and (FIRST_PERSON.search(text) or not (around.inside or around.earlier)):
        return scene.author
    return around.named or (around.earlier if PRONOUN.search(text) or around.adjoining else None)


def _spoken_of(text: str, around: "_Around") -> Mention | None:
    """Of whom a speaker speaks in his own words."""
    if PRONOUN.search(text) or around.adjoining:
        return around.earlier or around.spoken_to or around.section or around.floor
    if around.opener is not None and around.spoken_to is not None and around.opener.form is around.spoken_to.form:
        return around.opener  # Two posts are spoken to: 我给书记、主任各提一条。书记….
    if around.earlier is not None and (around.near or around.comrades) and not BODY_OPENS.match(text):
        return around.earlier
    return (around.spoken_to if not BODY_OPENS.match(text) else None) or around.section or around.named or around.post


def _told_of(text: str, around: "_Around") -> Mention | None:
    """Of whom a paper tells."""
    topic = around.next_to or around.spoken_to or (around.section if not TEAM_FIRST.match(text) else None)
    if topic is not None:
        return topic
    if around.adjoining:
        return around.earlier
    if around.named is not None:
        return around.named
    if PRONOUN.search(text) or (around.near and not BODY_OPENS.match(text)):
        return around.earlier or around.post
    return around.post


class _Around:
    """The persons in and before a statement who may be meant, without the one who speaks."""

    def __init__(
        self, document: Document, spans: Sequence[Span], scene: Scene, voice: VoiceKind, said_by: Mention | None
    ) -> None:
        def other(mention: Mention | None) -> Mention | None:
            return None if may_be_one(mention, said_by) else mention

        start = spans[0].start
        now = scene.situation(start)
        self.narrated = now.speaker is not None
        self.inside = [m for m in _inside(spans, scene, told_of=voice in BODIES) if other(m)]
        self.addressed = _addressed(spans, scene)
        self.opener = other(_opener(document, self.inside, spans))
        self.spoken_to = other(now.spoken_to) or other(scene.spoken_to)
        self.section = other(scene.subject)
        self.floor = other(scene.floor) if voice is VoiceKind.PEER else None
        before = scene.situation(start - 1)
        next_to = next((m for m in scene.mentions if m.span is not None and m.span.end == start and is_named(m)), None)
        self.next_to = other(next_to)
        self.earlier = self.next_to or other(before.subject or (before.speaker if voice in BODIES else None))
        named = [m for m in self.inside if is_named(m)]
        self.named = named[0] if len({m.name for m in named}) == 1 else None
        self.post = self.inside[0] if len(self.inside) == 1 else None
        self.answerable = _answerable(document, spans, named)
        between = document.text[self.earlier.span.end : start] if self.earlier and self.earlier.span else "。"
        if ANOTHER.search(between):
            self.earlier = None
        self.adjoining = self.earlier is not None and len(between) <= 1
        self.comrades = voice is VoiceKind.PEER and scene.author is None
        self.near = not re.search(r"[。；！？]", between)


def _addressed(spans: Sequence[Span], scene: Scene) -> Mention | None:
    """The person whom the statement itself addresses: 马经理，你…."""
    for event in scene.events:
        if isinstance(event, Turning) and event.spoken_to and any(s.start <= event.at < s.end for s in spans):
            return event.person
    return None


def _answerable(document: Document, spans: Sequence[Span], named: Sequence[Mention]) -> Mention | None:
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


def _stands_for_others(document: Document, opener: Mention, end: int) -> bool:
    """Whether the person is the first of several, or told only to say whose department it is."""
    if opener.span is None:
        return False
    return bool(IN_CHARGE.match(document.text, opener.span.end, end) or JOINED.match(document.text, opener.span.end, end))


def _opener(document: Document, inside: Sequence[Mention], spans: Sequence[Span]) -> Mention | None:
    """The person with whom the statement opens, as the one of whom it tells."""
    first = inside[0] if inside else None
    if first is None or first.span is None:
        return None
    lead = document.text[spans[0].start : max(spans[0].start, first.span.start)]
    if re.search(r"[，。；：]", lead):
        return None
    return first if not lead or is_subject(document.text, first.span.start) else None


def _inside(spans: Sequence[Span], scene: Scene, *, told_of: bool = False) -> list[Mention]:
    """The persons named in the statement, without those who are said to say it, unless what they say is told of them."""
    opening = opening_remark(spans, scene) if not told_of else None
    reporting = {event.speaker.span for event in scene.events if isinstance(event, Remark) and event.speaker and not told_of}
    return [
        mention
        for mention in scene.mentions
        if mention.span is not None
        and is_personal(mention)
        and mention.span not in reporting
        and any(span.start < mention.span.end <= span.end for span in spans)
        and not (opening is not None and mention.span.start < opening.at)
    ]
