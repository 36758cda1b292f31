"""Findings in a line each, for the tests of grouping: nothing is read from a file."""

import hashlib
from typing import Any

from cadres import Grouping, Matter, grouped, matters, suggested
from schema import (
    Anchor,
    Category,
    CategoryGuess,
    CueKind,
    DocumentKind,
    DocumentRef,
    EventPair,
    Finding,
    FindingCue,
    Holder,
    HolderKind,
    Measure,
    Provenance,
    Rectification,
    RectificationStatus,
    Review,
    StatementType,
    Voice,
    VoiceKind,
)

HOUSE = "中共青溪县水务局党组"
TITLES = {
    DocumentKind.MINUTES: "青溪县水务局党组{}年度民主生活会记录",
    DocumentKind.SELF_CHECK: "{}年度民主生活会对照检查材料",
    DocumentKind.FEEDBACK: "县委第二巡察组关于巡察青溪县水务局党组的反馈意见",
    DocumentKind.AUDIT: "青溪县水务局专项资金审计报告",
    DocumentKind.LEDGER: "青溪县水务局问题整改台账",
    DocumentKind.RECTIFICATION: "青溪县水务局党组关于反馈意见整改情况的报告",
    DocumentKind.APPRAISAL: "考察材料",
}
ISSUERS = {
    DocumentKind.FEEDBACK: "县委第二巡察组",
    DocumentKind.AUDIT: "青溪县审计局",
    DocumentKind.APPRAISAL: "县委组织部考察组",
}


def said(
    text: str, kind: DocumentKind, date: str, *, voice: VoiceKind, cadre: str | None = "A1", unit: str | None = None,
    category: Category = Category.FINANCE, title: str | None = None, prefix: str = "", rectified: Rectification | None = None,
    type: StatementType = StatementType.PROBLEM, **changes: Any,
) -> Finding:  # fmt: skip
    """A finding of a document of the kind and day; the document is the same for all of them."""
    name = title if title is not None else TITLES[kind].format(int(date[:4]) - (date[5:7] <= "03"))
    document = "sha256:" + hashlib.sha256(f"{kind} {date} {name}".encode()).hexdigest()
    key = hashlib.sha256(f"{document} {text}".encode()).hexdigest()
    start = int(key[:4], 16)
    holder = Holder(kind=HolderKind.CADRE, mention="其", cadre_id=cadre, score=0.99)
    return Finding(
        id=f"f-{key[:20]}",
        type=type,
        document=DocumentRef(id=document, name=f"{date}.docx", kind=kind, title=name, date=date, issuer=ISSUERS.get(kind, HOUSE)),
        anchor=Anchor(exact=text, prefix=prefix, suffix="", start=start, end=start + len(text)),
        category=CategoryGuess(code=category, label=category.label, score=0.9),
        holder=holder if unit is None else Holder(kind=HolderKind.UNIT, mention=unit, cadre_id=None, score=None),
        voice=Voice(kind=voice, speaker=None, cadre_id=None),
        cue=FindingCue(kind=CueKind.NONE, text=None),
        rectification=rectified,
        event=None,
        problem_type=None,
        confidence=0.9,
        review=Review(),
        provenance=Provenance(pipeline="0", model="sha256:0", run="r-0"),
        **changes,
    )


def fixed(status: RectificationStatus, text: str | None = None, *measures: str, deadline: str | None = None) -> Rectification:
    """What a document says of a fix."""
    told = tuple(Measure(exact=measure, start=0, end=len(measure)) for measure in measures)
    return Rectification(status=status, text=text, measures=told, deadline=deadline, responsible=())


def as_matters(*findings: Finding) -> list[Matter]:
    """The findings as they are compared, in the order that the store gives them."""
    ordered = sorted(findings, key=lambda one: (one.document.date or "", one.document.id, one.anchors[0].start))
    return list(matters(ordered, {}, {}))


def together(*findings: Finding) -> Grouping:
    """The findings grouped."""
    found = as_matters(*findings)
    return grouped(found, suggested(found))


def pair(one: Finding, other: Finding) -> EventPair | None:
    """The suggestion that two findings belong together."""
    return next(iter(suggested(as_matters(one, other))), None)


def same(one: Finding, other: Finding) -> bool:
    """Whether the two are put together when there is nothing else."""
    grouping = together(one, other)
    return grouping.events[one.id] == grouping.events[other.id]
