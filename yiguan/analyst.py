"""One file's way through the house, in a worker process: bytes to document, analysis, links and findings."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

from cadres import Link, LinkOptions, RosterIndex, link, looks, read_roster
from ingest import ReadOptions, Source, is_recognised, read
from models import load_models
from nlp import Analyser, TypeTable, read_types, shipped_types
from schema import Analysis, Document, Finding, Look, Mention, Occasion, Provenance, Roster

from .assembly import assemble

PIPELINE = version("yiguan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Yield:
    """What a file yields."""

    document: Document
    analysis: Analysis
    findings: tuple[Finding, ...]
    looks: tuple[Look, ...] = ()
    """The occasions that the document was for cadres of the records to be observed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Cadre records as a store keeps them; one with another by the roster's id."""

    id: str
    roster: Roster = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyst:
    """Reads and analyses one file at a time; travels to worker processes, which load model and roster once each."""

    model: Path
    roster: Path | None
    run: str
    """The run's id, kept as provenance."""
    read_options: ReadOptions
    link_options: LinkOptions
    problem_types: Path | None = None
    records: Records | None = None
    """Records that are no file any more, in place of `roster`."""

    def __call__(self, source: Source) -> Yield:
        document = read(source, self.read_options)
        analyser, index = _prepared(self.model, self.records or self.roster, self.problem_types)
        analysis = analyser.analyse(document)
        provenance = Provenance(pipeline=PIPELINE, model=analyser.models.id, run=self.run)
        resolve = linker(document, analysis.occasion, index, self.link_options)
        findings = assemble(document, analysis, resolve, provenance)
        looked = looks(document, analysis.occasion, findings, lambda mention: resolve(mention).cadre_id, index)
        return Yield(document=document, analysis=analysis, findings=findings, looks=looked)


def linker(document: Document, occasion: Occasion, index: RosterIndex, options: LinkOptions) -> Callable[[Mention], Link]:
    """Whom a document's mentions mean; equal mentions are resolved once."""

    recognised = is_recognised(document)

    @cache
    def resolve(mention: Mention) -> Link:
        return link(mention, occasion, index, options, text=document.text, recognised=recognised)

    return resolve


def names_of(roster: Roster) -> list[str]:
    """All names and former names of the records."""
    return [name for cadre in roster.cadres for name in (cadre.name, *cadre.aliases)]


def types_of(path: Path | None) -> TypeTable:
    """The list of problem types at the path, or the shipped one. Raises ConfigError."""
    return shipped_types() if path is None else read_types(path)


@cache
def _prepared(model: Path, roster: Path | Records | None, problem_types: Path | None) -> tuple[Analyser, RosterIndex]:
    if isinstance(roster, Records):
        records = roster.roster
    else:
        records = read_roster(roster) if roster else Roster(cadres=(), source="", id="")
    return Analyser(load_models(model), names_of(records), types_of(problem_types)), RosterIndex(records)
