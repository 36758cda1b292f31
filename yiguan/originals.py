"""How the store names the files that runs meet, and the file of a stored document found again: on the disk, or within an archive there."""

import hashlib
import os
from pathlib import Path

from ingest import ReadOptions, sources
from ingest import Source as File
from outputs import Source, Store
from schema import IngestError


def stored_source(file: File, content: str | None = None) -> Source:
    """The file as the store knows it; a member of an archive has the archive's size and time. Raises OSError."""
    status = file.path.stat()
    inside = "".join(f"/{part}" for part in file.name.removeprefix(str(file.path)).split("/") if part)
    return Source(path=absolute(file.path) + inside, size=status.st_size, mtime_ns=status.st_mtime_ns, content=content)


def absolute(path: Path) -> str:
    """The path as the store names it."""
    return Path(os.path.abspath(path)).as_posix()


def original_bytes(store: Store, document_id: str, options: ReadOptions) -> bytes | None:
    """The document's bytes; None when no file holds them any more: they are told from others by their hash."""
    for path in store.catalogue.paths(document_id):
        source = _source(path, options)
        try:
            content = source.content(options) if source else None
        except (OSError, IngestError):
            continue
        if content is not None and f"sha256:{hashlib.sha256(content).hexdigest()}" == document_id:
            return content
    return None


def _source(path: str, options: ReadOptions) -> File | None:
    """The file that a run met at the path."""
    place = Path(path)
    if place.is_file():
        return File(path=place)
    archive = next((one for one in place.parents if one.is_file()), None)
    if archive is None:
        return None
    return next((one for one in sources([archive], options) if _is_at(one, path)), None)


def _is_at(source: File, path: str) -> bool:
    try:
        return stored_source(source).path == path
    except OSError:
        return False
