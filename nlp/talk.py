"""Who speaks and of whom within a paragraph: 「王军同志批评他，…」, 「对唐蕙同志提出，…」, 「马经理，你…」."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from schema import Mention, MentionForm

from .naming import is_named, is_personal

ADVERBS = (
    r"(?:同志|也|还|又|再|就|则|先|首先|随后|接着|最后|当场|当面|直接|主动|坦率地|一再|多次|进一步|补充|会上|会前|会后|私下|现场|再次|分别|郑重|列席|"
    r"刚才|近日|谈话时|曾|均|都|在[^，。；：“”]{1,16}?(?:时|中|上|会|里|后|期间)|代表[^，。；：“”]{2,10}?|结合[^，。；：“”]{1,12}?)*"
)
TELLING = (
    r"自我批评|自我剖析|自我检视|自我检查|认为|提出|指出|检视|检讨|反映|坦言|直言|自查|承认|领读|宣读|通报|"
    r"写道|有[^，。；]{0,4}意见|作(?:了|个人|自我|对照|总结|书面|表态|补充|出)?(?:检查|发言|检视|剖析|点评|批评|讲话|汇报|说明)(?:时)?(?:说|讲|指出|提出|谈到)?"
)
"""Verbs that report a person's words wherever they follow him."""
SAYING = r"提到|提醒|点评|检查(?!组|站|出)|剖析|表示|说|讲|谈到|谈|强调|建议|希望|补充|反思|表态|回应|答复|插话|介绍|批评|评价|念|汇报|提|发言|小结|说明"
"""Verbs that do so only before a stop, a quotation, or the one spoken of."""
SAYS = re.compile(
    rf"(?:[（(][^（）()]{{0,30}}[）)])?(?:等[^，。：；]{{0,10}})?{ADVERBS}(?:(?:对|给|向|就|针对|跟)(?P<to>[^，。；：“”]{{1,18}}?))?(?:也|还|又|再|都)?"
    rf"(?P<verb>的(?:批评|意见|话|发言|建议)[^，。；：]{{0,8}}(?=：)|(?:{TELLING})说?|(?:{SAYING})说?(?=[，：:“「他她其我自]|了?[一二三两几][^，。；]{{0,3}}[条点句件]|[过了时][，：]|的?意见|[^，。；：]{{0,8}}：|[^，。；：话的]{{0,8}}“))"
    r"(?![^，。；：“”]{0,3}的(?!“))"
)
SAYS_THEN = re.compile(
    r"(?:[^，。；：“”\n]|“[^“”\n]*”){1,24}，(?:还|又|也|并|只|一再)?(?P<verb>(?:[说讲](?![明服法课和话])|写道|提出|指出|点评说|肯定)(?=[，：“「我]|[^，。；：]{0,6}“|比|是))"
)
PRONOUN_SAYS = re.compile(
    rf"(?:(?:^|[。；，：])(?:会上|随后|接着)?[他她]|，(?=[说讲谈]得?[^，。；：“]{{0,6}}：))"
    rf"(?P<verb>{ADVERBS}(?:表示|回应|答复|承认|表态|解释|检讨|强调|要求|提出|指出|提到|补充|写道|[说讲谈]得?[^，。；：“]{{0,6}}?))(?=[，：:“「])"
)
POINTS_OUT = re.compile(r"强调|要求|提出|指出|补充|还|又|再|接着|同时")
SELF = re.compile(r"[，：:“]*(?:自己|本人|我(?!们))")
ANSWERS = re.compile(r"表示|回应|答复|承认|表态|解释|检讨")
CHECKS = re.compile(r"自我|检视|检查|剖析|检讨|自查|承认|反思")
QUOTED = re.compile(r"[^，。；：“”「」]{0,8}[，：:]?(?:“[^“”]*”|「[^「」]*」)")
LINKS = r"(?:分管[^，。；：“”]{1,8}的|但是?|可是?|不过|而且?|同时|另外|此外|还有|再有|比如|例如|像|其中|特别是|尤其是|有时|去年|今年|上次|那次|昨天|据|该|本|原|时任|前任|现任|会上|(?:列席|到会|参会|与会)的)*"
STARTS = re.compile(rf"(?:^|[。；，：！？、—“‘「（〕】）\s]|\d[.．]){LINKS}$")
SENTENCE = re.compile(r"(?:^|[。；！？：“「〕】）]|——)\s*(?:(?:另外|此外|同时|还有|会上|随后|接着|昨天|刚才)，?)?$")
STOPPED = re.compile(r"(?:[^，。；：“”得]{0,8}同志|[他她其了到])?[，：:“「]")
OBJECT = re.compile(r"(?:对|给|向|由|让|被|请|找|跟|和|同|与|把|为|当|训|替|受|经|叫|问|听|因|代|从|到|托|陪|按|据|除了?|连|在)$")
SUBJECT_REACH = 14
"""Characters between a stop and a person that may still belong to him: 集团安全环保部的马振国部长."""
ADDRESSING = re.compile(
    r"(?:^|[。；，：！？—“「（〕】）\s])(?:我|也|还|再|最后|另外|下面|先|就|想|要|来|单独|斗胆|同时|接着|又|说|讲|一|句|说一说|单|专门|主要|这里|首先|给)*"
    r"(?:对|给|向|跟|批评|说一说|说说|说|接|提醒)$"
)
ADDRESSED = re.compile(
    r"(?:本人|个人|同志)?(?:这里|这边)?(?:也|再|还|就|只|想|要|多|我|单独|直接)*"
    r"(?:提|说|讲|谈|有[^，。]{0,6}意见|，|：|、|。|的意见|的批评|进行|开展|配合|[一二三两几][条点句]|$)"
)
NOTED = re.compile(r"(?:谈到|说到|提到|讲到|夸|表扬|肯定|点到|反映|评价)$")
CALLED = re.compile(r"(?:呢|啊|嘛)?，?(?:你(?!们)|您)")
BY_ME = re.compile(r"，?我(?:也|再|先|就|想|要|给|对|提|说|得|还|跟|有)")
"""How somebody who is called goes on to be spoken to: 书记我也有一讲一."""
VOCATIVE = re.compile(r"(?:呢|啊|嘛)?[，！][^。；！？]{0,40}?(?:你(?!们)|您)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A person is said to say something."""

    at: int
    """Where the words begin."""
    end: int | None
    """Where they end, when they are quoted; None when they run on."""
    speaker: Mention | None
    """None when a pronoun stands for him."""
    spoken_to: Mention | None
    of_himself: bool
    verb: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turning:
    """The words turn to a person: he is spoken to, or spoken of."""

    at: int
    person: Mention
    spoken_to: bool
    """Whether he is addressed (对王军同志，…; 马经理，你…) rather than the subject of a sentence."""


Event = Remark | Turning


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Who speaks, and to or of whom, at some place in a text."""

    speaker: Mention | None = None
    """The one who is said to say it in the text itself."""
    remark: Remark | None = None
    spoken_to: Mention | None = None
    subject: Mention | None = None
    """The last person who was the subject of a sentence."""


def events(text: str, offset: int, mentions: Sequence[Mention], *, spoken: bool) -> tuple[Event, ...]:
    """What the text tells of speakers and persons spoken of, in order; its mentions are placed in the document, where it begins at the offset.

    `spoken`: somebody's own words, in which 「江书记讲真话」 speaks of a person rather than reports him.
    """
    persons = [mention for mention in mentions if is_personal(mention)]
    found: list[Event] = list(_by_pronoun(text, offset)) if not spoken else []
    taken: set[int] = set()
    for mention in persons:
        assert mention.span is not None
        if mention.span.start in taken:
            continue
        remark = _remark(text, offset, mention, persons, strict=spoken)
        if remark is not None:
            found.append(remark)
            if remark.spoken_to is not None and remark.spoken_to.span is not None:
                taken.add(remark.spoken_to.span.start)
        elif (turning := _turning(text, offset, mention, persons, spoken=spoken)) is not None:
            found.append(turning)
    return tuple(sorted(found, key=lambda event: event.at))


def _by_pronoun(text: str, offset: int) -> Iterator[Remark]:
    """Remarks of someone named before: 她接着说，…; 他表示，…."""
    for match in PRONOUN_SAYS.finditer(text):
        quoted = QUOTED.match(text, match.end())
        yield Remark(
            at=offset + match.end(),
            end=offset + quoted.end() if quoted else None,
            speaker=None,
            spoken_to=None,
            of_himself=False,
            verb=match.group("verb"),
        )


def situation(found: Sequence[Event], at: int) -> Situation:
    """The situation at an offset of the document."""
    now = Situation()
    for event in found:
        if event.at > at:
            break
        now = _after(now, event, at)
    return now


def _after(now: Situation, event: Event, at: int) -> Situation:
    if isinstance(event, Turning):
        if event.spoken_to:
            return replace(now, spoken_to=event.person, subject=None)
        return replace(now, subject=event.person)
    speaker = event.speaker or _meant(now, event)
    topic = event.spoken_to or (speaker if event.of_himself else now.spoken_to)
    over = event.end is not None and at >= event.end
    return Situation(
        speaker=now.speaker if over else speaker,
        remark=now.remark if over else event,
        spoken_to=topic,
        subject=now.subject if event.speaker is None else None,
    )


def _meant(now: Situation, event: Remark) -> Mention | None:
    """Whom the pronoun before a verb of saying means: who answers has been spoken to, who goes on has spoken."""
    if ANSWERS.search(event.verb):
        return now.spoken_to or now.subject
    return now.speaker if POINTS_OUT.search(event.verb) else now.subject or now.speaker


def _remark(text: str, offset: int, mention: Mention, persons: Sequence[Mention], *, strict: bool) -> Remark | None:
    assert mention.span is not None
    start, end = mention.span.start - offset, mention.span.end - offset
    match = SAYS.match(text, end) or (None if strict else _later(text, end, mention))
    if match is None or not STARTS.search(text[:start]):
        return None
    if strict and not _is_report(text, start, match.end(), mention):
        return None
    if mention.form is MentionForm.POST and text[match.end() : match.end() + 1] not in "，：:“「":
        return None
    spoken_to = (
        _within(persons, offset, *match.span("to")) if match.groupdict().get("to") else _object(persons, offset, match.end())
    )
    quoted = QUOTED.match(text, match.end())
    return Remark(
        at=offset + match.end(),
        end=offset + quoted.end() if quoted else None,
        speaker=mention,
        spoken_to=spoken_to,
        of_himself=spoken_to is None and bool(CHECKS.search(match.group("verb")) or SELF.match(text, match.end())),
        verb=match.group("verb"),
    )


def _later(text: str, end: int, mention: Mention) -> re.Match[str] | None:
    """How a person is said to say something in a later clause of a sentence that he opens: …7月来看，说“…."""
    return SAYS_THEN.match(text, end) if is_named(mention) else None


def _is_report(text: str, start: int, end: int, mention: Mention) -> bool:
    """Whether a sentence inside somebody's own words is a report of another's: it opens with the full name, and a stop follows the verb."""
    named = mention.form is MentionForm.FULL_NAME or (mention.text or "").endswith("同志")
    return named and bool(SENTENCE.search(text[:start])) and bool(STOPPED.match(text, end))


def _within(persons: Sequence[Mention], offset: int, start: int, end: int) -> Mention | None:
    return next((p for p in persons if p.span is not None and start <= p.span.start - offset < end), None)


def _object(persons: Sequence[Mention], offset: int, end: int) -> Mention | None:
    """The person directly after the verb: 杜敏同志批评汪正清同志."""
    return _within(persons, offset, end, end + 1)


def _turning(text: str, offset: int, mention: Mention, persons: Sequence[Mention], *, spoken: bool) -> Turning | None:
    assert mention.span is not None
    start, end = mention.span.start - offset, mention.span.end - offset
    before = text[:start]
    if ADDRESSING.search(before) and ADDRESSED.match(text, end):
        return Turning(at=mention.span.start, person=mention, spoken_to=True)
    if spoken and SENTENCE.search(before) and (VOCATIVE.match(text, end) or BY_ME.match(text, end)):
        return Turning(at=mention.span.start, person=mention, spoken_to=True)
    if is_subject(text, start) and not _second(text, offset, mention, persons):
        return Turning(at=mention.span.start, person=mention, spoken_to=bool(CALLED.match(text, end)))
    return None


def is_subject(text: str, start: int) -> bool:
    """Whether a person named there is the one of whom the sentence tells."""
    before = text[max(0, start - SUBJECT_REACH - 1) : start]
    clause = re.split(r"[，。；：！？“”‘’「」（）\s—〕】]", before)[-1]
    if len(clause) > SUBJECT_REACH and start > SUBJECT_REACH:
        return False
    return bool(NOTED.search(before)) or not OBJECT.search(before)


def _second(text: str, offset: int, mention: Mention, persons: Sequence[Mention]) -> bool:
    """Whether another person stands before it in its clause: 婉仪同志敢在会上点老何."""
    assert mention.span is not None
    before = [p for p in persons if p.span is not None and p.span.end <= mention.span.start]
    if not before or before[-1].span is None:
        return False
    return not re.search(r"[，。；：！？、“”「」〕】）\s]", text[before[-1].span.end - offset : mention.span.start - offset])
