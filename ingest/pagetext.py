"""The characters of a pdf page, and the lines that they make."""

import ctypes
import re
from typing import Any

import pypdfium2.raw as raw

from .characters import is_cjk
from .frames import Box, Frame
from .lines import BLANKS, WIDE_GAP, Glyph, Line, beside, ems, line_of, on_one_row, rows_of

_TALL = 1.75
"""Ems from which a line is too high to be one."""
_TINY = 3.0
"""Points below which the size that a font tells is not the one seen: the text matrix scales it."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_loose_box, _font_size, _is_made_up = raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetFontSize, raw.FPDFText_IsGenerated


class PageText:
    """The characters of one page. Every index counts UTF-16 units, as the library does: 𠮷 takes two."""

    def __init__(self, page: Any, frame: Frame) -> None:
        self._text = page.get_textpage()
        self.raw = self._text.raw
        self.frame = frame
        self.units = self._units(self._text.count_chars())
        self._plain = self.units.isascii() or not _SURROGATE.search(self.units)
        self._rect = raw.FS_RECTF()
        self._upright = frame.rotation == 0
        self._scaled = False
        self._scaled = bool(self.units.strip()) and self.size(len(self.units) // 2) < _TINY

    def close(self) -> None:
        """Give the page's text back."""
        self._text.close()

    def _units(self, count: int) -> str:
        """The text with one character for each index."""
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = raw.FPDFText_GetText(self.raw, 0, count, buffer) - 1
        if written == count:
            text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
            if len(text) == count:
                return text
            return "".join(map(chr, buffer[:count]))
        # Some pages count characters that they do not give out (pypdfium2 issue 261): asked one by one they keep their places.
        codes = (raw.FPDFText_GetUnicode(self.raw, index) for index in range(count))
        return "".join(chr(code) if code else " " for code in codes)

    def string(self, start: int, end: int) -> str:
        """The characters between two indexes as a string of Python."""
        text = self.units[start:end]
        return text if self._plain else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def box(self, index: int) -> Box:
        """The box of a character as seen, as high as its line of type."""
        rect = self._rect
        _loose_box(self.raw, index, rect)
        if self._upright:
            left, top = self.frame.left, self.frame.top
            return rect.left - left, top - rect.top, rect.right - left, top - rect.bottom
        return self.frame.box(rect.left, rect.bottom, rect.right, rect.top)

    def _reach(self, start: int, end: int) -> Box:
        """The box around the first and the last character of a line."""
        if not self._upright or end - start == 1:
            one, other = self.box(start), self.box(end - 1)
            return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
        # The same without the calls: every line of every page comes through here.
        rect, text = self._rect, self.raw
        _loose_box(text, start, rect)
        left, top, right, bottom = rect.left, rect.top, rect.right, rect.bottom
        _loose_box(text, end - 1, rect)
        other_left, other_top, other_right, other_bottom = rect.left, rect.top, rect.right, rect.bottom
        return (
            (left if left < other_left else other_left) - self.frame.left,
            self.frame.top - (top if top > other_top else other_top),
            (right if right > other_right else other_right) - self.frame.left,
            self.frame.top - (bottom if bottom < other_bottom else other_bottom),
        )

    def size(self, index: int) -> float:
        """The size of a character in points."""
        size: float = _font_size(self.raw, index)
        if self._scaled:
            matrix = raw.FS_MATRIX()
            if raw.FPDFText_GetMatrix(self.raw, index, matrix):
                size *= (matrix.b**2 + matrix.d**2) ** 0.5 or 1.0
        return size

    def lines(self, page: int) -> list[Line]:
        """The lines in the order in which the file draws them; blank ones are left out."""
        lines: list[Line] = []
        start = 0
        for line in self.units.split("\n"):
            words = line.strip(BLANKS)
            if words:
                first = start + line.index(words[0])
                lines += self._lines(page, words, first, first + len(words))
            start += len(line) + 1
        return self._rejoined(lines)

    def _lines(self, page: int, words: str, start: int, end: int) -> tuple[Line, ...]:
        """What the library takes for one line, as one; as several where it runs lines of narrow columns together."""
        left, top, right, bottom = self._reach(start, end)
        size = self.size(start)
        em = size if size > 1.0 else 1.0
        text: str | None = words if self._plain else self.string(start, end)
        gaps = False
        if " " in words:
            # How much wider than its letters: where it is not, there is no gap in it worth measuring.
            slack = (right - left) / em - ems(words)
            text, gaps = self._visible(start, end, size, slack)
        if text is None or bottom - top > _TALL * em:
            return tuple(line_of(page, row, size, start, end) for row in rows_of(self.glyphs(start, end)))
        line = Line(
            page=page, text=text, left=left, top=top, right=right, bottom=bottom, size=size, start=start, end=end, gaps=gaps
        )
        return (line,)

    def _visible(self, start: int, end: int, size: float, slack: float) -> tuple[str | None, bool]:
        """The line's text without the blanks that the library made up around Chinese, and whether gaps as between cells are in it.

        The text is None when the line is not drawn from left to right.

        An office program draws a line font by font: quotation marks of another font come after the words that they enclose.
        """
        index = self.units.find(" ", start + 1, end - 1)
        close = -1.0 < slack < 2.0
        kept, done, gaps = [], start, False
        while index >= 0:
            before, after = is_cjk(self.units[index - 1]), is_cjk(self.units[index + 1])
            if (before or after or not close) and _is_made_up(self.raw, index):
                # Between two Chinese characters there is a real blank, or a sign that is drawn later.
                gap = self.box(index + 1)[0] - self.box(index - 1)[2] if not close else 0.0
                if gap < -0.3 * size or (before and after):
                    return None, True
                if gap >= WIDE_GAP * size:
                    gaps = True
                elif before or after:
                    kept.append(self.string(done, index))
                    done = index + 1
            index = self.units.find(" ", index + 1, end - 1)
        kept.append(self.string(done, end))
        return "".join(kept), gaps

    def glyphs_of(self, line: Line) -> list[Glyph]:
        """The line's characters where they are drawn."""
        return line.glyphs if line.glyphs is not None else self.glyphs(line.start, line.end)

    def _rejoined(self, lines: list[Line]) -> list[Line]:
        """Lines that the library breaks though they stand side by side, or one in the gaps of the other, as one."""
        joined: list[Line] = []
        for line in lines:
            last = joined[-1] if joined else None
            if last is None or (line.top > last.bottom and len(line.text) > 2) or not on_one_row(last, line):
                joined.append(line)
            elif line.left > last.right - 0.3 * line.size:
                glyphs = None if last.glyphs is None and line.glyphs is None else self.glyphs_of(last) + self.glyphs_of(line)
                joined[-1] = beside(last, line, glyphs)
            else:
                row = sorted(self.glyphs_of(last) + self.glyphs_of(line), key=lambda glyph: glyph.left)
                joined[-1] = line_of(line.page, row, last.size, last.start, line.end)
        return joined

    def glyphs(self, start: int, end: int) -> list[Glyph]:
        """The characters between two indexes as drawn, without the blanks that the library made up."""
        found: list[Glyph] = []
        for index in range(start, end):
            unit = self.units[index]
            if "\udc00" <= unit <= "\udfff" and found:
                found[-1].text += unit
            elif unit not in "\r\n" and not (unit == " " and raw.FPDFText_IsGenerated(self.raw, index)):
                found.append(Glyph(unit, *self.box(index)))
        for glyph in found:
            if len(glyph.text) > 1:
                glyph.text = glyph.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return found
