"""Worker processes that a hostile file may kill, hang or fill: it takes itself down, never the batch.

with Workers(read, jobs=2) as workers:
    for source, result in workers.map(sources(paths)):
        ...  # a Document, or the IngestError that tells why there is none
"""

import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, TypeVar

from schema import Document, IngestError

from .options import MEBIBYTE, ReadOptions
from .patience import grant_with
from .readers import read
from .sources import Source

Task = TypeVar("Task")
Result = TypeVar("Result")

_STARTING = 60.0
"""Seconds that a process may take to start, before a file's own time begins."""
_GRACE = 2.0
"""Seconds that a process has to end by itself."""


def limit_memory(options: ReadOptions) -> None:
    """Limit the address space of this process, where the system can: what asks for more gets a MemoryError. For worker processes."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = options.memory if hard == resource.RLIM_INFINITY else min(options.memory, hard)
    # macOS refuses any limit on the address space.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _start_server() -> None:
    """Start the server that workers are forked from, which must not look for modules in the folder that the user stands in: a folder
    `models` there is none of ours."""
    from multiprocessing import forkserver

    told = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        forkserver.ensure_running()
    finally:
        if told is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = told


class Workers(Generic[Task, Result]):
    """Runs a function over tasks, each in a process with limits of memory and time.

    The function stands at the top of a module (or is a `functools.partial` of one), takes a task and gives a result; both can be
    pickled. What it prepares once, it keeps itself (`functools.cache`): a process lives for `options.recycle` tasks.
    """

    def __init__(
        self,
        function: Callable[[Task], Result],
        *,
        jobs: int = 1,
        options: ReadOptions | None = None,
        name: Callable[[Task], str] = str,
    ) -> None:
        """`name` gives the path that the error of a task is told with."""
        self._function = function
        self._name = name
        self._jobs = jobs
        self._options = options or ReadOptions()
        # Forked from a server that holds no threads; Windows has only spawn.
        self._context = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
        self._context.set_forkserver_preload([__name__, _module(function)])
        if sys.platform != "win32":
            _start_server()
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []

    def __enter__(self) -> "Workers[Task, Result]":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for worker in self._busy:
            worker.kill()
        for worker in (*self._idle, *self._busy):
            worker.end()
        self._idle.clear()
        self._busy.clear()

    def map(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | IngestError]]:
        """Each task with its result, or with the IngestError that tells why there is none, in the order in which they end.

        Tasks are drawn as processes come free, so that an endless walk is no burden.
        """
        waiting = iter(tasks)
        while True:
            while len(self._busy) < self._jobs and (task := next(waiting, self)) is not self:
                self._busy.append(self._give(task))
            if not self._busy:
                return
            for worker, result in self._ended():
                self._busy.remove(worker)
                if worker.lives and worker.done < self._options.recycle:
                    self._idle.append(worker)
                else:
                    worker.end()
                if isinstance(result, IngestError):
                    result.path = result.path or self._name(worker.task)
                yield worker.task, result

    def _give(self, task: Any) -> "_Worker":
        worker = self._idle.pop() if self._idle else _Worker(self._context, self._function, self._options)
        if not worker.take(task):
            # It died while idle, for want of memory elsewhere: the task is not to blame.
            worker.end()
            worker = _Worker(self._context, self._function, self._options)
            worker.take(task)
        return worker

    def _ended(self) -> "list[tuple[_Worker, Any]]":
        """Wait until a process has something to say, is dead or is over time."""
        soonest = min(worker.deadline for worker in self._busy)
        ready = wait([worker.pipe for worker in self._busy], timeout=max(0.0, soonest - time.monotonic()))
        ended: deque[tuple[_Worker, Any]] = deque()
        for worker in self._busy:
            if worker.pipe in ready:
                if not isinstance(answer := worker.answer(), _Ready | _More):
                    ended.append((worker, answer))
            elif time.monotonic() >= worker.deadline:
                worker.kill()
                ended.append((worker, _too_slow(worker.allowed)))
        return list(ended)


def _module(function: Any) -> str:
    while hasattr(function, "func"):
        function = function.func
    return str(function.__module__)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A process says so before its first task."""


