"""Progress for people, on stderr: files, rate, time left. Off where stderr is no terminal, but for a line now and then."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from .pipeline import Step

EVERY = 10.0
"""Seconds between two lines where stderr is no terminal."""
NAME_WIDTH = 30


def console() -> Console:
    """Where progress and warnings go."""
    return Console(stderr=True, highlight=False)


@contextmanager
def progress(title: str) -> Iterator[Callable[[Step], None]]:
    """A bar over files, advanced by each step."""
    screen = console()
    with _bar(screen, "份") as bar:
        task = bar.add_task(title, total=None, note="")
        lines = _Lines(screen)

        def advance(step: Step) -> None:
            if step.outcome == "grouped":
                bar.update(task, description=step.path, total=step.total, completed=step.done, note="")
                lines.tell(f"{step.path}：{step.done}/{step.total}")
                return
            name = step.path.rsplit("/", 1)[-1]
            mark = {"unchanged": "未变", "read": "已读", "failed": "失败"}[step.outcome]
            bar.update(task, total=step.total, completed=step.done, note=f"{mark} {name[:NAME_WIDTH]}")
            lines.tell(f"{title}：{step.done}/{step.total}")

        yield advance


@contextmanager
def documents(total: int) -> Iterator[Callable[[int, str], None]]:
    """A bar over documents."""
    screen = console()
    with _bar(screen, "份") as bar:
        task = bar.add_task("评测", total=total, note="")
        yield lambda done, name: bar.update(task, completed=done, note=name[:NAME_WIDTH])


@contextmanager
def stages() -> Iterator[Callable[[str, int, int], None]]:
    """A bar for each part of a training."""
    screen = console()
    with _bar(screen, "步") as bar:
        tasks: dict[str, object] = {}
        lines = _Lines(screen)

        def advance(part: str, step: int, most: int) -> None:
            if part not in tasks:
                tasks[part] = bar.add_task(part, total=most, note="")
            bar.update(tasks[part], total=most, completed=step)  # type: ignore[arg-type]
            lines.tell(f"{part}：{step}/{most}")

        yield advance


@contextmanager
def counting(title: str) -> Iterator[Callable[[int], object]]:
    """A count of items, told how many more passed."""
    screen = console()
    with _bar(screen, "条") as bar:
        task = bar.add_task(title, total=None, note="")
        yield lambda more: bar.advance(task, more)


def _bar(screen: Console, unit: str) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        MofNCompleteColumn(),
        TextColumn(unit),
        TextColumn("用时"),
        TimeElapsedColumn(),
        TextColumn("剩余"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[note]}", style="dim"),
        console=screen,
        disable=not screen.is_terminal,
    )


class _Lines:
    """A line now and then for logs and pipes."""

    def __init__(self, screen: Console) -> None:
        self._screen = screen
        self._last = time.monotonic()

    def tell(self, line: str) -> None:
        if not self._screen.is_terminal and time.monotonic() - self._last >= EVERY:
            self._last = time.monotonic()
            self._screen.print(line)
