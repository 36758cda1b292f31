"""What people and other systems see: the store of documents, findings and decisions, and exports from it."""

from .exports import EXPORTERS, ExportError, ExportNote, export
from .intake import Run
from .inventory import (
    FailedFile,
    RunCounts,
    RunOutcome,
    RunRecord,
    Selection,
    Source,
    Standing,
    StateFilter,
    StoredDocument,
    Summary,
)
from .store import Store

__all__ = [
    "EXPORTERS",
    "ExportError",
    "ExportNote",
    "FailedFile",
    "Run",
    "RunCounts",
    "RunOutcome",
    "RunRecord",
    "Selection",
    "Source",
    "Standing",
    "StateFilter",
    "Store",
    "StoredDocument",
    "Summary",
    "export",
]
