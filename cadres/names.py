"""Chinese names: folded for comparison, split into surname and given name."""

import unicodedata

DOT = "·"
"""Between the parts of a name: 努尔兰·哈德尔别克."""
_DOTS = dict.fromkeys(map(ord, "•・‧∙⋅．●˙"), DOT) | dict.fromkeys(map(ord, " \u3000\t\n\u200b\ufeff"), None)

_COMPOUND = """
欧阳 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 濮阳 公冶 太叔 申屠 公孙
慕容 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 亓官 司寇 颛孙 漆雕 宰父 拓跋 轩辕 令狐 段干 百里 呼延 东郭 羊舌
西门 第五 即墨 达奚 纳兰 叶赫 完颜 耶律 尔朱
"""
COMPOUND_SURNAMES = frozenset(_COMPOUND.split())
"""Those met in life. Rarer ones (宗政, 乐正, 章佳) are left out: their first character is a common surname of its own."""


def fold_name(name: str) -> str:
    """The name without blanks and with one kind of middle dot: `柳　絮` is 柳絮."""
    return unicodedata.normalize("NFKC", name).translate(_DOTS).strip(DOT)


def surname(name: str) -> str:
    """The surname of a folded name: `欧阳` of 欧阳策; empty for a name in parts, which has none."""
    if DOT in name:
        return ""
    return name[:2] if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else name[:1]


def given_names(name: str) -> tuple[str, ...]:
    """What a person is called without the surname: 秋澜 of 伍秋澜, 努尔兰 of 努尔兰·哈德尔别克, 卓玛 and 央金 of 卓玛央金."""
    if DOT in name:
        return (name.split(DOT)[0],)
    rest = name[len(surname(name)) :]
    if len(name) >= 4 and name[:2] not in COMPOUND_SURNAMES:
        return (rest, name[:2], name[2:])
    return (rest,) if rest else ()
