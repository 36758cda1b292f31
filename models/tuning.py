"""Fine-tuning seen from outside: its options, and from lessons and a backbone's name to the files of a model folder. Imports torch only when called."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .calibration import Calibration
from .card import CARD
from .encoded import ENCODER_HEADS, LINEAR_PARTS, NETWORK, TOKENIZER, write_encoded_card, write_head
from .examples import Lesson
from .linear import write_classifier
from .parts import TAGGERS
from .training import Report, TrainingOptions, taught_options, train_classifiers
from .windows import Shape

CHECKPOINT = "checkpoint"
"""The folder within the model folder that holds an unfinished fine-tuning."""
Tell = Callable[[str], None]
"""Told what the user should know: a download, a training taken up again, an epoch's figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TuningOptions:
    """How an encoder is fine-tuned."""

    epochs: int = 10
    """Most times that the lessons are gone through."""
    patience: int = 3
    """Epochs without gain on the held-back lessons after which it ends."""
    rate: float = 3e-5
    """Highest learning rate of the backbone; warmed up and let down linearly."""
    head_rate: float = 5e-3
    """That of the heads."""
    decay: float = 0.01
    warmup: float = 0.1
    """Share of the steps in which the rates rise."""
    tokens: int = 2048
    """Most tokens of a document in one step."""
    samples: int = 24
    """Passages in one step."""
    size: int = 512
    """Tokens of a window, fewer where the backbone takes in fewer."""
    overlap: int = 128
    seed: int = 0
    eight_bits: bool = True
    """Whether the exported weights are quantised."""
    save_seconds: float = 300.0
    """Time between two states on disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuned:
    """A fine-tuned encoder whose files lie in a model folder that has no card yet."""

    shape: Shape
    hidden: int
    backbone: Mapping[str, object]
    epochs: Sequence[Mapping[str, float]]
    """Figures on the held-back lessons, by epoch."""
    best: int
    """The epoch whose weights were kept."""


def check_backbone(name: str) -> None:
    """Raise ConfigError where torch is not installed or the folder of this name holds no encoder; the hub is not asked."""
    from .backbone import is_local, require_training

    require_training()
    is_local(name)


def fine_tune(
    name: str,
    lessons: Sequence[Lesson],
    held: Sequence[Lesson],
    folder: Path,
    options: TuningOptions,
    report: Report,
    tell: Tell,
) -> Tuned:
    """Fine-tune the backbone of this name or folder and write all files but the card. Goes on where it was interrupted in that folder.

    Raises ConfigError where torch is not installed, the backbone cannot be used or the folder holds another training.
    """
    from .backbone import open_backbone

    backbone = open_backbone(name, options.size, options.overlap, tell)
    linear = train_classifiers(lessons, (*LINEAR_PARTS, *taught_options(lessons)), TrainingOptions(), report)
    from .exporting import export_backbone
    from .finetuning import tune

    network, progress = tune(backbone, lessons, held, folder / CHECKPOINT, options, report, tell)
    report("导出 ONNX", 0, 1)
    # until the new card stands, what lies here is no model
    (folder / CARD).unlink(missing_ok=True)
    for part in (*TAGGERS, *ENCODER_HEADS):
        write_head(folder / f"{part}.npz", network.labels[part], network.head(part), **network.chain(part))
    for part, classifier in linear.items():
        write_classifier(folder / f"{part}.npz", classifier)
    backbone.tokenizer.save(str(folder / TOKENIZER))
    export_backbone(network.modules["backbone"], backbone.shape, folder / NETWORK, eight_bits=options.eight_bits)
    report("导出 ONNX", 1, 1)
    return Tuned(
        shape=backbone.shape,
        hidden=int(backbone.model.config.hidden_size),
        backbone=backbone.told,
        epochs=progress.figures,
        best=progress.best_epoch,
    )


def write_tuned_card(tuned: Tuned, folder: Path, calibration: Mapping[str, Calibration], training: Mapping[str, object]) -> None:
    """Write the card that makes the folder a model."""
    told = {**training, "epochs": list(tuned.epochs), "best epoch": tuned.best}
    write_encoded_card(folder, tuned.shape, tuned.hidden, calibration, tuned.backbone, told)


def forget_checkpoint(folder: Path) -> None:
    """Remove what only an unfinished training needs."""
    shutil.rmtree(folder / CHECKPOINT, ignore_errors=True)
