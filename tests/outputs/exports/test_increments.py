"""An increment tells each finding that changed once, as it is now, and what no longer leaves; increments follow on without a gap."""

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from outputs import ExportNote, Increment, StateFilter, Store, export, withdrawn_beside
from schema import Change, ChangeKind, ChangePage, Finding, ReviewState, StoreError, Tombstone
from tests.outputs.builders import document, finding, keep, verdict
from tests.outputs.test_exports import FINDINGS, FULL, NOTE

READ = document("第一条学习不够。", "第二条学习不够。", "第三条学习不够。")
THREE = tuple(finding(READ, READ.span_of(block)) for block in READ.blocks)


@pytest.fixture
def filled(store: Store) -> Store:
    keep(store, READ, *THREE)
    return store


def decide(store: Store, one: Finding, state: ReviewState = ReviewState.CONFIRMED) -> None:
    store.decide(verdict(store.finding(one.id), state))


def told(store: Store, since: int, *, pending: bool = False) -> tuple[list[str], list[str], int]:
    increment = Increment(store.feed, since, pending=pending)
    ids = [one.id for one in increment]
    return ids, [one.id for one in increment.withdrawn], increment.cursor


def test_only_what_was_released_is_told(filled: Store) -> None:
    decide(filled, THREE[0])
    decide(filled, THREE[1], ReviewState.REJECTED)
    assert told(filled, 0)[:2] == ([THREE[0].id], [])


def test_with_pending_everything_is_told_and_what_was_rejected_is_taken_back(filled: Store) -> None:
    _, _, cursor = told(filled, 0, pending=True)
    decide(filled, THREE[1], ReviewState.REJECTED)
    decide(filled, THREE[2])
    assert told(filled, cursor, pending=True)[:2] == ([THREE[2].id], [THREE[1].id])


def test_increments_follow_on(filled: Store) -> None:
    decide(filled, THREE[0])
    _, _, first = told(filled, 0)
    assert told(filled, first) == ([], [], first)
    decide(filled, THREE[1])
    decide(filled, THREE[0], ReviewState.WITHDRAWN)
    ids, withdrawn, second = told(filled, first)
    assert (ids, withdrawn) == ([THREE[1].id], [THREE[0].id])
    assert second > first


def test_a_finding_that_changed_often_is_told_once_as_it_is_now(filled: Store) -> None:
    decide(filled, THREE[0])
    decide(filled, THREE[0], ReviewState.UNSURE)
    decide(filled, THREE[0])
    increment = Increment(filled.feed, 0, pending=False)
    [one] = increment
    assert one == filled.finding(THREE[0].id)
    assert not increment.withdrawn


def test_a_cursor_of_another_store_is_refused(filled: Store) -> None:
    with pytest.raises(StoreError, match="游标"):
        list(Increment(filled.feed, 10_000, pending=False))


def test_what_happens_while_it_is_read_comes_with_the_next() -> None:
    """A feed that grows with every look at it."""

    class Growing:
        cursor = 3

        def head(self) -> int:
            return self.cursor

        def changes(self, after: int = 0, limit: int = 100, *, pending: bool = False) -> ChangePage:
            self.cursor += 1
            change = Change(
                cursor=after + 1, kind=ChangeKind.CONFIRMED, finding_id=f"f-{after + 1}", revision=2, released=True, event_id=None,
                before_event_id=None, at="", finding=replace(FULL, id=f"f-{after + 1}"),
            )  # fmt: skip
            return ChangePage(changes=(change,), next=after + 1, more=True)

    feed = Growing()
    first = Increment(feed, 0, pending=False)
    assert [one.id for one in first] == ["f-1", "f-2", "f-3"]
    assert first.cursor == 3
    second = Increment(feed, first.cursor, pending=False)
    assert [one.id for one in second] == ["f-4", "f-5", "f-6"]


INCREMENT = replace(NOTE, since=3, cursor=9, withdrawn=[Tombstone(id="f-x", cursor=7)])


def written(tmp_path: Path, form: str, note: ExportNote = INCREMENT) -> Path:
    export(FINDINGS, path := tmp_path / f"增量.{form}", note, format=form)
    return path


def test_jsonl_ends_with_tombstones(tmp_path: Path) -> None:
    lines = written(tmp_path, "jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["schema"] for line in lines] == ["yiguan.finding/1"] * 3 + ["yiguan.tombstone/1"]
    assert json.loads(lines[-1]) == {"schema": "yiguan.tombstone/1", "id": "f-x", "cursor": 7}


def test_xlsx_has_a_sheet_of_tombstones(tmp_path: Path) -> None:
    rows = openpyxl.load_workbook(written(tmp_path, "xlsx"))["已撤下"].iter_rows(values_only=True)
    assert list(rows) == [("编号", "游标"), ("f-x", 7)]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_csv_and_parquet_have_them_in_a_file_beside(tmp_path: Path, form: str) -> None:
    path = written(tmp_path, form)
    beside = withdrawn_beside(path)
    assert beside.name == f"增量.{form}.withdrawn.jsonl"
    assert json.loads(beside.read_text(encoding="utf-8"))["id"] == "f-x"
    written(tmp_path, form, replace(INCREMENT, withdrawn=[]))
    assert beside.read_text(encoding="utf-8") == "", "those of an earlier increment do not stay"


def test_a_whole_export_has_no_file_beside(tmp_path: Path) -> None:
    assert not withdrawn_beside(written(tmp_path, "csv", NOTE)).exists()


def test_the_states_of_an_increment_are_those_of_the_feed() -> None:
    assert StateFilter.ALL.states == {ReviewState.CONFIRMED, ReviewState.PENDING, ReviewState.UNSURE}
