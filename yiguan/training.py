"""Training: gold folders to a model folder, calibrated on writers that the calibrated parts never saw."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from cadres import read_roster
from models import Calibration, Lesson, Models, TrainingOptions, fit_calibration, load_models, save_models, train
from nlp import Analyser, Gazetteer, lesson, outline
from schema import ConfigError, StatementType

from .analyst import PIPELINE, names_of
from .gold import GoldDocument, read_gold
from .scoring import best_matches, characters

HELD_BACK = 5
"""One writer in so many is held back for the calibration, at least one."""
Report = Callable[[str, int, int], None]
"""Called with what is being done, the steps done and the most there may be."""


def train_models(folders: Sequence[Path], out: Path, options: TrainingOptions, report: Report) -> Models:
    """Train on gold folders and write the model folder. Raises ConfigError or RosterError for folders that cannot be used."""
    writers = {folder: _lessons(folder, number, len(folders), report) for number, folder in enumerate(folders)}
    held = _held_back(list(writers))
    calibration: Mapping[str, Calibration] = {}
    if held:
        kept = [one for folder, taught in writers.items() if folder not in held for one, _ in taught]
        first = train(kept, options, {}, lambda part, step, most: report(f"{part}（校准用）", step, most))
        names = [name for folder in held for name in names_of(read_roster(folder / "roster.csv"))]
        calibration = _calibration(first, [gold for folder in held for _, gold in writers[folder]], names)
    final = train([one for taught in writers.values() for one, _ in taught], options, calibration, report)
    save_models(final, out, _card(folders, held, options, writers))
    return load_models(out)


def _lessons(folder: Path, number: int, count: int, report: Report) -> list[tuple[Lesson, GoldDocument]]:
    report("阅读标注", number, count)
    if not (folder / "roster.csv").is_file():
        raise ConfigError(f"标注文件夹 {folder} 中没有 roster.csv", "每个标注文件夹都应带有干部名册")
    names = Gazetteer(names_of(read_roster(folder / "roster.csv")))
    taught = [(lesson(outline(gold.document, names), gold.analysis), gold) for gold in read_gold(folder)]
    report("阅读标注", number + 1, count)
    return taught


def _held_back(folders: Sequence[Path]) -> set[Path]:
    """Whole writers, chosen by a hash of their names, so that the same folders always give the same model."""
    if len(folders) < 2:
        return set()
    ranked = sorted(folders, key=lambda folder: hashlib.sha256(folder.name.encode()).hexdigest())
    return set(ranked[: max(1, len(folders) // HELD_BACK)])


def _calibration(models: Models, documents: Sequence[GoldDocument], names: Sequence[str]) -> Mapping[str, Calibration]:
    """Confidence against rightness, by statement type."""
    analyser = Analyser(models, names)
    told: dict[str, list[tuple[float, bool]]] = {str(kind): [] for kind in StatementType}
    for gold in documents:
        found = analyser.analyse(gold.document)
        for kind in StatementType:
            wanted = [characters(gold.document, one.spans) for one in gold.analysis.statements if one.type is kind]
            got = [one for one in found.statements if one.type is kind]
            matched = {j for _, j in best_matches(wanted, [characters(gold.document, one.spans) for one in got])}
            told[str(kind)] += [(one.score, number in matched) for number, one in enumerate(got)]
    return {kind: fit_calibration([score for score, _ in rows], [right for _, right in rows]) for kind, rows in told.items()}


def _card(
    folders: Sequence[Path], held: set[Path], options: TrainingOptions, writers: Mapping[Path, Sequence[object]]
) -> dict[str, object]:
    """The full training configuration, kept beside the weights."""
    return {
        "pipeline": PIPELINE,
        "writers": {folder.name: len(writers[folder]) for folder in folders},
        "calibrated on": sorted(folder.name for folder in held),
        "options": asdict(options),
    }
