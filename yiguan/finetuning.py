"""Training the transformers way: a backbone fine-tuned on gold folders, measured and calibrated on writers that it never saw."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from cadres import LinkOptions, RosterIndex, read_roster
from models import (
    Calibration,
    Lesson,
    Models,
    TuningOptions,
    check_backbone,
    fine_tune,
    forget_checkpoint,
    load_models,
    write_tuned_card,
)
from nlp import Analyser

from .analyst import names_of
from .evaluation import scored
from .modelcard import model_card
from .scoring import Figures
from .training import Report, Writers, calibrate, configuration, held_back, listed_lessons, read_writers

CARD = "README.md"


def fine_tune_models(
    folders: Sequence[Path],
    backbone: str,
    out: Path,
    options: TuningOptions,
    link: LinkOptions,
    report: Report,
    tell: Callable[[str], None],
) -> Models:
    """Fine-tune the backbone on gold folders and write the model folder; goes on where it was interrupted.

    Raises ConfigError or RosterError for what cannot be used: folders, the backbone, an installation without torch.
    """
    check_backbone(backbone)
    writers = read_writers(folders, report)
    held = held_back(list(writers))
    kept, apart = _lessons(writers, set(writers) - held), _lessons(writers, held)
    tuned = fine_tune(backbone, [*kept, *listed_lessons(folders)], apart, out, options, report, tell)
    training = {**configuration(writers, held, asdict(options)), "data": data_hash(folders)}
    calibration: dict[str, Calibration] = {}
    write_tuned_card(tuned, out, calibration, training)
    table: dict[str, dict[str, float]] = {}
    if held:
        unseen = {folder: writers[folder] for folder in writers if folder in held}
        calibration = dict(calibrate(load_models(out), unseen))
        write_tuned_card(tuned, out, calibration, training)
        table = _quality(load_models(out), unseen, link, report)
    models = load_models(out)
    (out / CARD).write_text(model_card(models.id, tuned, training, table), encoding="utf-8")
    forget_checkpoint(out)
    return models


def data_hash(folders: Sequence[Path]) -> str:
    """Over the names and bytes of everything that training reads."""
    digest = hashlib.sha256()
    for folder in sorted(folders, key=lambda one: one.name):
        for path in sorted(path for form in ("*.json", "*.txt", "*.csv", "*.tsv") for path in folder.glob(form)):
            digest.update(f"{folder.name}/{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return f"sha256:{digest.hexdigest()}"


def _lessons(writers: Writers, chosen: set[Path]) -> list[Lesson]:
    return [lesson for folder, taught in writers.items() if folder in chosen for lesson, _ in taught]


def _quality(models: Models, writers: Writers, link: LinkOptions, report: Report) -> dict[str, dict[str, float]]:
    """The quality table over these writers."""
    figures, most = Figures(), sum(len(taught) for taught in writers.values())
    done = 0
    for folder, taught in writers.items():
        roster = read_roster(folder / "roster.csv")
        analyser, index = Analyser(models, names_of(roster)), RosterIndex(roster)
        for _, gold in taught:
            figures.add(scored(gold, analyser, index, link))
            done += 1
            report("在留出作者上评测", done, most)
    return figures.table()
