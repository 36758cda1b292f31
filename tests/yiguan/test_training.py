"""`yiguan train`: from gold folders to a model that `run` and `evaluate` take, linear or from a backbone."""

import json
import shutil
from pathlib import Path

import pytest

from models import load_models
from tests.conftest import EXAMPLES
from tests.models.pretrained import tiny_backbone
from tests.yiguan.conftest import call, run_json
from yiguan.finetuning import data_hash
from yiguan.training import held_back

WRITERS = {"甲": ("02_", "03_", "04_"), "乙": ("09_",)}


def gold_folders(folder: Path) -> list[Path]:
    """The examples' gold as that of two writers."""
    made = []
    for name, chosen in WRITERS.items():
        (folder / name).mkdir(parents=True)
        for path in (EXAMPLES / "gold").iterdir():
            if path.name.startswith((*chosen, "roster")):
                shutil.copy2(path, folder / name)
        made.append(folder / name)
    return made


def test_whole_writers_are_held_back_always_the_same() -> None:
    folders = [Path(f"w{number}") for number in range(11)]
    held = held_back(folders)
    assert len(held) == 2
    assert held == held_back(folders[::-1])
    assert held_back(folders[:1]) == set()


def test_the_data_hash_changes_with_a_word(tmp_path: Path) -> None:
    folders = gold_folders(tmp_path)
    told = data_hash(folders)
    assert told == data_hash(folders[::-1])
    text = next(folders[0].glob("*.txt"))
    text.write_text(text.read_text(encoding="utf-8") + "。", encoding="utf-8")
    assert data_hash(folders) != told


def test_a_linear_model_from_the_command_line(tmp_path: Path) -> None:
    result = call("train", *gold_folders(tmp_path), "-o", tmp_path / "模型")
    assert result.exit_code == 0, result.stderr
    card = json.loads((tmp_path / "模型" / "model.json").read_text(encoding="utf-8"))
    assert card["format"] == "yiguan.model/1"
    assert set(card["training"]["writers"]) == set(WRITERS)
    assert len(card["training"]["calibrated on"]) == 1
    assert load_models(tmp_path / "模型").id in result.stderr


@pytest.mark.parametrize("option", [("--epochs", 2), ("--seed", 1), ("--full-precision",)], ids=lambda one: one[0])
def test_options_of_fine_tuning_need_a_backbone(tmp_path: Path, option: tuple[object, ...]) -> None:
    result = call("train", *gold_folders(tmp_path), "-o", tmp_path / "模型", *option)
    assert result.exit_code == 2
    assert "--backbone" in result.stderr


class TestFromBackbone:
    """With torch, on a tiny encoder drawn by chance."""

    pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")

    @pytest.fixture(autouse=True)
    def with_torch(self) -> None:
        for needed in ("torch", "transformers", "onnx", "onnxruntime", "onnxscript", "safetensors"):
            pytest.importorskip(needed)

    @pytest.fixture
    def backbone(self, tmp_path: Path) -> Path:
        texts = [path.read_text(encoding="utf-8") for path in (EXAMPLES / "gold").glob("*.txt")]
        folder = tiny_backbone(tmp_path / "小编码器", texts, positions=128)
        (folder / "README.md").write_text("---\nlicense: apache-2.0\n---\n", encoding="utf-8")
        return folder

    def test_a_model_is_trained_explained_and_served(self, backbone: Path, chosen: Path, tmp_path: Path) -> None:
        folders, out = gold_folders(tmp_path), tmp_path / "模型"
        result = call("train", *folders, "-o", out, "--backbone", backbone, "--epochs", 1, "--seed", 7)
        assert result.exit_code == 0, result.stderr
        assert "第 1 轮" in result.stderr
        card = json.loads((out / "model.json").read_text(encoding="utf-8"))
        assert card["format"] == "yiguan.encoder/1"
        assert card["training"]["options"]["seed"] == 7
        assert set(card["calibration"]) == {"problem", "commendation"}
        assert not (out / "checkpoint").exists()
        told = (out / "README.md").read_text(encoding="utf-8")
        for words in (load_models(out).id, "小编码器", "apache-2.0", data_hash(folders), "| problem items |", *WRITERS):
            assert words in told
        # an encoder that knows next to nothing finds statements everywhere: on a busy machine that takes its time
        (tmp_path / "yiguan.toml").write_text("[read]\nseconds = 600.0\n", encoding="utf-8")
        ran = run_json(chosen, "--roster", EXAMPLES / "roster.csv", "--store", tmp_path / "库.db", "--model", out)
        assert ran["failed"] == []
        assert ran["read"] == 4
        measured = call("evaluate", folders[1], "--model", out, "--json")
        assert "problem items" in json.loads(measured.stdout)

    @pytest.mark.parametrize("name", ["没有/这个/文件夹", "./没有"])
    def test_a_backbone_that_is_not_there_is_told_before_anything_is_read(self, tmp_path: Path, name: str) -> None:
        result = call("train", *gold_folders(tmp_path), "-o", tmp_path / "模型", "--backbone", name)
        assert result.exit_code == 2
        assert name in result.stderr
        assert not (tmp_path / "模型").exists()
