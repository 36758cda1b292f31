"""Posts as records name them, in parts that can be compared: 党组书记、局长 is two offices, 办公室主任 one of a department."""

import re
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache

from .kinship import Kinship, kinship
from .units import VAGUE

_WORDS = """
总工程师 总经济师 总会计师 总审计师 总规划师 总农艺师 总畜牧师 总督学 财务总监 总监 检察长 审判长 秘书长 董事长 监事长 会长
总经理助理 局长助理 院长助理 助理 第一书记 总经理 总裁 总编辑 总干事 总工 书记 主任科员 主任医师 主任 主席 支队长 大队长 中队长
护士长 巡视员 调研员 督学 经理 主管 常委 委员 成员 科员 干事 政委 参谋长 支书 文书 会计 出纳 报账员 指导员 教导员 专员 法官 检察官
警官 民警 记者 工程师 老师 教授 专干 组织员 监事 董事
"""
_HEADS = "局厅处科股部县市区省州盟旗镇乡村院校所站队矿庭馆园台社组班段室系行团场"
"""Before 长: what a person heads."""
_ATOM = re.compile(
    rf"(?P<sub>.*?)(?P<deputy>常务副|第一副|副)?(?P<word>{'|'.join(_WORDS.split())}|[{_HEADS}]长|[局厅处科部县市区镇乡院校所队行总工])"
)
_NOTE = re.compile(r"[（(][^（）()]*[）)]")
"""A note after a post is no part of it: 副州长（援派）."""
SEPARATORS = re.compile(r"[、，,;；/兼]|\s+")
PARTY_WORDS = frozenset(("书记", "委员", "成员", "常委", "支书"))
MEMBERSHIPS = frozenset(("委员", "成员", "常委"))
"""Posts of many: of 党组成员、副局长 the second tells more."""

SIDE_PARTY = re.compile(r"(机关党委|机关纪委|纪委|纪检委|纪工委|纪检监察工委|政法委|政法委员会|团委|团工委|妇委会|直属党委)$")
"""Party bodies that do not lead the unit, so that their 书记 is not its 书记."""
_OF_PLACE = re.compile(r"[省市州盟县区旗镇乡]委")
MAIN_PARTY = re.compile(r"(分党组|党组织|党组|党委|党工委|党总支|党支部|支部|总支|[省市州盟县区旗]委)$")
PLACE_OFFICES = frozenset(("办事处", "管委会", "管理委员会", "村委会", "村民委员会", "居委会", "人民政府", "政府", "行政"))
"""Bodies whose head is the administrative head of the whole: the 办事处主任 of a street."""

ADDRESS = {
    "局": "局长",
    "厅": "厅长",
    "处": "处长",
    "科": "科长",
    "部": "部长",
    "县": "县长",
    "市": "市长",
    "区": "区长",
    "镇": "镇长",
    "乡": "乡长",
    "院": "院长",
    "校": "校长",
    "所": "所长",
    "行": "行长",
    "队": "队长 支队长 大队长",
    "队长": "支队长 大队长 中队长",
    "总": "总经理 董事长 总裁 总工程师 总经济师 总会计师 财务总监 经理",
    "总工": "总工程师",
    "总监": "财务总监",
    "工": "总工程师 工程师",
    "经理": "总经理",
    "支书": "书记",
    "书记": "支书",
}
"""Forms of address, and the words of the posts they may mean besides their own."""


