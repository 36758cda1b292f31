"""The command line: exit codes, Chinese messages with file, place and remedy, and answers that programs can read."""

import json
import re
from pathlib import Path

import pytest

from schema import finding_json_schema
from tests.conftest import EXAMPLES, ROOT
from tests.yiguan.conftest import call
from yiguan.cli import main

CHINESE = re.compile(r"[一-鿿]")
HEADER = "cadre_id,name,gender,birth,unit,post,rank,aliases,history"


def roster(folder: Path, *lines: str) -> Path:
    path = folder / "名册.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("run",), "路径"),
        (("run", "没有这个文件夹"), "没有这个文件夹"),
        (("run", ".", "--jobs", "0"), "--jobs"),
        (("run", ".", "--engine", "cloud"), "--engine"),
        (("run", ".", "--rooster", "x"), "--rooster"),
        (("run", ".", "--roster"), "--roster"),
        (("read", "没有.docx"), "没有.docx"),
        (("read", "a", "b"), "b"),
        (("export", "x.jsonl", "--state", "rejected"), "--state"),
        (("evaluate", "没有"), "没有"),
        (("train", "没有", "-o", "x"), "没有"),
        (("train", "."), "-o"),
        (("fly",), "fly"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_says_what(words: tuple[str, ...], told: str) -> None:
    result = call(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("错误：")
    assert told in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("words", [("status",), ("export", "x.jsonl")])
def test_a_store_that_is_not_there_ends_with_1(words: tuple[str, ...], tmp_path: Path) -> None:
    result = call(*words, "--store", tmp_path / "没有.db")
    assert result.exit_code == 1
    assert "没有.db" in result.stderr
    assert not (tmp_path / "没有.db").exists()


def test_a_model_that_is_not_there_ends_with_1(chosen: Path, tmp_path: Path) -> None:
    result = call("run", chosen, "--store", tmp_path / "x.db", "--model", tmp_path)
    assert result.exit_code == 1
    assert "没有模型" in result.stderr
    assert "；" in result.stderr


def test_faulty_settings_end_with_2(chosen: Path, tmp_path: Path) -> None:
    (tmp_path / "yiguan.toml").write_text("stor = 'x'\n", encoding="utf-8")
    result = call("run", chosen)
    assert result.exit_code == 2
    assert "stor" in result.stderr
    assert "是不是 store" in result.stderr


def test_an_unusable_export_format_ends_with_1(ran: tuple[Path, object], tmp_path: Path) -> None:
    result = call("export", tmp_path / "条目.doc", "--store", ran[0])
    assert result.exit_code == 1
    assert ".doc" in result.stderr
    assert ".jsonl" in result.stderr


def test_reading_a_file_as_json() -> None:
    path = next((EXAMPLES / "documents").glob("07_*.xlsx"))
    told = json.loads(call("read", path, "--json").stdout)
    assert list(told) == ["id", "name", "kind", "title", "date", "issuer", "verdict", "warnings", "blocks"]
    assert (told["name"], told["verdict"]) == (path.name, "ok")
    assert [block["index"] for block in told["blocks"]] == list(range(len(told["blocks"])))
    cells = [block for block in told["blocks"] if block["role"] == "cell"]
    assert cells
    assert all(block["table"] is not None and block["locations"][0]["cell"] for block in cells)


def test_reading_a_file_for_people() -> None:
    result = call("read", next((EXAMPLES / "documents").glob("09_*.txt")))
    assert result.exit_code == 0
    assert "文种：民主生活会会议记录" in result.stdout


@pytest.mark.parametrize(
    ("name", "content"), [("空.docx", b""), ("坏.pdf", b"%PDF-1.7\nbroken"), ("图.docx", b"\x89PNG\r\n\x1a\n0000")]
)
def test_a_file_that_cannot_be_read_is_named_with_a_remedy(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    result = call("read", tmp_path / name)
    assert result.exit_code == 1
    assert name in result.stderr
    assert "请" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_sound_roster() -> None:
    result = call("check-roster", EXAMPLES / "roster.csv")
    assert (result.exit_code, json.loads(call("check-roster", EXAMPLES / "roster.csv", "--json").stdout)) == (0, [])


def test_impossible_dates_of_a_roster_are_told_with_row_and_column(tmp_path: Path) -> None:
    faulty = roster(
        tmp_path,
        HEADER,
        "A1,王敏,女,1975-13,市水利局,副局长,,,2019-08~|市水利局|副局长",
        "A2,李强,男,1975-03,市水利局,局长,,,2021-05~2019-08|市水利局|局长",
    )
    result = call("check-roster", faulty, "--json")
    assert result.exit_code == 3
    faults = {(one["row"], one["column"]): one for one in json.loads(result.stdout)}
    assert {(2, "birth"), (3, "history")} <= faults.keys()
    assert all(CHINESE.search(one["message"]) and CHINESE.search(one["remedy"]) for one in faults.values())
    plain = call("check-roster", faulty)
    assert plain.exit_code == 3
    assert "名册.csv" in plain.stdout
    assert "1975-13" in plain.stdout


@pytest.mark.parametrize("command", ["check-roster", "run"])
def test_a_roster_without_a_column_is_told_with_its_file(tmp_path: Path, chosen: Path, model_folder: Path, command: str) -> None:
    faulty = roster(tmp_path, "cadre_id,name", "A1,王敏")
    words = (faulty,) if command == "check-roster" else (chosen, "--roster", faulty, "--model", model_folder)
    result = call(command, *words)
    assert result.exit_code == 2
    assert "名册.csv" in result.stderr
    assert "列" in result.stderr
    assert "请" in result.stderr


def test_status_for_people_and_programs(ran: tuple[Path, dict[str, int]]) -> None:
    told = json.loads(call("status", "--store", ran[0], "--json").stdout)
    assert told["documents"]["present"] == ran[1]["read"]
    assert told["findings"]["pending"] == ran[1]["findings"]
    assert told["failures"] == []
    assert told["last_run"]["outcome"] == "complete"
    assert str(ran[1]["findings"]) in call("status", "--store", ran[0]).stdout


def test_the_json_schema_is_the_published_one() -> None:
    result = call("schema")
    assert result.stdout == finding_json_schema()
    assert result.stdout == (ROOT / "docs" / "schema" / "finding-1.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [None, *main.commands])
def test_help_is_chinese(command: str | None) -> None:
    result = call(*([command] if command else []), "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("用法：")
    english = re.findall(r"\b(?:Usage|Options|Commands|Show this|required|default)\b", result.stdout)
    assert english == []
