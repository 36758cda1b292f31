"""Model folders of the second form: a fine-tuned encoder as ONNX, its heads as arrays, the light parts linear."""

from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schema import IncompatibleModel

from .arrays import read_arrays, write_arrays
from .calibration import Calibration
from .card import calibration_of, check_files, other_version, write_card
from .linear import part_files, read_classifier
from .parts import OPTIONAL, TAGGERS, Models
from .serving import EncodedClassifier, EncodedTagger, Encoder, Head, open_encoder
from .windows import WINDOWS, Shape

ENCODED = "yiguan.encoder/1"
ENCODER_HEADS = ("category", "commended", "voice")
"""The classifiers that see passages through the encoder."""
LINEAR_PARTS = ("holder", "status", "answers", "rejection")
"""The classifiers that stay linear: signs tell nearly all of what they weigh."""
NETWORK, TOKENIZER = "encoder.onnx", "tokenizer.json"


def encoded_files(folder: Path) -> dict[str, Path]:
    """All files of such a folder that its card vouches for."""
    parts = part_files(folder, (*TAGGERS, *ENCODER_HEADS, *LINEAR_PARTS))
    parts |= {name: path for name, path in part_files(folder, OPTIONAL).items() if path.is_file()}
    return {NETWORK: folder / NETWORK, TOKENIZER: folder / TOKENIZER, **parts}


def write_head(path: Path, labels: tuple[str, ...], head: Head, **chain: NDArray[Any]) -> None:
    """Write a head, a tagger's with its transitions and openings."""
    write_arrays(path, labels, head.wide, deep=head.deep, bias=head.bias, **chain)


def write_encoded_card(
    folder: Path,
    shape: Shape,
    hidden: int,
    calibration: Mapping[str, Calibration],
    backbone: Mapping[str, object],
    training: Mapping[str, object],
) -> None:
    """Write the card over the files that lie in the folder."""
    encoder = {**asdict(shape), "hidden": hidden}
    told = {"windows": WINDOWS, "pipeline": version("yiguan"), "encoder": encoder, "backbone": dict(backbone)}
    write_card(folder, ENCODED, encoded_files(folder), calibration, **told, training=dict(training))


def read_encoded(folder: Path, card: Mapping[str, Any]) -> Models:
    """The parts of a folder whose card was read. Raises MissingModel or IncompatibleModel, ConfigError without onnxruntime."""
    files = encoded_files(folder)
    _check_versions(folder, card)
    check_files(card, files, folder)
    encoder_card = dict(card["encoder"])
    hidden = int(encoder_card.pop("hidden"))
    encoder = open_encoder(files[NETWORK], files[TOKENIZER], Shape(**encoder_card), hidden)
    parts: dict[str, Any] = {name: _read_tagger(files[name], encoder, hidden) for name in TAGGERS}
    parts |= {name: _read_classifier(files[name], encoder, hidden) for name in ENCODER_HEADS}
    parts |= {name: read_classifier(files[name]) for name in (*LINEAR_PARTS, *OPTIONAL) if name in files}
    return Models(id=card["id"], calibration=calibration_of(card), **parts)


def _check_versions(folder: Path, card: Mapping[str, Any]) -> None:
    if card.get("windows") != WINDOWS or not isinstance(card.get("encoder"), dict):
        raise other_version(folder)
    made, ours = str(card.get("pipeline")), version("yiguan")
    if _release(made) != _release(ours):
        raise IncompatibleModel(
            f"模型 {folder} 由一贯 {made} 训练，当前是 {ours}，两版对文字的切分和标记可能不同", "请用当前版本重新训练"
        )


def _release(told: str) -> list[str]:
    """What must agree: a patch changes neither signs nor clauses."""
    return told.split(".")[:2]


def _read_head(path: Path, hidden: int) -> tuple[tuple[str, ...], Head, dict[str, NDArray[Any]]]:
    labels, wide, arrays = read_arrays(path)
    if "deep" not in arrays or arrays["deep"].shape != (hidden, len(labels)):
        raise IncompatibleModel(f"模型文件 {path} 与编码器的维数不一致", "请重新训练，或恢复完整的模型文件夹")
    return labels, Head(deep=arrays["deep"], bias=arrays["bias"], wide=wide), arrays


def _read_tagger(path: Path, encoder: Encoder, hidden: int) -> EncodedTagger:
    labels, head, arrays = _read_head(path, hidden)
    return EncodedTagger(
        labels=labels,
        transitions=arrays["transitions"].astype(np.float64),
        openings=arrays["openings"].astype(np.float64),
        encoder=encoder,
        head=head,
    )


def _read_classifier(path: Path, encoder: Encoder, hidden: int) -> EncodedClassifier:
    labels, head, _ = _read_head(path, hidden)
    return EncodedClassifier(labels=labels, encoder=encoder, head=head)
