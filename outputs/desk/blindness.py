"""What is kept from who may be asked to judge blind: everything said of a finding that awaits a second look which may be his."""

from collections.abc import Collection

from fastapi import HTTPException

from ..access import Permission
from .guard import Caller, Desk


def sealed(desk: Desk, asking: Caller, finding_ids: Collection[str]) -> frozenset[str]:
    """Those of the findings of which he may be shown nothing but where they stand."""
    if not asking.person.may(Permission.SECOND):
        return frozenset()
    return desk.store.reviewing.sealed(finding_ids, asking.login)


def shown(desk: Desk, asking: Caller, finding_ids: Collection[str]) -> frozenset[str]:
    """Those of the findings of which he may be told: in scope, and not sealed."""
    return desk.store.occurrences.visible(finding_ids, asking.scope) - sealed(desk, asking, finding_ids)


def check_unreviewed(desk: Desk, asking: Caller) -> None:
    """Refuse what tells of unreviewed findings by cadre and category, while one of them may be his to judge blind."""
    if asking.person.may(Permission.SECOND) and desk.store.reviewing.seals(asking.login):
        raise HTTPException(403, "有条目等待复核：有复核权限的人此时只看已确认的条目，以免看到待复核条目的初审意见和机器判断")
