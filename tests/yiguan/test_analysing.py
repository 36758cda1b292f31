"""`yiguan analyze` over a store: what goes in by default, what leaves, and that the file is there whole or not at all."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from outputs import Selection, Source, StateFilter, Store
from schema import (
    Basis,
    Category,
    CategoryGuess,
    Decision,
    DocumentKind,
    Look,
    PatternLabel,
    ReviewState,
    Voice,
    VoiceKind,
    pattern_json_schema,
)
from tests.conftest import ROOT
from tests.outputs.builders import analysis, begin, document, finding
from tests.yiguan.conftest import call

WORDS = "对难题绕着走，2项重点任务拖了8个月"
YEARS = range(2020, 2025)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Five years of checks: an inspection and a colleague tell of the cadre each year, each of another matter."""
    path = tmp_path / "库.db"
    with Store.open(path) as opened, begin(opened, "/案卷") as run:
        for year in YEARS:
            for kind, voice in ((DocumentKind.MINUTES, VoiceKind.PEER), (DocumentKind.NOTICE, VoiceKind.SUPERVISION)):
                told = (
                    f"张建国同志{WORDS.replace('2', str(year % 100)).replace('8', str(year % 7 + 2))}，{voice.label}第{year}号。"
                )
                read = document(told, name=f"{year}{voice.value}.docx", kind=kind, title=f"{year}年情况", date=f"{year}-09-01")
                made = finding(
                    read, told[:-1], voice=Voice(kind=voice, speaker=None, cadre_id=None),
                    category=CategoryGuess(code=Category.INITIATIVE, label=Category.INITIATIVE.label, score=0.9),
                )  # fmt: skip
                look = Look(cadre_id="YZ012", ref_year=year, voice=voice, weight=1.0, document_id=read.id, basis=Basis.SUBJECT)
                file = Source(path=f"/案卷/{read.name}", size=1, mtime_ns=1, content=read.id)
                run.add(file, read, analysis(read), [made], (look,))
    return path


def confirm_all(path: Path) -> None:
    with Store.open(path) as opened:
        for one in list(opened.findings(Selection(states=StateFilter.ALL.states))):
            decision = Decision(
                finding_id=one.id,
                state=ReviewState.CONFIRMED,
                by="李敏",
                at="2025-01-02T09:00:00+08:00",
                revision=one.review.revision + 1,
            )
            opened.decide(decision)


def analysed(store: Path, *options: str) -> list[dict[str, Any]]:
    out = store.parent / "结果.jsonl"
    result = call("analyze", "--store", store, "-o", out, *options)
    assert result.exit_code == 0, result.output
    assert "仅供研判参考，不作为结论" in result.stderr
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_nothing_that_nobody_confirmed_is_evidence(store: Path) -> None:
    assert analysed(store) == []


def test_machine_only_evidence_never_carries_a_pattern_out(store: Path) -> None:
    (line,) = analysed(store, "--state", "all")
    assert (line["label"], line["provisional"], line["posterior"]) == ("insufficient", True, None)
    assert "unreviewed" in line["reasons"]


def test_confirmed_findings_carry_it_and_the_line_keeps_to_the_schema(store: Path) -> None:
    confirm_all(store)
    (line,) = analysed(store)
    assert PatternLabel(line["label"]).weighty
    assert line["provisional"] is False
    jsonschema.validate(line, json.loads(pattern_json_schema()))


def test_the_same_store_gives_the_same_lines(store: Path) -> None:
    confirm_all(store)
    first, second = analysed(store), analysed(store)
    assert [one | {"computed_at": ""} for one in first] == [one | {"computed_at": ""} for one in second]


def test_what_came_later_does_not_count(store: Path) -> None:
    confirm_all(store)
    (line,) = analysed(store, "--as-of", "2021")
    assert line["window"] == [2016, 2021]
    assert line["facts"]["hit_years"] <= 2


@pytest.mark.parametrize("told", ["昨天", "2024-13", "2024/06/30"])
def test_a_date_that_is_none_is_wrong_usage(store: Path, told: str) -> None:
    result = call("analyze", "--store", store, "-o", store.parent / "x.jsonl", "--as-of", told)
    assert result.exit_code == 2
    assert told in result.stderr


def test_a_file_that_cannot_be_written_leaves_nothing_behind(store: Path) -> None:
    folder = store.parent / "结果"
    (folder / "x").mkdir(parents=True)
    assert call("analyze", "--store", store, "-o", folder).exit_code == 1
    assert sorted(path.name for path in store.parent.iterdir()) == ["库.db", "结果"]


def test_the_schema_of_patterns_is_the_published_one() -> None:
    result = call("schema", "pattern")
    assert result.stdout == pattern_json_schema() == (ROOT / "docs" / "schema" / "pattern-1.json").read_text(encoding="utf-8")
