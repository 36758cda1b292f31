"""The model folder: it comes back as it was saved, and nothing else is taken for it."""

import hashlib
import json
import pickle
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models import CLASSIFIERS, SHIPPED, TAGGERS, Models, load_models, sample_matrix, save_models
from models.examples import Lesson
from models.features import sequence_matrix
from schema import IncompatibleModel, MissingModel
from tests.conftest import STEPS

PARTS = (*TAGGERS, *CLASSIFIERS)


@pytest.fixture
def folder(tiny_folder: Path, tmp_path: Path) -> Path:
    """A copy of the tiny model's folder."""
    return Path(shutil.copytree(tiny_folder, tmp_path / "模型"))


def rewrite_card(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    card = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    change(card)
    (folder / "model.json").write_text(json.dumps(card), encoding="utf-8")


def test_saved_again_it_is_the_same_model(tiny: Models, tmp_path: Path) -> None:
    assert save_models(tiny, tmp_path, {}) == tiny.id
    again = load_models(tmp_path)
    for name in TAGGERS:
        np.testing.assert_array_equal(getattr(again, name).emissions, getattr(tiny, name).emissions)
        np.testing.assert_array_equal(getattr(again, name).transitions, getattr(tiny, name).transitions)
    for name in CLASSIFIERS:
        assert getattr(again, name).labels == getattr(tiny, name).labels
        np.testing.assert_array_equal(getattr(again, name).weights, getattr(tiny, name).weights)
    assert again.calibration == tiny.calibration


def test_it_finds_what_it_was_taught(tiny: Models, lessons: tuple[Lesson, ...]) -> None:
    tagged = [tiny.statements.decode(tiny.statements.scores(sequence_matrix(lesson.units))) for lesson in lessons]
    right = sum(
        a == b for lesson, tags in zip(lessons, tagged, strict=True) for a, b in zip(lesson.statements, tags, strict=True)
    )
    assert right >= 0.8 * sum(len(tags) for tags in tagged)
    rows = [row for lesson in lessons for row in lesson.labelled["voice"]]
    chances = tiny.voice.probabilities(sample_matrix([row.sample for row in rows]))
    guessed = [tiny.voice.labels[index] for index in chances.argmax(axis=1)]
    assert sum(a == row.label for a, row in zip(guessed, rows, strict=True)) >= 0.8 * len(rows)


def test_the_id_changes_with_the_weights(tiny: Models, tmp_path: Path) -> None:
    moved = replace(tiny.measures, openings=tiny.measures.openings + 1.0)
    assert save_models(replace(tiny, measures=moved), tmp_path, {}) != tiny.id


def test_the_card_tells_how_it_was_trained(folder: Path) -> None:
    card = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    assert card["training"] == {"steps": STEPS.steps}
    assert set(card["files"]) == set(PARTS)


@pytest.mark.parametrize("name", PARTS)
def test_a_changed_file_is_refused(folder: Path, name: str) -> None:
    path = folder / f"{name}.npz"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(IncompatibleModel, match=name) as raised:
        load_models(folder)
    assert raised.value.remedy


@pytest.mark.parametrize("name", ["model.json", "statements.npz", "voice.npz"])
def test_a_missing_file_is_told(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(MissingModel, match=name) as raised:
        load_models(folder)
    assert raised.value.remedy


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingModel, match="没有这个"):
        load_models(tmp_path / "没有这个")


@pytest.mark.parametrize(
    "change",
    [
        lambda card: card.update(features="0"),
        lambda card: card.update(format="yiguan.model/2"),
        lambda card: card["files"].pop("voice"),
        lambda card: card["files"].update(more="0"),
        lambda card: card.pop("features"),
    ],
    ids=["features", "format", "part missing", "part unknown", "no features"],
)
def test_a_model_of_another_make_is_refused(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    rewrite_card(folder, change)
    with pytest.raises(IncompatibleModel) as raised:
        load_models(folder)
    assert raised.value.remedy


@pytest.mark.parametrize("card", ["{", "不是 JSON", "[]", "null"])
def test_a_broken_card_is_refused(folder: Path, card: str) -> None:
    (folder / "model.json").write_text(card, encoding="utf-8")
    with pytest.raises(IncompatibleModel):
        load_models(folder)


class Trap:
    """Writes a file when unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, tuple[str, ...]]:
        return Path.touch, (self.mark,)  # type: ignore[return-value]


def test_nothing_is_ever_unpickled(folder: Path, tmp_path: Path) -> None:
    mark, path = tmp_path / "执行了", folder / "voice.npz"
    trap = np.array([Trap(mark)], dtype=object)
    np.savez(path, labels=trap, columns=trap, rows=trap, weights=trap, intercepts=trap)
    rewrite_card(folder, lambda card: card["files"].update(voice=hashlib.sha256(path.read_bytes()).hexdigest()))
    with pytest.raises((IncompatibleModel, ValueError)):
        load_models(folder)
    assert not mark.exists()
    pickle.loads(pickle.dumps(Trap(mark)))
    assert mark.exists(), "the trap itself works"


@pytest.mark.skipif(not (SHIPPED / "model.json").is_file(), reason="no model was shipped")
def test_the_shipped_model_loads() -> None:
    assert load_models(SHIPPED).id.startswith("sha256:")
