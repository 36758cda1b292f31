"""Fine-tuning: it learns, is served as it was trained, goes on where it was interrupted, and refuses what it cannot use."""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.sparse as sp

from models import Lesson, Models, TuningOptions, fine_tune, load_models, write_tuned_card
from models.encoded import ENCODER_HEADS, NETWORK
from models.parts import TAGGERS
from models.tagger import _Chain
from models.tuning import CHECKPOINT
from schema import ConfigError
from tests.models.pretrained import tiny_backbone

torch = pytest.importorskip("torch")
for needed in ("transformers", "onnx", "onnxruntime", "onnxscript", "safetensors"):
    pytest.importorskip(needed)

OPTIONS = TuningOptions(epochs=2, rate=1e-3, head_rate=1e-2, tokens=400, samples=8, overlap=16)
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")


def silent(*_: object) -> None:
    """Nobody is told."""


@pytest.fixture(scope="module")
def backbone(lessons: tuple[Lesson, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_backbone(tmp_path_factory.mktemp("预训练") / "小编码器", (one.reading.text for one in lessons))


@pytest.fixture(scope="module")
def tuned(backbone: Path, lessons: tuple[Lesson, ...], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A fine-tuned model's folder with its state still there, and what was told on the way. Read-only."""
    folder, told = tmp_path_factory.mktemp("微调") / "模型", []
    folder.mkdir()
    made = fine_tune(str(backbone), lessons[:2], lessons[2:], folder, OPTIONS, silent, told.append)
    write_tuned_card(made, folder, {}, {})
    return folder, told


def tune(backbone: Path, lessons: tuple[Lesson, ...], folder: Path, options: TuningOptions, report: Any = silent) -> list[str]:
    """Fine-tune as the fixture does, without export, and return what was told."""
    from models.backbone import open_backbone
    from models.finetuning import tune as run

    told: list[str] = []
    opened = open_backbone(str(backbone), options.size, options.overlap, told.append)
    run(opened, lessons[:2], lessons[2:], folder, options, report, told.append)
    return told


def test_it_tells_how_far_it_is(tuned: tuple[Path, list[str]]) -> None:
    assert [line[:5] for line in tuned[1]] == ["第 1 轮", "第 2 轮"]
    figures = json.loads((tuned[0] / "model.json").read_text(encoding="utf-8"))["training"]["epochs"]
    assert {*TAGGERS, "category", "voice"} <= set(figures[0]) <= {*TAGGERS, *ENCODER_HEADS}


def test_it_learns_what_it_is_taught(backbone: Path, lessons: tuple[Lesson, ...], tmp_path: Path) -> None:
    from models.backbone import open_backbone
    from models.finetuning import tune as run

    opened = open_backbone(str(backbone), OPTIONS.size, OPTIONS.overlap, silent)
    _, progress = run(opened, lessons, lessons, tmp_path, replace(OPTIONS, epochs=10), silent, silent)
    assert progress.figures[-1]["statements"] > 0.7
    assert progress.figures[-1]["voice"] > 0.8
    assert progress.figures[-1]["category"] > progress.figures[0]["category"]


def test_it_is_served_as_it_was_trained(
    backbone: Path, lessons: tuple[Lesson, ...], tuned: tuple[Path, list[str]], tmp_path: Path
) -> None:
    """In eight bits nearly, in full precision exactly."""
    from models.backbone import open_backbone
    from models.exporting import export_backbone
    from models.finetuning import tune as run

    opened = open_backbone(str(backbone), OPTIONS.size, OPTIONS.overlap, silent)
    network, _ = run(opened, lessons[:2], lessons[2:], tuned[0] / CHECKPOINT, OPTIONS, silent, silent)
    full = Path(shutil.copytree(tuned[0], tmp_path / "全精度"))
    export_backbone(network.modules["backbone"], opened.shape, full / NETWORK, eight_bits=False)
    card = json.loads((full / "model.json").read_text(encoding="utf-8"))
    from models.arrays import file_hash

    card["files"][NETWORK] = file_hash(full / NETWORK)
    (full / "model.json").write_text(json.dumps(card), encoding="utf-8")
    reading = lessons[2].reading
    from models.windows import tokenised

    network.modules.eval()
    with torch.no_grad():
        vectors = network.vectors([tokenised(reading, opened.tokenizer)])
        expected = network.scores("statements", vectors, [unit.signs for unit in reading.units]).numpy()
    exact = load_models(full).statements.clause_scores(reading)
    # the wide weights are kept in half precision
    np.testing.assert_allclose(exact, expected, atol=5e-3)
    small = load_models(tuned[0]).statements.clause_scores(reading)
    assert np.abs(small - exact).max() > 0.0
    assert np.abs(small - exact).mean() < 0.05 * np.abs(exact).mean()
    assert (small.argmax(axis=1) == exact.argmax(axis=1)).mean() > 0.95


def test_the_chain_is_that_of_the_linear_tagger(backbone: Path, lessons: tuple[Lesson, ...]) -> None:
    from models.backbone import open_backbone
    from models.network import build_network

    opened = open_backbone(str(backbone), OPTIONS.size, OPTIONS.overlap, silent)
    labels = ("a", "b", "c")
    network = build_network(opened.model, dict.fromkeys((*TAGGERS, *ENCODER_HEADS), labels), opened.shape)
    rng = np.random.default_rng(4)
    moves, openings, scores = rng.normal(size=(3, 3)), rng.normal(size=3), rng.normal(size=(5, 3))
    with torch.no_grad():
        network.modules["transitions"]["statements"].copy_(torch.tensor(moves))
        network.modules["openings"]["statements"].copy_(torch.tensor(openings))
        told = network.chain_loss("statements", torch.tensor(scores).float(), ["a", "c", "c", "b", "a"], None)
        # after a clause that is tagged b, what follows is independent of how the document opens
        later = network.chain_loss("statements", torch.tensor(scores).float(), ["a", "c", "c", "b", "a"], "b")
    gold = np.array([0, 2, 2, 1, 0])
    chain = _Chain(sp.csr_matrix(np.eye(5, dtype=np.float32)), [5], gold, 3)
    expected, _ = chain.loss(np.concatenate([scores.ravel(), moves.ravel(), openings]), 0.0)
    assert float(told) * 5 == pytest.approx(expected, rel=1e-5)
    expected, _ = chain.loss(np.concatenate([scores.ravel(), moves.ravel(), moves[1]]), 0.0)
    assert float(later) * 5 == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize(("stop", "seconds"), [(1, 300.0), (7, 300.0), (7, 0.0)])
def test_an_interrupted_training_goes_on_to_the_same_weights(
    backbone: Path, lessons: tuple[Lesson, ...], tuned: tuple[Path, list[str]], tmp_path: Path, stop: int, seconds: float
) -> None:
    from safetensors.torch import load_file

    steps = 0

    def report(part: str, done: int, most: int) -> None:
        nonlocal steps
        steps += 1
        if steps == stop:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tune(backbone, lessons, tmp_path, replace(OPTIONS, save_seconds=seconds), report)
    told = tune(backbone, lessons, tmp_path, OPTIONS)
    assert told[0].startswith("接着上次中断的训练")
    assert f"{stop} 步" in told[0]
    (straight,), (resumed,) = (sorted(folder.glob("state-*")) for folder in (tuned[0] / CHECKPOINT, tmp_path))
    first, second = load_file(straight), load_file(resumed)
    assert first.keys() == second.keys()
    for name, tensor in first.items():
        torch.testing.assert_close(second[name], tensor, rtol=0, atol=0)


def test_a_finished_state_is_not_trained_again(
    backbone: Path, lessons: tuple[Lesson, ...], tuned: tuple[Path, list[str]], tmp_path: Path
) -> None:
    shutil.copytree(tuned[0] / CHECKPOINT, tmp_path / CHECKPOINT)

    def report(part: str, done: int, most: int) -> None:
        raise AssertionError(part)

    tune(backbone, lessons, tmp_path / CHECKPOINT, OPTIONS, report)


@pytest.mark.parametrize("change", [{"seed": 1}, {"rate": 2e-3}, {"epochs": 3}], ids=str)
def test_the_state_of_another_training_is_refused(
    backbone: Path, lessons: tuple[Lesson, ...], tuned: tuple[Path, list[str]], change: dict[str, Any]
) -> None:
    with pytest.raises(ConfigError, match="另一次训练") as raised:
        tune(backbone, lessons, tuned[0] / CHECKPOINT, replace(OPTIONS, **change))
    assert "请换一个输出文件夹" in raised.value.remedy
    with pytest.raises(ConfigError, match="另一次训练"):
        tune(backbone, lessons[::-1], tuned[0] / CHECKPOINT, OPTIONS)


@pytest.mark.parametrize("damage", [lambda f: f.write_bytes(b"\x80\x04."), lambda f: f.unlink()], ids=["pickle", "gone"])
def test_a_damaged_state_is_told(
    backbone: Path, lessons: tuple[Lesson, ...], tuned: tuple[Path, list[str]], tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    folder = Path(shutil.copytree(tuned[0] / CHECKPOINT, tmp_path / CHECKPOINT))
    damage(next(folder.glob("state-*")))
    with pytest.raises(ConfigError, match="损坏"):
        tune(backbone, lessons, folder, OPTIONS)


def test_it_ends_early_without_gain(backbone: Path, lessons: tuple[Lesson, ...], tmp_path: Path) -> None:
    still = replace(OPTIONS, epochs=9, rate=0.0, head_rate=0.0, patience=1)
    told = tune(backbone, lessons, tmp_path, still)
    assert [line[:5] for line in told[:-1]] == ["第 1 轮", "第 2 轮"]
    assert "提前结束" in told[-1]
    assert "第 1 轮" in told[-1]


def test_without_held_back_lessons_the_last_epoch_counts(backbone: Path, lessons: tuple[Lesson, ...], tmp_path: Path) -> None:
    from models.backbone import open_backbone
    from models.finetuning import tune as run

    opened = open_backbone(str(backbone), OPTIONS.size, OPTIONS.overlap, silent)
    _, progress = run(opened, lessons, (), tmp_path, OPTIONS, silent, silent)
    assert (progress.epoch, progress.best_epoch) == (2, 2)


def broken(backbone: Path, folder: Path, *, without: str = "", config: dict[str, object] | None = None) -> Path:
    """A copy of the encoder's folder with something wrong."""
    copy = Path(shutil.copytree(backbone, folder / "坏"))
    if without:
        (copy / without).unlink()
    if config:
        told = json.loads((copy / "config.json").read_text(encoding="utf-8"))
        (copy / "config.json").write_text(json.dumps({**told, **config}), encoding="utf-8")
    return copy


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"without": "config.json"}, "缺少 config.json"),
        ({"without": "model.safetensors"}, "读不出来"),
        ({"without": "vocab.txt"}, "分词器"),
        ({"config": {"num_hidden_layers": 3}}, "权重与 config.json 不符"),
        ({"config": {"model_type": "没有这种"}}, "读不出来"),
    ],
    ids=["no config", "no weights", "no vocabulary", "more layers", "unknown kind"],
)
def test_a_folder_that_holds_no_encoder_is_refused(backbone: Path, tmp_path: Path, wrong: dict[str, Any], told: str) -> None:
    from models.backbone import open_backbone

    with pytest.raises(ConfigError, match=told) as raised:
        open_backbone(str(broken(backbone, tmp_path, **wrong)), 64, 16, silent)
    assert raised.value.remedy


