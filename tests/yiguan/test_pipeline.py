"""The main job as a user meets it: everything readable is read, what is not is told, and a second run does only what is new."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openpyxl import load_workbook
from pyarrow import parquet
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from outputs import Selection, StateFilter, Store
from schema import Finding, finding_from_json, finding_json_schema
from tests.conftest import EXAMPLES, ROOT
from tests.yiguan.conftest import call, run_json

ALL = Selection(states=StateFilter.ALL.states)
Ran = tuple[Path, dict[str, Any]]


def stored(store: Path) -> list[Finding]:
    """The findings, without the name of the run that made them."""
    with Store.open(store, create=False) as opened:
        found = list(opened.findings(ALL))
    return [replace(one, provenance=replace(one.provenance, run="")) for one in found]


def copied(ran: Ran, chosen: Path, folder: Path) -> tuple[Path, Path]:
    """Store and documents, copied: the documents' paths are new, their bytes and times are not."""
    return Path(shutil.copy2(ran[0], folder / "库.db")), Path(shutil.copytree(chosen, folder / "案卷"))


def test_everything_is_read_and_linked(ran: Ran, chosen: Path) -> None:
    store, told = ran
    assert (told["read"], told["failed"], told["unchanged"]) == (len(list(chosen.iterdir())), [], 0)
    found = stored(store)
    assert len(found) == told["findings"] > 40
    assert sum(one.holder.cadre_id is not None for one in found) == told["linked"] > 0
    assert len({one.document.name for one in found}) == told["read"]


def test_anchors_are_slices_of_the_stored_text(ran: Ran) -> None:
    with Store.open(ran[0], create=False) as opened:
        for one in opened.findings(ALL):
            text = opened.document(one.document.id).text
            for anchor in one.anchors:
                assert text[anchor.start : anchor.end] == anchor.exact
                assert anchor.locations


def test_a_second_run_reads_nothing(ran: Ran, chosen: Path, model_folder: Path, tmp_path: Path) -> None:
    store, _ = copied(ran, chosen, tmp_path)
    again = run_json(chosen, "--roster", EXAMPLES / "roster.csv", "--store", store, "--model", model_folder)
    assert (again["read"], again["unchanged"], again["findings"]) == (0, ran[1]["read"], 0)
    assert stored(store) == stored(ran[0])


def test_only_a_changed_file_is_read_again(ran: Ran, chosen: Path, model_folder: Path, tmp_path: Path) -> None:
    store, folder = copied(ran, chosen, tmp_path)
    changed = next(folder.glob("09_*.txt"))
    changed.write_text(changed.read_text(encoding="utf-8") + "\n以上记录属实。\n", encoding="utf-8")
    again = run_json(folder, "--roster", EXAMPLES / "roster.csv", "--store", store, "--model", model_folder)
    assert (again["read"], again["unchanged"], again["failed"]) == (1, ran[1]["read"] - 1, [])


def test_ids_are_those_of_any_run_over_the_same_bytes(ran: Ran, chosen: Path, model_folder: Path, tmp_path: Path) -> None:
    renamed = shutil.copy(next(chosen.glob("09_*.txt")), tmp_path / "别名.txt")
    run_json(renamed, "--store", tmp_path / "x.db", "--model", model_folder)
    alone = {one.id for one in stored(tmp_path / "x.db")}
    assert alone
    assert alone <= {one.id for one in stored(ran[0])}


