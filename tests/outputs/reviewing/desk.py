"""Reviewers at work, for the tests of `outputs.reviewing`."""

from typing import Any

from outputs import Store
from outputs.access import EVERYTHING
from outputs.reviewing import Outcome, PolicyMode, QueueFilter, QueuePage, ReviewPolicy, Verdict
from schema import Category, Document, Finding, FindingEdit, HolderKind, RejectReason, ReviewStage, ReviewState, Span
from tests.outputs.builders import document, finding, keep

AT = "2024-03-01T09:00:00+08:00"
MINUTES = document(
    "民主生活会会议记录", "张建国同志理论学习不够深入，调查研究偏少。", "正在整改，每周补学两次，6月底前完成。", "李卫东表示接受批评。"
)  # fmt: skip
STUDY = "理论学习不够深入"
RESEARCH = "调查研究偏少"
BLIND = FindingEdit(category=Category.STUDY, holder=HolderKind.CADRE)
"""What a second reviewer says who sees the finding as the machine did."""


def held(store: Store, *words: str, read: Document = MINUTES, **changes: Any) -> list[Finding]:
    """Findings at these words, stored."""
    made = [finding(read, place, **changes) for place in words or (STUDY,)]
    keep(store, read, *made)
    return made


def second_looks(store: Store, mode: PolicyMode = PolicyMode.ALL, **changes: Any) -> None:
    """Let this policy hold."""
    store.reviewing.set_policy(ReviewPolicy(mode=mode, **changes), "admin")


def say(
    store: Store,
    finding_id: str,
    state: ReviewState = ReviewState.CONFIRMED,
    by: str = "limin",
    stage: ReviewStage | None = None,
    **changes: Any,
) -> Outcome:
    """A verdict on the finding as it is shown, at the stage that it waits for."""
    item = store.reviewing.item(finding_id, by)
    if stage is None:
        stage = ReviewStage.FIRST if item.stage is ReviewStage.DONE else item.stage
    if state is ReviewState.REJECTED:
        changes.setdefault("reason", RejectReason.NOT_A_PROBLEM)
    if stage is ReviewStage.SECOND and state is ReviewState.CONFIRMED:
        changes.setdefault("edit", BLIND)
    told = {"finding_id": finding_id, "stage": stage, "state": state, "by": by, "at": AT, "revision": item.revision} | changes
    return store.reviewing.give(Verdict(**told))


def queue(store: Store, reader: str = "limin", after: str | None = None, limit: int = 50, **wanted: Any) -> QueuePage:
    """A page of the queue."""
    return store.reviewing.queue(QueueFilter(**wanted), scope=EVERYTHING, reader_login=reader, after=after, limit=limit)


def queued(store: Store, reader: str = "limin", **wanted: Any) -> list[str]:
    """The ids in the queue, in order."""
    return [item.finding_id for item in queue(store, reader, **wanted).items]


def place(read: Document, words: str) -> Span:
    """Where the words stand."""
    start = read.text.index(words)
    return Span(start=start, end=start + len(words))
