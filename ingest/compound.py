"""Compound files (OLE), the containers of old Word and Excel documents."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import olefile  # type: ignore[import-untyped]

from schema import DamagedFile, IngestError


@contextmanager
def compound_errors() -> Iterator[None]:
    """Translate what the library raises on broken bytes."""
    try:
        yield
    except IngestError:
        raise
    except (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError, RecursionError) as error:
        raise DamagedFile("文件已损坏或不完整，无法打开", "请用 Word、WPS 打开修复后另存") from error


def streams_of(content: bytes) -> frozenset[str]:
    """Names of the streams right in the container, not in those embedded in it. Raises DamagedFile."""
    with compound_errors(), olefile.OleFileIO(io.BytesIO(content)) as container:
        return frozenset(path[0] for path in container.listdir() if len(path) == 1)


def stream(content: bytes, *names: str) -> bytes:
    """The first of the streams that is there. Raises DamagedFile."""
    with compound_errors(), olefile.OleFileIO(io.BytesIO(content)) as container:
        for name in names:
            if container.exists(name):
                found: bytes = container.openstream(name).read()
                return found
    raise DamagedFile("文件缺少正文部分，已损坏", "请用 Word、WPS 打开修复后另存")
