"""Time for files that take long by their nature."""

import time

from ingest import ReadOptions, Workers
from ingest.patience import ask_for
from schema import IngestError


def _slow(asked: float) -> str:
    if asked:
        ask_for(asked)
    time.sleep(1.2)
    return "done"


def test_a_task_that_asks_for_time_has_it() -> None:
    with Workers(_slow, options=ReadOptions(seconds=0.6)) as workers:
        ends = dict(workers.map([0.0, 0.1, 30.0]))
    assert ends[30.0] == "done"
    # What is asked for counts from when it is asked: less than what is left changes nothing.
    assert isinstance(ends[0.0], IngestError)
    assert isinstance(ends[0.1], IngestError)


def test_nobody_needs_to_keep_time() -> None:
    ask_for(5.0)
