"""Markdown: the text without its marks, headings with their depth, pipe tables as tables."""

import re
from collections.abc import Iterator, Sequence

from schema import BlockRole

from .characters import clean, join
from .reading import Blocks

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_RULE = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_LINE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_ITEM = re.compile(r"\A[ \t>]*(?:[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|(?=\d{1,9}[.)][ \t]))")
_QUOTE = re.compile(r"\A(?:[ \t]*>)+[ \t]?")
_PIPE = re.compile(r"(?<!\\)\|")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:[ \t]+\"[^\"]*\")?\)")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|\*|~~|(?<![A-Za-z0-9_])__|`+)(?=\S)(.+?)(?<=\S)\1")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENDS = tuple("。；：！？”）.;:!?")
_WRAPPED = 30
"""Characters from which a line may have been broken for its length alone."""


def is_markdown(lines: Sequence[str]) -> bool:
    """Whether lines of text carry marks that no other text has: a heading with #, or the rule under the head of a table."""
    fenced = False
    for index, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and ((_HEADING.fullmatch(line)) or (index and _is_head(lines[index - 1], line))):
            return True
    return False


def _is_head(line: str, rule: str) -> bool:
    """Whether a line is the head of a table, by the rule below it."""
    return "|" in rule and _RULE.fullmatch(rule) is not None and len(_cells(line)) == len(_cells(rule)) > 1


def blocks_of(lines: Sequence[str]) -> Blocks:
    """The blocks of lines of Markdown."""
    blocks, paragraph, table, index, fenced = Blocks(), _Paragraph(), 0, 0, False
    while index < len(lines):
        line = lines[index]
        index += 1
        if _FENCE.match(line):
            fenced = not fenced
            paragraph.end(blocks)
        elif fenced:
            blocks.add(clean(line))
        elif index < len(lines) and _is_head(line, lines[index]):
            paragraph.end(blocks)
            for row, cells in enumerate(_rows(lines, index - 1)):
                for column, cell in enumerate(cells):
                    blocks.add_cell(clean(_bare(cell)), table, row, column)
                index += row > 0
            table, index = table + 1, index + 1
        elif (heading := _HEADING.fullmatch(line)) is not None:
            paragraph.end(blocks)
            blocks.add(clean(_bare(heading[2])), role=BlockRole.HEADING, level=len(heading[1]))
        elif paragraph.lines and (under := _UNDERLINE.fullmatch(line)) is not None:
            paragraph.end(blocks, 1 if under[1][0] == "=" else 2)
        elif not line.strip() or _LINE.fullmatch(line):
            paragraph.end(blocks)
        else:
            paragraph.add(line, blocks)
    paragraph.end(blocks)
    return blocks


def _rows(lines: Sequence[str], head: int) -> Iterator[list[str]]:
    """The rows of the table whose head stands at an index; the rule below it is none."""
    yield _cells(lines[head])
    for line in lines[head + 2 :]:
        if "|" not in line or not line.strip():
            return
        yield _cells(line)


def _cells(line: str) -> list[str]:
    return [cell.replace("\\|", "|") for cell in _PIPE.split(line.strip().removeprefix("|").removesuffix("|"))]


class _Paragraph:
    """Lines that may be one paragraph: people write one on a line as often as they wrap it."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, line: str, blocks: Blocks) -> None:
        """Take a line; what came before is a block of its own where this one begins another."""
        last = self.lines[-1] if self.lines else ""
        hard = last.endswith(("  ", "\\"))
        wrapped = len(last) >= _WRAPPED and not hard and not last.rstrip().endswith(_ENDS)
        if not wrapped or _ITEM.match(line):
            self.end(blocks)
        self.lines.append(_ITEM.sub("", _QUOTE.sub("", line, count=1), count=1))

    def end(self, blocks: Blocks, level: int = 0) -> None:
        """Make a block of what is there; `level` is a heading's."""
        text = _bare(join([line.strip(" \t\\") for line in self.lines]))
        self.lines.clear()
        blocks.add(clean(text), role=BlockRole.HEADING if level else BlockRole.PARAGRAPH, level=level)


def _bare(text: str) -> str:
    """Words without the marks of links and emphasis."""
    text = _LINK.sub(r"\1", text)
    for _ in range(2):
        text = _EMPHASIS.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", text)
