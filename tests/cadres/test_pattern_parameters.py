from pathlib import Path

import pytest

from cadres.pattern_channels import CATEGORIES, VOICES
from cadres.pattern_parameters import SHIPPED, load_parameters
from schema import Category, ConfigError, VoiceKind


def changed(folder: Path, old: str, new: str) -> Path:
    path = folder / "parameters.toml"
    told = SHIPPED.read_text(encoding="utf-8")
    assert old in told
    path.write_text(told.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_shipped_parameters_are_whole_and_hashed() -> None:
    parameters = load_parameters()
    assert parameters.digest.startswith("sha256:")
    assert parameters.channels.coverage.shape == (len(VOICES), len(CATEGORIES))
    assert parameters.detection[VOICES.index(VoiceKind.AUDIT), CATEGORIES.index(Category.STUDY)] == 0
    assert sum(parameters.shapes.prior) == pytest.approx(1.02, abs=0.03)


def test_another_number_gives_another_hash(tmp_path: Path) -> None:
    other = load_parameters(changed(tmp_path, "recurrent = 0.80", "recurrent = 0.85"))
    assert other.decision.recurrent == 0.85
    assert other.digest != load_parameters().digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("recall = 0.85", ""), ("recall = 0.85", "recall = 0.85\nrecal = 1.0"), ("recall = 0.85", "recall = nan"),
        ("recall = 0.85", 'recall = "high"'), ("years = 6", "years = 11"), ("sensitivity = 0.30", "sensitivity = 1.2"),
        ('group = "self"', "gruppe = 1"), ("[channels.audit]", "[channels.aduit]"), ("[window]", "[window"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_a_word_about_it(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(ConfigError, match="分析参数文件"):
        load_parameters(changed(tmp_path, old, new))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        load_parameters(tmp_path / "none.toml")
