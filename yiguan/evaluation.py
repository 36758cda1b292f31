"""Evaluation: the pipeline over a gold folder, as annotated text, measured."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cadres import LinkOptions, RosterIndex, read_roster
from models import Band, Models, expected_calibration_error, reliability
from nlp import Analyser
from schema import Provenance

from .analyst import PIPELINE, linker, names_of
from .assembly import assemble
from .gold import GoldDocument, read_gold
from .scoring import Figures, Scored

Report = Callable[[int, str], None]
"""Called after each document with how many are done and its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What a gold folder tells of the pipeline."""

    table: Mapping[str, Mapping[str, float]]
    """Every figure by name."""
    kinds: Mapping[str, Mapping[str, Mapping[str, float]]]
    """The same by kind of document."""
    reliability: Sequence[Band]
    """Confidence against rightness."""


def evaluate(folder: Path, models: Models, options: LinkOptions, report: Report | None = None) -> Quality:
    """Measure the pipeline on a gold folder with its roster. Raises ConfigError or RosterError."""
    whole, kinds = Figures(), defaultdict[str, Figures](Figures)
    roster = read_roster(folder / "roster.csv")
    analyser, index = Analyser(models, names_of(roster)), RosterIndex(roster)
    for number, gold in enumerate(read_gold(folder), start=1):
        measured = scored(gold, analyser, index, options)
        whole.add(measured)
        kinds[gold.document.kind].add(measured)
        if report is not None:
            report(number, gold.document.name)
    confidences = _confidences(whole)
    table = whole.table()
    table["calibration"] = {"error": expected_calibration_error(*confidences), "n": len(whole.confidences)}
    return Quality(
        table=table,
        kinds={kind: figures.table() for kind, figures in sorted(kinds.items())},
        reliability=reliability(*confidences),
    )


def scored(gold: GoldDocument, analyser: Analyser, index: RosterIndex, options: LinkOptions) -> Scored:
    """One gold document with what the pipeline makes of it."""
    found = analyser.analyse(gold.document)
    provenance = Provenance(pipeline=PIPELINE, model=analyser.models.id, run="evaluation")
    findings = assemble(gold.document, found, linker(gold.document, found.occasion, index, options), provenance)
    return Scored(document=gold.document, gold=gold.analysis, gold_links=gold.links, found=found, findings=findings)


def _confidences(figures: Figures) -> tuple[list[float], list[bool]]:
    return [confidence for _, confidence, _ in figures.confidences], [right for _, _, right in figures.confidences]
