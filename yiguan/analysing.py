"""`yiguan analyze`: what the records of a store support of each cadre, in lines of `yiguan.pattern/1`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cadres import PatternAnalysis, PatternOptions, PatternRecords, released
from outputs import Selection, StateFilter, Store
from schema import Finding, StatementType, pattern_to_json

from .peers import newest_records

Report = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysed:
    """What an analysis wrote."""

    lines: int
    cadres: int
    provisional: int
    """Lines that rest on something that nobody reviewed."""


def analyse(
    store: Store, out: Path, *, as_of: str, at: str, confirmed_only: bool, report: Report = lambda part, done, total: None
) -> Analysed:
    """Analyse everybody by what was known on a day (ISO), and write the lines. The file is there whole or not at all."""
    records = recorded(store, as_of=as_of, report=report)
    analysis = PatternAnalysis(records, PatternOptions(until=int(as_of[:4]), computed_at=at, confirmed_only=confirmed_only))
    unfinished = out.with_name(f".{out.name}.part")
    lines = provisional = 0
    cadres: set[str] = set()
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            for pattern in map(released, analysis.lines()):
                file.write(pattern_to_json(pattern) + "\n")
                lines, provisional = lines + 1, provisional + pattern.provisional
                cadres.add(pattern.cadre_id)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
    return Analysed(lines=lines, cadres=len(cadres), provisional=provisional)


def recorded(store: Store, *, as_of: str, report: Report = lambda part, done, total: None) -> PatternRecords:
    """What the store knew on a day: findings that nobody rejected, their occurrences and what became of them, and the looks."""
    settle(store, report)
    occurrences = store.occurrences
    dates = {document.id: document.date for document in store.documents()}

    def known(document_id: str) -> bool:
        return (dates.get(document_id) or "") <= as_of

    findings = [one for one in store.findings(Selection(states=StateFilter.ALL.states)) if known(one.document.id)]
    ids = {one.id for one in findings}
    marks = {mark.finding_id: mark for mark in occurrences.marks() if mark.finding_id in ids}
    fixed = sorted({marks[one.id].event_id for one in findings if one.id in marks and has_course(one)})
    return PatternRecords(
        findings=findings, marks=marks, looks=[look for look in occurrences.looks() if known(look.document_id)],
        courses=[life.course for life in occurrences.lives(fixed, as_of).values()], cadres=newest_records(store),
    )  # fmt: skip


def settle(store: Store, report: Report = lambda part, done, total: None) -> None:
    """Group findings that no grouping has seen: a run that was stopped leaves some."""
    if store.occurrences.needs_grouping():
        store.occurrences.group(report)


def has_course(finding: Finding) -> bool:
    """Whether the finding tells something of the fix of a problem."""
    return finding.type is StatementType.PROBLEM and finding.rectification is not None
