"""Findings of an annotated folder as a perfect pipeline with everything confirmed would give them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cadres import read_roster
from cadres.linking import NOBODY, Link
from nlp.outline import outline
from nlp.people import Gazetteer
from schema import Document, Finding, Mention, Occasion, Provenance, Review, ReviewState, Roster
from yiguan.assembly import assemble
from yiguan.gold import read_gold

PROVENANCE = Provenance(pipeline="0", model="sha256:0", run="r-0")
CONFIRMED = Review(state=ReviewState.CONFIRMED, by="甲", at="2025-01-01T00:00:00+08:00", revision=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Golden:
    """An annotated document with its findings."""

    document: Document
    occasion: Occasion
    findings: tuple[Finding, ...]
    """In the order of the annotation's items, traps left out."""


def golden(folder: Path) -> tuple[Roster, list[Golden]]:
    """The folder's roster and documents."""
    roster = read_roster(folder / "roster.csv")
    names = Gazetteer([name for cadre in roster.cadres for name in (cadre.name, *cadre.aliases)])
    return roster, list(_documents(folder, names))


def _documents(folder: Path, names: Gazetteer) -> Iterator[Golden]:
    for gold in read_gold(folder):
        made = assemble(gold.document, gold.analysis, _nobody, PROVENANCE)
        yield Golden(
            document=gold.document,
            occasion=outline(gold.document, names).occasion,
            findings=tuple(_linked(one, links.holder, links.speaker) for one, links in zip(made, gold.links, strict=True)),
        )


def _linked(finding: Finding, holder: str | None, speaker: str | None) -> Finding:
    return replace(
        finding,
        holder=replace(finding.holder, cadre_id=holder, score=1.0 if holder else None),
        voice=replace(finding.voice, cadre_id=speaker),
        review=CONFIRMED,
    )


def _nobody(mention: Mention) -> Link:
    return NOBODY
