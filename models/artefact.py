"""A model folder: `model.json` (what it is, how it was made) and the files of its parts, none of which is ever unpickled.

Two forms: all parts linear (`linear.py`), and a fine-tuned encoder with its heads beside a few linear parts (`encoded.py`). Loading
checks format, feature version, labels and every file's hash.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from schema import Category, HolderKind, IncompatibleModel, RectificationStatus, Rejection, VoiceKind

from .card import other_version, read_card
from .encoded import ENCODED, read_encoded
from .linear import LINEAR, read_linear
from .parts import MEASURE_TAGS, STATEMENT_TAGS, Models

SHIPPED = Path(__file__).parent / "weights"
"""The model that comes with yiguan, made by `make train` from `training/`."""
FORMATS: dict[str, Callable[[Path, Mapping[str, Any]], Models]] = {LINEAR: read_linear, ENCODED: read_encoded}
TAGS = {"statements": STATEMENT_TAGS, "measures": MEASURE_TAGS}
CODES = {
    "category": Category,
    "commended": Category,
    "voice": VoiceKind,
    "holder": HolderKind,
    "status": RectificationStatus,
    "rejection": Rejection,
}


def load_models(folder: Path) -> Models:
    """Read a model folder. Raises MissingModel or IncompatibleModel, ConfigError when what serves it is not installed."""
    card = read_card(folder)
    form = card.get("format")
    if form not in FORMATS:
        raise other_version(folder)
    models = FORMATS[form](folder, card)
    for name, tags in TAGS.items():
        if getattr(models, name).labels != tags:
            raise other_labels(folder, name, set(getattr(models, name).labels) ^ set(tags))
    for name, codes in CODES.items():
        if unknown := set(getattr(models, name).labels) - {str(code) for code in codes}:
            raise other_labels(folder, name, unknown)
    return models


def other_labels(folder: Path, name: str, labels: set[str]) -> IncompatibleModel:
    """What is told of a part that speaks of other labels than we do."""
    told = f"（{'、'.join(sorted(labels))}）" if labels else "（次序）"
    return IncompatibleModel(f"模型 {folder} 的 {name} 与当前版本的标签不一致{told}", "请用当前版本重新训练")
