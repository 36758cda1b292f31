"""Documents, findings and a small pipeline over a folder that exists only in memory, for the tests of `outputs`."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from outputs import Run, RunRecord, Selection, Source, Standing, Store
from schema import (
    Analysis,
    Block,
    BlockRole,
    Category,
    CategoryGuess,
    Cue,
    CueKind,
    DamagedFile,
    Decision,
    Document,
    DocumentKind,
    DocumentRef,
    Finding,
    FindingCue,
    Held,
    Holder,
    HolderKind,
    Location,
    Occasion,
    Provenance,
    Rejected,
    Rejection,
    Review,
    ReviewState,
    Said,
    Skipped,
    Span,
    Statement,
    StatementType,
    Voice,
    VoiceKind,
)

EVERYTHING = Selection(states=frozenset(ReviewState), outdated=True)


def content_id(text: str) -> str:
    """What the reader would make of the bytes."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def document(*lines: str, name: str = "纪要.docx", **changes: Any) -> Document:
    """A minutes document of these paragraphs."""
    blocks = tuple(
        Block(index=index, role=BlockRole.PARAGRAPH, text=line, locations=(Location(page=1, block=index),))
        for index, line in enumerate(lines)
    )
    read = Document(
        id=content_id("\n".join(lines)),
        name=name,
        kind=DocumentKind.MINUTES,
        title="市水利局党组民主生活会会议记录",
        date="2024-01-18",
        issuer="市水利局",
        blocks=blocks,
    )
    return replace(read, **changes) if changes else read


def finding(document: Document, where: str | Span, **changes: Any) -> Finding:
    """A pending problem of cadre YZ012 that stands at these words of the document."""
    if isinstance(where, str):
        start = document.text.index(where)
        where = Span(start=start, end=start + len(where))
    anchor = document.anchor(where)
    return replace(
        Finding(
            id="f-" + hashlib.sha256(f"{document.id} {where.start}".encode()).hexdigest()[:16],
            type=StatementType.PROBLEM,
            document=reference(document),
            anchor=anchor,
            category=CategoryGuess(code=Category.STUDY, label=Category.STUDY.label, score=0.93),
            holder=Holder(kind=HolderKind.CADRE, mention="张建国同志", cadre_id="YZ012", score=0.99),
            voice=Voice(kind=VoiceKind.PEER, speaker="李卫东", cadre_id="YZ003"),
            cue=FindingCue(kind=CueKind.NONE, text=None),
            rectification=None,
            event=None,
            problem_type=None,
            confidence=0.87,
            review=Review(),
            provenance=Provenance(pipeline="0.1.0", model="sha256:m", run="r-0"),
        ),
        **changes,
    )


def reference(document: Document) -> DocumentRef:
    """The document as its findings name it."""
    return DocumentRef(
        id=document.id,
        name=document.name,
        kind=document.kind,
        title=document.title,
        date=document.date,
        issuer=document.issuer,
    )


def analysis(document: Document) -> Analysis:
    """An analysis with one of everything, on the document's first block."""
    span = document.span_of(document.blocks[0])
    statement = Statement(
        type=StatementType.PROBLEM,
        spans=(span,),
        category=Category.STUDY,
        category_score=0.93,
        held=Held(kind=HolderKind.CADRE, mention=None),
        said=Said(kind=VoiceKind.PEER, speaker=None),
        cue=Cue(kind=CueKind.NONE, span=None),
        rectified=None,
        score=0.87,
        evidence=("规则：批评意见",),
    )
    return Analysis(
        occasion=Occasion(date=document.date, unit=document.issuer, people=()),
        statements=(statement,),
        rejected=(Rejected(span=span, rejected_as=Rejection.NORMATIVE, score=0.8),),
        skipped=(Skipped(block=0, reason="标题"),),
    )


def source(document: Document, path: str = "/案卷/纪要.docx", *, mtime_ns: int = 1_700_000_000_000_000_000) -> Source:
    """A file with the document's bytes."""
    return Source(path=path, size=len(document.text.encode()), mtime_ns=mtime_ns, content=document.id)


