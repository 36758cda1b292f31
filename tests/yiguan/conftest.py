"""The command line in this process, and one undisturbed run that several tests look at."""

import json
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.conftest import EXAMPLES
from yiguan.cli import main

CHOSEN = ("03_", "07_", "09_", "11_")
"""Docx minutes, an xlsx ledger, txt minutes and a pdf."""


def call(*words: object) -> Result:
    """Run a command; stdout and stderr apart, widely set."""
    before = signal.getsignal(signal.SIGTERM)
    try:
        return CliRunner(env={"COLUMNS": "300"}).invoke(main, [str(word) for word in words])
    finally:
        signal.signal(signal.SIGTERM, before)


def run_json(*words: object) -> dict[str, Any]:
    """The outcome of a run as plain data."""
    result = call("run", *words, "--json")
    assert result.exit_code in (0, 3), result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings of the person who runs the tests."""
    for name in ("YIGUAN_CONFIG", "YIGUAN_STORE", "YIGUAN_MODEL", "YIGUAN_ROSTER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of example documents, one of each format."""
    folder = tmp_path_factory.mktemp("案卷")
    for path in sorted((EXAMPLES / "documents").iterdir()):
        if path.name.startswith(CHOSEN):
            shutil.copy2(path, folder)
    return folder


@pytest.fixture(scope="session")
def ran(chosen: Path, model_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The store of an undisturbed run over them, and what the run told. Read-only: tests that go on take a copy."""
    store = tmp_path_factory.mktemp("库") / "一贯.db"
    told = run_json(chosen, "--roster", EXAMPLES / "roster.csv", "--store", store, "--model", model_folder)
    return store, told
