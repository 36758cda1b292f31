"""Signs of who speaks and of whom: by words of the statement, by what leads to it, and by the persons around it."""

import re
from collections.abc import Iterator, Sequence

from schema import Document, Mention, Span

from .meant import meant
from .naming import FIRST_PERSON, SPOKEN_TO, is_named, is_personal, may_be_one
from .openings import PERSONS, SOME, UNITS, crowds, told_holder
from .ranks import standing
from .scenes import Scene
from .sections import Place
from .speaker import opening_remark
from .within import PRONOUN

COUNTED = re.compile(
    rf"(?:有)?(?:\d+|[一二两三四五六七八九十]+)(?:名|位|个|家)(?:[^，。；]{{0,6}}?)(?:(?P<persons>{PERSONS})|(?P<units>{UNITS}))"
)
TEAM = re.compile(
    r"班子|党组(?!书记|成员)|党委(?!书记|委员)|党工委(?!书记)|支委|支部(?!书记)|总支|中心组|三重一大|民主集中|议事|常委会|党委会|集体"
)
UNIT = re.compile(
    r"(?:局|委|办|镇|乡|街道|村|社区|科室?|处|部|厅|院|校|公司|集团|中心|站|所|县|区|窗口|大队|支队|系统|项目)(?![长员书同])"
)
WE = re.compile(r"我们|咱们|我(?:局|委|市|县|区|乡|镇|校|院|行|厅|省|州|旗|村|处|公司|单位)")
YOU_ALL = re.compile(r"你们|你(?:局|委|单位|院|校|县|镇|乡)")
PHASES = (
    (
        "team",
        re.compile(
            r"代表(?:领导)?(?:班子|党组|党委|党工委|支部|支委|总支|局党组|委党组)|班子(?:先|的?(?:检查|查摆|检视|材料|问题|对照))|(?:党组|党委|支部|支委会)(?:先|的?(?:检查|查摆|检视|对照|问题))"
        ),
    ),
    (
        "own",
        re.compile(
            r"我(?:先)?[作做](?:个)?(?:对照|自我|个人)?(?:检查|批评)|我的(?:问题|检查|毛病|检讨)|我自己|我检讨|自我|我个人|批自己|说自己|个人(?:检查|检视|剖析|发言)|检讨|本人|我(?!们)"
        ),
    ),
    ("other", re.compile(r"(?:给|对|向)[^，。；：]{1,12}?(?:提|说|讲)|批评(?!教育)|提(?:[一二两三几]|点|个)|意见|你(?!们)|您")),
)
"""What a speaker has turned to, by the last words of the kind before a statement."""
OWNING = re.compile(
    r"自身|我们自己|自己(?:也|家)|家丑|本(?:院|局|委|部|校|镇|乡|单位|机关)|我作为|我(?:分管|负责|主管|联系|包抓|这儿|这里|也有|自己|本人|当时|没|签|认)|"
    r"我们(?:镇|乡|局|县|市|委|街道|部|中心|区|州|院|校|厅)|(?:板子|责任|账)[^，。；]{0,6}我"
)
"""How somebody who speaks of others turns to himself or to his own house."""
OWNING_REACH = 40
PARTS = (
    ("guides", re.compile(r"督导|指导|点评|上级|到会|领导")),
    ("sits in", re.compile(r"列席")),
    ("member", re.compile(r"主持|出席|参加|班子成员|参会|到会人员|人员")),
    ("writes", re.compile(r"记录|整理")),
)
"""What part a person takes in a meeting, by the words before the list that names him."""
ATTENDANCE = re.compile(r"(?:^|[。；，\s])([^：:。；，\s]{2,12})[：:]([^。；：]*)")
HEAD = 12
"""Blocks from the top in which attendance is told."""


def bearings(document: Document, spans: Sequence[Span], place: Place, scene: Scene) -> Iterator[str]:
    """All the signs of a statement; `place` and `scene` are those of its first block."""
    text = "".join(document[span] for span in spans)
    yield from _worded(text)
    yield from _led(document, spans, scene)
    yield from _personal(document, spans, scene)
    yield from _settled(document, place, scene)
    told = told_holder(document, spans, scene) or "nobody"
    yield f"told {told}"
    words = "".join(document[span] for span in spans)
    yield from crowds(words)
    yield from meant(document, spans, scene, told)


