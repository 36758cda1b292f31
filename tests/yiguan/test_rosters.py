"""Cadre records at the command line: any form of roster, what a newer one changed, and where it contradicts itself."""

import json
from pathlib import Path
from typing import Any

import pytest

from outputs import Store
from tests.cadres.appointment_forms import RESUME, lrmx
from tests.conftest import EXAMPLES
from tests.yiguan.conftest import call, run_json


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents with the roster among them: a table, a form, and one that is broken."""
    place = tmp_path / "案卷"
    (place / "名册").mkdir(parents=True)
    (place / "一.txt").write_text("工作简报\n近日，全市防汛工作会议召开。\n", encoding="utf-8")
    (place / "名册" / "名册.csv").write_bytes((EXAMPLES / "roster.csv").read_bytes())
    (place / "名册" / "何沛.lrmx").write_bytes(lrmx())
    (place / "名册" / "坏.lrm").write_bytes(b"broken")
    return place


def run(folder: Path, store: Path) -> dict[str, Any]:
    told: dict[str, Any] = run_json(folder / "一.txt", "--roster", folder / "名册", "--store", store, "--jobs", "1")["roster"]
    return told


def test_a_folder_of_records_is_taken_in_and_what_changed_is_told(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "一贯.db"
    first = run(folder, store)
    assert first["added"] == len((EXAMPLES / "roster.csv").read_text(encoding="utf-8").splitlines())
    assert [Path(one["file"]).name for one in first["skipped"]] == ["坏.lrm"]
    assert run(folder, store)["same"] == first["added"]

    (folder / "名册" / "何沛.lrmx").write_bytes(lrmx((*RESUME[:-1], "2019.03--2025.01  云泽市水利局党组书记、局长")))
    lines = (EXAMPLES / "roster.csv").read_text(encoding="utf-8").splitlines()
    (folder / "名册" / "名册.csv").write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    changed = run(folder, store)
    assert ([one["name"] for one in changed["changed"]], len(changed["gone"])) == (["何沛"], 1)
    shown = call("run", folder / "一.txt", "--roster", folder / "名册" / "名册.csv", "--store", store, "--jobs", "1")
    assert "不再列入 1" in shown.stderr
    assert "何沛（" in shown.stderr
    with Store.open(store) as opened:
        assert len(opened.roster_imports()) == 3
        last = opened.summary().last_run
        assert last is not None
        assert len(opened.roster(last.roster).cadres) == len(lines) - 2


def test_the_rosters_files_are_no_documents(folder: Path, tmp_path: Path) -> None:
    (folder / "名册" / "坏.lrm").unlink()
    told = run_json(folder, "--roster", folder / "名册", "--store", tmp_path / "一贯.db", "--jobs", "1")
    assert (told["read"], told["failed"]) == (1, [])


def test_check_roster_names_file_field_and_line(folder: Path) -> None:
    (folder / "名册" / "赵一.lrmx").write_bytes(
        lrmx(("2001.07--1999.03  石渡县水利局科员", "2009.03--  石渡县水利局局长"), name="赵一")
    )
    result = call("check-roster", folder / "名册", "--json")
    assert result.exit_code == 3
    found = {(Path(one["file"]).name, one["row"], one["column"]) for one in json.loads(result.stdout)}
    assert {("坏.lrm", None, None), ("赵一.lrmx", 1, "简历")} <= found
    shown = call("check-roster", folder / "名册").stdout
    assert "赵一.lrmx" in shown
    assert "第 1 行" in shown
