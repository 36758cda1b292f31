"""How a statement opens: with the speaker himself, a name, some persons, a team, or a unit."""

import re
from collections.abc import Iterator, Sequence

from schema import Document, Span

from .naming import FIRST_PERSON, is_named
from .scenes import Scene

PERSONS = r"干部|同志|党员|领导|人员|负责人|成员|教师|职工|民警|干警|委员|书记|督学|导师|医生|护士|员工|科长|处长|站长|支书|主任|局长|队员|辅警"
UNITS = r"部门|单位|乡镇|镇街|街道|社区|村|科室|县|区|学校|企业|支部|党组织|窗口|站所|医院|局|中心|公司|地方"
SOME = re.compile(
    rf"(?:也|还|仍|但|又)?(?:有的|有些|个别|少数|部分|一些|某些|极少数|多数|不少)[^，。；]{{0,6}}?(?:(?P<persons>{PERSONS})|(?P<units>{UNITS}))"
)
NOUNS = (
    r"(?:干部|同志(?!们)|党员|人员|负责人|责任人|成员|教师|老师|职工|民警|干警|辅警|法官|书记|员工|[队格技水护检监行业管导判评务]员|经理|班组长|"
    r"科长|处长|组长|所长|站长|校长|评委|领导|高管|姑娘|医生|护士|支书|常委|主官|正职|副职|司机|主任)"
)
"""What persons are called who are not named."""
SOME_PERSONS = re.compile(
    rf"[^，。；：“”]{{0,10}}?(?:极?个别|有的|有些|部分|少数|一些|某些|(?<!十)几[个位名]|多数|不少|其余|其他)[^，。；：“”、的]{{0,8}}?{NOUNS}(?![的由])"
)
"""How a statement opens that is of some persons, of whatever house: 县直机关个别党支部书记…."""
CROWDS_WITHIN = (
    ("some persons in a clause", re.compile(rf"(?:^|[，。；：“]){SOME_PERSONS.pattern}")),
    (
        "somebody in a clause",
        re.compile(r"(?:^|[，；。：])[^，。；]{0,6}?(?<!没)有(?:人|同志|干部|科长|民警|党员)(?!反映|说|讲|问|写|提|找|管)"),
    ),
)
CROWDS_FIRST = (
    (
        "counted persons",
        re.compile(rf"[^，。；：“”\d]{{0,14}}?有?(?:\d+|[一二两三四五六七八九十])[名位][^，。；：“”、的]{{0,8}}?{NOUNS}"),
    ),
    (
        "bare persons",
        re.compile(rf"[^，。；：“”、的个名位\d]{{0,6}}{NOUNS}(?=[，\d一二三四五六七八九十两对在把未没不有为只以用将自拿因])"),
    ),
)
"""Further ways in which a statement speaks of persons without a name."""
JOINED = re.compile(r"[^，。；：]{2,10}[、和与][^，。；：]{2,10}?(?:之间|两[个位]|二人|各管各|两同志)")
"""How a statement opens that is of two persons together."""
DUTY = re.compile(r"(?<!不负)(?<!不负有)(?<!不承担)直接责任")
SHORT = 16
"""Longest title that goes ahead of a statement in the same paragraph."""
LED = re.compile(
    r"(?:同志)?(?:[和与及、]|(?:所)?(?:分管|牵头|负责|主管|联系|领导|带|抓|任)[^，。；]{0,12}?[的时]|任[^，。；]{1,14}?期间)"
)
"""What follows a person who is told only to say whose unit or time it was."""
AS_I = re.compile(r"(?:^|[。；，：])我(?:作为[^。；，：]{2,14}|本人|自己|个人|也有份|也检讨)[，：]$")
REACH = 24
"""How somebody comes to speak of himself right before, and the characters that it may take: 我作为班长，…."""
OPENS_ALL = re.compile(
    r"(?P<you>你们|[您你贵](?:局|委|镇|乡|街道|馆|院|校|办|厅|站|所|部门|单位)(?![长员书])里?)|(?P<we>我们(?!几个|两个|俩|班子))"
)
"""How a statement opens that is of a whole house, spoken to or the speaker's own."""
VERB = (
    r"(?:抓|下[到乡村校基科]|[到去赴肯带谋办](?!公)|深入|联系|分管|主管|跑|推(?:进|动|行)|重视?(?!点|大|要)|不(?!动产)|包[村抓联保]|担任|任(?!务)|遇|处理(?!处)|习惯|统筹|调[研处]|"
    r"与|参加|组织(?!部|处|科|委员)|对(?!外|口)|向(?!阳)|从(?!化)|给|在|把|因|主持|出席|缺席|带领|关心|支持)"
)
"""How a clause opens that tells what somebody does: 抓班子…, 下村…; its first noun is not of whom it is."""
OPENS_TEAM = re.compile(
    rf"(?!{VERB})(?:(?:你|我|本)?(?:领导)?班子(?!成员)|"
    r"[^，。；：“”、]{0,8}?(?:党组|党委|党工委|党支部|总支|支部)(?!书记|成员|委员|会议|副))"
)
OPENS_UNIT = re.compile(
    rf"(?!{VERB})[^，。；：“”、我你他]{1, 10}?(?:局|委|办|厅|镇|乡|街道|社区|村|科|处|部|院|校|公司|集团|中心|站|所|支队|大队|县|区)(?![长员书同党域])"
)

