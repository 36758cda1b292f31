"""Work that was asked for: kept, done one at a time, taken up again, told of and recorded."""

import io
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest

from outputs import Store
from outputs.access import EVERYTHING, Scope
from outputs.audit import AuditAction, AuditFilter
from outputs.jobs import Worker
from outputs.jobs.lock import FileLock
from outputs.jobs.uploads import sweep
from schema import Job, JobKind, JobState, StoreError

Report = Callable[[int, int, str], None]
PATIENCE = 20.0


@dataclass(frozen=True)
class Done:
    run: str = "r-1"
    failed: int = 0
    report: str = "新读 1 份"


def upload(store: Store, *names: str, by: str = "limin", scope: Scope = EVERYTHING) -> Job:
    files = [(name, io.BytesIO(f"内容{name}".encode())) for name in names or ("纪要.docx",)]
    return store.jobs.upload(files, by=by, scope=scope, megabytes=1)


def until(asked: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not asked():
        assert time.monotonic() < end, "did not come in time"
        time.sleep(0.02)


def ended(store: Store, job: Job) -> Callable[[], bool]:
    return lambda: store.jobs.job(job.id).state.ended


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store in PostgreSQL keeps uploads in the working folder."""
    monkeypatch.chdir(tmp_path)


def test_uploaded_files_are_kept_beside_the_store(store: Store) -> None:
    job = upload(store, "纪要.docx", "../纪要.docx")
    assert (job.kind, job.state, job.total) == (JobKind.UPLOAD, JobState.WAITING, 2)
    assert Path(job.folder) == store.jobs.folder / job.id
    assert sorted(path.name for path in Path(job.folder).iterdir()) == ["纪要 (2).docx", "纪要.docx"]


def test_a_file_that_is_too_large_leaves_nothing_behind(store: Store) -> None:
    files = [("小.txt", io.BytesIO(b"a")), ("大.txt", io.BytesIO(b"a" * (1 << 20) + b"a"))]
    with pytest.raises(StoreError, match=r"大\.txt.*1 MB.*拆分"):
        store.jobs.upload(files, by="limin", scope=EVERYTHING, megabytes=1)
    assert not any(store.jobs.folder.glob("j-*"))
    assert store.jobs.page(EVERYTHING, "limin").jobs == ()


def test_an_upload_of_nothing_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="没有选择文件"):
        store.jobs.upload([], by="limin", scope=EVERYTHING, megabytes=1)


def test_a_folder_that_is_gone_is_not_run_over(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="已不在"):
        store.jobs.run(tmp_path / "没有", by="limin", scope=EVERYTHING)


def test_work_is_done_in_the_order_in_which_it_was_asked_for(store: Store) -> None:
    asked = [upload(store, f"{number}.txt") for number in range(3)]
    done: list[str] = []

    def process(folder: Path, report: Report) -> Done:
        done.append(folder.name)
        report(1, 1, "纪要")
        return Done()

    with Worker(store.jobs, process):
        until(lambda: all(ended(store, job)() for job in asked))
    in_order = sorted(asked, key=lambda job: (job.created_at, job.id))
    assert done == [job.id for job in in_order]
    told = store.jobs.job(asked[0].id)
    assert (told.state, told.run, told.report, told.done, told.total) == (JobState.DONE, "r-1", "新读 1 份", 1, 1)


def test_progress_is_told_while_the_work_goes_on(store: Store) -> None:
    job, go_on = upload(store), Event()

    def process(folder: Path, report: Report) -> Done:
        report(3, 7, "三.docx")
        go_on.wait(PATIENCE)
        return Done(failed=2)

    with Worker(store.jobs, process):
        until(lambda: store.jobs.job(job.id).done == 3)
        told = store.jobs.job(job.id)
        assert (told.state, told.total, told.latest) == (JobState.RUNNING, 7, "三.docx")
        go_on.set()
        until(ended(store, job))
    assert store.jobs.job(job.id).state is JobState.PARTLY


def test_work_that_holds_the_store_may_tell_how_far_it_is(store: Store) -> None:
    """Grouping reports from within its transaction: to note that must not wait for its end."""
    job = upload(store)

    def process(folder: Path, report: Report) -> Done:
        with store._database.writing():
            report(1, 2, "归并")
            time.sleep(1.2)
        return Done()

    started = time.monotonic()
    with Worker(store.jobs, process):
        until(ended(store, job))
    assert store.jobs.job(job.id).state is JobState.DONE
    assert time.monotonic() - started < PATIENCE


@pytest.mark.parametrize(
    ("error", "told"), [(StoreError("名册不对", "请改正"), "名册不对；请改正"), (ValueError("内情"), "程序内部出错")]
)
def test_work_that_fails_says_why_and_the_next_goes_on(store: Store, error: Exception, told: str) -> None:
    bad, good = upload(store, "坏.txt"), upload(store, "好.txt")

    def process(folder: Path, report: Report) -> Done:
        if folder.name == bad.id:
            raise error
        return Done()

    with Worker(store.jobs, process):
        until(ended(store, good))
        until(ended(store, bad))
    assert store.jobs.job(bad.id).state is JobState.FAILED
    assert told in (store.jobs.job(bad.id).report or "")
    assert "内情" not in (store.jobs.job(bad.id).report or "")


def test_work_that_was_under_way_when_the_server_died_is_taken_up_again(store: Store) -> None:
    job = upload(store)
    claimed = store.jobs.claim()
    assert claimed is not None
    assert claimed.state is JobState.RUNNING
    with Worker(store.jobs, lambda folder, report: Done()):
        until(ended(store, job))


def test_work_under_way_is_given_back_when_the_server_stops(store: Store) -> None:
    job, began = upload(store), Event()

    def process(folder: Path, report: Report) -> Done:
        began.set()
        for number in range(10_000):
            report(number, 10_000, "纪要")
            time.sleep(0.01)
        return Done()

    with Worker(store.jobs, process):
        began.wait(PATIENCE)
    assert store.jobs.job(job.id).state is JobState.WAITING


def test_work_can_be_cancelled_before_and_while_it_is_done(store: Store) -> None:
    running, waiting, began = upload(store, "一.txt"), upload(store, "二.txt"), Event()
    store.jobs.cancel(waiting.id, by="limin")

    def process(folder: Path, report: Report) -> Done:
        assert folder.name == running.id
        began.set()
        for number in range(10_000):
            report(number, 10_000, "纪要")
            time.sleep(0.01)
        return Done()

    with Worker(store.jobs, process):
        began.wait(PATIENCE)
        store.jobs.cancel(running.id, by="limin")
        after = upload(store, "三.txt")
        store.jobs.cancel(after.id, by="limin")
    assert {store.jobs.job(one.id).state for one in (running, waiting, after)} == {JobState.CANCELLED}


def test_ended_work_can_be_asked_for_again(store: Store) -> None:
    job = upload(store)
    with pytest.raises(StoreError, match="还没有结束"):
        store.jobs.retry(job.id, by="limin")
    store.jobs.cancel(job.id, by="limin")
    assert store.jobs.retry(job.id, by="limin").state is JobState.WAITING
    with Worker(store.jobs, lambda folder, report: Done()):
        until(ended(store, job))
    assert store.jobs.job(job.id).state is JobState.DONE


def test_who_sees_some_units_knows_of_his_own_work_alone(store: Store) -> None:
    mine = upload(store, by="shuili", scope=Scope(frozenset({"市水利局"})))
    other = upload(store, by="limin")
    assert [job.id for job in store.jobs.page(Scope(frozenset({"市水利局"})), "shuili").jobs] == [mine.id]
    assert {job.id for job in store.jobs.page(EVERYTHING, "chenjing").jobs} == {mine.id, other.id}
    assert store.jobs.job(mine.id).units == frozenset({"市水利局"})


def test_pages_follow_each_other(store: Store) -> None:
    asked = {upload(store, f"{number}.txt").id for number in range(5)}
    seen, after = [], None
    while True:
        page = store.jobs.page(EVERYTHING, "limin", after=after, limit=2)
        seen += [job.id for job in page.jobs]
        after = page.next
        if after is None:
            break
    assert set(seen) == asked
    assert len(seen) == 5


def test_everything_is_recorded(store: Store) -> None:
    job = upload(store)
    with Worker(store.jobs, lambda folder, report: Done()):
        until(ended(store, job))
    store.jobs.retry(job.id, by="wangqiang")
    entries = store.audit.entries(AuditFilter(object=f"job:{job.id}")).entries
    assert [(one.action, one.actor) for one in reversed(entries)] == [
        (AuditAction.UPLOAD, "limin"), (AuditAction.RUN_ENDED, "limin"), (AuditAction.RUN, "wangqiang"),
    ]  # fmt: skip
    assert entries[-1].detail["files"] == ["纪要.docx"]


def test_two_servers_never_work_at_once(tmp_path: Path) -> None:
    with FileLock(tmp_path / "锁") as one, FileLock(tmp_path / "锁") as two:
        assert one.take()
        assert not two.take()
    with FileLock(tmp_path / "锁") as three:
        assert three.take()


def test_what_uploads_that_were_cut_off_left_is_thrown_away_after_a_day(tmp_path: Path) -> None:
    for name in ("j-known", "j-old", "j-new", "别的"):
        (tmp_path / name).mkdir()
        if name != "j-new":
            os.utime(tmp_path / name, (1, 1))
    sweep(tmp_path, {"j-known"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["j-known", "j-new", "别的"]
