"""Units as records and texts name them, taken apart: places, and the body."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit's name in parts: places from the highest down, and the body."""

    places: tuple[tuple[str, int], ...]
    """Name and level; the name is empty in 市水利局."""
    body: str
    """`住房和城乡建设局`; empty for a place's own committee or government."""

    @property
    def level(self) -> int | None:
        """Level of the lowest place; None when there is none."""
        return self.places[-1][1] if self.places else None


LEVELS = {
    "自治区": 1, "省": 1, "自治州": 2, "地区": 2, "市": 2, "州": 2, "盟": 2,
    "自治县": 3, "县": 3, "区": 3, "旗": 3, "街道": 4, "苏木": 4, "镇": 4, "乡": 4, "社区": 5, "村": 5,
}  # fmt: skip
TOWN = LEVELS["镇"]
_NO_PLACES = """
市场 市政 市容 市民 市监 市县 城市 都市 农村 乡村 村镇 镇村 城乡 乡镇 乡镇企业 村民 村务 县域 区域 区划 区县 社区矫正
开发区 高新区 经开区 新区 园区 校区 景区 院区 库区 林区 牧区 片区 示范区 保税区 产业区 保护区
"""
NO_PLACES = tuple(_NO_PLACES.split())
"""Words in which a place's character names no place."""
_VEIL = str.maketrans("省市州盟县区旗镇乡村", "\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008\ue009")
_UNVEIL = {veiled: plain for plain, veiled in _VEIL.items()}
_NO_PLACE = re.compile("|".join(sorted(NO_PLACES, key=len, reverse=True)))
_PLACE = re.compile(rf"([^、（）()]{{0,9}}?)({'|'.join(sorted(LEVELS, key=len, reverse=True))})(?![省市县区旗镇乡村]|街道)")

_LEAD = re.compile(
    r"^(?:中国共产党|中共|共产党|我|本|该|全|原)*"
    r"(?:(?:局|厅|委(?!员)|院(?!校)|校(?![园外医])|行(?![政业管])|矿|集团|公司)(?:里|机关)?(?=[^、]{2})(?!党|领导|班子|机关))?"
)
"""What stands before a name: 中共, and the house in 局办公室, 局里危化科."""
_OWN_BODY = re.compile(
    r"^(?:委员会|党委|党工委|工委|党组|人民政府|政府|党政班子|办事处|党委政府|村民委员会|村委会|居民委员会|居委会"
    r"|党支部|党总支|支部|支委会|两委|委|里|上)$"
)
"""What a place's own leadership is called: 石磨坪镇党委 and 石磨坪镇人民政府 are one place for linking."""
_TAIL = re.compile(
    r"(?:领导班子|班子|党组|党委会|党委|党工委|党总支|(?:第[一二三四五六七八九十]+)?(?:党支部|支部)(?:委员会)?|机关"
    r"|(?<=.{2})管委会)$"
)
_PASSING = re.compile(
    r"(?:督导|巡察|巡视|考察|考核|检查|督查|调研|审计|工作|指导|联络|暗访|专项)组$|专班$|(?:领导小组|指挥部)(?:办公室|办)?$"
)
_SENT = re.compile(r"派驻(?:机构|(?:第[一二三四五六七八九十]+)?(?:纪检监察|纪检)?组)")
"""Discipline inspectors sent to a house, which the name does not tell."""
_AREA = re.compile(r"(.{0,6}?)(?:(高新)(?:技术)?(?:产业)?(?:开发)?区|(经)(?:济技术)?开(?:发)?区)")
"""Development zones, which have a place's name without a place's suffix: 棠浦高新技术产业开发区."""
_COMPANY = re.compile(r"(?:股份)?有限(?:责任)?公司$")
_ENDS = "局厅委办院校学司团行心矿部处科股室组馆站所队庭会"
"""Last characters of a unit's name: where a part can begin after the whole."""
_FARMS = frozenset(("农场", "林场", "牧场", "渔场", "茶场"))
_PLACE_ENDS = "省市州盟县区旗镇乡村道社府"
_VAGUE = """
局 厅 委 院 校 镇 乡 县 市 区 州 省 盟 旗 村 社区 街道 公司 集团 学院 学校 医院 机关 单位 支部 党支部
部 处 科 股 室 办 行 支行 分行 矿 队 支队 大队 分局 所 站 中心 库 部门
"""
VAGUE = frozenset(_VAGUE.split())
"""Units named by their kind alone: 局党组, 县里."""
OWN_BODIES = frozenset(("办事处", "管委会", "村委会", "居委会", "政府", "党组", "党委", "党工委"))
"""Bodies of a unit that do not say which unit."""


