"""Posts as texts say them, with a name or instead of one: 时任分管副局长, 局党组主要负责人."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .offices import MEMBERSHIPS, PLACE_OFFICES, Fit, Office, fit, offices
from .units import VAGUE, of_kind

_TENSE = re.compile(r"原任|原|前任|上任|时任|曾任|现任|现|新任")
FORMER = frozenset(("原任", "原", "前任", "上任"))
_HEADS = re.compile(r"(?P<body>.*?)(?:主要(?:负责同志|负责人|领导同志|领导)|一把手|第一责任人)")
_OF_WHOM = re.compile(rf"(?:{'|'.join(sorted(VAGUE))})?(?:党组|党委|党工委|党总支|党支部|支部|行政|政府|办事处|管委会|委)?")
"""Whose head can be meant without a unit's name; 上级 and 下属单位 are none."""
_MANY = re.compile(r"分管|负责同志|负责人|领导|联系|包抓|包保|委员$|成员$|常委$|班子|干部|同志|群众|人员")
"""Said alone, these name nobody: many hold them at once."""
_OUTSIDERS = """
员工 职工 人员 合同工 评委 管理员 验收员 服务员 保洁员 保安 师傅 厨师 学生 学员 家长 村民 居民 群众 农户 商户 业主 牧民
老板 包工头 承包人 承包商 供应商 法定代表人 当事人 举报人 患者 客户 客户经理 网格员 护林员 管水员 保密员 值班员 辅警
志愿者 律师 司机 驾驶员 实习生 教师 医生 护士 社工 信访人 服务对象 亲属 妻子 丈夫 儿子 女儿 弟弟 哥哥 姐姐 妹妹 爱人
父亲 母亲
"""
_OUTSIDER = re.compile(rf"(?:{'|'.join(_OUTSIDERS.split())})$")
"""What people are who hold no post: a record of posts does not fit them."""
_OCCASIONAL = re.compile(
    r"(?:联络员|联系人|经手人|经办人|主持人|记录人|填报人|审核人|负责人|责任人|牵头人|负责同志|领导|组长|成员|代表|发言人"
    r"|监督员|协调员|召集人|指挥长|总指挥|河长|林长|链长|干部)$"
)
"""Roles for an occasion, which no record holds: they speak neither for a cadre nor against him."""
_DUTY = re.compile(r"^(?:分管|联系|主持工作的|挂职|带班|值班|包保|包联|牵头|[两三四五几]名|[两三四五几]位)+")
"""What stands before a post and is no part of it: 带班副局长."""
_RANKS = frozenset(("组长", "调研员", "巡视员", "主任科员", "科员", "干事", "助理", "老师", "教授", "工程师", "工", "主席"))
_BRANCH = re.compile(r"支部$|总支$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The post that a text says."""

    offices: tuple[Office, ...]
    tense: str = ""
    """`原`, `时任`, …; empty for the post held at the time."""
    heads: str | None = None
    """Of whom it says 主要负责人: `党组`, `办事处`, empty for the unit itself; None when it says no such thing."""
    text: str = ""

    @property
    def telling(self) -> tuple[Office, ...]:
        """The offices that tell most: 副局长 of 党组成员、副局长."""
        return tuple(office for office in self.offices if office.word not in MEMBERSHIPS) or self.offices

    @property
    def outsider(self) -> bool:
        """Whether it says someone who holds no post."""
        return not self.offices and bool(_OUTSIDER.search(self.text))

    @property
    def recorded(self) -> bool:
        """Whether a record that lacks it contradicts it: branch posts, ranks and roles for an occasion are often left out."""
        return self.outsider or any(
            office.word not in MEMBERSHIPS | _RANKS and not _BRANCH.search(office.party) for office in self.telling
        )

    @property
    def names_one(self) -> bool:
        """Whether, said alone, it can name one person: no deputy but the 常务副, nobody 分管, no member."""
        if self.tense in {"时任", "曾任"}:
            return False
        if self.heads is not None:
            return bool(_OF_WHOM.fullmatch(self.heads)) and (bool(self.heads) or "一把手" not in self.text)
        single = all(not office.deputy or office.first_deputy for office in self.telling)
        return bool(self.offices) and single and not _MANY.search(self.text)

    def of_kind(self, unit: str) -> bool:
        """Whether the kind of unit that it names, if any, is the unit's: 村支书 speaks of no town."""
        kinds = {office.kind for office in self.telling if office.kind}
        if self.heads:
            kinds = {kind for kind in VAGUE if re.match(rf"{kind}(?:党|行政|政府|委|$)", self.heads)}
        return not kinds or any(of_kind(unit, kind) for kind in kinds)

    def fits(self, held: Iterable[Office], unit: str) -> bool:
        """Whether one of the offices held in the unit is the very one that it names, said alone."""
        offices = [office for office in held if not office.kind or of_kind(unit, office.kind)]
        if self.heads is not None:
            return any(_heads(office, self.heads) for office in offices)
        return any(fit(said, office, unit) is Fit.EXACT for office in offices for said in self.telling)


@lru_cache(maxsize=65536)
def said_post(text: str) -> Said:
    """Take apart the post that a text says."""
    match = _TENSE.match(text)
    tense = match.group() if match else ""
    rest = text[len(tense) :].removeprefix("的")
    heads = _HEADS.fullmatch(rest)
    if heads:
        return Said(offices=(), tense=tense, heads=heads.group("body"), text=rest)
    plain = _DUTY.sub("", rest)
    no_office = _OCCASIONAL.search(plain) or _OUTSIDER.search(plain)
    return Said(offices=() if no_office else offices(plain), tense=tense, text=rest)


def _heads(office: Office, body: str) -> bool:
    """Whether the office is one that 主要负责人 of the body can mean."""
    if not office.leads or office.side:
        return False
    if office.word in {"书记", "支书"}:
        return not re.search(r"行政|政府|办事处|管委会|经营层|经理层", body)
    return not re.search(r"党组|党委|党工委|总支|支部", body) and (not office.organ or office.organ in PLACE_OFFICES)
