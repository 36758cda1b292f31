"""The main job: every file under the paths is read, analysed and linked in worker processes, and stored as it ends."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cadres import read_roster
from ingest import Source as File
from ingest import sources
from models import load_models
from outputs import FailedFile, GroupingReport, Run, Source, Store, now
from schema import IngestError, Roster, RosterChanges, RosterError

from .analyst import PIPELINE, Analyst, Records, Yield, types_of
from .config import Settings
from .engine import Engine
from .originals import absolute, stored_source

CHUNK = 1 << 20
"""Bytes read at a time for a file's hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One file done."""

    done: int
    total: int
    path: str
    outcome: str
    """`unchanged`, `read` or `failed`; `grouped` when `path` is a part of the grouping that ends a run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What a run did."""

    run: str
    read: int
    """Documents read and analysed now."""
    unchanged: int
    missing: int
    """Files of earlier runs that are no longer there."""
    failures: tuple[FailedFile, ...]
    findings: int
    """Of the documents read now."""
    linked: int
    """Of these, with a holder who is known in the records."""
    problems: int
    warnings: tuple[tuple[str, str], ...] = field(default=())
    """Path and what was not read well."""
    notes: tuple[tuple[str, str], ...] = field(default=())
    """Path and what a reviewer of the document should look at."""
    grouped: GroupingReport | None = None
    """What grouping the findings by occurrence came to; None when nothing was new."""
    roster_changes: RosterChanges = field(default_factory=RosterChanges)
    """What the roster changed in the store's cadre records."""
    roster_skipped: tuple[RosterError, ...] = ()
    """Files of the roster that could not be read."""
    roster_unread: int = 0
    """Lines and cells of the roster that could not be read."""


def run(
    paths: Sequence[Path],
    settings: Settings,
    engine: Engine,
    report: Callable[[Step], None],
    store: Store,
    known: Roster | None = None,
) -> RunReport:
    """Run over the paths. Raises ConfigError, RosterError, ModelError or StoreError before the first file; a file's own failure never ends it.

    `known` are records as the store keeps them, where the settings name no roster: nobody has to have its file still.
    On Ctrl-C (KeyboardInterrupt) everything finished so far is stored, and the next run goes on from there.
    """
    roster = read_roster(settings.roster) if settings.roster else known
    roster_id = roster.id if roster else "none"
    model_id = load_models(settings.model).id
    fingerprint = "|".join((PIPELINE, model_id, roster_id, settings.digest(), types_of(settings.problem_types).digest[:16]))
    # The roster's own files may lie among the documents.
    records = {Path(one).resolve() for one in roster.files} if roster else set()
    files = [file for file in sources(paths, settings.read) if not records or file.path.resolve() not in records]
    changes = store.import_roster(roster, at=now(), pipeline=PIPELINE) if roster and settings.roster else RosterChanges()
    roots = [absolute(path) for path in paths]
    tally = _Tally(total=len(files), report=report)
    with store.begin_run(pipeline=PIPELINE, model=model_id, roster=roster_id, fingerprint=fingerprint, roots=roots) as begun:
        analyst = Analyst(
            model=settings.model.resolve(),
            roster=settings.roster.resolve() if settings.roster else None,
            run=begun.id,
            read_options=settings.read,
            link_options=settings.link,
            problem_types=settings.problem_types.resolve() if settings.problem_types else None,
            records=Records(id=known.id, roster=known) if known and not settings.roster else None,
        )
        with engine.open(analyst, settings.read) as workers:
            for file, result in workers.map(_changed(files, begun, settings, tally)):
                _keep(begun, file, result, tally)
    grouped = group(store, report) if begun.counts.added or store.occurrences.needs_grouping() else None
    counts = begun.counts
    failures = tuple(one for one in store.failures() if any(_under(one.path, root) for root in roots))
    return RunReport(
        run=begun.id,
        read=counts.added,
        unchanged=counts.unchanged,
        missing=counts.missing,
        failures=failures,
        findings=counts.findings,
        linked=tally.linked,
        problems=tally.problems,
        warnings=tuple(tally.warnings),
        notes=tuple(tally.notes),
        grouped=grouped,
        roster_changes=changes,
        roster_skipped=roster.skipped if roster else (),
        roster_unread=roster.unread if roster else 0,
    )


@dataclass(slots=True)
class _Tally:
    """Counts while the run goes on."""

    total: int
    report: Callable[[Step], None]
    done: int = 0
    linked: int = 0
    problems: int = 0
    warnings: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def step(self, path: str, outcome: str) -> None:
        self.done += 1
        self.report(Step(done=self.done, total=self.total, path=path, outcome=outcome))


def group(store: Store, report: Callable[[Step], None]) -> GroupingReport:
    """Group all findings of the store by occurrence."""
    return store.occurrences.group(
        lambda part, done, total: report(Step(done=done, total=total, path=part, outcome="grouped"))
    )  # fmt: skip


def _changed(files: Iterable[File], begun: Run, settings: Settings, tally: _Tally) -> Iterator[File]:
    """The files that must be read; what is unchanged, renamed or a copy of something known is only noted."""
    for file in files:
        if _is_known(file, begun, settings):
            tally.step(file.name, "unchanged")
        else:
            yield file


def _is_known(file: File, begun: Run, settings: Settings) -> bool:
    try:
        source = stored_source(file)
        if begun.is_current(source):
            return True
        content = file.content(settings.read)
    except (OSError, IngestError):
        return False
    digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
    return begun.is_current(Source(path=source.path, size=source.size, mtime_ns=source.mtime_ns, content=digest))


def _keep(begun: Run, file: File, result: Yield | IngestError, tally: _Tally) -> None:
    try:
        source = stored_source(file, None if isinstance(result, IngestError) else result.document.id)
    except OSError:
        source = Source(path=absolute(file.path), size=0, mtime_ns=0)
    if isinstance(result, IngestError):
        begun.fail(source, stage="read", error=result)
        tally.step(file.name, "failed")
        return
    begun.add(source, result.document, result.analysis, result.findings, result.looks)
    tally.linked += sum(finding.holder.cadre_id is not None for finding in result.findings)
    tally.problems += sum(finding.type == "problem" for finding in result.findings)
    tally.warnings += [(file.name, warning) for warning in result.document.warnings]
    tally.notes += [(file.name, doubt.note) for count in result.analysis.counts for doubt in count.doubts]
    tally.step(file.name, "read")


def _under(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip("/") + "/")