def house_of(unit: str) -> str:
    """The unit that an office of it writes for: 石磨坪镇党政办公室 writes for 石磨坪镇, 区市场监管局营商环境专班 for the bureau."""
    unit = re.sub(r"(?<=[局厅院校司])(?:[^局厅院校司]{0,8}专班|整改办|督查室)$", "", unit)
    house = re.sub(r"(?:机关党委|党委|党组|党政|综合|党群)?(?:办公室|办)$", "", unit)
    house = re.sub(r"机关党委$", "", house)
    if house and house[-1] not in _ENDS + _PLACE_ENDS:
        return unit  # 云泽市重点办 is a house of its own: there is no 云泽市重点.
    parsed = parse_unit(house) if house else None
    return house if parsed and (parsed.body or (parsed.level or 0) >= TOWN) and not vague(parsed) else unit


def kind_of(name: str) -> str:
    """The kind of unit that a vague name says: 局 of 局党组, 县 of 县里."""
    parsed = parse_unit(name)
    return parsed.body or next((kind for kind, level in LEVELS.items() if level == parsed.level and kind in name), "")


def of_kind(unit: str, kind: str) -> bool:
    """Whether a unit is of the kind: 石磨坪镇 is a 镇 and no 村, 云垭县水利局 a 局 and no 县."""
    parsed = parse_unit(unit)
    return (not parsed.body and parsed.level == LEVELS.get(kind)) or parsed.body.endswith(kind)


def is_vague(name: str) -> bool:
    """Whether a name says the kind of a unit and not which: `局党组`, `县里`."""
    return vague(parse_unit(name))


@lru_cache(maxsize=65536)
def parse_unit(name: str) -> Unit:
    """Take a unit's name apart; party bodies, 中共 and company forms fall away."""
    rest = _LEAD.sub("", "".join(unicodedata.normalize("NFKC", name).split()))
    rest = _NO_PLACE.sub(lambda match: match.group().translate(_VEIL), rest)
    places: list[tuple[str, int]] = []
    while match := _PLACE.match(rest):
        level = LEVELS[match.group(2)]
        if places and level <= places[-1][1]:
            break
        places.append((match.group(1).translate(_UNVEIL), level))
        rest = re.sub(r"^[里上](?=..)", "", rest[match.end() :])
    rest = rest.translate(_UNVEIL)
    if area := _AREA.match(rest):
        places.append((area.group(1), LEVELS["区"]))
        rest = f"{area.group(2) or '经开'}区{rest[area.end() :]}"
    return Unit(places=tuple(places), body=_body(rest, bool(places), party=name.startswith("中共")))


def _body(rest: str, placed: bool, party: bool) -> str:
    if placed:
        rest = "" if _OWN_BODY.match(rest) else rest
        rest = re.sub(r"^(?:党委|委)办(?:公室)?$", "委办", re.sub(r"^(?:人民)?政府办(?:公室)?$", "府办", rest))
        # 县委组织部 is the county's organisation department.
        rest = re.sub(r"^(?:委(?!办|员会)(?=..)|人民政府|政府|党委(?=[办组宣统政]))", "", rest)
    rest = re.sub(r"(?<!监督)管理委员会$", "管委会", rest)
    if party or rest.endswith(("司委员会", "行委员会", "团委员会")):
        rest = rest.removesuffix("委员会")
    while (bare := _TAIL.sub("", rest)) and bare != rest:
        rest = bare
    rest = _COMPANY.sub("公司", rest)
    rest = re.sub(r"第([一二三四五六七八九十]+)(?:(小)学|(中)学|工程(公司))", r"\1\2\3\4", rest)
    rest = re.sub(r"人民(?=法院|检察院|医院)", "", rest)
    rest = rest.removesuffix("公司") if rest.endswith("集团公司") else rest
    return re.sub(r"(?:领导小组)?办公室$", "办", re.sub(r"(?<!常)委员会$", "委", rest))


def vague(unit: Unit) -> bool:
    """Whether nothing says which of its kind it is, or it is a body for an occasion, which no record knows."""
    named = any(name for name, _ in unit.places)
    of_kind_only = not unit.body or unit.body in VAGUE or unit.body in OWN_BODIES
    return (not named and (of_kind_only or bool(_SENT.fullmatch(unit.body)))) or bool(_PASSING.search(unit.body))


def part_starts(body: str) -> list[int]:
    """Where a part of the body can begin."""
    return [end for end in range(1, len(body)) if body[end - 1] in _ENDS or body[end - 2 : end] in _FARMS]
