"""Evaluation: the pipeline over a gold folder, as annotated text, measured."""

from collections.abc import Callable
from pathlib import Path

from cadres import LinkOptions, RosterIndex, read_roster
from models import Models, expected_calibration_error
from nlp import Analyser
from schema import Provenance

from .analyst import PIPELINE, linker, names_of
from .assembly import assemble
from .gold import GoldDocument, read_gold
from .scoring import Figures, Scored

Report = Callable[[int, str], None]
"""Called after each document with how many are done and its name."""


def evaluate(folder: Path, models: Models, options: LinkOptions, report: Report | None = None) -> dict[str, dict[str, float]]:
    """The quality table of a gold folder with its roster. Raises ConfigError or RosterError."""
    figures = Figures()
    roster = read_roster(folder / "roster.csv")
    analyser, index = Analyser(models, names_of(roster)), RosterIndex(roster)
    for number, gold in enumerate(read_gold(folder), start=1):
        figures.add(scored(gold, analyser, index, options))
        if report is not None:
            report(number, gold.document.name)
    table = figures.table()
    table["calibration"] = {"error": expected_calibration_error(*_confidences(figures)), "n": len(figures.confidences)}
    return table


def scored(gold: GoldDocument, analyser: Analyser, index: RosterIndex, options: LinkOptions) -> Scored:
    """One gold document with what the pipeline makes of it."""
    found = analyser.analyse(gold.document)
    provenance = Provenance(pipeline=PIPELINE, model=analyser.models.id, run="evaluation")
    findings = assemble(gold.document, found, linker(gold.document, found.occasion, index, options), provenance)
    return Scored(document=gold.document, gold=gold.analysis, gold_links=gold.links, found=found, findings=findings)


def _confidences(figures: Figures) -> tuple[list[float], list[bool]]:
    return [confidence for _, confidence, _ in figures.confidences], [right for _, _, right in figures.confidences]