class Fit(IntEnum):
    """How well an office said fits one held."""

    NONE = 0
    LOOSE = 1
    """A deputy addressed without 副, the head of a department by the bare word."""
    EXACT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One post of a title: 办公室主任 is word 主任 in organ 办公室, 机关党委书记 word 书记 in party 机关党委."""

    word: str
    deputy: bool = False
    first_deputy: bool = False
    """常务副: of several deputies the one."""
    party: str = ""
    organ: str = ""
    kind: str = ""
    """The kind of unit that it is said to be of, when nothing more is said: 村 of 村支书, 县 of 县委书记."""

    @property
    def branch(self) -> bool:
        """Whether it belongs to a party branch, not to the committee or leading group of a unit."""
        return self.word == "支书" or self.party.endswith(("支部", "总支"))

    @property
    def side(self) -> str:
        """The party body beside the unit's leadership that it belongs to; empty for any other office."""
        match = SIDE_PARTY.search(self.party)
        return match.group(1) if match else ""

    @property
    def leads(self) -> bool:
        """Whether it is the first office of its body."""
        return not self.deputy and (
            self.word[-1] == "长" or self.word in {"书记", "支书", "主任", "主席", "总经理", "总裁", "经理"}
        )

    def within(self) -> "Office":
        """The office as one speaks of it inside its department."""
        return replace(self, organ="")


@lru_cache(maxsize=65536)
def offices(title: str) -> tuple[Office, ...]:
    """The offices of a title, in its order; parts that are none are left out."""
    bare = _NOTE.sub("", title)
    return tuple(office for part in SEPARATORS.split(bare) if (office := _office(part)) is not None)


def split_unit(text: str) -> tuple[str, str]:
    """Unit and title of a post written as one: `市水利局党组书记、局长`. The unit is empty when there is none."""
    match = _ATOM.fullmatch(SEPARATORS.split(text)[0])
    if match is None:
        return "", text
    _, unit = _split_party(match.group("sub"))
    return unit, text[len(unit) :]


@lru_cache(maxsize=262144)
def fit(said: Office, held: Office, unit: str) -> Fit:
    """How well an office said fits an office held in the unit."""
    if held.word != said.word and held.word not in ADDRESS.get(said.word, "").split():
        return Fit.NONE
    if (
        (said.deputy and not held.deputy)
        or (said.first_deputy and not held.first_deputy)
        or (said.party and said.side not in {held.side, *_own_side(held, unit)})
    ):
        return Fit.NONE
    if (said.party or said.word == "支书") and held.party and said.branch != held.branch:
        return Fit.NONE
    exact = said.deputy == held.deputy and said.side in {held.side, *(_own_side(held, unit) if said.side else ())}
    if said.organ and said.organ not in PLACE_OFFICES:
        alike = said.organ == held.organ
        near = Kinship.SAME if alike else max(kinship(said.organ, unit + held.organ), kinship(said.organ, held.organ or unit))
        if near is Kinship.UNLIKE:
            return Fit.NONE
        exact = exact and near is not Kinship.UNTOLD
    elif held.organ and held.organ not in PLACE_OFFICES:
        exact = False
    return Fit.EXACT if exact else Fit.LOOSE


def _own_side(held: Office, unit: str) -> tuple[str, ...]:
    """The party body that the unit itself is, for its own office: the 书记 of the 市委政法委 is the 政法委书记."""
    match = SIDE_PARTY.search(unit) if not held.party and not held.organ else None
    return (match.group(1),) if match else ()


def _office(part: str) -> Office | None:
    match = _ATOM.fullmatch(part.strip())
    if match is None:
        return None
    sub, deputy, word = match.group("sub"), match.group("deputy") or "", match.group("word")
    party = ""
    if word in PARTY_WORDS:
        party, sub = _split_party(sub)
    elif len(word) == 2 and word[1] == "长" and sub and not sub.endswith(word[0]):
        sub += word[0]  # 组织部长 heads the 组织部.
    vague = sub in VAGUE
    return Office(
        word=word, deputy=bool(deputy), first_deputy=deputy in {"常务副", "第一副"},
        party=party, organ="" if vague else sub, kind=sub if vague else party[:1] if _OF_PLACE.fullmatch(party) else "",
    )  # fmt: skip


def _split_party(sub: str) -> tuple[str, str]:
    """The party body at the end of what stands before 书记, and what stands before that."""
    match = SIDE_PARTY.search(sub) or MAIN_PARTY.search(sub)
    return (match.group(1), sub[: match.start()]) if match else ("", sub)
