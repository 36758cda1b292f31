"""How people's decisions on pairs of findings are kept: appended, taken on what was seen, never the machine's to change."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, or_, select

from schema import PairDecision, RevisionConflict, StoreError, UnknownFinding

from .tables import findings, pair_decisions


def keep_pair_decision(connection: Connection, decision: PairDecision) -> PairDecision:
    """Append the decision, the two in the order of their ids.

    Raises UnknownFinding, and RevisionConflict when someone decided on the two after what the person had seen.
    """
    one, other = sorted((decision.finding_id, decision.other_id))
    if one == other:
        raise StoreError("两条编号相同", "请选两条不同的条目")
    known = set(connection.scalars(select(findings.c.id).where(findings.c.id.in_((one, other)))))
    for missing in (one, other):
        if missing not in known:
            raise UnknownFinding(f"没有编号为 {missing} 的条目", "它可能已随新的分析撤回，请刷新列表")
    before = read_pair_decisions(connection, one, other)
    if before and before[-1].number > decision.seen:
        last = before[-1]
        raise RevisionConflict(f"这两条已由 {last.by} 于 {last.at} 定为“{last.verdict.label}”", "请刷新，看过之后再定")
    row = {name: getattr(decision, name) for name in ("verdict", "by", "at", "seen", "note")}
    fresh = insert(pair_decisions).values(row | {"finding_id": one, "other_id": other}).returning(pair_decisions)
    return _decision(connection.execute(fresh).one())


def read_pair_decisions(connection: Connection, finding_id: str, other_id: str | None = None) -> tuple[PairDecision, ...]:
    """The decisions that a finding, or two, are part of, oldest first."""
    here = or_(pair_decisions.c.finding_id == finding_id, pair_decisions.c.other_id == finding_id)
    if other_id is not None:
        here = and_(here, or_(pair_decisions.c.finding_id == other_id, pair_decisions.c.other_id == other_id))
    return tuple(map(_decision, connection.execute(select(pair_decisions).where(here).order_by(pair_decisions.c.number))))


def read_all_pair_decisions(connection: Connection) -> Sequence[PairDecision]:
    """Every decision, oldest first."""
    return [_decision(row) for row in connection.execute(select(pair_decisions).order_by(pair_decisions.c.number))]


def _decision(row: Row[Any]) -> PairDecision:
    return PairDecision(**row._mapping)
