"""Worker processes: what a file does to its own, and that the batch goes on."""

import os
import time
from pathlib import Path

import pytest

from ingest import ReadOptions, Workers, read, read_isolated, sources
from schema import DamagedFile, Document, EmptyDocument, IngestError
from tests.ingest.builders import docx, p, pdf, written

QUICK = ReadOptions(seconds=1.5, memory=2048 << 20)


def act(task: str) -> str:
    """Do what the task says: the tests' own function, at the top of a module as `Workers` asks."""
    if task == "die":
        os._exit(9)
    if task == "hang":
        time.sleep(60)
    if task == "eat":
        return str(len(bytearray(64 << 30)))
    if task == "break":
        raise ZeroDivisionError("除以零")
    if task == "refuse":
        raise EmptyDocument("没有文字", "换一份", "原处.docx")
    return f"{task} {os.getpid()}" if task == "who" else task


def test_gives_each_task_its_result() -> None:
    tasks = [str(number) for number in range(20)]
    with Workers(act, jobs=2, options=QUICK) as workers:
        assert sorted(workers.map(tasks)) == sorted((task, task) for task in tasks)


@pytest.mark.parametrize(
    ("task", "words"),
    [("die", "意外终止"), ("hang", "超过 1.5 秒"), ("eat", "内存超过上限"), ("break", "ZeroDivisionError: 除以零")],
)
def test_a_bad_task_takes_itself_down_and_no_other(task: str, words: str) -> None:
    with Workers(act, jobs=2, options=QUICK) as workers:
        found = dict(workers.map(["甲", task, "乙", "丙"]))
    assert [found[other] for other in "甲乙丙"] == ["甲", "乙", "丙"]
    error = found[task]
    assert isinstance(error, IngestError)
    assert words in error.message
    assert (error.path, bool(error.remedy)) == (task, True)


def test_errors_keep_their_kind_and_words_on_the_way() -> None:
    with Workers(act, options=QUICK) as workers:
        ((_, error),) = workers.map(["refuse"])
    assert isinstance(error, EmptyDocument)
    assert (error.message, error.remedy, error.path) == ("没有文字", "换一份", "原处.docx")


def test_replaces_a_process_after_so_many_tasks() -> None:
    with Workers(act, options=ReadOptions(recycle=2)) as workers:
        processes = [str(result).split()[1] for _, result in workers.map(["who"] * 5)]
    assert [processes.count(process) for process in dict.fromkeys(processes)] == [2, 2, 1]


def test_draws_tasks_only_as_processes_come_free() -> None:
    drawn = []

    def endless() -> "object":
        for number in range(10**9):
            drawn.append(number)
            yield str(number)

    with Workers(act, jobs=2, options=QUICK) as workers:
        results = workers.map(endless())  # type: ignore[arg-type]
        for _ in range(4):
            next(results)
    assert len(drawn) <= 8


def test_reads_a_folder_whatever_is_in_it(tmp_path: Path) -> None:
    written(tmp_path, "好.docx", docx(p("民主生活会会议记录")))
    written(tmp_path, "坏.pdf", pdf("甲")[:300])
    written(tmp_path, "空.txt", b"")
    with Workers(read, jobs=2, options=QUICK) as workers:
        found = {source.file_name: result for source, result in workers.map(sources([tmp_path]))}
    assert isinstance(found["好.docx"], Document)
    assert isinstance(found["坏.pdf"], DamagedFile)
    assert isinstance(found["空.txt"], EmptyDocument)


def test_reads_one_file_apart(tmp_path: Path) -> None:
    assert read_isolated(written(tmp_path, "好.txt", "会议记录".encode())).text == "会议记录"
    with pytest.raises(EmptyDocument) as caught:
        read_isolated(written(tmp_path, "空.txt", b""))
    assert caught.value.path.endswith("空.txt")
