"""Whether what a document says of how many problems there are agrees with those it lists. A disagreement is a note, never a status."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schema import Count, CountKind, Disagreement, Document, DocumentKind, Doubt, RectificationStatus, Statement, StatementType

from .outline import Outline
from .tables import table_rows

LISTING = frozenset(
    {DocumentKind.RECTIFICATION, DocumentKind.LEDGER, DocumentKind.FEEDBACK, DocumentKind.AUDIT, DocumentKind.NOTICE}
)
"""Kinds whose own list can be expected to hold what they count."""
EXCERPT = re.compile(
    r"摘要|摘录|摘报|节选|(?:详|明细|清单)见附件|(?:其余|其他|余下)[^。；\n]{0,8}(?:略|从略|不再列)|列举部分|仅列|择要"
)
TOTALLED = re.compile(r"合\s*计|小\s*计|总\s*计")
LISTED = re.compile(r"反馈|指出|发现|梳理|列出|交办|移交|查出|排查")
FURTHER = re.compile(r"另|又|再|还|自查|会上|个人|新增|其中")
"""Words of a count of further problems, which the list may leave to another paper."""
ALL_THE_REST = re.compile(r"其余|剩余|余下|剩下|仅剩|还剩|尚余")
NEARLY = 0.8
"""Share of the problems of which a status must be told before the statuses are counted against what is said."""
SPLIT = 1.3
"""So many more statements than problems counted are no wonder: one point may state several."""
LEAST_CELL = 4
"""Characters from which a cell in a column of problems is taken to state one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was found in a document, counted."""

    problems: int
    rows: int
    """Rows of tables that state a problem."""
    completed: int
    mostly: int
    told: int
    """Problems of which the document tells how the rectification stands."""
    excerpt: bool
    """Whether the document says that it lists only some."""


def tally(outline: Outline, statements: Sequence[Statement]) -> Tally:
    """Count what was found."""
    problems = [one for one in statements if one.type is StatementType.PROBLEM]
    statuses = [one.rectified.status for one in problems if one.rectified is not None]
    rows = table_rows(outline.document, outline.places).values()
    return Tally(
        problems=len(problems),
        rows=sum(len(row.text("problem")) >= LEAST_CELL and not TOTALLED.search(row.text("number")) for row in rows),
        completed=statuses.count(RectificationStatus.COMPLETED),
        mostly=statuses.count(RectificationStatus.MOSTLY),
        told=sum(status is not RectificationStatus.UNSTATED for status in statuses),
        excerpt=EXCERPT.search(outline.document.text) is not None,
    )


def compared(found: Sequence[Count], document: Document, listed: Tally) -> tuple[Count, ...]:
    """The counts with their doubts: each against itself, and the one that counts this paper's list against that list."""
    checked = [replace(one, doubts=_against_itself(one, document)) for one in found]
    own = [
        number
        for number, one in enumerate(checked)
        if one.own and one.number(CountKind.TOTAL) is not None and _is_of_a_list(one, document)
    ]
    if document.kind in LISTING and own:
        totals = [checked[number].number(CountKind.TOTAL) or 0 for number in own]
        told = max(own, key=lambda number: len(checked[number].numbers))
        doubts = () if _agrees([*totals, sum(totals)], listed) else _of_the_list(checked[told], listed)
        doubts += _of_the_done(checked[told], listed)
        checked[told] = replace(checked[told], doubts=checked[told].doubts + doubts)
    return tuple(checked)


def _is_of_a_list(one: Count, document: Document) -> bool:
    """Whether the count is of a list as a whole: it goes on to how many are done, or says who listed them."""
    by = document[one.by] if one.by is not None else ""
    if "任务" in document[one.numbers[0].span]:
        return False
    return not FURTHER.search(by) and (len(one.numbers) > 1 or bool(LISTED.search(by)))


def _against_itself(one: Count, document: Document) -> tuple[Doubt, ...]:
    """A total against the sum of its parts: too many, or too few where 其余 claims the rest."""
    total = one.number(CountKind.TOTAL)
    parts = [part.number for part in one.numbers if part.kind is not CountKind.TOTAL]
    whole = any(ALL_THE_REST.match(document[part.span]) for part in one.numbers)
    if total is None or len(parts) < 2 or sum(parts) == total or (sum(parts) < total and not whole):
        return ()
    note = f"文中称共{total}个，所分各项相加为{sum(parts)}个"
    return (Doubt(kind=Disagreement.SUM, stated=total, found=sum(parts), note=note),)


def _agrees(totals: Sequence[int], listed: Tally) -> bool:
    return any(total in (listed.rows, listed.problems) for total in totals)


def _of_the_list(one: Count, listed: Tally) -> tuple[Doubt, ...]:
    total = one.number(CountKind.TOTAL)
    assert total is not None
    tabled = listed.rows >= listed.problems // 2 > 0
    found = listed.rows if tabled else listed.problems
    if total < found <= total * SPLIT or (found < total and listed.excerpt):
        return ()
    where = f"台账中列有{listed.rows}行，" if tabled else ""
    note = f"文中称有{total}个问题，{where}机器在本文中找到问题表述{listed.problems}条，请核对有无遗漏或合并"
    return (Doubt(kind=Disagreement.LISTED, stated=total, found=found, note=note),)


def _of_the_done(one: Count, listed: Tally) -> tuple[Doubt, ...]:
    """What is said to be done against the statuses told: too many, or too few where a status is told of nearly every problem."""
    total, done = one.number(CountKind.TOTAL), one.number(CountKind.COMPLETED)
    if total is None or done is None or listed.completed <= done <= listed.completed + listed.mostly:
        return ()
    if listed.completed < done and (listed.excerpt or listed.told < NEARLY * total):
        return ()
    note = f"文中称已完成{done}个，按各问题所写状态，已完成{listed.completed}个、基本完成{listed.mostly}个，请核对"
    return (Doubt(kind=Disagreement.COMPLETED, stated=done, found=listed.completed, note=note),)