@dataclass(frozen=True, slots=True)
class _More:
    """A task asks for time: it has found more to do than a file has as a rule."""

    seconds: float


@dataclass(frozen=True, slots=True)
class _Broken:
    """What a task raised that is no IngestError, as words: the exception itself may not travel."""

    words: str


class _Worker:
    """One process, seen from the parent."""

    def __init__(self, context: Any, function: Callable[[Any], Any], options: ReadOptions) -> None:
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, function, options), daemon=True)
        self._process.start()
        theirs.close()
        self._seconds = options.seconds
        self._ready = False
        self.task: Any = None
        self.deadline = 0.0
        self.allowed = 0.0
        """Seconds that the task has had until its deadline."""
        self.done = 0
        self.lives = True

    def take(self, task: Any) -> bool:
        """Begin the task; False when the process is gone."""
        self.task = task
        self.allowed = self._seconds
        self.deadline = time.monotonic() + (self._seconds if self._ready else _STARTING)
        try:
            self.pipe.send(task)
        except OSError:
            return False
        return True

    def answer(self) -> Any:
        """What the process says: that it is ready, that it needs time, the result, or the error for one that died."""
        try:
            answer = self.pipe.recv()
        except (EOFError, OSError):
            self.kill()
            return _died(self._process.exitcode)
        if isinstance(answer, _Ready):
            self._ready, self.deadline = True, time.monotonic() + self._seconds
            return answer
        if isinstance(answer, _More):
            deadline = max(self.deadline, time.monotonic() + answer.seconds)
            self.allowed += deadline - self.deadline
            self.deadline = deadline
            return answer
        self.done += 1
        return _inner(answer.words) if isinstance(answer, _Broken) else answer

    def kill(self) -> None:
        """End the process at once."""
        self.lives = False
        self._process.kill()
        self._process.join()

    def end(self) -> None:
        """End the process: closing the pipe tells it to."""
        self.pipe.close()
        self._process.join(_GRACE if self.lives else None)
        if self._process.is_alive():
            self.kill()
        self._process.close()


def _serve(pipe: Connection, function: Callable[[Any], Any], options: ReadOptions) -> None:
    """The life of a worker process: task after task, until the pipe closes."""
    # Ctrl-C reaches the whole group: the parent decides what is still wanted.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(options)
    grant_with(lambda seconds: pipe.send(_More(seconds)))
    pipe.send(_Ready())
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = function(task)
        except IngestError as error:
            answer = error
        except MemoryError:
            answer = IngestError(f"读取所需内存超过上限 {options.memory // MEBIBYTE} MB", "请拆分文件，或放宽内存上限后再试")
        except Exception as error:
            # The batch goes on whatever a file does to us: the fault is told, not swallowed.
            answer = _Broken(f"{type(error).__name__}: {error}"[:300])
        try:
            pipe.send(answer)
        except (BrokenPipeError, ConnectionResetError):
            return


def _inner(words: str) -> IngestError:
    return IngestError(f"读取时发生内部错误（{words}）", "请把该文件的情况报告给维护人员")


def _died(code: int | None) -> IngestError:
    return IngestError(
        f"读取该文件的进程意外终止（退出码 {code}），文件可能已损坏或含有恶意内容", "请用 Word、WPS 打开后另存，再试一次"
    )


def _too_slow(seconds: float) -> IngestError:
    return IngestError(f"读取超过 {seconds:g} 秒仍未完成，已放弃", "请拆分文件，或放宽时间上限后再试")


def read_isolated(source: Path | Source, options: ReadOptions | None = None) -> Document:
    """Read one file in a process of its own. Raises IngestError, whatever the file does."""
    options = options or ReadOptions()
    source = source if isinstance(source, Source) else Source(path=source)
    with Workers(_Read(options), options=options) as workers:
        _, result = next(iter(workers.map([source])))
    if isinstance(result, IngestError):
        raise result
    return result


@dataclass(frozen=True, slots=True)
class _Read:
    """`read` with its options, as a function of the source alone."""

    options: ReadOptions

    def __call__(self, source: Source) -> Document:
        return read(source, self.options)
