"""Settings: what is set counts, what is misspelt or of the wrong kind is told with its file and its remedy."""

from pathlib import Path

import pytest

from cadres import LinkOptions
from ingest import ReadOptions
from models import SHIPPED
from schema import ConfigError
from yiguan.config import Settings, load_settings


@pytest.fixture
def told(tmp_path: Path) -> Path:
    return tmp_path / "设置.toml"


def settings_of(path: Path, text: str, **environment: str) -> Settings:
    path.write_text(text, encoding="utf-8")
    return load_settings({"YIGUAN_CONFIG": str(path), **environment})


def test_without_a_file_everything_is_as_it_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings({}) == Settings(store="yiguan.db", model=SHIPPED, roster=None, read=ReadOptions(), link=LinkOptions())


def test_the_file_here_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "yiguan.toml").write_text('store = "案卷.db"\n', encoding="utf-8")
    assert load_settings({}).store == "案卷.db"


def test_every_setting_counts(told: Path) -> None:
    found = settings_of(told, 'store = "a.db"\nmodel = "模型"\nroster = "名册.xlsx"\n[read]\npages = 7\nseconds = 5\n')
    assert (found.store, found.model, found.roster) == ("a.db", Path("模型"), Path("名册.xlsx"))
    assert (found.read.pages, found.read.seconds, found.read.cells) == (7, 5, ReadOptions().cells)


def test_the_environment_counts_before_the_file_unless_it_is_empty(told: Path) -> None:
    found = settings_of(told, 'store = "a.db"\nroster = "a.csv"\n', YIGUAN_STORE="b.db", YIGUAN_ROSTER="", YIGUAN_MODEL="m")
    assert (found.store, found.roster, found.model) == ("b.db", Path("a.csv"), Path("m"))


@pytest.mark.parametrize(
    ("text", "fault", "remedy"),
    [
        ('stor = "a.db"', "stor", "store"),
        ("[read]\npage = 3", "page", "pages"),
        ("[raed]\npages = 3", "raed", "read"),
        ("zzz = 1", "zzz", "store、model、roster"),
        ("store = 3", "store", '"…"'),
        ("read = 3", "read", "settings"),
        ('[read]\npages = "三"', "read.pages", "int"),
        ("[read]\npages = 3.5", "read.pages", "int"),
        ("[read]\npages = true", "read.pages", "int"),
        ("store = ", "TOML", "改正"),
        ("a = 1\na = 2", "TOML", "改正"),
    ],
)
def test_faults_are_told_with_file_and_remedy(told: Path, text: str, fault: str, remedy: str) -> None:
    with pytest.raises(ConfigError) as raised:
        settings_of(told, text)
    assert fault in raised.value.message
    assert told.name in raised.value.message
    assert remedy in raised.value.remedy


def test_a_file_of_another_encoding_is_told(told: Path) -> None:
    told.write_bytes('store = "案卷.db"'.encode("gb18030"))
    with pytest.raises(ConfigError, match=told.name):
        load_settings({"YIGUAN_CONFIG": str(told)})


def test_a_named_file_that_is_not_there_is_told(told: Path) -> None:
    with pytest.raises(ConfigError, match=told.name) as raised:
        load_settings({"YIGUAN_CONFIG": str(told)})
    assert raised.value.remedy


def test_the_digest_changes_with_what_changes_reading_or_linking(told: Path) -> None:
    plain = settings_of(told, "")
    assert settings_of(told, 'store = "b.db"').digest() == plain.digest()
    assert settings_of(told, "[read]\npages = 3").digest() != plain.digest()
