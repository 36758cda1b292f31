"""Uploaded files, kept beside the store: `<store>.files/<job>/`."""

import shutil
import time
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import BinaryIO

from schema import StoreError

from ..database import Database
from .names import safe_name

MEBIBYTE = 1 << 20
CHUNK = 1 << 20
ABANDONED = 24 * 3600.0
"""Seconds after which files of an upload that never ended are thrown away."""


def folder_beside(database: Database) -> Path:
    """Where uploaded files are kept: beside the file of the store, or in the working folder when the store is a database elsewhere."""
    url = database.reader.url
    place = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else Path("yiguan.db")
    return place.resolve().with_name(f"{place.name}.files")


def keep_files(folder: Path, files: Iterable[tuple[str, BinaryIO]], *, megabytes: int) -> list[str]:
    """Write the files into the folder, which is made, and return the names that they got.

    Raises StoreError when one is too large or cannot be written; then the folder is gone again.
    """
    names: list[str] = []
    try:
        folder.mkdir(parents=True)
        for told, content in files:
            name = safe_name(told, names)
            _write(folder / name, content, most=megabytes * MEBIBYTE, told=told)
            names.append(name)
        if not names:
            raise StoreError("没有选择文件", "请选择要上传的文件")
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise StoreError(
            f"上传的文件存不下来（{error.strerror or error}）", "请管理员检查存储库所在磁盘的空间和写权限"
        ) from error
    except StoreError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return names


def sweep(root: Path, known: Collection[str]) -> None:
    """Throw away what uploads that never became work left behind."""
    if not root.is_dir():
        return
    for folder in root.iterdir():
        if folder.name.startswith("j-") and folder.name not in known and time.time() - folder.stat().st_mtime > ABANDONED:
            shutil.rmtree(folder, ignore_errors=True)


def _write(path: Path, content: BinaryIO, *, most: int, told: str) -> None:
    size = 0
    # Hidden until it is whole: a walk over the folder passes over it.
    unfinished = path.with_name(f".{path.name}.part")
    with unfinished.open("xb") as file:
        while chunk := content.read(CHUNK):
            size += len(chunk)
            if size > most:
                raise StoreError(f"文件“{told}”超过上限 {most // MEBIBYTE} MB", "请拆分后再上传")
            file.write(chunk)
    unfinished.rename(path)
