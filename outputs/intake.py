"""A run over files: what it meets, reads, fails at and no longer finds, written as it goes."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from types import TracebackType
from typing import Self
from uuid import uuid4

from sqlalchemy import Connection, bindparam, insert, select, update

from schema import Analysis, Document, Finding, Look, YiguanError

from .accounts import keep_accounts
from .audit import SYSTEM, AuditAction, append
from .database import Database, upsert
from .feed import publish
from .holding import hold, lose, stored_path, touch
from .inventory import FailedFile, RunCounts, RunOutcome, Source, Standing
from .linking import settle_holders
from .looking import keep_looks
from .moments import now
from .packing import pack_analysis, pack_blocks
from .reanalysis import replace_findings
from .search.index import keep_passages
from .tables import documents, files, runs

TOUCHES = 1000
"""Unchanged files noted in one transaction."""

# Asked once a file, of which most are unchanged: so it is put together once.
_UNCHANGED = (
    select(files.c.content)
    .join(documents, files.c.document_id == documents.c.id)
    .where(
        files.c.path == bindparam("at"),
        files.c.size == bindparam("bytes"),
        files.c.mtime_ns == bindparam("time"),
        files.c.standing == Standing.PRESENT,
        files.c.stage.is_(None),
        documents.c.fingerprint == bindparam("made_by"),
    )
)


class Run:
    """A run that is under way; made by `Store.begin_run`, to be used as a context manager.

    Each file is stored whole or not at all. At the end of the `with` block, files under the roots that were not met are marked
    missing; a block left by an exception (Ctrl-C too) marks none. Not to be shared between threads.
    """

    def __init__(
        self,
        database: Database,
        *,
        pipeline: str,
        model: str,
        roster: str,
        fingerprint: str,
        roots: Collection[str],
        by: str = SYSTEM,
    ):
        self.id = f"r-{uuid4().hex}"
        self.fingerprint = fingerprint
        self.counts = RunCounts()
        self._database = database
        self._roots = tuple(roots)
        self._by = by
        self._unchanged: list[str] = []
        row = {
            "id": self.id,
            "started_at": now(),
            "pipeline": pipeline,
            "model": model,
            "roster": roster,
            "fingerprint": fingerprint,
        }
        with database.writing() as connection:
            self._number: int = connection.execute(insert(runs).values(row).returning(runs.c.number)).scalar_one()
            self._record(connection, AuditAction.RUN, row["started_at"], {"roots": self._roots, "model": model, "roster": roster})

    def is_current(self, source: Source) -> bool:
        """Note that the run has met the file; True when nothing is left to do for it.

        Without `content`, a file is known by path, size and time. With it, also under a new name, as a copy, or when only its
        time changed: then the path is stored as holding the document. A file that failed is never current: try it again.
        """
        if self._is_unchanged(source):
            self._touch(source.path)
        elif self._is_analysed(source):
            with self._database.writing() as connection:
                hold(connection, self._number, source, document_id=source.content)
        else:
            return False
        self.counts = replace(self.counts, unchanged=self.counts.unchanged + 1)
        return True

    def add(
        self, source: Source, document: Document, analysis: Analysis, findings: Sequence[Finding], looks: Sequence[Look] = ()
    ) -> None:
        """Store what the file yielded, in place of what an earlier analysis of the same bytes did.

        The `review` of the findings is not taken: only `Store.decide` changes it.
        """
        assert source.content == document.id, "a document is known by the bytes of its file"
        with self._database.writing() as connection:
            upsert(connection, documents, _document_row(document, analysis) | self._made_by())
            keep_accounts(connection, document, analysis)
            keep_looks(connection, document, analysis, looks)
            touched = replace_findings(connection, document.id, findings)
            keep_passages(connection, document)
            settle_holders(connection, document.id)
            hold(connection, self._number, source, document_id=document.id)
            publish(connection, touched)
        self.counts = replace(self.counts, added=self.counts.added + 1, findings=self.counts.findings + len(findings))

    def fail(self, source: Source, *, stage: str, error: YiguanError) -> None:
        """Store that the file could not be taken in. A document that it held before is kept."""
        failure = FailedFile(
            path=source.path,
            stage=stage,
            error=type(error).__name__,
            message=error.message,
            remedy=error.remedy,
            page=getattr(error, "page", None),
        )
        with self._database.writing() as connection:
            known = connection.scalar(select(documents.c.id).where(documents.c.id == (source.content or "")))
            hold(connection, self._number, source, document_id=known, failure=failure)
        self.counts = replace(self.counts, failed=self.counts.failed + 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with self._database.writing() as connection:
            self._flush(connection)
            if kind is None:
                self.counts = replace(self.counts, missing=lose(connection, self._number, self._roots))
            end = {"ended_at": now(), "outcome": self._outcome(kind)} | asdict(self.counts)
            connection.execute(update(runs).where(runs.c.number == self._number).values(end))
            self._record(connection, AuditAction.RUN_ENDED, str(end["ended_at"]), end)
        if self.counts.added:
            self._database.tune()

    def _is_unchanged(self, source: Source) -> bool:
        seen = {"at": stored_path(source.path), "bytes": source.size, "time": source.mtime_ns, "made_by": self.fingerprint}
        with self._database.reading() as connection:
            content = connection.scalar(_UNCHANGED, seen)
        return content is not None and source.content in (None, content)

    def _is_analysed(self, source: Source) -> bool:
        if source.content is None:
            return False
        known = select(documents.c.id).where(documents.c.id == source.content, documents.c.fingerprint == self.fingerprint)
        with self._database.reading() as connection:
            return connection.scalar(known) is not None

    def _touch(self, path: str) -> None:
        self._unchanged.append(path)
        if len(self._unchanged) >= TOUCHES:
            with self._database.writing() as connection:
                self._flush(connection)

    def _flush(self, connection: Connection) -> None:
        touch(connection, self._number, self._unchanged)
        self._unchanged.clear()

    def _record(self, connection: Connection, action: AuditAction, at: str, detail: Mapping[str, object]) -> None:
        append(connection, actor=self._by, action=action, object=f"run:{self.id}", detail=detail, at=at)

    def _made_by(self) -> dict[str, object]:
        return {"fingerprint": self.fingerprint, "run": self._number, "standing": Standing.PRESENT}

    def _outcome(self, kind: type[BaseException] | None) -> RunOutcome:
        if kind is not None:
            return RunOutcome.INTERRUPTED
        return RunOutcome.FAILURES if self.counts.failed else RunOutcome.COMPLETE


def _document_row(document: Document, analysis: Analysis) -> dict[str, object]:
    return {
        "id": document.id,
        "name": document.name,
        "kind": document.kind,
        "title": document.title,
        "date": document.date,
        "issuer": document.issuer,
        "verdict": document.verdict,
        "warnings": json.dumps(document.warnings, ensure_ascii=False),
        "block_count": len(document.blocks),
        "skipped_count": len(analysis.skipped),
        "rejected_count": len(analysis.rejected),
        "blocks": pack_blocks(document.blocks),
        "analysis": pack_analysis(analysis),
    }
