"""Running again over changed, renamed, copied, deleted files neither doubles nor loses findings."""

from dataclasses import replace

import pytest

from outputs import RunOutcome, Selection, Source, Standing, StateFilter, Store
from outputs.holding import Holding, standing_of
from schema import ReviewState, YiguanError
from tests.outputs.builders import (
    Folder,
    begin,
    content_id,
    contents,
    run_over,
    shown,
    verdict,
)

ALL = Selection(states=StateFilter.ALL.states)
OLD, NEW = "学习不够。\n作风不实。", "学习不够。\n担当不够。"


@pytest.fixture
def folder() -> Folder:
    """Two files, already with different words."""
    folder = Folder()
    folder.write("/案卷/甲.docx", OLD)
    folder.write("/案卷/子/乙.docx", "调研偏少。")
    return folder


def standings(store: Store) -> dict[str, Standing]:
    """How each document stands."""
    return {kept.id: kept.standing for kept in store.documents()}


def test_an_unchanged_folder_is_not_read_again(store: Store, folder: Folder) -> None:
    first = run_over(store, folder)
    before = contents(store)
    second = run_over(store, folder)
    assert (first.counts.added, second.counts.added, second.counts.unchanged) == (2, 0, 2)
    assert (folder.read, contents(store)) == (2, before)


def test_a_file_with_a_new_time_and_the_same_bytes_is_not_analysed_again(store: Store, folder: Folder) -> None:
    run_over(store, folder)
    folder.write("/案卷/甲.docx", OLD)
    assert run_over(store, folder).counts.unchanged == 2
    met = Source(path="/案卷/甲.docx", size=len(OLD.encode()), mtime_ns=folder.times["/案卷/甲.docx"])
    with begin(store) as run:
        assert run.is_current(met), "the new time is known from then on"


def test_a_renamed_file_keeps_its_document_under_the_new_name(store: Store, folder: Folder) -> None:
    run_over(store, folder)
    folder.rename("/案卷/甲.docx", "/案卷/丙.docx")
    run_over(store, folder)
    assert folder.read == 2
    assert [(kept.name, kept.paths) for kept in store.documents() if kept.id == content_id(OLD)] == [
        ("丙.docx", ("/案卷/丙.docx",))
    ]
    assert {found.document.name for found in store.findings(replace(ALL, document_id=content_id(OLD)))} == {"丙.docx"}


def test_a_copy_is_one_document_with_two_files(store: Store, folder: Folder) -> None:
    folder.write("/案卷/副本.docx", OLD)
    run_over(store, folder)
    assert [kept.paths for kept in store.documents() if kept.id == content_id(OLD)] == [("/案卷/副本.docx", "/案卷/甲.docx")]
    assert sorted(shown(list(store.findings(ALL)))) == sorted(["学习不够。", "作风不实。", "调研偏少。"])


def test_changed_bytes_supersede_the_document_and_keep_its_decisions(store: Store, folder: Folder) -> None:
    run_over(store, folder)
    decided = next(found for found in store.findings(ALL) if found.anchors[0].exact == "作风不实。")
    store.decide(verdict(decided))
    folder.write("/案卷/甲.docx", NEW)
    run_over(store, folder)
    assert standings(store)[content_id(OLD)] is Standing.SUPERSEDED
    assert sorted(shown(list(store.findings(ALL)))) == sorted(["学习不够。", "担当不够。", "调研偏少。"])
    assert decided.id in {found.id for found in store.findings(Selection(outdated=True))}
    assert len(store.decisions(decided.id)) == 1


def test_bytes_that_come_back_bring_the_document_back(store: Store, folder: Folder) -> None:
    for text in (OLD, NEW, OLD):
        folder.write("/案卷/甲.docx", text)
        run_over(store, folder)
    assert standings(store)[content_id(OLD)] is Standing.PRESENT
    assert standings(store)[content_id(NEW)] is Standing.SUPERSEDED
    assert folder.read == 3


def test_a_vanished_file_leaves_its_findings_marked(store: Store, folder: Folder) -> None:
    run_over(store, folder)
    folder.delete("/案卷/甲.docx")
    assert run_over(store, folder).counts.missing == 1
    assert standings(store)[content_id(OLD)] is Standing.MISSING
    assert len(list(store.findings(ALL))) == 3


def test_only_files_under_the_runs_roots_can_vanish(store: Store, folder: Folder) -> None:
    folder.write("/案卷/子目录.docx", "另一份。")
    run_over(store, folder)
    folder.files.clear()
    run_over(store, folder, root="/案卷/子/")
    assert [kept.name for kept in store.documents() if kept.standing is Standing.MISSING] == ["乙.docx"]


