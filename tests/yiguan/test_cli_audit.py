"""`yiguan audit`: a whole record, a broken one, and a head that was kept."""

import json
import sqlite3
from pathlib import Path

import pytest

from outputs import Store
from outputs.audit import AuditAction
from schema import Cadre, Post, Roster
from tests.yiguan.conftest import call


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "一贯.db"
    with Store.open(path) as store:
        for number in range(5):
            store.audit.record("limin", AuditAction.VIEW_CADRE, f"cadre:YZ{number:03}")
    return path


def break_it(path: Path, sql: str) -> None:
    connection = sqlite3.connect(path)
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(sql)
    for _, words in triggers:
        connection.execute(words)
    connection.commit()
    connection.close()


def test_a_whole_record_is_told_with_its_head(path: Path) -> None:
    head = call("audit", "head", "--store", str(path)).stdout.strip()
    told = call("audit", "verify", "--store", str(path))
    assert told.exit_code == 0
    assert "审计记录完整：5 条" in told.stdout
    assert head in told.stdout
    assert call("audit", "verify", "--store", str(path), "--head", head).exit_code == 0


def test_a_broken_record_is_told_row_by_row(path: Path) -> None:
    break_it(path, "UPDATE audit SET actor = 'x' WHERE number = 2")
    break_it(path, "DELETE FROM audit WHERE number = 4")
    told = call("audit", "verify", "--store", str(path))
    assert told.exit_code == 3
    assert "第 2 条：内容被改动" in told.stdout
    assert "第 4 条：记录缺失" in told.stdout
    answer = json.loads(call("audit", "verify", "--store", str(path), "--json").stdout)
    assert (answer["whole"], answer["rows"], answer["fault_count"]) == (False, 4, 2)
    assert answer["faults"][1] == {"kind": "missing", "number": 4, "until": 4}


def test_a_kept_head_proves_a_cut_tail(path: Path) -> None:
    head = call("audit", "head", "--store", str(path)).stdout.strip()
    break_it(path, "DELETE FROM audit WHERE number > 3")
    assert call("audit", "verify", "--store", str(path)).exit_code == 0
    told = call("audit", "verify", "--store", str(path), "--head", head)
    assert told.exit_code == 3
    assert "第 4 至 5 条：末尾被截去" in told.stdout


def test_what_is_no_head_is_refused(path: Path) -> None:
    told = call("audit", "verify", "--store", str(path), "--head", "5:abc")
    assert told.exit_code == 1
    assert "不是链首" in told.stderr


def test_reading_makes_no_store(tmp_path: Path) -> None:
    assert call("audit", "verify", "--store", str(tmp_path / "无.db")).exit_code == 1


def test_what_a_command_takes_out_is_on_the_record(tmp_path: Path) -> None:
    path = tmp_path / "库.db"
    cadre = Cadre(id="YZ012", name="张建国", posts=(Post(unit="市水利局", title="副局长", start="2021-03", end=None),))
    with Store.open(path) as store:
        roster = Roster(cadres=(cadre,), source="名册.csv", id="sha256:r")
        store.import_roster(roster, at="2024-02-01T08:00:00+08:00", pipeline="0.1.0")
    for words in (
        ("dossier", "YZ012", "-o", tmp_path / "档.json"),
        ("digest", "-o", tmp_path / "汇总.xlsx"),
        ("analyze", "-o", tmp_path / "析.jsonl"),
    ):
        assert call(*words, "--store", path).exit_code == 0, words
    with Store.open(path) as store:
        told = [
            (entry.action, entry.object, entry.detail.get("what")) for entry in reversed(store.audit.entries(limit=3).entries)
        ]
        assert all(entry.actor.startswith("cli:") for entry in store.audit.entries(limit=3).entries)
    assert told == [
        (AuditAction.DOSSIER, "cadre:YZ012", None),
        (AuditAction.EXPORT, "unit:", "digest"),
        (AuditAction.EXPORT, "", "patterns"),
    ]
