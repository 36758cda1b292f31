"""What of the queue is wanted, between the address of a page and the store."""

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import urlencode

from schema import Category, Code, DocumentKind, ReviewStage

from ..access import Permission
from ..moments import later, now
from ..reviewing import ConfidenceBand, QueueFilter, QueueOrder
from .guard import Caller

AGES = {"1": "超过一天", "7": "超过一周", "30": "超过一个月"}
"""By how many days it has waited."""
DOUBTS = {"yes": "当事人待定", "no": "当事人已定"}
C = TypeVar("C", bound=Code)
WAITING = {ReviewStage.FIRST: "待审", ReviewStage.SECOND: "待复核", ReviewStage.THIRD: "待裁定", ReviewStage.DONE: "审结"}
"""What the number of a queue counts."""
NAMES = ("stage", "document", "cadre", "unit", "kind", "category", "confidence", "link", "age", "order")
"""The parts of a query, in the order of the form."""
CHOICES: dict[str, dict[str, str]] = {
    "stage": {one.value: one.label for one in ReviewStage},
    "kind": {one.value: one.label for one in DocumentKind},
    "category": {one.value: one.label for one in Category},
    "confidence": {one.value: one.label for one in ConfidenceBand},
    "link": DOUBTS,
    "age": AGES,
    "order": {one.value: one.label for one in QueueOrder},
}


def query_of(told: Mapping[str, str]) -> dict[str, str]:
    """The parts of an address that say what is wanted; what is none of the choices asks nothing."""
    found = {name: told[name].strip() for name in NAMES if told.get(name, "").strip()}
    return {name: value for name, value in found.items() if name not in CHOICES or value in CHOICES[name]}


def asked_for(query: Mapping[str, str], asking: Caller) -> QueueFilter:
    """The filter. Who only gives second looks is shown what waits for one."""
    told = query.get
    return QueueFilter(
        stage=_code(ReviewStage, told("stage")) or first_stage(asking),
        document_id=told("document"),
        cadre_id=told("cadre"),
        unit=told("unit"),
        kind=_code(DocumentKind, told("kind")),
        category=_code(Category, told("category")),
        band=_code(ConfidenceBand, told("confidence")),
        link_doubtful={"yes": True, "no": False}.get(told("link", "")),
        before=later(now(), days=-int(query["age"])) if "age" in query else None,
        order=_code(QueueOrder, told("order")) or QueueOrder.PRIORITY,
    )


def first_stage(asking: Caller) -> ReviewStage:
    """Where somebody's work begins."""
    seconds = asking.person.may(Permission.SECOND) and not asking.person.may(Permission.REVIEW)
    return ReviewStage.SECOND if seconds else ReviewStage.FIRST


def without(query: Mapping[str, str], *names: str, **changed: str) -> str:
    """The query without some parts and with others changed, as an address ends."""
    kept = {name: value for name, value in query.items() if name not in names} | changed
    return f"?{urlencode(kept)}" if kept else ""


def _code(codes: type[C], value: str | None) -> C | None:
    return codes(value) if value else None
