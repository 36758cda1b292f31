"""How far a fine-tuning has come, on disk: tensors as safetensors, the rest as JSON, nothing pickled. A new state replaces the old one whole."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from schema import ConfigError

PROGRESS = "progress.json"


@dataclass(slots=True, kw_only=True)
class Progress:
    """Where a fine-tuning stands."""

    step: int = 0
    """Steps done, over all epochs."""
    epoch: int = 0
    """Epochs done and measured."""
    best: float = -1.0
    """The best figure on the held-back writers."""
    best_epoch: int = 0
    stale: int = 0
    """Epochs since it was reached."""
    figures: list[dict[str, float]] = field(default_factory=list)
    """By epoch."""


class Checkpoints:
    """The folder that holds a fine-tuning's state."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        """`fingerprint` tells what is trained, on what and how: another's state is never taken up."""
        self._folder, self._fingerprint = folder, fingerprint

    def resume(self, modules: Any, optimiser: Any) -> Progress | None:
        """Take up the state that lies there. None without one; raises ConfigError for one of another training."""
        if not (self._folder / PROGRESS).is_file():
            return None
        remedy = f"请换一个输出文件夹，或删去 {self._folder} 后重新训练"
        try:
            told = json.loads((self._folder / PROGRESS).read_text(encoding="utf-8"))
            if told.pop("fingerprint") != self._fingerprint:
                raise ConfigError(f"{self._folder} 中是另一次训练的进度（数据、预训练模型、选项或版本不同）", remedy)
            tensors = load_file(self._folder / told.pop("state"))
            progress = Progress(**told)
            modules.load_state_dict(_under(tensors, "modules"))
            optimiser.load_state_dict({**optimiser.state_dict(), "state": _by_parameter(_under(tensors, "optimiser"))})
            torch.set_rng_state(tensors["random"])
        except (ValueError, KeyError, TypeError, RuntimeError, OSError, SafetensorError) as error:
            raise ConfigError(f"{self._folder} 中的训练进度已损坏", remedy) from error
        return progress

    def save(self, modules: Any, optimiser: Any, progress: Progress, random: Any) -> None:
        """Write the state, with that of chance; until it lies there whole, the one before it counts."""
        self._folder.mkdir(parents=True, exist_ok=True)
        tensors = {f"modules.{name}": tensor for name, tensor in modules.state_dict().items()}
        for index, values in optimiser.state_dict()["state"].items():
            tensors |= {f"optimiser.{index}.{name}": tensor for name, tensor in values.items()}
        tensors["random"] = random
        state = f"state-{progress.step}-{progress.epoch}.safetensors"
        self._write(state, tensors)
        told = {"fingerprint": self._fingerprint, "state": state, **asdict(progress)}
        partial = self._folder / f"{PROGRESS}.partial"
        partial.write_text(json.dumps(told, indent=1), encoding="utf-8")
        os.replace(partial, self._folder / PROGRESS)
        for old in self._folder.glob("state-*.safetensors*"):
            if old.name != state:
                old.unlink()

    def keep_best(self, modules: Any, epoch: int) -> None:
        """Write the best weights so far."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._write(_best(epoch), modules.state_dict())

    def load_best(self, modules: Any, epoch: int) -> None:
        """Take the best weights up."""
        modules.load_state_dict(load_file(self._folder / _best(epoch)))

    def drop_other_best(self, epoch: int) -> None:
        """Keep one epoch's weights alone."""
        for old in self._folder.glob("best-*.safetensors"):
            if old.name != _best(epoch):
                old.unlink()

    def _write(self, name: str, tensors: Mapping[str, Any]) -> None:
        partial = self._folder / f"{name}.partial"
        save_file({key: tensor.detach().cpu().contiguous().clone() for key, tensor in tensors.items()}, partial)
        os.replace(partial, self._folder / name)


def _best(epoch: int) -> str:
    return f"best-{epoch}.safetensors"


def _under(tensors: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    return {name.removeprefix(f"{prefix}."): tensor for name, tensor in tensors.items() if name.startswith(f"{prefix}.")}


def _by_parameter(tensors: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    state: dict[int, dict[str, Any]] = {}
    for name, tensor in tensors.items():
        index, _, key = name.partition(".")
        state.setdefault(int(index), {})[key] = tensor
    return state
