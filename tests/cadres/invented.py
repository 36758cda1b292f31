"""Invented cadres in any number: names as common as in life, counties with bureaus and towns, posts changing over the years."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
"""The fifty commonest, commonest first: the first three are a fifth of all people."""
GIVEN = "伟 芳 娜 敏 静 强 磊 军 洋 勇 艳 杰 涛 明 超 平 刚 华 建国 秀英 桂英 志强 建华 文 海波 玉兰 小红 国庆 晓东 丽华 志远 海燕 立新 长河".split()  # noqa: SIM905
BUREAUS = [
    "水利局",
    "教育局",
    "公安局",
    "财政局",
    "民政局",
    "住房和城乡建设局",
    "应急管理局",
    "卫生健康委员会",
    "自然资源局",
    "农业农村局",
    "审计局",
    "统计局",
]
DEPARTMENTS = "办公室 人事科 法规科 规划科 财务科 监督科".split()  # noqa: SIM905
SYLLABLES = "云石青白金清河溪山水安宁永兴长平临江泽川东南"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of an invented roster."""

    cadre_id: str
    name: str
    birth: str
    unit: str
    post: str
    history: str

    def __str__(self) -> str:
        return f"{self.cadre_id},{self.name},男,{self.birth},{self.unit},{self.post},,,{self.history}"


def rows(count: int, seed: int = 7) -> Iterator[Row]:
    """That many cadres, the same for the same seed."""
    chance = random.Random(seed)
    counties = [f"{one}{other}县" for one in SYLLABLES for other in SYLLABLES if one != other]
    weights = [1 / (rank + 3) for rank in range(len(SURNAMES))]
    for number in range(count):
        name = chance.choices(SURNAMES, weights)[0] + _given(chance)
        place = counties[(number // 250) % len(counties)]
        born, began = chance.randint(1962, 1990), chance.randint(2012, 2022)
        unit = place + chance.choice(BUREAUS)
        post = chance.choice(
            ("局长", "党组成员、副局长", f"{chance.choice(DEPARTMENTS)}主任", f"{chance.choice(DEPARTMENTS)}科员")
        )
        before = f"{place}{chance.choice(BUREAUS)}|副局长"
        history = f"{began}-0{chance.randint(1, 9)}~|{unit}|{post};{began - 4}-05~{began}-01|{before}"
        yield Row(
            cadre_id=f"C{number:06}", name=name, birth=f"{born}-0{chance.randint(1, 9)}", unit=unit, post=post, history=history
        )


def _given(chance: random.Random) -> str:
    """A common given name for one in ten, made-up ones for the rest: 王伟 is then as common as in life, thirty in 100,000."""
    if chance.random() < 0.1:
        return chance.choice(GIVEN)
    return chr(chance.randint(0x4E00, 0x4E00 + 900)) + chr(chance.randint(0x5E00, 0x5E00 + 900))


HEADER = "cadre_id,name,gender,birth,unit,post,rank,aliases,history"


def csv_text(count: int, seed: int = 7) -> str:
    """The roster as csv."""
    return "\n".join((HEADER, *map(str, rows(count, seed)))) + "\n"
