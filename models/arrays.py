"""Arrays in files: compressed .npz with names and numbers only, weights as float16 and only the rows that are not zero."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schema import IncompatibleModel

NEGLIGIBLE = 1e-3
"""Weights smaller than this, in log-odds, are dropped."""


def write_arrays(path: Path, labels: tuple[str, ...], weights: NDArray[np.float32], **others: NDArray[Any]) -> None:
    """Write sparse weights (columns, labels), with further small arrays as float32."""
    write_weights(path, labels, weights, {name: array.astype(np.float32) for name, array in others.items()})


def write_weights(path: Path, labels: tuple[str, ...], weights: NDArray[np.float32], others: Mapping[str, NDArray[Any]]) -> None:
    """Write sparse weights (columns, labels), with further arrays as they are."""
    kept = np.flatnonzero(np.abs(weights).max(axis=1) > NEGLIGIBLE)
    arrays = {"labels": np.array(labels), "rows": kept.astype(np.int32), "weights": weights[kept].astype(np.float16)}
    np.savez_compressed(path, allow_pickle=False, columns=np.array(weights.shape[0]), **others, **arrays)


def read_arrays(path: Path) -> tuple[tuple[str, ...], NDArray[np.float32], dict[str, NDArray[Any]]]:
    """Labels, weights and all arrays by name. Raises IncompatibleModel; never unpickles."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
    except (ValueError, OSError) as error:
        raise IncompatibleModel(f"模型文件 {path} 读不出来", "请重新训练或恢复完整的模型文件夹") from error
    weights = np.zeros((int(arrays["columns"]), arrays["weights"].shape[1]), dtype=np.float32)
    weights[arrays["rows"]] = arrays["weights"]
    return tuple(str(name) for name in arrays["labels"]), weights, arrays


def file_hash(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
