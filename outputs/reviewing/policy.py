"""Which findings a second person must look at (复核): none, all, the grave ones, or a random share. Kept as a parameter of the store."""

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection

from schema import Category, Code, Finding, HolderKind, StoreError

from ..access.parameters import read_parameter, write_parameter

PARAMETER = "review.policy"
GRAVE = frozenset({Category.POLITICAL, Category.INTEGRITY, Category.SUPERVISION, Category.FINANCE})


class PolicyMode(Code):
    """Which findings get a second look."""

    NONE = "none", "不复核"
    ALL = "all", "全部复核"
    SEVERITY = "severity", "按严重程度复核"
    SHARE = "share", "随机抽取复核"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPolicy:
    """Which findings get a second look."""

    mode: PolicyMode = PolicyMode.NONE
    categories: frozenset[Category] = GRAVE
    """By severity: these categories, of a cadre."""
    share: float = 0.1
    """At random: this share of all. It follows from the finding's id and the salt, so that it cannot be chosen."""
    salt: str = ""

    def asks_for(self, *readings: Finding) -> bool:
        """Whether the finding, as any of these readings has it, needs a second look: a correction never spares it one."""
        if self.mode is PolicyMode.SEVERITY:
            return any(map(self._is_grave, readings))
        if self.mode is PolicyMode.SHARE:
            return _draw(self.salt, readings[0].id) < self.share
        return self.mode is PolicyMode.ALL

    def _is_grave(self, finding: Finding) -> bool:
        return finding.holder.kind is HolderKind.CADRE and finding.category.code in self.categories


def read_policy(connection: Connection) -> ReviewPolicy:
    """The policy in force; no second look while nobody set one."""
    told: Any = read_parameter(connection, PARAMETER, None)
    return ReviewPolicy() if told is None else _policies().validate_python(told)


def write_policy(connection: Connection, policy: ReviewPolicy, *, by: str, at: str) -> None:
    """Let the policy hold for first verdicts from now on; findings that wait for a second look go on waiting."""
    if not 0 <= policy.share <= 1:
        raise StoreError(f"抽取比例 {policy.share} 不在 0 和 1 之间", "例如 0.1 表示抽取一成")
    told = _policies().dump_python(policy, mode="json")
    write_parameter(connection, PARAMETER, told | {"categories": sorted(told["categories"])}, by=by, at=at)


def policy_of(told: Any) -> ReviewPolicy:
    """The policy of a form's values. Raises StoreError for what is none."""
    try:
        return _policies().validate_python(told)
    except ValidationError as error:
        raise StoreError("复核办法填写有误", "请检查方式、类别和比例") from error


def _draw(salt: str, finding_id: str) -> float:
    digest = hashlib.sha256(f"{salt}|{finding_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


@cache
def _policies() -> TypeAdapter[ReviewPolicy]:
    return TypeAdapter(ReviewPolicy)
