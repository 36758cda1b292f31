"""Whether the chain is whole: read once from its first row to its last, with flat memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select, text

from schema import Code

from .chain import GENESIS, Head, digest_of
from .tables import audit

TOLD = 100
"""Faults told one by one; the others are counted."""
PAGE = 5000
"""Rows read at a time."""


class FaultKind(Code):
    """What is wrong at a place of the chain."""

    CHANGED = "changed", "内容被改动"
    MISSING = "missing", "记录缺失"
    REORDERED = "reordered", "次序被改动"
    TRUNCATED = "truncated", "末尾被截去"
    REWRITTEN = "rewritten", "与留存的链首不符"
    UNGUARDED = "unguarded", "数据库的防改动触发器不在"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A place where the chain is broken."""

    kind: FaultKind
    number: int
    """The row, or the first of those that are missing; 0 for the table itself."""
    until: int | None = None
    """The last of those that are missing, where they are many."""

    def __str__(self) -> str:
        if not self.number:
            return self.kind.label
        rows = f"第 {self.number} 条" if self.until in (None, self.number) else f"第 {self.number} 至 {self.until} 条"
        return f"{rows}：{self.kind.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a look at the whole chain came to."""

    rows: int
    head: Head
    faults: tuple[Fault, ...]
    """At most TOLD of them."""
    fault_count: int

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.fault_count


def verify(connection: Connection, kept: Head | None) -> Verification:
    """Read the chain; with a head that was kept elsewhere, also tell whether it still holds that row."""
    chain = _Chain(kept)
    for row in _rows(connection):
        chain.take(row)
    chain.end()
    if not is_guarded(connection):
        chain.tell(FaultKind.UNGUARDED, 0)
    return Verification(rows=chain.rows, head=chain.head, faults=tuple(chain.faults[:TOLD]), fault_count=chain.fault_count)


def is_guarded(connection: Connection) -> bool:
    """Whether the triggers that refuse changes to the record stand."""
    if connection.dialect.name == "sqlite":
        found = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'"))
        return {"audit_refuses_update", "audit_refuses_delete", "audit_refuses_replace"} <= set(found)
    standing = (
        "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'audit'::regclass AND tgname = 'audit_append_only' AND tgenabled <> 'D'"
    )
    return bool(connection.scalar(text(standing)))


class _Chain:
    """The chain as far as it was read."""

    def __init__(self, kept: Head | None) -> None:
        self.head = Head(number=0, digest=GENESIS)
        self.rows = 0
        self.faults: list[Fault] = []
        self.fault_count = 0
        self._kept = kept

    def take(self, row: Row[Any]) -> None:
        columns = tuple(row)
        number, previous, digest = columns[0], columns[-2], columns[-1]
        if digest_of(*columns[:-1]) != digest:
            self.tell(FaultKind.CHANGED, number)
        if number != self.head.number + 1:
            self.tell(FaultKind.MISSING, self.head.number + 1, number - 1)
        elif previous != self.head.digest:
            self.tell(FaultKind.REORDERED, number)
        if self._kept is not None and self._kept.number == number and self._kept.digest != digest:
            self.tell(FaultKind.REWRITTEN, number)
        self.head = Head(number=number, digest=digest)
        self.rows += 1

    def end(self) -> None:
        if self._kept is not None and self._kept.number > self.head.number:
            self.tell(FaultKind.TRUNCATED, self.head.number + 1, self._kept.number)

    def tell(self, kind: FaultKind, number: int, until: int | None = None) -> None:
        self.fault_count += 1
        if len(self.faults) < TOLD:
            self.faults.append(Fault(kind=kind, number=number, until=until))


def _rows(connection: Connection) -> Iterator[Row[Any]]:
    read, after = select(audit).order_by(audit.c.number).limit(PAGE), None
    while True:
        page: Sequence[Row[Any]] = connection.execute(read if after is None else read.where(audit.c.number > after)).all()
        yield from page
        if len(page) < PAGE:
            return
        after = page[-1].number
