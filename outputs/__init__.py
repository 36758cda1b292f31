"""What people and other systems see: the store of documents, findings and decisions, and exports from it."""

from .accounts import covered
from .exports import EXPORTERS, ExportError, ExportNote, export
from .intake import Run
from .inventory import (
    Covered,
    DocumentNote,
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
from .records import CadreVersion, RosterImport
from .store import Store

__all__ = [
    "EXPORTERS",
    "CadreVersion",
    "Covered",
    "DocumentNote",
    "ExportError",
    "ExportNote",
    "FailedFile",
    "RosterImport",
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
    "covered",
    "export",
]
