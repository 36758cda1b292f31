"""The command works from any folder, also one whose folders bear the names of our packages."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMES = ("schema", "ingest", "nlp", "models", "cadres", "outputs", "yiguan")


@pytest.mark.skipif(not (ROOT / "models" / "weights" / "model.json").is_file(), reason="the shipped model is not there")
def test_run_in_a_folder_whose_folders_bear_our_names(tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / name).mkdir()
    document = tmp_path / "纪要.txt"
    document.write_text("某局民主生活会会议记录\n时间：2024年1月18日\n张建国：我多次迟到，学习抓得不紧。\n", encoding="utf-8")
    command = [str(Path(sys.executable).with_name("yiguan")), "run", str(document), "--store", "库.db", "--jobs", "1"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
