"""The numbers of a document's points: which one a problem bears, which ones a sentence names."""

import re
from collections.abc import Sequence

from schema import Document

from .acts import Act
from .clauses import Clause
from .numerals import number_of
from .problems import Problem
from .sections import Place

NUMERAL = r"[（(]?[一二三四五六七八九十\d]{1,3}[）)]?"
REFERENCE = re.compile(rf"(?:第|问题){NUMERAL}(?:(?:[、和至到—~-]|[条项]、第?)第?{NUMERAL})*[条个项点件]?")


def numbers_named(document: Document, act: Act, clauses: Sequence[Clause]) -> frozenset[int]:
    """The numbers of items that the act's sentence names: 第3条, 第1项、第6项, 第二至四项."""
    first, last = act.first, act.last
    while first and clauses[first - 1].sentence == clauses[act.first].sentence:
        first -= 1
    while last + 1 < len(clauses) and clauses[last + 1].sentence == clauses[act.last].sentence:
        last += 1
    named: set[int] = set()
    for match in REFERENCE.finditer(document.text, clauses[first].span.start, clauses[last].span.end):
        numbers = [number_of(found) for found in re.findall(r"\d+|[一二三四五六七八九十]+", match.group())]
        named.update(numbers)
        if len(numbers) == 2 and re.search(r"[至到—~-]", match.group()):
            named.update(range(*numbers))
    return frozenset(named)


def numbered(document: Document, problem: Problem, clauses: Sequence[Clause], places: Sequence[Place]) -> int:
    """The number under which the problem stands, in its list or its row."""
    block = document.blocks[clauses[problem.first].block]
    cell = places[block.index].cell
    if cell is not None:
        row = [places[i].cell for i in range(max(0, block.index - cell.column), block.index)]
        for index, other in zip(range(max(0, block.index - cell.column), block.index), row, strict=True):
            if other is not None and (other.table, other.row, other.role) == (cell.table, cell.row, "number"):
                digits = re.search(r"\d+", document.blocks[index].text)
                return int(digits.group()) if digits else 0
    leading = re.match(r"\s*(\d{1,3})\s*[.．、]", block.text)
    return int(leading.group(1)) if leading else marked(problem.first, clauses)


def marked(index: int, clauses: Sequence[Clause]) -> int:
    """The number of the point that a clause belongs to; 0 without one."""
    block = clauses[index].block
    while index >= 0 and clauses[index].block == block:
        digits = re.search(r"[\d一二三四五六七八九十]+|[①-⑳]", clauses[index].marker)
        if digits:
            return ord(digits.group()) - ord("①") + 1 if "①" <= digits.group() <= "⑳" else number_of(digits.group())
        index -= 1
    return 0
