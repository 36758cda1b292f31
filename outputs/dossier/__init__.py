"""The evidence file (一人一档) as docx in the form of official documents, as a page of html, or as json."""

from collections.abc import Callable
from pathlib import Path

from schema import Dossier, dossier_to_json

from ..exports import ExportError
from ..exports.files import whole_file
from ..paper.docx import write_docx
from ..paper.html import write_html
from .content import dossier_paper
from .narrowing import narrowed, tellers

WRITERS: dict[str, Callable[[Dossier, Path], None]] = {
    ".docx": lambda dossier, path: write_docx(dossier_paper(dossier), path),
    ".html": lambda dossier, path: write_html(dossier_paper(dossier), path),
    ".json": lambda dossier, path: _write_json(dossier, path),
}


def write_dossier(dossier: Dossier, path: Path) -> None:
    """Write the evidence file, whole or not at all; the suffix tells the format.

    Raises ExportError when it names none, or when the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in WRITERS:
        raise ExportError(f"不会把一人一档写成 {suffix or path.name} 格式", f"请用 {'、'.join(WRITERS)} 之一")
    with whole_file(path) as part:
        WRITERS[suffix](dossier, part)


def _write_json(dossier: Dossier, path: Path) -> None:
    path.write_text(dossier_to_json(dossier) + "\n", encoding="utf-8")


__all__ = ["dossier_paper", "narrowed", "tellers", "write_dossier"]
