"""Occurrences in the store: which findings tell of one, what became of it, what people decided, and the looks that documents were."""

from collections.abc import Collection, Iterator

from schema import Course, EventMark, EventPair, Finding, Look, PairDecision, Remark, UnknownFinding

from . import grouping, looking, marking, pair_decisions, remarks
from .access import Scope
from .audit import deeds
from .database import Database
from .grouping import GroupingReport, Report
from .lives import Life, read_lives, read_standing_remarks, read_visible
from .reading import read_some


class Occurrences:
    """What the store knows of occurrences; `Store.occurrences`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def group(self, report: Report = lambda part, done, total: None) -> GroupingReport:
        """Compare all findings that stand and mark what each tells of. People's decisions come before what the machine suggests.

        Nobody who decides meanwhile waits for the comparison.
        """
        with self._database.reading() as connection:
            compared = grouping.compare_all(connection, report)
        with self._database.writing() as connection:
            return grouping.mark_all(connection, compared, report)

    def needs_grouping(self) -> bool:
        """Whether findings stand that no grouping has seen."""
        with self._database.reading() as connection:
            return grouping.needs_grouping(connection)

    def marks(self) -> Iterator[EventMark]:
        """What each finding tells of, by finding."""
        with self._database.reading() as connection:
            yield from marking.read_all_marks(connection)

    def looks(self, cadre_id: str | None = None) -> Iterator[Look]:
        """The occasions at which cadres, or one, could have been observed, by cadre and year."""
        with self._database.reading() as connection:
            yield from looking.read_looks(connection, cadre_id)

    def findings(self, event_id: str) -> tuple[Finding, ...]:
        """The findings that tell of an occurrence, earliest first, whatever their state."""
        with self._database.reading() as connection:
            told = read_some(connection, marking.read_members(connection, event_id))
        return tuple(sorted(told, key=lambda one: (one.document.date or "9999", one.document.id, one.anchors[0].start)))

    def pairs(self, finding_id: str) -> tuple[EventPair, ...]:
        """The suggestions that a finding is part of, likeliest first, with their reasons."""
        with self._database.reading() as connection:
            return tuple(marking.read_pairs(connection, [finding_id]))

    def decide(self, decision: PairDecision) -> PairDecision:
        """Keep a person's decision on two findings, and group anew what hangs together with them. Once this returns, it is on disk.

        Raises UnknownFinding, and RevisionConflict when someone decided on the two after `decision.seen`.
        """
        with self._database.writing() as connection:
            kept = pair_decisions.keep_pair_decision(connection, decision)
            grouping.group_around(connection, (kept.finding_id, kept.other_id))
            deeds.record_pair(connection, kept)
            return kept

    def decisions(self, finding_id: str) -> tuple[PairDecision, ...]:
        """The decisions on pairs that a finding is part of, oldest first."""
        with self._database.reading() as connection:
            return pair_decisions.read_pair_decisions(connection, finding_id)

    def remark(self, remark: Remark) -> Remark:
        """Keep a clarification, a lenience or the cadre's own words beside a finding, and return it with its number.

        A clarification withdraws the finding. Raises UnknownFinding, StoreError when its basis is missing, and RevisionConflict when
        a clarification, or taking one back, was not made on the finding's newest revision.
        """
        with self._database.writing() as connection:
            kept = remarks.keep_remark(connection, remark)
            grouping.group_around(connection, (kept.finding_id,))
            deeds.record_remark(connection, kept)
            return kept

    def remarks(self, finding_id: str) -> tuple[Remark, ...]:
        """The remarks on a finding, oldest first, those taken back among them."""
        with self._database.reading() as connection:
            return remarks.read_remarks(connection, finding_id)

    def standing_remarks(self, finding_ids: Collection[str]) -> dict[str, tuple[Remark, ...]]:
        """The remarks on these findings that nobody took back; findings without any are missing."""
        with self._database.reading() as connection:
            return read_standing_remarks(connection, finding_ids)

    def visible(self, finding_ids: Collection[str], scope: Scope) -> frozenset[str]:
        """Those of the findings that are in scope."""
        with self._database.reading() as connection:
            return read_visible(connection, finding_ids, scope)

    def lives(self, event_ids: Collection[str], as_of: str) -> dict[str, Life]:
        """The histories of these occurrences as they stood on a day (ISO), with what tells them; those that there are not are missing."""
        with self._database.reading() as connection:
            return read_lives(connection, event_ids, as_of)

    def course(self, event_id: str, as_of: str) -> Course:
        """The history of an occurrence as it stood on a day (ISO). Raises UnknownFinding when there is no such occurrence."""
        life = self.lives((event_id,), as_of).get(event_id)
        if life is None:
            raise UnknownFinding(f"没有编号为 {event_id} 的事项", "归并可能已随新的材料改变，请刷新列表")
        return life.course
