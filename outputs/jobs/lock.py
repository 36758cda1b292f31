"""A lock between processes that the system lets go of when its holder dies."""

import sys
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self


class FileLock:
    """A lock that lies in a file; to be used in a `with` block."""

    def __init__(self, path: Path):
        self._path = path
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()

    def take(self) -> bool:
        """Take the lock; False while another process has it."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if self._file is None:
            self._file = self._path.open("ab")
        try:
            _take(self._file)
        except OSError:
            return False
        return True


def _take(file: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
