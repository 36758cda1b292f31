"""Numbers that Word counts by itself, as it displays them: 一、（一）1.（1）① and the rest."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LARGEST = 9999
"""Beyond it chinese counting is no more than a fault in the file: digits are shown."""


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """The number in Chinese counting: 十, 十一, 二十, 一百零五.

    >>> chinese(10), chinese(25), chinese(105), chinese(110)
    ('十', '二十五', '一百零五', '一百一十')
    """
    if not 0 < number <= _LARGEST:
        return digits[0] if number == 0 else str(number)
    text, pending = "", False
    for place, digit in enumerate(reversed(str(number))):
        value = int(digit)
        if value:
            zero = digits[0] if pending and text else ""
            text = digits[value] + (units[place - 1] if place else "") + zero + text
        pending = not value and bool(text)
    # 十二, but in the numerals of cheques 壹拾贰.
    return text[1:] if 10 <= number < 20 and digits == _DIGITS else text


def _roman(number: int) -> str:
    text = ""
    signs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"))
    for value, sign in (*signs, (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        count, number = divmod(number, value)
        text += sign * min(count, 9)
    return text


def _letter(number: int) -> str:
    """Word repeats the letter after Z: AA, BB."""
    return chr(ord("A") + (number - 1) % 26) * min(1 + (number - 1) // 26, 9) if number > 0 else ""


def _enclosed(*ranges: tuple[int, int, int]) -> Callable[[int], str]:
    """Enclosed signs: (first number, last number, code of the first); plain digits outside the ranges."""

    def show(number: int) -> str:
        return next((chr(code + number - first) for first, last, code in ranges if first <= number <= last), str(number))

    return show


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _by_digit(digits: str) -> Callable[[int], str]:
    table = str.maketrans("0123456789", digits)
    return lambda number: str(number).translate(table)


_CIRCLE = _enclosed((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))
FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "none": lambda _: "",
    "bullet": lambda _: "",
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _by_digit("０１２３４５６７８９"),
    "decimalFullWidth2": _by_digit("０１２３４５６７８９"),
    "numberInDash": lambda number: f"- {number} -",
    "decimalEnclosedCircle": _CIRCLE,
    "decimalEnclosedCircleChinese": _CIRCLE,
    "decimalEnclosedParen": _enclosed((1, 20, 0x2474)),
    "decimalEnclosedFullstop": _enclosed((1, 20, 0x2488)),
    "ideographEnclosedCircle": _enclosed((1, 10, 0x3280)),
    "ideographParenthesized": _enclosed((1, 10, 0x3220)),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": _by_digit("〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": _by_digit("〇一二三四五六七八九"),
    "taiwaneseDigital": _by_digit("○一二三四五六七八九"),
    "chineseLegalSimplified": lambda number: chinese(number, _LEGAL, "拾佰仟"),
    "ideographLegalTraditional": lambda number: chinese(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list."""

    start: int
    format: str
    text: str
    """What is displayed, with `%1`…`%9` for the numbers of the levels: `（%2）`."""
    style: str | None
    """Id of the paragraph style that brings the number along."""
    legal: bool
    """Whether every number is shown in digits (isLgl)."""
    restart: int | None
    """Level, from 1, at and above which a number makes this one start anew; None: any above it; 0: never."""


def value_of(element: etree._Element | None, name: str) -> str | None:
    """The `w:val` of the named child; None when either is missing."""
    child = None if element is None else element.find(W + name)
    return None if child is None else child.get(W + "val")


def _number(value: str | None, default: int) -> int:
    try:
        return int(value) if value is not None else default
    except ValueError:
        return default


def _level(element: etree._Element) -> Level:
    restart = value_of(element, "lvlRestart")
    # Custom formats (001, 002) stand behind a Choice; the Fallback tells the nearest common one.
    plain = element.find(".//{*}Fallback/" + W + "numFmt")
    format_ = value_of(element, "numFmt") or (plain.get(W + "val") if plain is not None else None)
    legal = element.find(W + "isLgl")
    return Level(
        start=_number(value_of(element, "start"), 1),
        format=format_ or "decimal",
        text=value_of(element, "lvlText") or "",
        style=value_of(element, "pStyle"),
        legal=legal is not None and legal.get(W + "val") not in ("0", "false"),
        restart=None if restart is None else _number(restart, 0),
    )


def _levels(element: etree._Element) -> dict[int, Level]:
    return {_number(level.get(W + "ilvl"), 0): _level(level) for level in element.findall(W + "lvl")}


class Numbering:
    """The lists of a document and where each stands. Ask for the labels in reading order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, dict[int, Level]] = {}
        self._of_number: dict[str, str] = {}
        self._overrides: dict[tuple[str, int], int] = {}
        self._levels_of_number: dict[str, dict[int, Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self.of_style: dict[str, tuple[str, int]] = {}
        """Number and level that a paragraph style brings along, by the style's id."""
        if root is not None:
            self._read_lists(root)
            self._read_numbers(root)

    def _read_lists(self, root: etree._Element) -> None:
        links: dict[str, str] = {}
        for element in root.findall(W + "abstractNum"):
            name = element.get(W + "abstractNumId") or ""
            self._lists[name] = _levels(element)
            if (style := value_of(element, "styleLink")) is not None:
                links[style] = name
        for element in root.findall(W + "abstractNum"):
            target = links.get(value_of(element, "numStyleLink") or "")
            if target is not None:
                self._lists[element.get(W + "abstractNumId") or ""] = self._lists[target]

    def _read_numbers(self, root: etree._Element) -> None:
        for element in root.findall(W + "num"):
            number, list_ = element.get(W + "numId") or "", value_of(element, "abstractNumId") or ""
            levels = dict(self._lists.get(list_, {}))
            for override in element.findall(W + "lvlOverride"):
                depth = _number(override.get(W + "ilvl"), 0)
                levels |= _levels(override)
                if (start := value_of(override, "startOverride")) is not None:
                    self._overrides[number, depth] = _number(start, 1)
                    if depth in levels:
                        levels[depth] = replace(levels[depth], start=_number(start, 1))
            self._of_number[number], self._levels_of_number[number] = list_, levels
            for depth, level in levels.items():
                if level.style is not None:
                    self.of_style.setdefault(level.style, (number, depth))

    def label(self, number: str, depth: int) -> str:
        """Count one more paragraph of the list and give the number that it displays; empty for bullets and unknown lists."""
        levels = self._levels_of_number.get(number, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(self._of_number[number], {})
        start = self._overrides.pop((number, depth), None)
        if start is None and depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = level.start if start is None else start
        for deeper in [other for other in counts if other > depth and _restarts(levels.get(other), depth)]:
            del counts[deeper]
        if level.format == "bullet":
            return ""
        return re.sub(r"%([1-9])", lambda match: _show(levels, counts, int(match[1]) - 1, level.legal), level.text)


def _restarts(level: Level | None, depth: int) -> bool:
    return level is None or level.restart is None or depth < level.restart


def _show(levels: dict[int, Level], counts: dict[int, int], depth: int, legal: bool) -> str:
    level = levels.get(depth)
    number = counts.setdefault(depth, level.start if level is not None else 1)
    return FORMATS.get("decimal" if legal or level is None else level.format, str)(number)