def test_an_interrupted_run_marks_nothing_missing(store: Store, folder: Folder) -> None:
    run_over(store, folder)
    with pytest.raises(KeyboardInterrupt), begin(store):
        raise KeyboardInterrupt
    last = store.summary().last_run
    assert last is not None
    assert last.outcome is RunOutcome.INTERRUPTED
    assert set(standings(store).values()) == {Standing.PRESENT}


def test_a_file_that_can_no_longer_be_read_loses_nothing(store: Store, folder: Folder) -> None:
    run_over(store, folder)
    folder.write("/案卷/甲.docx", "坏")
    assert run_over(store, folder).outcome is RunOutcome.FAILURES
    assert standings(store)[content_id(OLD)] is Standing.MISSING
    folder.write("/案卷/甲.docx", NEW)
    assert run_over(store, folder).outcome is RunOutcome.COMPLETE
    assert standings(store)[content_id(OLD)] is Standing.SUPERSEDED
    assert list(store.failures()) == []


def test_a_failed_file_is_tried_again_and_reported_again(store: Store, folder: Folder) -> None:
    folder.write("/案卷/甲.docx", "坏")
    for _ in range(2):
        assert run_over(store, folder).counts.failed == 1
    assert folder.read == 3
    folder.delete("/案卷/甲.docx")
    run_over(store, folder)
    assert list(store.failures()) == []


def test_a_document_whose_new_analysis_fails_is_kept_and_tried_again(store: Store, folder: Folder) -> None:
    run_over(store, folder)
    met = Source(path="/案卷/甲.docx", size=len(OLD.encode()), mtime_ns=folder.times["/案卷/甲.docx"], content=content_id(OLD))
    with begin(store, met.path, fingerprint="v2") as run:
        assert not run.is_current(met)
        run.fail(met, stage="analyse", error=YiguanError("分析出错"))
    assert [(failed.path, failed.stage) for failed in store.failures()] == [(met.path, "analyse")]
    assert standings(store)[met.content] is Standing.PRESENT
    assert len(list(store.findings(ALL))) == 3
    with begin(store) as run:
        assert not run.is_current(replace(met, content=None)), "a failed file is never taken for done unread"
        assert run.is_current(met)
    assert list(store.failures()) == []


def test_a_new_fingerprint_analyses_everything_again(store: Store, folder: Folder) -> None:
    folder.write("/案卷/丁.docx", "旧词。\n新词。\n变词。")
    run_over(store, folder)
    assert run_over(store, folder, fingerprint="v2").counts.added == 3
    found = {exact: found for found in store.findings(ALL) for exact in [found.anchors[0].exact]}
    assert "旧词。" not in found
    assert found["变词。"].category.label == "其他"
    assert found["新词。"].review.state is ReviewState.PENDING


def test_a_name_that_is_used_again_does_not_lose_what_was_moved_away(store: Store, folder: Folder) -> None:
    run_over(store, folder)
    folder.rename("/案卷/甲.docx", "/案卷/甲-一月.docx")
    folder.write("/案卷/甲.docx", NEW)
    run_over(store, folder)
    folder.delete("/案卷/甲-一月.docx")
    run_over(store, folder)
    assert standings(store)[content_id(OLD)] is Standing.MISSING


def test_two_runs_at_once_take_nothing_for_lost(store: Store, folder: Folder) -> None:
    met = [Source(path=path, size=1, mtime_ns=1, content=content_id(text)) for path, text in folder.files.items()]
    run_over(store, folder)
    with begin(store) as earlier, begin(store) as later:
        for run in (later, earlier):
            assert [run.is_current(source) for source in met] == [True, True]
    assert set(standings(store).values()) == {Standing.PRESENT}


@pytest.mark.parametrize(
    ("holdings", "expected"),
    [
        ([("甲", Standing.PRESENT, 1), ("乙", Standing.SUPERSEDED, 9)], Standing.PRESENT),
        ([("甲", Standing.SUPERSEDED, 2), ("乙", Standing.MISSING, 2)], Standing.SUPERSEDED),
        ([("甲", Standing.SUPERSEDED, 1), ("乙", Standing.MISSING, 2)], Standing.MISSING),
        ([("甲", Standing.MISSING, 1)], Standing.MISSING),
    ],
)
def test_the_files_that_held_a_document_last_tell_its_standing(
    holdings: list[tuple[str, Standing, int]], expected: Standing
) -> None:
    assert standing_of([Holding(*holding) for holding in holdings]) is expected
