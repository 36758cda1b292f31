"""What is recorded beside a finding for the cadre's protection: clarification, lenience, the cadre's own words. Appended, never changed."""

from typing import Any

from sqlalchemy import Connection, Row, insert, select

from schema import Decision, Remark, RemarkKind, ReviewState, StoreError, UnknownFinding

from .deciding import decide, edit_in_force, read_decisions
from .tables import findings, remarks

BASED = frozenset({RemarkKind.CLARIFICATION, RemarkKind.LENIENCE})
"""Kinds that must name what they rest on."""


def keep_remark(connection: Connection, remark: Remark) -> Remark:
    """Append the remark. A clarification withdraws the finding from the problem view; taking it back restores what was decided before.

    Raises UnknownFinding, StoreError when it lacks its basis or takes back what is none, and RevisionConflict when the finding
    has changed since the person saw it.
    """
    _check(connection, remark)
    row = {name: getattr(remark, name) for name in ("finding_id", "kind", "text", "basis", "by", "at", "takes_back", "seen")}
    kept = _remark(connection.execute(insert(remarks).values(row).returning(remarks)).one())
    state = _state_after(connection, remark)
    if state is not None:
        decide(
            connection,
            Decision(
                finding_id=remark.finding_id, state=state, by=remark.by, at=remark.at, revision=remark.seen + 1,
                note=f"{remark.kind.label}：{remark.text}", edit=edit_in_force(connection, remark.finding_id),
            ),
        )  # fmt: skip
    return kept


def read_remarks(connection: Connection, finding_id: str) -> tuple[Remark, ...]:
    """The remarks on a finding, oldest first, those taken back among them."""
    rows = select(remarks).where(remarks.c.finding_id == finding_id).order_by(remarks.c.number)
    return tuple(map(_remark, connection.execute(rows)))


def standing_remarks(told: tuple[Remark, ...]) -> tuple[Remark, ...]:
    """The remarks that nobody took back."""
    back = {one.takes_back for one in told}
    return tuple(one for one in told if one.kind is not RemarkKind.TAKEN_BACK and one.number not in back)


def _check(connection: Connection, remark: Remark) -> None:
    if connection.scalar(select(findings.c.id).where(findings.c.id == remark.finding_id)) is None:
        raise UnknownFinding(f"没有编号为 {remark.finding_id} 的条目", "它可能已随新的分析撤回，请刷新列表")
    if not remark.text.strip():
        raise StoreError(f"{remark.kind.label}没有内容", "请写明内容")
    if remark.kind in BASED and not remark.basis.strip():
        raise StoreError(f"{remark.kind.label}没有写明依据", "请写明所依据的文件或规定，以及作出认定的机关")
    if (remark.kind is RemarkKind.TAKEN_BACK) != (remark.takes_back is not None):
        raise StoreError("撤回要写明撤回哪一条")
    standing = {one.number for one in standing_remarks(read_remarks(connection, remark.finding_id))}
    if remark.takes_back is not None and remark.takes_back not in standing:
        raise StoreError(f"此条没有编号为 {remark.takes_back} 的记录，或已撤回", "请刷新后再试")


def _state_after(connection: Connection, remark: Remark) -> ReviewState | None:
    """The state that the remark brings the finding to; None where it leaves it as it is."""
    if remark.kind is RemarkKind.CLARIFICATION:
        return ReviewState.WITHDRAWN
    told = read_remarks(connection, remark.finding_id)
    taken = next((one for one in told if one.number == remark.takes_back), None)
    if taken is None or taken.kind is not RemarkKind.CLARIFICATION:
        return None
    if any(one.kind is RemarkKind.CLARIFICATION for one in standing_remarks(told)):
        return None  # Another clarification still stands.
    decided = [one.state for one in read_decisions(connection, remark.finding_id)]
    return next((state for state in reversed(decided) if state is not ReviewState.WITHDRAWN), ReviewState.PENDING)


def _remark(row: Row[Any]) -> Remark:
    return Remark(**row._mapping)
