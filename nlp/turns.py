"""Speaker turns of minutes and opinions: whose words a paragraph holds, and to whom they are said.

「孟秋生：我直说。」 「〔毕守田〕…」 「赵明辉给田芳同志提：…」 「◎卓兰（副局长）」 「（批评）谭勇：…」
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from schema import Block, BlockRole, Document, DocumentKind, Mention, MentionForm, Span

from .lexicon import rows
from .people import People, mentions_in

SPOKEN = frozenset({DocumentKind.MINUTES, DocumentKind.CRITICISM, DocumentKind.SPEECH})
"""Kinds of documents whose labels tell who speaks; elsewhere a label tells of whom the paragraph is (谢振华同志：谋全局…)."""
NAMED = frozenset({MentionForm.FULL_NAME, MentionForm.SURNAME, MentionForm.GIVEN_NAME})
NUMBER = r"(?:[-－•●◎■]\s*|[①-⑳]\s*|\d{1,2}[.．、\s\u3000]\s*|[（(][一二三四五六七八九十\d]{1,3}[）)]\s*|[一二三四五六七八九十]{1,3}、\s*)?"
NOTE = r"(?:[（(][^（）()]{0,30}[）)])"
ACTS = r"自查|自我批评|批评|表态|回应|互评|点评|补充|插话"
BOXED = re.compile(
    rf"^\s*{NUMBER}[〔【\[（(](?P<label>[^〔〕【】\[\]（）()：:。，；]{{2,24}}{NOTE}?)[〕】\]）)]\s*(?P<name>[^：:。，；！？“”（）]{{2,14}}[：:])?"
)
ROUND = re.compile(rf"^\s*◎\s*(?P<label>[^：:。，；（(]{{2,20}}{NOTE}?)$")
PLAIN = re.compile(
    rf"^\s*{NUMBER}(?P<label>[^：:。，；！？“”《》（）()]{{2,24}}?{NOTE}?[^：:。，；！？“”《》（）()]{{0,8}}?)(?P<mark>[：:]|——)"
)
ACTING = re.compile(
    r"(?:同志|代表\S{0,8}?|自我|个人|自己|自|本人|的|关于|作了|作|做|又|再|先|补|批评|检查|检视|剖析|检讨|查摆|查|提出|提|意见|说|讲话|讲评|讲|发言|"
    r"点评|小结|总结|表态|回应|统一|答复|答|当场|插话|通报|汇报|书面|补充|最后|会前|情况|列席|要点|摘要|讲了|→|对|给|向|、|\s)*"
)
OF_HIMSELF = re.compile(r"自我|个人|自己|自查|检查|检视|剖析|检讨")
TOWARDS = re.compile(r"(?:对|给|向|→|批评)\s*$")
NARRATOR = re.compile(
    r"^\s*(?:[-—－]*\s*[（(][^）)]*[）)]\s*$|会议|会上|会后|会前|记录|整理|附[：:件]|散会|休会|随后|以上|大家|与会|主持人|最后，会|民主评议|民主测评|[甲乙丙丁戊己庚辛]、|[^，。；：“]{2,20}(?:讲话|点评|小结)(?:要点|摘要)?\s*$|[^，。；：“]{2,24}(?:点评认为|点评指出|点评说|指出|强调|认为|要求)[，：])"
)
"""How a paragraph begins that is nobody's words."""
OWNING = re.compile(
    r"我(?:先)?[作做](?:个)?(?:对照|自我|个人)?(?:检查|批评)|我的(?:问题|检查|毛病|检讨)|我自己|我检讨|自我批评|我个人|批自己|说自己"
)
"""How a speaker begins to examine himself."""
MYSELF = re.compile(r"(?:说|讲|再说|再讲)?(?:我(?:自己|个人|本人)|本人)(?:的(?:问题|检查))?")
"""A label that a speaker gives to his own faults."""
OWNING_REACH = 40
HEAD = 6
"""Blocks from the top in which a label alone on its line is a letter's salutation."""
FREQUENT = 3
"""Labels from which even those without a person's name are taken for speakers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One person's words: a labelled paragraph and those that follow it up to the next label or heading."""

    label: str
    """The speaker as labelled: 「孟秋生」「教师代表老费（离休）」."""
    span: Span
    """Where the label stands."""
    first: int
    """Index of the labelled block."""
    speaker: Mention | None = None
    """The person who speaks; None when the label names none."""
    spoken_to: Mention | None = None
    """The person to whom the label says the words go (赵明辉给田芳同志提)."""
    floor: Mention | None = None
    """The person whose turn of being discussed it is: the last who has examined himself, or whom a label stands over."""
    of_himself: bool = False
    """Whether the label says that the speaker examines himself."""


def turns(document: Document, people: People) -> tuple[Turn | None, ...]:
    """For each block the turn that it belongs to; None outside turns.

    A label counts as a speaker's when it holds a person's name and little else, or when labels recur in the document and it names no
    part of the document itself (时间：, 责任领导：).
    """
    labels = [_label(document, block, people) for block in document.blocks]
    frequent = sum(label is not None for label in labels) >= FREQUENT
    found: list[Turn | None] = []
    current: Turn | None = None
    over: Mention | None = None
    for block, label in zip(document.blocks, labels, strict=True):
        if block.role is not BlockRole.PARAGRAPH and label is None:
            current = over = None
        elif label is not None and current is not None and MYSELF.fullmatch(label.label):
            current = _over_again(current, label)
        elif label is not None and (frequent or label.speaker or label.spoken_to):
            alone = _stands_over(document, block, label)
            current = _salutation(label) if alone and _is_letter(block) else replace(label, floor=_floor(label, over))
            if label.of_himself or alone or OWNING.search(block.text[:OWNING_REACH]):
                over = label.speaker or label.spoken_to
        elif NARRATOR.match(block.text):
            current = None
        found.append(current)
    return tuple(found)