def begin(store: Store, *roots: str, fingerprint: str = "v1") -> Run:
    """A run over the roots, by default over everything in /案卷."""
    return store.begin_run(
        pipeline="0.1.0", model="sha256:m", roster="sha256:r", fingerprint=fingerprint, roots=roots or ("/案卷",)
    )


def keep(store: Store, document: Document, *findings: Finding, fingerprint: str = "v1") -> None:
    """Store a document with its findings, by a run that meets this file alone."""
    path = f"/案卷/{document.name}"
    with begin(store, path, fingerprint=fingerprint) as run:
        run.add(source(document, path), document, analysis(document), findings)


def verdict(finding: Finding, state: ReviewState = ReviewState.CONFIRMED, **changes: Any) -> Decision:
    """A decision on the finding as it is shown."""
    return replace(
        Decision(
            finding_id=finding.id,
            state=state,
            by="李敏",
            at="2024-03-01T09:00:00+08:00",
            revision=finding.review.revision + 1,
        ),
        **changes,
    )


@dataclass(kw_only=True)
class Folder:
    """Files by path: what their bytes say, and when they were written."""

    files: dict[str, str] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    clock: int = 0
    read: int = 0
    """How often a file's text was analysed."""

    def write(self, path: str, text: str) -> None:
        """Make or overwrite a file."""
        self.clock += 1
        self.files[path], self.times[path] = text, self.clock

    def rename(self, old: str, new: str) -> None:
        """Move a file, which keeps its time."""
        self.files[new], self.times[new] = self.files.pop(old), self.times.pop(old)

    def delete(self, path: str) -> None:
        """Take a file away."""
        del self.files[path], self.times[path]


def run_over(store: Store, folder: Folder, *, fingerprint: str = "v1", root: str = "/案卷", stop: int | None = None) -> RunRecord:
    """What the pipeline does with a folder, until it is stopped after some files. A text that begins with 坏 cannot be read.

    Each line is a finding; one with 旧 only under v1, one with 新 only under v2, one with 变 under another category.
    """
    with begin(store, root, fingerprint=fingerprint) as run:
        for path in sorted(folder.files)[:stop]:
            _take_in(run, folder, path, fingerprint)
        if stop is not None:
            raise KeyboardInterrupt
    last = store.summary().last_run
    assert last is not None
    return last


def _take_in(run: Run, folder: Folder, path: str, fingerprint: str) -> None:
    text = folder.files[path]
    met = Source(path=path, size=len(text.encode()), mtime_ns=folder.times[path])
    if run.is_current(met):
        return
    met = replace(met, content=content_id(text))
    if run.is_current(met):
        return
    folder.read += 1
    if text.startswith("坏"):
        run.fail(met, stage="read", error=DamagedFile("文件不完整", "请重新导出", path=path, page=3))
        return
    read = document(*text.split("\n"), name=path.rpartition("/")[2])
    run.add(met, read, analysis(read), machine(read, fingerprint, run.id))


def machine(document: Document, fingerprint: str = "v1", run: str = "r-0") -> tuple[Finding, ...]:
    """The findings that a pipeline of this fingerprint makes of the document."""
    unsaid = "新" if fingerprint == "v1" else "旧"
    study, other = (CategoryGuess(code=code, label=code.label, score=0.9) for code in (Category.STUDY, Category.OTHER))
    return tuple(
        finding(
            document,
            document.span_of(block),
            category=other if "变" in block.text and fingerprint == "v2" else study,
            provenance=Provenance(pipeline=fingerprint, model="sha256:m", run=run),
        )
        for block in document.blocks
        if unsaid not in block.text
    )


def contents(store: Store) -> tuple[Any, ...]:
    """What a store tells of the files at hand, apart from which run told it and what people decided."""
    present = {kept.id: (kept.name, kept.paths) for kept in store.documents() if kept.standing is Standing.PRESENT}
    found = (plain(found) for found in store.findings(EVERYTHING) if found.document.id in present)
    return present, sorted(found, key=lambda found: found.id), list(store.failures())


def plain(finding: Finding) -> Finding:
    """The finding without what differs from run to run."""
    return replace(finding, review=Review(), provenance=replace(finding.provenance, run=""))


def shown(findings: Sequence[Finding]) -> list[str]:
    """The words of the findings."""
    return [anchor.exact for found in findings for anchor in found.anchors]
