"""Acts of rectification: adjoining clauses that the measure tagger has marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from schema import Span

from .clauses import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Adjoining clauses that tell of one act of rectification or of how it stands."""

    span: Span
    first: int
    """Index of its first clause."""
    last: int
    tells_status: bool
    """Whether it only tells the status, and is no measure."""


def acts(tags: Sequence[str], clauses: Sequence[Clause]) -> tuple[Act, ...]:
    """Join tagged clauses: B-M opens a measure, I-M continues it, S tells a status; none crosses a block."""
    found: list[Act] = []
    for clause, tag in zip(clauses, tags, strict=True):
        if tag == "O":
            continue
        last = found[-1] if found else None
        adjoining = last is not None and last.last == clause.index - 1 and clauses[last.last].block == clause.block
        if (
            last is not None
            and adjoining
            and (tag == "I-M" or (tag == "S" and last.tells_status))
            and (tag == "S") == last.tells_status
        ):
            found[-1] = Act(
                span=Span(start=last.span.start, end=clause.span.end),
                first=last.first,
                last=clause.index,
                tells_status=last.tells_status,
            )
        else:
            found.append(Act(span=clause.span, first=clause.index, last=clause.index, tells_status=tag == "S"))
    return tuple(found)
