"""Reviewed documents as an annotated folder: read again it says what was decided, and it can be trained on."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cadres import read_roster
from ingest import read
from outputs import AuditAction, Store
from outputs.audit import AuditFilter
from outputs.reviewing import PolicyMode, ReviewPolicy, Verdict
from schema import (
    Category,
    ConfigError,
    FindingEdit,
    RejectReason,
    ReviewStage,
    ReviewState,
    Span,
    StatementType,
)
from tests.conftest import EXAMPLES
from tests.outputs.builders import analysis, begin, document, finding, keep, source
from tests.yiguan.conftest import call
from tests.yiguan.golden_findings import golden
from yiguan.gold import GoldDocument, read_gold
from yiguan.gold_export import GoldExport, LeftOut, export_gold

AT = "2024-03-01T09:00:00+08:00"
CONFIRMED, REJECTED = ReviewState.CONFIRMED, ReviewState.REJECTED


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with Store.open(tmp_path / "一贯.db") as opened:
        yield opened


def say(store: Store, finding_id: str, state: ReviewState = CONFIRMED, **changes: Any) -> None:
    if state is REJECTED:
        changes.setdefault("reason", RejectReason.NOT_A_PROBLEM)
    revision = store.finding(finding_id).review.revision
    told = {"finding_id": finding_id, "stage": ReviewStage.FIRST, "state": state, "by": "limin", "at": AT, "revision": revision}
    store.reviewing.give(Verdict(**told | changes))


def exported(store: Store, folder: Path) -> tuple[GoldExport, list[GoldDocument]]:
    done = export_gold(store, folder)
    return done, list(read_gold(folder)) if done.documents else []


def told(gold: GoldDocument) -> list[tuple[object, ...]]:
    """What an annotation says, wherever blanks stand."""
    words = gold.document

    def flat(spans: tuple[Span, ...]) -> str:
        return "".join("".join(words[span] for span in spans).split())

    return [
        (
            one.type, flat(one.spans), one.category, one.held.kind, one.held.mention and one.held.mention.text, one.said.kind,
            one.said.speaker and one.said.speaker.text, one.cue.kind,
            one.rectified and (one.rectified.status, one.rectified.deadline, [flat((span,)) for span in one.rectified.measures]),
            links.holder, links.speaker,
        )
        for one, links in zip(gold.analysis.statements, gold.links, strict=True)
    ]  # fmt: skip


def test_examples_that_are_confirmed_come_out_as_they_were_annotated(store: Store, tmp_path: Path) -> None:
    roster, documents = golden(EXAMPLES / "gold")
    store.import_roster(roster, at=AT, pipeline="0")
    for one in documents:
        with begin(store, f"/案卷/{one.document.name}") as run:
            run.add(source(one.document, f"/案卷/{one.document.name}"), one.document, analysis(one.document), one.findings)
        for each in one.findings:
            say(store, each.id)
    done, gold = exported(store, tmp_path / "标注")
    assert set(done.left_out.values()) == {0}
    before = {one.document.title: told(one) for one in read_gold(EXAMPLES / "gold")}
    after = {one.document.title: told(one) for one in gold}
    assert after.keys() == {one.document.title for one in documents if one.findings}
    for title, items in after.items():
        assert sorted(map(str, items)) == sorted(map(str, before[title]))
    again = read_roster(tmp_path / "标注" / "roster.csv")
    assert [(one.id, one.name, one.posts) for one in again.cadres] == [(one.id, one.name, one.posts) for one in roster.cadres]
    entry = store.audit.entries(AuditFilter(action=AuditAction.EXPORT)).entries[0]
    assert entry.detail["documents"] == len(after)


def test_passages_of_real_files_are_found_again(store: Store, tmp_path: Path) -> None:
    paths = [path for path in sorted((EXAMPLES / "documents").iterdir()) if path.suffix in (".docx", ".xlsx", ".txt")]
    for path in paths:
        there = read(path)
        blocks = [block for block in there.blocks if len(block.text) > 8][:6]
        made = [replace(finding(there, there.span_of(block)), id=f"f-{there.id[-6:]}{block.index}") for block in blocks]
        with begin(store, f"/案卷/{path.name}") as run:
            run.add(source(there, f"/案卷/{path.name}"), there, analysis(there), made)
        for one in made:
            say(store, one.id)
    done, gold = exported(store, tmp_path / "标注")
    assert (done.documents, set(done.left_out.values())) == (len(paths), {0})
    assert sum(len(one.analysis.statements) for one in gold) == done.items


READ = document("会议记录", "学习不够深入。调研偏少。学习不够深入，有时流于形式。", "要防止形式主义。", name="甲.docx")


def test_corrections_and_traps_are_written(store: Store, tmp_path: Path) -> None:
    second = READ.text.rindex("学习不够深入")
    again = finding(READ, Span(start=second, end=second + 6))
    trap, praise = finding(READ, "要防止形式主义"), replace(finding(READ, "调研偏少"), type=StatementType.COMMENDATION, cue=None)
    keep(store, READ, again, trap, praise)
    say(store, again.id, edit=FindingEdit(category=Category.CONDUCT, deadline="2024-06-30"))
    say(store, trap.id, REJECTED, reason=RejectReason.REQUIREMENT)
    say(store, praise.id, REJECTED)
    done, (gold,) = exported(store, tmp_path / "标注")
    (statement,), (rejected,) = gold.analysis.statements, gold.analysis.rejected
    assert (statement.category, statement.spans[0].start) == (Category.CONDUCT, second)
    assert statement.rectified is not None
    assert statement.rectified.deadline == "2024-06-30"
    assert (gold.document[rejected.span], rejected.rejected_as) == ("要防止形式主义", "normative")
    assert (done.documents, done.items, done.traps) == (1, 1, 1)


@pytest.mark.parametrize(
    ("state", "changes"), [(ReviewState.UNSURE, {}), (None, {}), (REJECTED, {"reason": RejectReason.WRONG_HOLDER})]
)  # fmt: skip
def test_what_is_open_or_unclear_stays(store: Store, tmp_path: Path, state: ReviewState | None, changes: dict[str, Any]) -> None:
    one, other = finding(READ, "调研偏少"), finding(READ, "要防止形式主义")
    keep(store, READ, one, other)
    say(store, one.id)
    if state is not None:
        say(store, other.id, state, **changes)
    done, gold = exported(store, tmp_path / "标注")
    assert (done.documents, gold) == (0, [])
    assert done.left_out[LeftOut.UNCLEAR] == (state is REJECTED)


def test_a_second_look_that_is_awaited_keeps_the_document_back(store: Store, tmp_path: Path) -> None:
    keep(store, READ, one := finding(READ, "调研偏少"))
    store.reviewing.set_policy(ReviewPolicy(mode=PolicyMode.ALL), "admin")
    say(store, one.id)
    assert exported(store, tmp_path / "标注")[0].documents == 0


def test_what_the_format_cannot_hold_is_left_out_whole(store: Store, tmp_path: Path) -> None:
    read = document("甲问题，乙问题。", "中间一行。", "甲问题，丙问题。", "丁问题在此。")
    anchors = tuple(
        read.anchor(Span(start=start, end=start + 3)) for start in (read.text.rindex("甲问题"), read.text.index("丁问题"))
    )
    keep(store, read, one := replace(finding(read, "丁问题"), anchor=anchors))
    say(store, one.id)
    done, _ = exported(store, tmp_path / "标注")
    assert done.left_out[LeftOut.FORMAT] == 1
    assert [path.name for path in (tmp_path / "标注").iterdir()] == ["roster.csv"]


def test_a_folder_with_something_in_it_is_left_alone(store: Store, tmp_path: Path) -> None:
    (tmp_path / "标注").mkdir()
    (tmp_path / "标注" / "原有.txt").write_text("原有", encoding="utf-8")
    with pytest.raises(ConfigError, match="不是空文件夹"):
        export_gold(store, tmp_path / "标注")


def test_the_command(store: Store, tmp_path: Path) -> None:
    keep(store, READ, one := finding(READ, "调研偏少"))
    say(store, one.id)
    result = call("export", tmp_path / "标注", "--store", tmp_path / "一贯.db", "--format", "gold")
    assert result.exit_code == 0, result.output
    assert "1 份审完的文档" in result.output
    assert "roster.csv" in result.output
    told = json.loads(next((tmp_path / "标注").glob("*.json")).read_text(encoding="utf-8"))
    assert [item["exact"] for item in told["items"]] == ["调研偏少"]
    result = call("export", tmp_path / "又", "--store", tmp_path / "一贯.db", "--format", "gold", "--state", "all")
    assert result.exit_code == 2
    assert "--state" in result.output
