"""The thread that does the work that was asked for, one job after the other; one such thread a store, whatever servers run."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from schema import Job, JobState, YiguanError

from .lock import FileLock
from .queue import Jobs

IDLE = 1.0
"""Seconds between looks for work that another process asked for."""
EVERY = 0.5
"""Seconds between notes of progress."""
PATIENCE = 5.0
"""Seconds that a job under way has to be given back when the server stops."""
_LOG = logging.getLogger(__name__)


class Outcome(Protocol):
    """What processing came to, as `Services.process` tells it."""

    @property
    def run(self) -> str: ...
    @property
    def failed(self) -> int: ...
    @property
    def report(self) -> str: ...


Process = Callable[[Path, Callable[[int, int, str], None]], Outcome]
"""Runs over a folder and tells of each file done: `Services.process`."""


class Worker:
    """Does what `Jobs` asks for, in a thread of its own, to be used in a `with` block.

    A job that was under way when a server was killed, or is stopped, is taken up again: what it had stored is not done twice.
    """

    def __init__(self, jobs: Jobs, process: Process):
        self._jobs = jobs
        self._process = process
        self._stopping = threading.Event()
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._work, name="yiguan-jobs", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stopping.set()
        self._woken.set()
        self._thread.join(PATIENCE)

    def wake(self) -> None:
        """There is work: look at once."""
        self._woken.set()

    def _work(self) -> None:
        with FileLock(self._jobs.folder / ".worker") as lock:
            while not self._stopping.is_set() and not lock.take():
                self._stopping.wait(IDLE)
            if not self._stopping.is_set():
                self._quietly(self._jobs.recover)
            while not self._stopping.is_set():
                if not self._quietly(self._next):
                    self._woken.wait(IDLE)
                    self._woken.clear()

    def _quietly(self, act: Callable[[], bool | None]) -> bool:
        """What goes wrong with the database now may go well later; the thread stays."""
        try:
            return bool(act())
        except YiguanError as error:
            _LOG.warning("后台处理暂停：%s", error)
            return False

    def _next(self) -> bool:
        job = self._jobs.claim()
        if job is None:
            return False
        ended: tuple[JobState, str, str | None] | None
        with _Notes(self._jobs, job, self._stopping) as notes:
            try:
                done = self._process(Path(job.folder), notes.take)
            except _StopError:
                ended = None
            except _CancelError:
                return True
            except YiguanError as error:
                ended = JobState.FAILED, str(error), None
            except Exception as error:
                # Anything else is a fault of ours: told, kept in the log, and the next job goes on.
                _LOG.exception("处理 %s 时出错", job.folder)
                ended = JobState.FAILED, f"程序内部出错（{type(error).__name__}），请把日志交给管理员", None
            else:
                ended = JobState.PARTLY if done.failed else JobState.DONE, done.report, done.run
        if ended is None:
            self._jobs.give_back(job.id)
        else:
            state, report, run = ended
            self._jobs.end(job.id, state, report, run=run)
        return True


class _Notes:
    """Notes progress in a thread of its own: the work may hold the store's lock while it tells how far it is."""

    def __init__(self, jobs: Jobs, job: Job, stopping: threading.Event):
        self._jobs, self._job, self._stopping = jobs, job, stopping
        self._told: tuple[int, int, str] | None = None
        self._cancelled = threading.Event()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._note, name="yiguan-progress", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def take(self, done: int, total: int, latest: str) -> None:
        """How far the work is; raises to end it when the server stops or someone cancelled it."""
        self._told = done, total, latest
        if self._stopping.is_set():
            raise _StopError
        if self._cancelled.is_set():
            raise _CancelError

    def _note(self) -> None:
        noted = None
        while True:
            over = self._over.wait(EVERY)
            told = self._told or (0, self._job.total, "")
            try:
                # Asked for also while nothing moves: the job may have been cancelled.
                running = (
                    self._jobs.progress(self._job.id, *told)
                    if told != noted
                    else self._jobs.job(self._job.id).state is JobState.RUNNING
                )
                noted = told
            except YiguanError:
                running = True  # Noted when the store is free again.
            if not running:
                self._cancelled.set()
            if over:
                return


class _StopError(Exception):
    """The server stops."""


class _CancelError(Exception):
    """Someone cancelled the job."""
