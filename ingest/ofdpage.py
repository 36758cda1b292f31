"""What an OFD page draws (GB/T 33190): characters where they stand, rulings, pictures; millimetres become points."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from .characters import is_cjk
from .frames import Box
from .lines import BLANKS, WIDE_GAP, Glyph, Line, on_one_row, spaced
from .ofdpackage import name_of, value
from .rulings import Ruling, Rulings

POINTS = 72 / 25.4
"""Points in a millimetre."""
_ABOVE = 0.86
"""Share of a letter's height above the line that it stands on."""
_WORD_GAP = 0.2
"""Ems between letters from which a blank stands there."""
_WIDEST = 1.2
"""Ems that a letter of a script other than Chinese takes at most."""
_LONGEST_PATH = 20_000
"""Characters of a path beyond which it is a picture."""
_PATH_NUMBERS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
Matrix = tuple[float, float, float, float, float, float]


@dataclass(slots=True)
class Drawing:
    """All that a page, a template or an annotation draws."""

    lines: list[Line] = field(default_factory=list)
    rulings: Rulings = field(default_factory=Rulings)
    pictures: list[tuple[str, Box]] = field(default_factory=list)
    """Resource and box of each picture."""
    shapes: int = 0
    """Paths drawn."""
    hidden: bool = False
    """Whether any words are marked as not to be seen."""


def numbers(text: str, most: int = 100_000) -> list[float]:
    """Numbers parted by blanks; `g n d` says d n times. What is none is left out."""
    found: list[float] = []
    words = text.split()
    index = 0
    while index < len(words) and len(found) < most:
        if words[index] == "g" and index + 2 < len(words):
            times, step = _number(words[index + 1]), _number(words[index + 2])
            if times is not None and step is not None:
                found += [step] * max(0, min(int(times), most - len(found)))
            index += 3
            continue
        if (number := _number(words[index])) is not None:
            found.append(number)
        index += 1
    return found


def _number(word: str) -> float | None:
    try:
        number = float(word)
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) < 1e9 else None


def drawing_of(root: etree._Element, page: int, size: tuple[float, float]) -> Drawing:
    """What is drawn under an element, lines as a person sees them. `size` is the page's in points."""
    found = Drawing()
    for element in root.iter(etree.Element):
        kind = name_of(element)
        if kind not in ("TextObject", "PathObject", "ImageObject"):
            continue
        if value(element, "Visible").lower() == "false":
            found.hidden = found.hidden or kind == "TextObject"
        elif kind == "TextObject":
            if (line := _line(element, page)) is not None:
                found.lines.append(line)
        elif kind == "PathObject":
            found.shapes += 1
            _rule(element, found.rulings, size)
        else:
            left, top, wide, high = _boundary(element)
            box = (left * POINTS, top * POINTS, (left + wide) * POINTS, (top + high) * POINTS)
            found.pictures.append((value(element, "ResourceID"), box))
    found.lines = _rejoined(found.lines)
    return found


def _boundary(element: etree._Element) -> tuple[float, float, float, float]:
    left, top, wide, high = (numbers(value(element, "Boundary"), 4) + [0.0] * 4)[:4]
    return left, top, wide, high


def _matrix(element: etree._Element) -> Matrix:
    """From the element's own space to the page, in points."""
    own = numbers(value(element, "CTM"), 6)
    a, b, c, d, e, f = own if len(own) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    left, top, _, _ = _boundary(element)
    return a * POINTS, b * POINTS, c * POINTS, d * POINTS, (e + left) * POINTS, (f + top) * POINTS


def _line(element: etree._Element, page: int) -> Line | None:
    """The words of a text object; None when they are blank."""
    matrix = _matrix(element)
    glyphs = list(_glyphs(element, matrix))
    while glyphs and glyphs[-1].text in BLANKS:
        glyphs.pop()
    first = next((index for index, glyph in enumerate(glyphs) if glyph.text not in BLANKS), len(glyphs))
    glyphs = glyphs[first:]
    if not glyphs:
        return None
    size = _height(element, matrix)
    gaps = any(lower.left - upper.right > WIDE_GAP * size for upper, lower in pairwise(glyphs))
    text = spaced(glyphs, size) if gaps else "".join(glyph.text for glyph in glyphs)
    return Line(
        page=page,
        text=text,
        left=min(glyph.left for glyph in glyphs),
        top=min(glyph.top for glyph in glyphs),
        right=max(glyph.right for glyph in glyphs),
        bottom=max(glyph.bottom for glyph in glyphs),
        size=size,
        start=0,
        end=0,
        gaps=gaps,
        glyphs=glyphs,
    )


