"""What a user sees of a document beside its findings: coverage, its own counts, why a finding is one, and suggested types."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from outputs import Selection, Source, StateFilter, Store
from schema import BlockUse
from tests.conftest import EXAMPLES
from tests.yiguan.conftest import call, run_json

Ran = tuple[Path, dict[str, Any]]
ALL = Selection(states=StateFilter.ALL.states)
SHORT = "关于市水利局党组巡察整改情况的报告\n巡察反馈的25个问题，已完成19个，其余6个正在推进。\n一、存在问题\n（一）关于理论学习不够深入的问题。党组中心组学习以会代学。\n"


def test_coverage_of_a_file_adds_up() -> None:
    path = next((EXAMPLES / "documents").glob("03_*.docx"))
    told = json.loads(call("coverage", path, "--json").stdout)
    read = json.loads(call("read", path, "--json").stdout)
    assert [one["block"] for one in told["ledger"]] == [block["index"] for block in read["blocks"]]
    assert [one["characters"] for one in told["ledger"]] == [len(block["text"]) for block in read["blocks"]]
    assert told["blocks"] == sum(one["blocks"] for one in told["uses"]) == len(read["blocks"])
    assert told["characters"] == sum(one["characters"] for one in told["uses"])
    assert {one["use"] for one in told["ledger"] if not one["searched"]} == {"header"}
    plain = call("coverage", path).stdout
    assert "未检索的段落和单元格" in plain
    assert BlockUse.HEADER.label in plain


def test_coverage_of_a_store_is_the_sum_of_its_files(ran: Ran, chosen: Path) -> None:
    told = json.loads(call("coverage", "--store", ran[0], "--json").stdout)
    files = [json.loads(call("coverage", path, "--json").stdout) for path in sorted(chosen.iterdir())]
    (folder,) = told["folders"]
    assert (folder["documents"], told["unknown"]) == (len(files), [])
    for key in ("blocks", "characters"):
        assert told["total"][key] == folder[key] == sum(one[key] for one in files)
    with Store.open(ran[0], create=False) as opened:
        assert told["total"]["blocks"] == sum(one.blocks for one in opened.documents())
    status = json.loads(call("status", "--store", ran[0], "--json").stdout)
    assert sum(one["blocks"] for one in status["coverage"]) == told["total"]["blocks"]
    assert "段落去向：已检索" in call("status", "--store", ran[0]).stdout


def test_coverage_of_what_is_not_there(tmp_path: Path) -> None:
    assert call("coverage", "没有.docx").exit_code == 2
    assert call("coverage", "--store", tmp_path / "没有.db").exit_code == 1


def test_a_count_that_disagrees_is_shown_kept_and_exported(tmp_path: Path, model_folder: Path) -> None:
    (tmp_path / "报告.txt").write_text(SHORT, encoding="utf-8")
    store = tmp_path / "库.db"
    told = run_json(tmp_path / "报告.txt", "--store", store, "--model", model_folder)
    (note,) = told["notes"]
    assert note["path"].endswith("报告.txt")
    assert "25个问题" in note["note"]
    status = json.loads(call("status", "--store", store, "--json").stdout)
    assert [one["note"] for one in status["notes"]] == [note["note"]]
    assert "25个问题" in call("status", "--store", store).stderr
    assert "25个问题" in call("coverage", tmp_path / "报告.txt").stdout


def first(store: Path) -> str:
    with Store.open(store, create=False) as opened:
        return next(one.id for one in opened.findings(ALL) if one.holder.kind == "cadre")


def test_a_finding_is_explained(ran: Ran, model_folder: Path) -> None:
    wanted = first(ran[0])
    words = ("explain", wanted, "--store", ran[0], "--model", model_folder, "--roster", EXAMPLES / "roster.csv")
    told = json.loads(call(*words, "--json").stdout)
    assert (told["id"], told["notes"]) == (wanted, [])
    assert all(one["of"] in "".join(told["exact"]) for one in told["clauses"])
    assert all(one["grounds"] and one["chance"] > 0 for one in told["clauses"])
    assert [one["of"] for one in told["attributes"]] == ["类别", "提出方", "当事人类别"]
    plain = call(*words).stdout
    assert "依据" in plain
    assert "仅供研判参考" in plain


def test_an_explanation_says_how_far_it_holds(ran: Ran, tiny_folder: Path, model_folder: Path) -> None:
    told = json.loads(call("explain", first(ran[0]), "--store", ran[0], "--model", model_folder, "--json").stdout)
    assert any("没有给出名册" in note for note in told["notes"])
    if tiny_folder != model_folder:
        other = json.loads(call("explain", first(ran[0]), "--store", ran[0], "--model", tiny_folder, "--json").stdout)
        assert any("另一个模型" in note for note in other["notes"])


def test_a_finding_that_the_model_no_longer_makes_is_explained_all_the_same(ran: Ran, model_folder: Path, tmp_path: Path) -> None:
    store = Path(shutil.copy2(ran[0], tmp_path / "库.db"))
    with Store.open(store) as opened:
        one = next(iter(opened.findings(ALL)))
        anchor = replace(one.anchors[0], end=one.anchors[0].end - 1, exact=one.anchors[0].exact[:-1])
        path, held = next((path, read) for read in opened.documents() if read.id == one.document.id for path in read.paths)
        with opened.begin_run(pipeline="x", model="x", roster="x", fingerprint="x", roots=[path]) as run:
            source = Source(path=path, size=1, mtime_ns=1, content=held.id)
            run.add(source, opened.document(held.id), opened.analysis(held.id), [replace(one, id="f-old", anchor=anchor)])
    told = json.loads(call("explain", "f-old", "--store", store, "--model", model_folder, "--json").stdout)
    assert any("不再给出这一条" in note for note in told["notes"])
    assert told["clauses"]


def test_a_finding_that_is_not_there(ran: Ran) -> None:
    result = call("explain", "f-没有", "--store", ran[0])
    assert result.exit_code == 1
    assert "f-没有" in result.stderr


def test_types_of_one_s_own_are_suggested_and_change_what_is_current(
    chosen: Path, model_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "一份").mkdir()
    shutil.copy(next(chosen.glob("09_*.txt")), tmp_path / "一份")
    words = (tmp_path / "一份", "--store", tmp_path / "库.db", "--model", model_folder)
    run_json(*words)
    categories = ("study", "conduct", "leadership", "implementation", "initiative", "masses", "finance", "organization")
    rows = "".join(f"Z{number},某类,{category},.\n" for number, category in enumerate(categories))
    (tmp_path / "类型.csv").write_text("code,label,category,words\n" + rows, encoding="utf-8")
    monkeypatch.setenv("YIGUAN_PROBLEM_TYPES", str(tmp_path / "类型.csv"))
    assert run_json(*words)["read"] == 1
    assert run_json(*words)["unchanged"] == 1
    with Store.open(tmp_path / "库.db", create=False) as opened:
        found = list(opened.findings(ALL))
    types = {one.problem_type.code: one.category.code for one in found if one.problem_type}
    assert types
    assert all(categories[int(code.removeprefix("Z"))] == category for code, category in types.items())
    (tmp_path / "类型.csv").write_text("code,label\n", encoding="utf-8")
    result = call("run", *words)
    assert result.exit_code == 2
    assert "类型.csv" in result.stderr
