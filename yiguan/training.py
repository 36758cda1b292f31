"""Training: gold folders to a model folder, calibrated on writers that the calibrated parts never saw."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from cadres import read_roster
from models import Calibration, Lesson, Models, TrainingOptions, fit_calibration, load_models, save_models, train
from nlp import Analyser, Gazetteer, lesson, outline, topic_lesson
from schema import ConfigError, StatementType

from .analyst import PIPELINE, names_of
from .gold import GoldDocument, read_gold
from .labelled import holds_lists, read_labelled
from .scoring import best_matches, characters

HELD_BACK = 5
"""One writer in so many is held back for the calibration, at least one."""
Writers = Mapping[Path, Sequence[tuple[Lesson, GoldDocument]]]
"""By gold folder."""
Report = Callable[[str, int, int], None]
"""Called with what is being done, the steps done and the most there may be."""


def train_models(folders: Sequence[Path], out: Path, options: TrainingOptions, report: Report) -> Models:
    """Train on gold folders and folders of labelled statements and write the model folder.

    Raises ConfigError or RosterError for folders that cannot be used.
    """
    writers, listed = read_writers(folders, report), listed_lessons(folders)
    held = held_back(list(writers))
    calibration: Mapping[str, Calibration] = {}
    if held:
        kept = [one for folder, taught in writers.items() if folder not in held for one, _ in taught]
        first = train([*kept, *listed], options, {}, lambda part, step, most: report(f"{part}（校准用）", step, most))
        calibration = calibrate(first, {folder: writers[folder] for folder in writers if folder in held})
    final = train([*(one for taught in writers.values() for one, _ in taught), *listed], options, calibration, report)
    save_models(final, out, configuration(writers, held, asdict(options)))
    return load_models(out)


def read_writers(folders: Sequence[Path], report: Report) -> Writers:
    """The lessons of each gold folder with the documents that they were made from."""
    gold = [folder for folder in folders if not holds_lists(folder)]
    return {folder: _lessons(folder, number, len(gold), report) for number, folder in enumerate(gold)}


def listed_lessons(folders: Sequence[Path]) -> list[Lesson]:
    """What the folders of labelled statements teach, a lesson each."""
    lists = [read_labelled(folder) for folder in folders if holds_lists(folder)]
    return [topic_lesson([(one.text, one.category, one.code) for one in statements]) for statements in lists]


def _lessons(folder: Path, number: int, count: int, report: Report) -> list[tuple[Lesson, GoldDocument]]:
    report("阅读标注", number, count)
    if not (folder / "roster.csv").is_file():
        raise ConfigError(f"标注文件夹 {folder} 中没有 roster.csv", "每个标注文件夹都应带有干部名册")
    names = Gazetteer(names_of(read_roster(folder / "roster.csv")))
    taught = [(lesson(outline(gold.document, names), gold.analysis), gold) for gold in read_gold(folder)]
    report("阅读标注", number + 1, count)
    return taught


def held_back(folders: Sequence[Path]) -> set[Path]:
    """Whole writers, chosen by a hash of their names, so that the same folders always give the same model."""
    if len(folders) < 2:
        return set()
    ranked = sorted(folders, key=lambda folder: hashlib.sha256(folder.name.encode()).hexdigest())
    return set(ranked[: max(1, len(folders) // HELD_BACK)])


def calibrate(models: Models, held: Writers) -> Mapping[str, Calibration]:
    """Confidence against rightness on writers that the models never saw, by statement type."""
    names = [name for folder in held for name in names_of(read_roster(folder / "roster.csv"))]
    analyser = Analyser(models, names)
    told: dict[str, list[tuple[float, bool]]] = {str(kind): [] for kind in StatementType}
    for _, gold in (one for taught in held.values() for one in taught):
        found = analyser.analyse(gold.document)
        for kind in StatementType:
            wanted = [characters(gold.document, one.spans) for one in gold.analysis.statements if one.type is kind]
            got = [one for one in found.statements if one.type is kind]
            matched = {j for _, j in best_matches(wanted, [characters(gold.document, one.spans) for one in got])}
            told[str(kind)] += [(one.score, number in matched) for number, one in enumerate(got)]
    return {kind: fit_calibration([score for score, _ in rows], [right for _, right in rows]) for kind, rows in told.items()}


def configuration(writers: Writers, held: set[Path], options: Mapping[str, object]) -> dict[str, object]:
    """The full training configuration, kept beside the weights."""
    return {
        "pipeline": PIPELINE,
        "writers": {folder.name: len(taught) for folder, taught in writers.items()},
        "calibrated on": sorted(folder.name for folder in held),
        "options": dict(options),
    }
