"""Where the work is done: in processes of this machine, or on a Ray cluster that the user has."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol

from ingest import ReadOptions, Source, Workers, limit_memory
from schema import ConfigError, IngestError

from .analyst import Analyst, Yield


class Pool(Protocol):
    """Runs the analyst over files, each with its result or the reason why there is none, in the order in which they end."""

    def map(self, tasks: Iterable[Source]) -> Iterator[tuple[Source, Yield | IngestError]]: ...


class Engine(Protocol):
    """A place where the work is done."""

    def open(self, analyst: Analyst, options: ReadOptions) -> AbstractContextManager[Pool]: ...


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Processes of this machine."""

    jobs: int

    def open(self, analyst: Analyst, options: ReadOptions) -> AbstractContextManager[Pool]:
        """A pool to be used in a `with` block."""
        return Workers(analyst, jobs=self.jobs, options=options)


@dataclass(frozen=True, slots=True)
class RayEngine:
    """A Ray cluster: the one that RAY_ADDRESS names, else one started on this machine. Files, model and roster must be reachable
    under the same paths on every node."""

    jobs: int
    """Files in flight at once."""

    def open(self, analyst: Analyst, options: ReadOptions) -> AbstractContextManager[Pool]:
        """A pool to be used in a `with` block. Raises ConfigError when Ray is not installed."""
        try:
            import ray
        except ImportError as error:
            raise ConfigError(
                "没有安装 Ray，不能使用 --engine ray", "请先运行 pip install 'yiguan[ray]'，或改用 --engine local"
            ) from error
        return _RayPool(ray, analyst, options, self.jobs)


class _RayPool:
    """Tasks on Ray, a bounded number in flight; one that dies or is too slow takes its file with it."""

    def __init__(self, ray: Any, analyst: Analyst, options: ReadOptions, jobs: int) -> None:
        self._ray, self._options, self._jobs = ray, options, jobs
        self._owned = not ray.is_initialized()
        if self._owned:
            ray.init(log_to_driver=False, include_dashboard=False, configure_logging=False)
        self._remote = ray.remote(max_retries=0)(_guarded(analyst, options))

    def __enter__(self) -> "_RayPool":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._owned:
            self._ray.shutdown()

    def map(self, tasks: Iterable[Source]) -> Iterator[tuple[Source, Yield | IngestError]]:
        waiting = iter(tasks)
        flying: dict[Any, Source] = {}
        while True:
            while len(flying) < self._jobs and (task := next(waiting, None)) is not None:
                flying[self._remote.remote(task)] = task
            if not flying:
                return
            ready, _ = self._ray.wait(list(flying), num_returns=1, timeout=self._options.seconds)
            for reference in ready or list(flying)[:1]:
                yield flying.pop(reference), self._result(reference, late=not ready)

    def _result(self, reference: Any, *, late: bool) -> Yield | IngestError:
        if late:
            self._ray.cancel(reference, force=True)
            return IngestError(f"读取超过 {self._options.seconds:g} 秒仍未完成，已放弃", "请拆分文件，或放宽时间上限后再试")
        try:
            result: Yield | IngestError = self._ray.get(reference)
        except self._ray.exceptions.RayError as error:
            return IngestError(f"读取该文件的进程意外终止（{type(error).__name__}）", "文件可能已损坏，请另存后再试")
        return result


def _guarded(analyst: Analyst, options: ReadOptions) -> Callable[[Source], Yield | IngestError]:
    def work(source: Source) -> Yield | IngestError:
        limit_memory(options)
        try:
            return analyst(source)
        except IngestError as error:
            return error

    return work


ENGINES: dict[str, Callable[[int], Engine]] = {"local": LocalEngine, "ray": RayEngine}
