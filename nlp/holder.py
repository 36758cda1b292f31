"""Of whom a statement is made, resolved inside the document. A wrong person is the worst error: where two compete, nobody is named."""

import re
from collections.abc import Sequence
from dataclasses import replace

from schema import Document, DocumentKind, HolderKind, Mention, MentionForm, Span, VoiceKind

from .naming import FIRST_PERSON, SPOKEN_TO, is_named, may_be_one
from .openings import VERB
from .scenes import Scene
from .speaker import opening_remark
from .talk import Turning, is_subject
from .within import PRONOUN, answerable, antecedent, inside, opener, stands_for_others

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
    rf"(?!{VERB})[^，。；：对给向跟把在从为]{1, 8}?(?:局|委|办|厅|镇|乡|街道|社区|村|科|处|部|院|校|公司|集团|中心|站|所|支队|大队|组|班子|会计|医生|大夫)(?![长员书同])"
)
"""How a statement opens that is of a body, or of someone there."""
ACCOUNTS = frozenset({DocumentKind.SELF_CHECK, DocumentKind.REPORT, DocumentKind.RECTIFICATION})
"""Papers in which one person gives an account of himself."""
SOMEBODY = re.compile(r"[^，。；：]{0,6}?有?(?:\d+|[一二两三四五])[名位]")
"""How a statement opens that is of somebody unnamed: 这一年有1名骨干因…."""
ANOTHER = re.compile(r"(?<![头第这那每任何])(?:一|另|有|两|几)[位名个](?!人|月|多|样|一)")
"""How somebody else comes in between: 还有一位同志."""
REFLEXIVE = frozenset({"自己", "自身"})
"""What may be said of whoever is told of: 庞立新同志讲自己讲得少."""
BODIES = frozenset({VoiceKind.INSPECTION, VoiceKind.AUDIT, VoiceKind.SUPERVISION})
"""Voices of bodies, who hold against a person what he says."""
TEAM_FIRST = re.compile(r"对?(?:领导)?班子(?!里|中|会|内)")
"""How a statement opens that is the team's, wherever it stands."""
OWNED = re.compile(r"[的所]?(?:自我)?(?:检视|查摆|剖析|检查|检讨|自查)?(?:出|提出)?的?[，：]?[“「]?")
LEAD = 12
"""What stands between a person and a fault of his that a paper quotes, and how many characters it may take."""
INTRODUCED = re.compile(r"[^。；！？“”]{0,12}[。！：]")
"""What stands between a person to whom somebody turns and the words for him: 田虎同志还有一个事。"""
CHIEF = re.compile(r"(?:党组|党委|党工委|局|委|镇|乡|单位|部门)?主要(?:负责同志|负责人|领导同志|领导)|一把手")
"""A post that is told of in whoever's section."""


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
    named = opener(document, inside(document, spans, scene), spans)
    match = FIRST_PERSON.search(document.text, start, end)
    if match is None and named is not None and is_named(named) and stands_for_others(document, named, end):
        return None
    if said_by is None:
        return named or _beside(document, scene, start) or scene.subject
    own = match is not None and match.group() not in REFLEXIVE
    if named is not None and is_named(named) and not may_be_one(named, said_by) and not own:
        return None
    if match is None:
        earlier = list(FIRST_PERSON.finditer(document.text, document.starts[document.block_at(start).index], start))
        match = earlier[-1] if earlier else None
    if match is None:
        return said_by
    return replace(said_by, text=match.group(), span=Span(start=match.start(), end=match.end()))


def _beside(document: Document, scene: Scene, start: int) -> Mention | None:
    """The person named right before the words that he has owned: 关于何沛同志“…”的整改."""
    lead = max(document.starts[document.block_at(start).index], start - LEAD)
    named = [m for m in scene.mentions if m.span is not None and is_named(m) and lead <= m.span.end <= start]
    last = named[-1] if named else None
    return last if last is not None and last.span is not None and OWNED.fullmatch(document.text, last.span.end, start) else None


def _criticised(
    document: Document, spans: Sequence[Span], scene: Scene, voice: VoiceKind, said_by: Mention | None
) -> Mention | None:
    """The person of whom somebody else says it."""
    if scene.row is not None and scene.row.cells.get("holder"):
        first = opener(document, inside(document, spans, scene), spans) if scene.subject is None else None
        return first if first is not None and first.form is MentionForm.FULL_NAME else scene.subject
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
        told = around.addressed or around.called or around.opener or around.earlier or around.section
        return told or around.left or around.floor
    if around.answerable is not None:
        return around.answerable
    if around.opener is not None and stands_for_others(document, around.opener, spans[-1].end):
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
        return around.antecedent or around.earlier or around.spoken_to or around.section or around.left or around.floor
    if around.opener is not None and around.spoken_to is not None and around.opener.form is around.spoken_to.form:
        return around.opener  # Two posts are spoken to: 我给书记、主任各提一条。书记….
    if around.earlier is not None and (around.near or around.comrades) and not BODY_OPENS.match(text):
        return around.earlier
    told = around.turned or (around.spoken_to if not BODY_OPENS.match(text) else None)
    return told or around.section or around.named or around.opener or around.post


def _told_of(text: str, around: "_Around") -> Mention | None:
    """Of whom a paper tells."""
    if around.opener is not None and CHIEF.fullmatch(around.opener.text or ""):
        return around.opener
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
        self.inside = [m for m in inside(document, spans, scene, told_of=voice in BODIES) if other(m)]
        self.addressed = _addressed(spans, scene)
        self.opener = other(opener(document, self.inside, spans))
        self.turned = other(now.spoken_to)
        self.spoken_to = self.turned or other(scene.spoken_to)
        self.section = other(scene.subject)
        self.floor = other(scene.floor) if voice is VoiceKind.PEER else None
        self.left = other(scene.left) if voice is VoiceKind.PEER and scene.own_words else None
        before = scene.situation(start - 1)
        next_to = next((m for m in scene.mentions if m.span is not None and m.span.end == start and is_named(m)), None)
        self.next_to = other(next_to)
        self.earlier = self.next_to or other(before.subject or (before.speaker if voice in BODIES else None))
        named = [m for m in self.inside if is_named(m)]
        self.named = named[0] if len({m.name for m in named}) == 1 else None
        self.post = next((m for m in self.inside if m.span and is_subject(document.text, m.span.start)), None)
        self.post = self.post if len(self.inside) == 1 else None
        self.antecedent = antecedent(document, spans, self.named)
        self.answerable = answerable(document, spans, named)
        between = document.text[self.earlier.span.end : start] if self.earlier and self.earlier.span else "。"
        if ANOTHER.search(between):
            self.earlier = None
        self.adjoining = self.earlier is not None and len(between) <= 1
        self.comrades = voice is VoiceKind.PEER and scene.author is None
        self.near = not re.search(r"[。；！？]", between)
        introduced = self.earlier is not None and is_named(self.earlier) and INTRODUCED.fullmatch(between)
        self.called = self.turned or (self.earlier if introduced else None) or self.spoken_to


def _addressed(spans: Sequence[Span], scene: Scene) -> Mention | None:
    """The person whom the statement itself addresses: 马经理，你…."""
    for event in scene.events:
        if isinstance(event, Turning) and event.spoken_to and any(s.start <= event.at < s.end for s in spans):
            return event.person
    return None
