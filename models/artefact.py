"""A model folder: `model.json` (what it is, how it was made) and one compressed .npz a part, only arrays of numbers and names inside.

Weights are kept as float16, and only the rows that are not zero. Loading checks format, feature version and every file's hash, and
never unpickles anything.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schema import IncompatibleModel, MissingModel

from .calibration import Calibration
from .classifier import Classifier
from .features import VERSION
from .tagger import Tagger

FORMAT = "yiguan.model/1"
SHIPPED = Path(__file__).parent / "weights"
"""The model that comes with yiguan, made by `make train` from `training/`."""
CARD = "model.json"
CLASSIFIERS = ("category", "commended", "voice", "holder", "status", "answers", "rejection")
TAGGERS = ("statements", "measures")
NEGLIGIBLE = 1e-3
"""Weights smaller than this, in log-odds, are dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """All the learned parts that the text analysis needs."""

    id: str
    """`sha256:` over the files' hashes."""
    statements: Tagger
    """Which clauses assert a problem or a commendation."""
    measures: Tagger
    """Which clauses tell of rectification."""
    category: Classifier
    commended: Classifier
    """The category of a commendation."""
    voice: Classifier
    holder: Classifier
    status: Classifier
    answers: Classifier
    """Whether a rectification passage answers a problem."""
    rejection: Classifier
    """Why a passage is no finding."""
    calibration: Mapping[str, Calibration]
    """By statement type."""


def save_models(models: Models, folder: Path, training: Mapping[str, Any]) -> str:
    """Write the model folder and return its id. `training` is the full training configuration, kept in the card."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in TAGGERS:
        tagger: Tagger = getattr(models, name)
        _write(folder / f"{name}.npz", tagger.labels, tagger.emissions, transitions=tagger.transitions, openings=tagger.openings)
    for name in CLASSIFIERS:
        classifier: Classifier = getattr(models, name)
        _write(folder / f"{name}.npz", classifier.labels, classifier.weights, intercepts=classifier.intercepts)
    hashes = {name: _hash(folder / f"{name}.npz") for name in (*TAGGERS, *CLASSIFIERS)}
    card = {
        "format": FORMAT,
        "features": VERSION,
        "id": _identity(hashes),
        "files": hashes,
        "calibration": {name: {"slope": c.slope, "offset": c.offset} for name, c in models.calibration.items()},
        "training": dict(training),
    }
    (folder / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return str(card["id"])


def load_models(folder: Path) -> Models:
    """Read a model folder. Raises MissingModel or IncompatibleModel."""
    card = _card(folder)
    for name, digest in card["files"].items():
        if not (folder / f"{name}.npz").is_file():
            raise MissingModel(f"模型文件夹 {folder} 中缺少 {name}.npz", "请用 yiguan train 重新训练，或恢复完整的模型文件夹")
        if _hash(folder / f"{name}.npz") != digest:
            raise IncompatibleModel(
                f"模型文件 {folder / name}.npz 与说明卡中的校验值不符", "文件可能损坏或被改动，请重新训练或恢复"
            )
    parts: dict[str, Any] = {name: _read_tagger(folder / f"{name}.npz") for name in TAGGERS}
    parts |= {name: _read_classifier(folder / f"{name}.npz") for name in CLASSIFIERS}
    calibration = {name: Calibration(**numbers) for name, numbers in card["calibration"].items()}
    return Models(id=card["id"], calibration=calibration, **parts)


def _card(folder: Path) -> dict[str, Any]:
    if not (folder / CARD).is_file():
        raise MissingModel(f"{folder} 中没有模型（缺少 {CARD}）", "请先运行 make train 或 yiguan train")
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    except ValueError as error:
        raise IncompatibleModel(f"模型说明卡 {folder / CARD} 不是有效的 JSON", "请重新训练") from error
    if (
        not isinstance(card, dict)
        or card.get("format") != FORMAT
        or card.get("features") != VERSION
        or set(card.get("files", ())) != {*TAGGERS, *CLASSIFIERS}
    ):
        raise IncompatibleModel(f"模型 {folder} 由其他版本的一贯训练，特征或标签不一致", "请用当前版本重新训练")
    return card


def _write(path: Path, labels: tuple[str, ...], weights: NDArray[np.float32], **others: NDArray[Any]) -> None:
    kept = np.flatnonzero(np.abs(weights).max(axis=1) > NEGLIGIBLE)
    arrays: dict[str, NDArray[Any]] = {name: array.astype(np.float32) for name, array in others.items()}
    arrays |= {"labels": np.array(labels), "rows": kept.astype(np.int32), "weights": weights[kept].astype(np.float16)}
    np.savez_compressed(path, allow_pickle=False, columns=np.array(weights.shape[0]), **arrays)


def _read(path: Path) -> tuple[tuple[str, ...], NDArray[np.float32], dict[str, NDArray[Any]]]:
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
    except (ValueError, OSError) as error:
        raise IncompatibleModel(f"模型文件 {path} 读不出来", "请重新训练或恢复完整的模型文件夹") from error
    weights = np.zeros((int(arrays["columns"]), arrays["weights"].shape[1]), dtype=np.float32)
    weights[arrays["rows"]] = arrays["weights"]
    return tuple(str(name) for name in arrays["labels"]), weights, arrays


def _read_tagger(path: Path) -> Tagger:
    labels, emissions, arrays = _read(path)
    return Tagger(
        labels=labels,
        emissions=emissions,
        transitions=arrays["transitions"].astype(np.float64),
        openings=arrays["openings"].astype(np.float64),
    )


def _read_classifier(path: Path) -> Classifier:
    labels, weights, arrays = _read(path)
    return Classifier(labels=labels, weights=weights, intercepts=arrays["intercepts"])


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _identity(hashes: Mapping[str, str]) -> str:
    return "sha256:" + hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest()