def _over_again(current: Turn, label: Turn) -> Turn:
    """The turn of whoever was speaking, who now goes on about himself (我自己：…)."""
    return replace(label, speaker=current.speaker, floor=current.speaker, of_himself=True)


def _is_letter(block: Block) -> bool:
    return block.index < HEAD and block.text.rstrip().endswith(("：", ":"))


def _salutation(label: Turn) -> Turn:
    """A letter's first line tells to whom it goes: 启明同志：."""
    return replace(label, label="", speaker=None, spoken_to=label.speaker or label.spoken_to)


def _floor(label: Turn, over: Mention | None) -> Mention | None:
    return label.speaker if label.of_himself else label.spoken_to or over


def _stands_over(document: Document, block: Block, label: Turn) -> bool:
    """Whether the label is all of its paragraph, so that it heads those that follow."""
    return label.span.end >= document.starts[block.index] + len(block.text.rstrip()) - 1


def _label(document: Document, block: Block, people: People) -> Turn | None:
    if block.role not in (BlockRole.PARAGRAPH, BlockRole.HEADING):
        return None
    for pattern in (BOXED, ROUND, PLAIN):
        match = pattern.match(block.text)
        if match is not None:
            break
    else:
        return None
    group = "name" if match.groupdict().get("name") and re.fullmatch(ACTS, match.group("label")) else "label"
    label = match.group(group).rstrip("：: ")
    start = document.starts[block.index] + match.start(group)
    turn = Turn(label=label, span=Span(start=start, end=start + len(label)), first=block.index)
    if pattern is BOXED and group == "label" and match.group().lstrip()[0] in "（(":
        return _bracketed(turn, people)
    quoted = block.text[match.end() :].lstrip()[:1] in ("“", "「")
    named = _named(turn, people, document.kind if not quoted else DocumentKind.MINUTES)
    if block.role is BlockRole.HEADING and not (
        named and named.speaker and named.spoken_to and block.text[match.end() :].strip()
    ):
        return None  # Only what one says to another is a line of its own that looks like a heading.
    return named


def _bracketed(turn: Turn, people: People) -> Turn | None:
    """A label in round brackets must be a person's: （覃光荣）…, （诸葛琳批评陈志强）…."""
    named = _named(turn, people, DocumentKind.MINUTES)
    return named if named is not None and (named.speaker or named.spoken_to) else None


@cache
def _is_part(label: str) -> bool:
    """Whether the label names a part of the document."""
    flat = re.sub(NOTE, "", label)
    return any(re.fullmatch(expression.removeprefix("re:"), flat) for expression, _ in rows("labels"))


def _named(turn: Turn, people: People, kind: DocumentKind) -> Turn | None:
    """The turn with the persons whom its label names; None for a label that is a sentence about a person."""
    bare = re.sub(NOTE, lambda note: " " * len(note.group()), turn.label)
    persons = [mention for mention in mentions_in(turn.label, turn.span.start, people) if mention.form in NAMED]
    outside = [m for m in persons if m.span is not None and bare[m.span.start - turn.span.start].strip()]
    if not outside:
        return None if _sentence(bare) or _is_part(turn.label) else turn
    first, *others = outside
    assert first.span is not None
    led = bool(TOWARDS.search(bare[: first.span.start - turn.span.start]))
    if led and not others and ACTING.fullmatch(bare[first.span.end - turn.span.start :]):
        return replace(turn, spoken_to=first)  # Who speaks may be somebody unknown: 副总经理区嘉豪对何志强.
    if not ACTING.fullmatch(_rest(bare, outside, turn.span.start)):
        return None
    if kind not in SPOKEN and len(others) == 1 and _one_to_another(bare, first, others, turn.span.start):
        return replace(turn, speaker=first, spoken_to=others[0])
    if kind not in SPOKEN:
        about = not others and not re.sub(r"同志|[\s：:]", "", _rest(bare, outside, turn.span.start))
        return replace(turn, spoken_to=first) if about else None
    if not others:
        return replace(turn, speaker=first, of_himself=bool(OF_HIMSELF.search(turn.label)))
    return replace(turn, speaker=first, spoken_to=others[0]) if _one_to_another(bare, first, others, turn.span.start) else None


def _one_to_another(bare: str, first: Mention, others: Sequence[Mention], offset: int) -> bool:
    assert first.span is not None
    assert others[0].span is not None
    between = bare[first.span.end - offset : others[0].span.start - offset]
    return len(others) == 1 and bool(TOWARDS.search(between))


def _rest(bare: str, persons: Sequence[Mention], offset: int) -> str:
    """The label without its persons."""
    rest = list(bare)
    for mention in persons:
        assert mention.span is not None
        rest[mention.span.start - offset : mention.span.end - offset] = " " * (mention.span.end - mention.span.start)
    return "".join(rest)


def _sentence(label: str) -> bool:
    """Whether a label that names nobody is a sentence rather than a source (还有一条是表扬的)."""
    return bool(re.search(r"[是了把被将着过]|第[一二三四五六七八九十]|\d{4}|的$", label))