def test_an_encoder_of_another_language_is_refused(tmp_path: Path) -> None:
    from models.backbone import open_backbone

    with pytest.raises(ConfigError, match="汉字"):
        open_backbone(str(tiny_backbone(tmp_path / "english", ["abcdefg"])), 64, 16, silent)


@pytest.mark.parametrize("name", ["./没有", "/没有/这个", "../x/y/z", "a/b/c"])
def test_a_path_to_nowhere_never_asks_the_hub(name: str) -> None:
    from models.backbone import open_backbone

    told: list[str] = []
    with pytest.raises(ConfigError, match="没有预训练模型文件夹"):
        open_backbone(name, 64, 16, told.append)
    assert told == []


def test_the_hub_is_asked_only_after_saying_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from models import backbone as module

    told: list[str] = []

    def load(name: str, local: bool) -> None:
        assert not local
        assert name in told[0]
        assert "下载" in told[0]
        raise ConfigError("到此为止")

    monkeypatch.setattr(module, "_loaded", load)
    with pytest.raises(ConfigError, match="到此为止"):
        module.open_backbone("somebody/encoder", 64, 16, told.append)


@pytest.mark.parametrize("name", ["torch", "transformers", "onnx"])
def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    from models import check_backbone

    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ConfigError, match=name) as raised:
        check_backbone("小编码器")
    assert "[train]" in raised.value.remedy


def test_the_model_is_whole(tuned: tuple[Path, list[str]]) -> None:
    loaded = load_models(tuned[0])
    assert isinstance(loaded, Models)
    assert loaded.id.startswith("sha256:")
    for path in tuned[0].rglob("*"):
        assert path.suffix in {"", ".json", ".npz", ".onnx", ".safetensors"}