def bad_files(folder: Path) -> dict[str, str]:
    """Files that cannot be read, each with a word that its message must hold."""
    (folder / "空文件.docx").write_bytes(b"")
    (folder / "图片.docx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    whole = next((EXAMPLES / "documents").glob("02_*.docx")).read_bytes()
    (folder / "截断.docx").write_bytes(whole[: len(whole) // 2])
    canvas = Canvas(str(folder / "加密.pdf"), encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(72, 720, "secret")
    canvas.save()
    return {"空文件.docx": "空", "图片.docx": "图片", "截断.docx": "损坏", "加密.pdf": "密码"}


def test_bad_files_are_told_and_the_rest_is_read(chosen: Path, model_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "混合"
    folder.mkdir()
    expected = bad_files(folder)
    shutil.copy(next(chosen.glob("09_*.txt")), folder)
    result = call("run", folder, "--store", tmp_path / "x.db", "--model", model_folder, "--json")
    assert result.exit_code == 3
    told = json.loads(result.stdout)
    assert told["read"] == 1
    assert told["findings"] > 0
    failed = {Path(one["path"]).name: one for one in told["failed"]}
    assert failed.keys() == expected.keys()
    for name, word in expected.items():
        assert word in failed[name]["message"] + failed[name]["remedy"], name
        assert failed[name]["remedy"], name
    plain = call("run", folder, "--store", tmp_path / "x.db", "--model", model_folder)
    assert plain.exit_code == 3
    assert all(name in plain.stderr for name in expected)
    status = json.loads(call("status", "--store", tmp_path / "x.db", "--json").stdout)
    assert {Path(one["path"]).name for one in status["failures"]} == expected.keys()


def test_jsonl_keeps_the_contract(ran: Ran, tmp_path: Path) -> None:
    out = tmp_path / "条目.jsonl"
    assert call("export", out, "--store", ran[0], "--state", "all").exit_code == 0
    lines = out.read_text(encoding="utf-8").splitlines()
    assert len(lines) == ran[1]["findings"]
    validator = jsonschema.Draft202012Validator(json.loads(finding_json_schema()))
    for line in lines:
        validator.validate(json.loads(line))
    with Store.open(ran[0], create=False) as opened:
        assert [finding_from_json(line) for line in lines] == list(opened.findings(ALL))


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "parquet"])
def test_the_other_formats_hold_every_finding(ran: Ran, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"条目.{suffix}"
    assert call("export", out, "--store", ran[0], "--state", "all").exit_code == 0
    exact = stored(ran[0])[0].anchors[0].exact
    if suffix == "parquet":
        assert parquet.read_table(out).num_rows == ran[1]["findings"]
    elif suffix == "csv":
        assert exact in out.read_text(encoding="utf-8-sig")
    else:
        book = load_workbook(out, read_only=True)
        cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
        book.close()
        assert any(exact in cell for cell in cells)


def test_unreviewed_findings_are_not_exported_unasked(ran: Ran, tmp_path: Path) -> None:
    result = call("export", tmp_path / "条目.jsonl", "--store", ran[0])
    assert result.exit_code == 0
    assert (tmp_path / "条目.jsonl").read_text(encoding="utf-8") == ""
    assert "--state" in result.stderr


def start(folder: Path, store: Path, model: Path) -> subprocess.Popen[str]:
    """A run in a group of its own, one process at work."""
    words = ["run", folder, "--roster", EXAMPLES / "roster.csv", "--store", store, "--model", model, "--jobs", "1"]
    command = [sys.executable, "-c", "from yiguan.cli import main; main()", *map(str, words)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True
    )


def wait_for_a_document(store: Path, child: subprocess.Popen[str]) -> None:
    """Wait until something is stored and the run still goes on."""
    for _ in range(1200):
        assert child.poll() is None, "it ended before it was disturbed"
        if store.exists():
            with Store.open(store) as opened:
                if next(iter(opened.documents()), None) is not None:
                    return
        time.sleep(0.02)
    raise AssertionError("nothing was stored")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(
    "number", [signal.SIGINT, pytest.param(signal.SIGKILL, marks=pytest.mark.slow)], ids=["Ctrl-C", "kill -9"]
)
def test_a_disturbed_run_is_finished_by_the_next(
    ran: Ran, chosen: Path, model_folder: Path, tmp_path: Path, number: signal.Signals
) -> None:
    # On a busy machine the run may end before the signal reaches it: then once more, with a fresh store.
    for attempt in range(6):
        store = tmp_path / f"库{attempt}.db"
        child = start(chosen, store, model_folder)
        try:
            wait_for_a_document(store, child)
            os.killpg(child.pid, number)
            _, errors = child.communicate(timeout=60)
        finally:
            child.kill()
        if child.returncode != 0:
            break
    if number is signal.SIGINT:
        assert child.returncode == 130
        assert "已中断" in errors
        assert "Traceback" not in errors
    else:
        assert child.returncode == -signal.SIGKILL
    done = run_json(chosen, "--roster", EXAMPLES / "roster.csv", "--store", store, "--model", model_folder)
    assert done["unchanged"] >= 1
    assert done["read"] + done["unchanged"] == ran[1]["read"]
    assert stored(store) == stored(ran[0])