def _worded(text: str) -> Iterator[str]:
    """What the statement itself tells."""
    for name, pattern in (
        ("I", FIRST_PERSON),
        ("you", SPOKEN_TO),
        ("he", PRONOUN),
        ("we", WE),
        ("you all", YOU_ALL),
        ("team", TEAM),
        ("unit", UNIT),
    ):
        found = pattern.search(text)
        if found:
            yield f"has {name}"
            if found.start() <= 8:
                yield f"opens with {name}"
    for name, pattern in (("some", SOME), ("counted", COUNTED)):
        match = pattern.match(text) or None
        if match:
            yield f"opens with {name} {match.lastgroup}"
        elif found := pattern.search(text):
            yield f"has {name} {found.lastgroup}"


def _led(document: Document, spans: Sequence[Span], scene: Scene) -> Iterator[str]:
    """What the words before tell, from where the speaker began."""
    start = spans[0].start
    lead = document.text[scene.opens : start]
    last = {name: max((match.end() for match in pattern.finditer(lead)), default=-1) for name, pattern in PHASES}
    if max(last.values()) >= 0:
        yield f"phase {max(last, key=lambda name: last[name])}"
    opening = document.starts[document.block_at(start).index]
    if OWNING.search(document.text[max(opening, start - OWNING_REACH) : spans[-1].end]):
        yield "owns"
    near = document.text[max(opening, start - 16) : start]
    for name, pattern in (
        ("I", FIRST_PERSON),
        ("you", SPOKEN_TO),
        ("he", PRONOUN),
        ("we", WE),
        ("you all", YOU_ALL),
        ("team", TEAM),
        ("unit", UNIT),
    ):
        if pattern.search(near):
            yield f"near before {name}"


def _personal(document: Document, spans: Sequence[Span], scene: Scene) -> Iterator[str]:
    """Who is named in it and before it, and how."""
    now = scene.situation(spans[0].start)
    speaker = now.speaker or scene.speaker or scene.author
    if now.remark is not None:
        yield "reported"
        yield f"reported {now.remark.verb[:4]}"
        yield f"reported of himself {now.remark.of_himself}"
    for name, person in (
        ("spoken to", now.spoken_to or scene.spoken_to),
        ("subject", now.subject),
        ("section", scene.subject),
        ("floor", scene.floor),
    ):
        if person is not None:
            yield f"{name} {'himself' if may_be_one(person, speaker) else person.form}"
    opening = opening_remark(spans, scene)
    if opening is not None:
        yield "opens with remark"
    inside = [
        m for m in scene.mentions if m.span is not None and is_personal(m) and any(s.start < m.span.end <= s.end for s in spans)
    ]
    yield f"inside {len(inside) and min(len(inside), 2)}"
    for mention in inside[:1]:
        yield f"first inside {'himself' if may_be_one(mention, speaker) else mention.form}"
        yield f"first inside at {_distance(mention, spans)}"
    if not any(is_named(m) for m in inside) and inside:
        yield "only posts inside"


def _distance(mention: Mention, spans: Sequence[Span]) -> str:
    assert mention.span is not None
    distance = mention.span.start - spans[0].start
    return "start" if distance <= 1 else "near" if distance <= 8 else "far"


def _settled(document: Document, place: Place, scene: Scene) -> Iterator[str]:
    """What holds for the block: whose words, whose paper, whose row, what part of the meeting he takes."""
    yield f"words {'own' if scene.own_words else 'told'}"
    yield f"author {scene.author is not None}"
    yield f"labelled {'person' if scene.speaker and scene.label else 'other' if scene.label else 'not'}"
    if scene.speaker is not None:
        yield f"takes part as {_attendance(document, scene.speaker)}"
    if scene.label or scene.speaker is not None:
        yield f"stands {standing(document, scene.label, scene.speaker)}"
    if TEAM.search(document.title) or TEAM.search(document.issuer or ""):
        yield "team's paper"
    if scene.row is not None:
        yield f"row of {_kind_of(scene.row.text('holder'), scene)}"
        yield f"row by {_kind_of(scene.row.text('speaker'), scene)}"
    for heading in place.headings[-1:]:
        yield f"heading of {_kind_of(heading, scene)}"


def _attendance(document: Document, speaker: Mention) -> str:
    """What part the head of the minutes tells that a person takes; empty when it does not."""
    for block in document.blocks[:HEAD]:
        for match in ATTENDANCE.finditer(block.text):
            if speaker.name and speaker.name in match.group(2):
                return next((part for part, pattern in PARTS if pattern.search(match.group(1))), "")
    return ""


def _kind_of(words: str, scene: Scene) -> str:
    """Whether words name a team, a unit, or a person."""
    if not words:
        return "nobody"
    if scene.subject is not None and scene.subject.name and scene.subject.name in words:
        return "person"
    if re.search(r"同志|个人", words) and not TEAM.search(words):
        return "person"
    if re.search(r"班子|党组|党委|支部|党工委", words):
        return "team"
    return "unit" if UNIT.search(words) else "other"