def _height(element: etree._Element, matrix: Matrix) -> float:
    """The size of the letters as seen, in points."""
    size = (numbers(value(element, "Size"), 1) or [3.5])[0]
    return max(abs(size) * math.hypot(matrix[2], matrix[3]), 0.1)


def _glyphs(element: etree._Element, matrix: Matrix) -> Iterator[Glyph]:
    a, b, c, d, e, f = matrix
    size = _height(element, matrix)
    own = max(size / max(math.hypot(c, d), 1e-6), 1e-6)
    x = y = 0.0
    for code in element:
        if name_of(code) != "TextCode":
            continue
        text = "".join(map(str, code.itertext())).strip("\r\n")
        x, y = ((numbers(value(code, name), 1) or [last])[0] for name, last in (("X", x), ("Y", y)))
        across, down = (numbers(value(code, name), len(text)) for name in ("DeltaX", "DeltaY"))
        at, height = x, y
        for index, letter in enumerate(text):
            # A list too short repeats its end; without any, letters follow as wide as they are.
            natural = own if is_cjk(letter) else own / 2
            step = (across[min(index, len(across) - 1)] if across else 0.0) if across or down else natural
            left, foot = a * at + c * height + e, b * at + d * height + f
            wide = _width(letter, abs(step * a), size)
            yield Glyph(letter, left, foot - _ABOVE * size, left + wide, foot + (1 - _ABOVE) * size)
            at += step
            height += down[min(index, len(down) - 1)] if down else 0.0


def _width(letter: str, step: float, size: float) -> float:
    """How far a letter reaches: no font is asked."""
    if is_cjk(letter):
        return min(step, size) if step else size
    return step if 0 < step <= _WIDEST * size else size / 2


def _rejoined(lines: list[Line]) -> list[Line]:
    """Text objects that stand side by side as one line: some producers write one for each font, or each letter."""
    joined: list[Line] = []
    jumbled = set()
    for line in lines:
        last = joined[-1] if joined else None
        if last is None or last.glyphs is None or line.glyphs is None or not on_one_row(last, line):
            joined.append(line)
            continue
        gap = line.left - last.right
        if gap <= -0.3 * line.size:
            jumbled.add(len(joined) - 1)
        letters = not is_cjk(last.text[-1]) and not is_cjk(line.text[0])
        last.text += (" " if gap > (_WORD_GAP if letters else WIDE_GAP) * line.size else "") + line.text
        last.glyphs += line.glyphs
        last.left, last.top = min(last.left, line.left), min(last.top, line.top)
        last.right, last.bottom = max(last.right, line.right), max(last.bottom, line.bottom)
        last.gaps = last.gaps or line.gaps or gap > WIDE_GAP * line.size
    for index in jumbled:
        line = joined[index]
        line.glyphs = sorted(line.glyphs or [], key=lambda glyph: glyph.left)
        line.text = spaced(line.glyphs, line.size) or line.text
    return joined


def _rule(element: etree._Element, found: Rulings, size: tuple[float, float]) -> None:
    """The straight strokes of a path, and a filled shape as thin as one."""
    data = next((child.text or "" for child in element if name_of(child) == "AbbreviatedData"), "")
    if len(data) > _LONGEST_PATH:
        return
    a, b, c, d, e, f = _matrix(element)
    stroked = value(element, "Stroke").lower() != "false"
    corners: list[tuple[float, float]] = []
    first = last = (0.0, 0.0)
    for command, point in _segments(data):
        x, y = a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f
        if command == "C":
            x, y = first
        elif command in "SM":
            first = (x, y)
        if command in "LC" and stroked:
            _stroke(last, (x, y), found, size)
        last = (x, y)
        corners.append(last)
    if len(corners) >= 4 and not stroked:
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        found.add(min(xs), min(ys), max(xs), max(ys))


def _segments(data: str) -> Iterator[tuple[str, tuple[float, float]]]:
    """Each command of a path with the point where it ends."""
    words = data.split()
    index = 0
    while index < len(words):
        command = words[index].upper()
        count = _PATH_NUMBERS.get(command, -1)
        index += 1
        if count < 0:
            continue
        values = numbers(" ".join(words[index : index + count]), count)
        index += count
        if len(values) == count:
            yield command, (values[-2], values[-1]) if count else (0.0, 0.0)


def _stroke(start: tuple[float, float], end: tuple[float, float], found: Rulings, size: tuple[float, float]) -> None:
    left, right = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    framing = right - left > 0.95 * size[0] or bottom - top > 0.95 * size[1]
    if framing:
        return
    if bottom - top < 1 and right - left >= 4:
        found.across.append(Ruling((top + bottom) / 2, left, right))
    elif right - left < 1 and bottom - top >= 4:
        found.down.append(Ruling((left + right) / 2, top, bottom))
