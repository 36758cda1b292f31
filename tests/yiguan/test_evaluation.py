"""Evaluation: the figures by kind of document add up to the whole, and every finding stands in one band of confidence."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cadres import LinkOptions
from models import Models
from yiguan.cli import main
from yiguan.evaluation import Quality, evaluate

GOLD = Path(__file__).parents[2] / "examples" / "gold"


@pytest.fixture(scope="module")
def measured(tiny: Models) -> Quality:
    return evaluate(GOLD, tiny, LinkOptions())


def test_kinds_add_up_to_the_whole(measured: Quality) -> None:
    for name in ("problem items", "traps taken", "voice"):
        assert sum(table[name]["n"] for table in measured.kinds.values() if name in table) == measured.table[name]["n"]
    assert len(measured.kinds) > 3


def test_bands_hold_every_finding(measured: Quality) -> None:
    assert sum(band.count for band in measured.reliability) == measured.table["calibration"]["n"] > 0


def test_details_are_shown_when_asked(tiny_folder: Path) -> None:
    command = ["evaluate", str(GOLD), "--model", str(tiny_folder)]
    plain = CliRunner().invoke(main, [*command, "--json"])
    assert "by kind" not in json.loads(plain.stdout)
    told = json.loads(CliRunner().invoke(main, [*command, "--json", "--details"]).stdout)
    assert set(told["by kind"]) >= {"minutes", "rectification"}
    assert told["reliability"][-1]["count"] > 0
    shown = CliRunner().invoke(main, [*command, "--details"]).stdout
    assert "按文种" in shown
    assert "置信度与正确率" in shown
