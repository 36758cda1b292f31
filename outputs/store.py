"""The store: documents, findings, decisions and runs, in SQLite or PostgreSQL. docs/store.md tells what it promises."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from schema import Analysis, Decision, Document, Finding, LinkDecision, Roster, RosterChanges

from . import accounts, deciding, finding_pages, linking, migrations, reading, records
from .access import Access, Scope
from .audit import SYSTEM, Audit, deeds
from .cadre_lists import CadreLists
from .catalogue import Catalogue
from .database import Database, connect
from .feed.feed import Feed
from .feed.publishing import fill, publish
from .finding_pages import FindingPage, Key
from .grouping import STANDING, group_around
from .intake import Run
from .inventory import Covered, DocumentNote, FailedFile, RunRecord, Selection, StoredDocument, Summary
from .jobs import Jobs
from .lines import StoredFindings
from .occurrences import Occurrences
from .places import Places
from .records import CadreVersion, RosterImport
from .rectifying import Board
from .reviewing import Reviewing
from .reviewing.giving import check_moved
from .search import Search
from .taking_stock import Known, Version, read_newest_date, read_version, take_stock

_CONFIRMED = Selection()


class Store:
    """What yiguan remembers. May be shared between threads; other processes open the same place for themselves.

    Iterators read from one snapshot, in pages: memory stays flat, and a run that writes meanwhile is neither seen nor held up.
    """

    def __init__(self, database: Database):
        self._database = database
        self.occurrences = Occurrences(database)
        """Which findings tell of one occurrence, what became of it, and the looks that documents were."""
        self.cadres = CadreLists(database)
        """The cadres in the records, as pages list them."""
        self.board = Board(database)
        """Matters by how their fix stands."""
        self.catalogue = Catalogue(database)
        """The documents, as pages list them."""
        self.reviewing = Reviewing(database)
        """Verdicts, second review and the queue."""
        self.search = Search(database)
        """Words looked for in documents and findings."""
        self.jobs = Jobs(database)
        """Work that was asked for: uploads, runs."""
        self.places = Places(database)
        """Where findings stand in a document, and who may see it."""
        self.feed = Feed(database)
        """What changed of findings, in order, for other systems."""
        self.access = Access(database)
        """Who may sign in, what they may do, and parameters that they set."""
        self.audit = Audit(database)
        """The chained record of what was decided, seen, handed out and changed."""

    @classmethod
    def open(cls, location: str | Path, *, create: bool = True) -> Self:
        """Open the store at a path or a SQLAlchemy URL; make it, or bring its tables up to date.

        Raises StoreError when the place holds something else, cannot be written, or is a newer yiguan's; without `create`, also
        when there is no store yet.
        """
        database = connect(location, create=create)
        try:
            with database.writing() as connection:
                migrations.upgrade(connection, name=database.name, create=create)
                fill(connection)
        except BaseException:
            database.close()
            raise
        return cls(database)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def begin_run(
        self, *, pipeline: str, model: str, roster: str, fingerprint: str, roots: Collection[str], by: str = SYSTEM
    ) -> Run:
        """Begin a run over the roots, to be used in a `with` block.

        Documents analysed under the same `fingerprint` are current: it must change with whatever may change an analysis. Roots
        are written as `Source.path` is.
        """
        return Run(self._database, pipeline=pipeline, model=model, roster=roster, fingerprint=fingerprint, roots=roots, by=by)

    def findings(self, selection: Selection = _CONFIRMED) -> Iterator[Finding]:
        """The selected findings by date of their document (unknown dates first), document and place.

        Left alone, it gives the confirmed findings of documents that no newer content has superseded. Rejected and withdrawn
        findings come only when `states` names them, outdated ones only with `outdated`.
        `StateFilter.ALL` means confirmed, pending and unsure.
        """
        with self._database.reading() as connection:
            yield from reading.read_findings(connection, selection)

    def finding_page(
        self, selection: Selection, *, scope: Scope, after: Key | None = None, limit: int = 100, newest_first: bool = False
    ) -> FindingPage:
        """A page of the selected findings in scope, after the key of the last one of the page before."""
        with self._database.reading() as connection:
            return finding_pages.read_page(connection, selection, scope, after, limit, newest_first=newest_first)

    def finding_within(self, finding_id: str, selection: Selection, *, scope: Scope) -> Finding | None:
        """The finding, if it is among the selected and in scope."""
        with self._database.reading() as connection:
            return finding_pages.read_one(connection, finding_id, selection, scope)

    def selected(self, selection: Selection = _CONFIRMED, watch: Callable[[int], object] | None = None) -> StoredFindings:
        """The same findings for ways out that take many: as lines of JSON they come ten times as fast. `watch` is told how many more
        were read.
        """
        return StoredFindings(database=self._database, selection=selection, watch=watch)

    def documents(self) -> Iterator[StoredDocument]:
        """All documents, whatever their standing, by id."""
        with self._database.reading() as connection:
            yield from reading.read_documents(connection)

    def document(self, document_id: str) -> Document:
        """The document as it was read. Raises StoreError when there is none."""
        with self._database.reading() as connection:
            return reading.read_document(connection, document_id)

    def analysis(self, document_id: str) -> Analysis:
        """What the newest analysis told of the document. Raises StoreError when there is none."""
        with self._database.reading() as connection:
            return reading.read_analysis(connection, document_id)

    def coverage(self) -> dict[str, tuple[Covered, ...]]:
        """What became of the blocks of each document at hand, by the document's id; those analysed before it was kept are missing."""
        with self._database.reading() as connection:
            return accounts.read_coverage(connection)

    def notes(self) -> tuple[DocumentNote, ...]:
        """What reviewers should look at, by document: a document's own counts that disagree with what was found in it."""
        with self._database.reading() as connection:
            return tuple(accounts.read_notes(connection))

    def finding(self, finding_id: str) -> Finding:
        """The finding, whatever its state. Raises UnknownFinding when there is none."""
        with self._database.reading() as connection:
            return reading.read_finding(connection, finding_id)

    def version(self) -> Version:
        """A cheap version: it differs when anything was read, decided, remarked or taken in since."""
        with self._database.reading() as connection:
            return read_version(connection)

    def newest_date(self, until: str) -> str:
        """The newest date of a document up to a day (ISO); empty where there is none."""
        with self._database.reading() as connection:
            return read_newest_date(connection, until)

    def take_stock(self, known: Known, keep: Callable[[Finding], None]) -> Known:
        """Every finding that stands, by revision and date; those that are not known so are handed over."""
        with self._database.reading() as connection:
            return take_stock(connection, known, keep)

    def failures(self) -> Iterator[FailedFile]:
        """The files at hand that could not be taken in, by path."""
        with self._database.reading() as connection:
            yield from reading.read_failures(connection)

    def runs(self, *, before: int | None = None, limit: int = 100) -> tuple[tuple[RunRecord, ...], int | None]:
        """Runs, newest first, and the number to go on before; None when no more follow."""
        with self._database.reading() as connection:
            return reading.read_runs(connection, before, limit)

    def run(self, run_id: str) -> RunRecord | None:
        """The run of this id."""
        with self._database.reading() as connection:
            return reading.read_run(connection, run_id)

    def summary(self) -> Summary:
        """What is in the store, counted."""
        with self._database.reading() as connection:
            return reading.read_summary(connection)

    def decide(self, decision: Decision) -> None:
        """Keep a person's decision. Once this returns, it is on disk.

        Raises UnknownFinding, and RevisionConflict when the finding is no longer at the revision before the decision's.
        """
        with self._database.writing() as connection:
            before = reading.read_state(connection, decision.finding_id)
            stood = deeds.standing_of(connection, decision.finding_id)
            deciding.decide(connection, decision)
            if (before in STANDING) != (decision.state in STANDING):
                group_around(connection, (decision.finding_id,))
            deeds.record_on_finding(
                connection, decision.finding_id, stood, by=decision.by, at=decision.at, note=decision.note, reason=decision.reason
            )

    def decisions(self, finding_id: str) -> tuple[Decision, ...]:
        """The decisions on a finding, oldest first."""
        with self._database.reading() as connection:
            return deciding.read_decisions(connection, finding_id)

    def decide_link(self, decision: LinkDecision) -> LinkDecision:
        """Keep a person's decision on whom a mention means, and return it with its number. Once this returns, it is on disk.

        Findings show it from now on, in this and later runs; `LinkVerdict.TAKEN_BACK` undoes it. Raises StoreError when the document
        or cadre is not known, or when it gives another holder to a finding that two people have to agree on and that has left the first;
        RevisionConflict when someone decided on the mention after `decision.seen`.
        """
        with self._database.writing() as connection:
            kept, moved = linking.decide_link(connection, decision)
            check_moved(connection, moved)
            deeds.record_link(connection, kept)
            return kept

    def link_decisions(self, document_id: str) -> tuple[LinkDecision, ...]:
        """The decisions on links of a document, oldest first."""
        with self._database.reading() as connection:
            return linking.read_link_decisions(connection, document_id)

    def import_roster(self, roster: Roster, *, at: str, pipeline: str, by: str = SYSTEM) -> RosterChanges:
        """Bring the cadre records up to date by id, all or none, and tell what changed; earlier states are kept.

        The roster that was taken in last, read by the same pipeline, changes nothing.
        """
        with self._database.writing() as connection:
            changes = records.import_roster(connection, roster, at=at, pipeline=pipeline)
            told = [*changes.added, *changes.changed, *changes.gone]
            publish(connection, reading.read_held(connection, [one.cadre_id for one in told]))
            deeds.record_roster(connection, roster.id, changes, by=by, at=at)
            return changes

    def roster_imports(self) -> tuple[RosterImport, ...]:
        """The rosters that were taken in, oldest first."""
        with self._database.reading() as connection:
            return records.read_imports(connection)

    def roster_changes(self, number: int) -> RosterChanges:
        """What the import of this number changed. Raises StoreError when there is none."""
        with self._database.reading() as connection:
            return records.read_changes(connection, number)

    def roster(self, roster_id: str) -> Roster:
        """The cadre records as the roster of this id told them: a run names it, so that its links can be explained later.

        Raises StoreError when it was never taken in.
        """
        with self._database.reading() as connection:
            return records.read_roster(connection, roster_id)

    def cadre_versions(self, cadre_id: str) -> tuple[CadreVersion, ...]:
        """Every state of a cadre's record, oldest first; empty when no roster had the id."""
        with self._database.reading() as connection:
            return records.read_versions(connection, cadre_id)
