"""The card of a model folder (`model.json`): what the model is and how it was made. Read and checked before any of its files."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from schema import IncompatibleModel, MissingModel

from .arrays import file_hash
from .calibration import Calibration
from .features import VERSION

CARD = "model.json"
RESTORE = "请重新训练，或恢复完整的模型文件夹"


def read_card(folder: Path) -> dict[str, Any]:
    """The card. Raises MissingModel without one, IncompatibleModel where it is no card or its features are not ours."""
    if not (folder / CARD).is_file():
        raise MissingModel(f"{folder} 中没有模型（缺少 {CARD}）", "请先运行 make train 或 yiguan train")
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    except ValueError as error:
        raise IncompatibleModel(f"模型说明卡 {folder / CARD} 不是有效的 JSON", "请重新训练") from error
    if not isinstance(card, dict) or card.get("features") != VERSION:
        raise other_version(folder)
    return card


def write_card(
    folder: Path, form: str, files: Mapping[str, Path], calibration: Mapping[str, Calibration], **told: object
) -> dict[str, Any]:
    """Write the card of a folder, with the hashes of its files by the names that the form gives them."""
    hashes = {name: file_hash(path) for name, path in files.items()}
    card: dict[str, Any] = {
        "format": form,
        "features": VERSION,
        "id": "sha256:" + hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest(),
        "files": hashes,
        "calibration": {name: {"slope": c.slope, "offset": c.offset} for name, c in calibration.items()},
        **told,
    }
    (folder / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return card


def check_files(card: Mapping[str, Any], files: Mapping[str, Path], folder: Path) -> None:
    """Every file is there and holds what the card says, and the card names no other. Raises MissingModel or IncompatibleModel."""
    hashes = card.get("files")
    if not isinstance(hashes, dict) or set(hashes) != set(files):
        raise other_version(folder)
    for name, path in files.items():
        if not path.is_file():
            raise MissingModel(f"模型文件夹 {folder} 中缺少 {path.name}", RESTORE)
        if file_hash(path) != hashes[name]:
            raise IncompatibleModel(f"模型文件 {path} 与说明卡中的校验值不符", "文件可能损坏或被改动，请重新训练或恢复")


def calibration_of(card: Mapping[str, Any]) -> dict[str, Calibration]:
    """The calibrations that the card holds."""
    return {name: Calibration(**numbers) for name, numbers in card["calibration"].items()}


def other_version(folder: Path) -> IncompatibleModel:
    """What is told of a model of another make."""
    return IncompatibleModel(f"模型 {folder} 由其他版本的一贯训练，特征或标签不一致", "请用当前版本重新训练")
