"""What people and other systems see: the store of documents, findings and decisions, and exports from it."""

from .accounts import covered
from .digest import write_digest
from .dossier import write_dossier
from .exports import EXPORTERS, NOTICE, ExportError, ExportNote, export
from .grouping import GroupingReport
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
from .occurrences import Occurrences
from .records import CadreVersion, RosterImport
from .remarks import standing_remarks
from .store import Store

__all__ = [
    "EXPORTERS",
    "NOTICE",
    "CadreVersion",
    "Covered",
    "DocumentNote",
    "ExportError",
    "ExportNote",
    "FailedFile",
    "GroupingReport",
    "Occurrences",
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
    "standing_remarks",
    "write_digest",
    "write_dossier",
]
