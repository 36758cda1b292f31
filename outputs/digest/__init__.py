"""The digest of a period for a leading group's meeting, as docx in the form of official documents or as a workbook."""

from collections.abc import Callable
from pathlib import Path

from schema import Digest

from ..exports.files import ExportError, whole_file
from ..paper.docx import write_docx
from . import xlsx
from .content import digest_paper

WRITERS: dict[str, Callable[[Digest, Path], None]] = {
    ".docx": lambda digest, path: write_docx(digest_paper(digest), path),
    ".xlsx": xlsx.write,
}


def write_digest(digest: Digest, path: Path) -> None:
    """Write the digest, whole or not at all; the suffix tells the format.

    Raises ExportError when it names none, or when the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in WRITERS:
        raise ExportError(f"不会把汇总写成 {suffix or path.name} 格式", f"请用 {'、'.join(WRITERS)} 之一")
    with whole_file(path) as part:
        WRITERS[suffix](digest, part)


__all__ = ["digest_paper", "write_digest"]
