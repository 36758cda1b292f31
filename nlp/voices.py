"""Who asserts a statement, and of whom: the person behind the voice and the person behind the holder, resolved inside the document."""

import re
from collections.abc import Sequence
from dataclasses import replace

from schema import Document, HolderKind, Mention, MentionForm, Span, VoiceKind

from .people import People, mentions_in
from .scenes import Scene
from .traits import FIRST_PERSON, REPORTING, SPOKEN_TO

PERSONAL_FORMS = frozenset(
    {MentionForm.FULL_NAME, MentionForm.SURNAME, MentionForm.GIVEN_NAME, MentionForm.POST, MentionForm.MASKED}
)
ALOUD = frozenset({VoiceKind.SELF, VoiceKind.PEER, VoiceKind.SUPERIOR, VoiceKind.MASSES, VoiceKind.APPRAISAL, VoiceKind.NARRATOR})
"""Voices that a speaker label or a reporting verb may name."""
COLLECTIVE = re.compile(r"(?:领导班子|班子|党组|党委会?|党工委|总支|支部|支委会?|局党组|委党组)")
GROUP = re.compile(
    r"(?:有的|有些|个别|少数|部分|一些|某些)(?:[^，。；、“”]{0,8}?)(?:干部|同志|党员|领导|人员|负责人|成员|教师|职工|民警|委员|书记|督学|导师)"
)
UNIT = re.compile(
    r"[^，。；：、“”‘’（）\s]{1,14}?(?:局|委|办|厅|镇|乡|街道|社区|村|科|处|部|院|校|公司|集团|中心|站|所|园区|高新区|开发区|支队|大队)(?![长员书同])"
)
QUOTE_BEFORE = re.compile(r"[“”‘’]")


def speaker(document: Document, start: int, scene: Scene, kind: VoiceKind, people: People) -> Mention | None:
    """The person who says it aloud: the last one before it whom a reporting verb follows, else the turn's or row's speaker."""
    reporter = _reporter(document, start, people)
    if reporter is not None and reporter.form in PERSONAL_FORMS:
        return reporter
    if scene.speaker is not None:
        return scene.speaker
    if scene.label:
        return Mention(text=scene.label, form=MentionForm.OTHER)
    return scene.subject if kind is VoiceKind.SELF and reporter is None else None


def holder(
    document: Document,
    spans: Sequence[Span],
    scene: Scene,
    kind: HolderKind,
    voice: VoiceKind,
    said_by: Mention | None,
    people: People,
) -> Mention | None:
    """The nearest expression that tells of whom it is said, as far as the document itself resolves it."""
    if kind is HolderKind.CADRE:
        return _cadre(document, spans, scene, voice, said_by, people)
    pattern = {HolderKind.TEAM: COLLECTIVE, HolderKind.GROUP: GROUP, HolderKind.UNIT: UNIT}[kind]
    if kind is HolderKind.UNIT and scene.row is not None and scene.row.cells.get("unit"):
        block = scene.row.cells["unit"][0]
        return Mention(text=block.text, span=document.span_of(block), form=MentionForm.OTHER)
    start, end = spans[0].start, spans[-1].end
    opening = document.starts[document.block_at(start).index]
    match = pattern.search(document.text, start, end)
    if match is None:
        earlier = list(pattern.finditer(document.text, opening, start))
        match = earlier[-1] if earlier else None
    if match is None:
        return None
    return Mention(text=match.group(), span=Span(start=match.start(), end=match.end()), form=MentionForm.OTHER)


def _cadre(
    document: Document, spans: Sequence[Span], scene: Scene, voice: VoiceKind, said_by: Mention | None, people: People
) -> Mention | None:
    start, end = spans[0].start, spans[-1].end
    text = document.text[start:end]
    opening = document.starts[document.block_at(start).index]
    inside = [m for m in mentions_in(text, start, people) if m.form in PERSONAL_FORMS]
    if voice is VoiceKind.SELF:
        return _speaking_of_himself(document, start, end, opening, said_by or scene.subject)
    said = said_by.name if said_by is not None else None
    inside = [m for m in inside if said is None or m.name != said or m.form is not MentionForm.FULL_NAME]
    if inside:
        return _best(inside)
    if scene.row is not None and scene.row.cells.get("holder"):
        return scene.subject
    before = [m for m in mentions_in(document.text[opening:start], opening, people) if m.form in PERSONAL_FORMS]
    before = [m for m in before if (said is None or m.name != said) and not _reports(document, m)]
    if SPOKEN_TO.search(text) and scene.subject is not None and not before:
        return scene.subject
    if before:
        return before[-1]
    return scene.subject if scene.subject is not None and scene.subject.name != said else None


def _best(mentions: list[Mention]) -> Mention:
    """The first that names a person outright; else the first."""
    named = [m for m in mentions if m.form is not MentionForm.POST]
    return (named or mentions)[0]


def _speaking_of_himself(document: Document, start: int, end: int, opening: int, said_by: Mention | None) -> Mention | None:
    """我, 本人, 自己: the expression as it stands, resolved to who speaks."""
    match = FIRST_PERSON.search(document.text, start, end)
    if match is None:
        earlier = list(FIRST_PERSON.finditer(document.text, opening, start))
        match = earlier[-1] if earlier else None
    if said_by is None:
        return None
    if match is None:
        return said_by
    return replace(said_by, text=match.group(), span=Span(start=match.start(), end=match.end()))


def _reporter(document: Document, start: int, people: People) -> Mention | None:
    """The last person before the offset, in its block, who is said to say something."""
    opening = document.starts[document.block_at(start).index]
    before = mentions_in(document.text[opening:start], opening, people)
    reporting = [mention for mention in before if mention.form in PERSONAL_FORMS and _reports(document, mention)]
    return reporting[-1] if reporting else None


def _reports(document: Document, mention: Mention) -> bool:
    """Whether a reporting verb follows the mention closely: 「陆元亮同志认为」, 「曾宪梅同志在点评时指出」, 「（一）万钧同志检视了」."""
    assert mention.span is not None
    following = document.text[mention.span.end : mention.span.end + 10]
    match = REPORTING.search(following.split("。")[0].split("，")[0])
    return match is not None and not QUOTE_BEFORE.search(following[: match.start()])