BODIES = (
    r"(?:局(?!面|限|势|部)|(?<!常)委(?!托|员|会|以)|办(?!公|理|事|法|结|案|件|文|会)|厅|镇|(?<!下)乡|街道|社区|(?<![驻到])村|科|"
    r"(?<![一几两多各到])处(?!理|置|于|分)|部(?!分|门|署|规|队)|院(?!士)|校|公司|集团|中心|站(?!位)|(?<!有)所(?!有|以|在)|支队|大队|室|"
    r"窗口|专席|热线|书屋|队伍)(?![长员书同里子])"
)
"""What bodies and their services are called, where the words are no part of another."""
OPENS_BODY = re.compile(
    rf"[“①-⑳]?(?:20\d\d年|\d{{1,2}}月|去年|今年)?(?!{VERB})[^，。；：、对给向跟把在从为我他你（“的]{{0,8}}?{BODIES}"
)
"""How a statement opens that tells of a body, whoever's account it stands in: 便民服务中心空岗."""
OPENS_ACT = re.compile(
    rf"{VERB}|对(?!外|口)|跟|同(?!志|意|级|类|一)|到(?!位|期|今)|批评|听(?!证|力)|接待|调查研究|调研|统筹|考虑|过问|说|怕|有时|偶尔|签(?!约)|"
    r"约谈|谈|包(?!括)|去(?!年)|下乡|开会|执行|履行|管(?!理|网|道)"
)
"""How a statement opens that tells what somebody does, or with whom: 抓进度用力多, 跟同事通气少."""


TEAM_ACTS = re.compile(
    r"[，；](?:县|市|镇|乡|局|院|校|公司|集团)?(?:党组|党委|党工委|班子|支委会|党支部)"
    r"(?!书记|成员|委员|会|副|里|上|内|中|主要|对|办|组|负责|一班人)"
)
"""How a later clause of a statement tells what the team does or fails to do: …，党委至今没有结论."""
PERSON_TOLD = re.compile(r"[你您]|我(?!们)|他(?!们)|她(?!们)|其(?!中|他|它|余|实)|自己")
"""Words for a person, which a statement of the team alone has not."""


def told_holder(document: Document, spans: Sequence[Span], scene: Scene) -> str:
    """The plainest words that open a statement and tell of whom it is; empty without any.

    `I`, `we all`, `you all`, `named`, `adjoining` (the name stands right before), `duty` (direct responsibility is told),
    `several` (two together), `team acts` (a later clause tells what it does), `some persons`, `some units`, `team`, `unit`.
    """
    start = spans[0].start
    text = "".join(document[span] for span in spans)
    title, stop, rest = text.partition("。")
    if stop and len(title) <= SHORT:
        start, text = start + len(title) + 1, rest  # A short title goes ahead: 调研不深入。有的班子成员….
    if FIRST_PERSON.match(text) or AS_I.search(document.text[max(0, start - REACH) : start]):
        return "I"
    whole = OPENS_ALL.match(text)
    if whole is not None and not (whole.group("we") and FIRST_PERSON.search(text)):
        return f"{whole.lastgroup} all"
    opening = [m for m in scene.mentions if m.span is not None and is_named(m) and m.span.start == start]
    if opening and JOINED.match(text):
        return "several"
    named = any(m.span is not None and is_named(m) and start <= m.span.start < spans[-1].end for m in scene.mentions)
    if SOME_PERSONS.match(text) and not named:
        return "some persons"
    some = SOME.match(text)
    if some is not None:
        return f"some {some.lastgroup}"
    if DUTY.search(text):
        return "duty"
    if TEAM_ACTS.search(text) and not PERSON_TOLD.search(text):
        return "team acts"
    if opening and opening[0].span is not None and not LED.match(document.text, opening[0].span.end):
        return "named"
    if OPENS_TEAM.match(text):
        return "team"
    if any(m.span is not None and is_named(m) and m.span.end == spans[0].start for m in scene.mentions):
        return "adjoining"
    return "unit" if OPENS_UNIT.match(text) else ""


def crowds(text: str) -> Iterator[str]:
    """The ways in which a statement speaks of persons without a name."""
    yield from (name for name, pattern in CROWDS_WITHIN if pattern.search(text))
    yield from (name for name, pattern in CROWDS_FIRST if pattern.match(text))
