"""What people and other systems see: the store of documents, findings and decisions, and exports from it."""

from .accounts import covered
from .audit import AuditAction
from .digest import write_digest
from .dossier import write_dossier
from .exports import (
    EXPORTERS,
    FILE_SUFFIXES,
    NOTICE,
    SHORTEST_KEY,
    ExportError,
    ExportNote,
    Filled,
    Increment,
    Masker,
    export,
    fill_template,
    known_names,
    withdrawn_beside,
)
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
from .lives import Life, mark_of, told_by
from .moments import now
from .occurrences import Occurrences
from .records import CadreVersion, RosterImport
from .remarks import standing_remarks
from .store import Store
from .taking_stock import Known

__all__ = [
    "EXPORTERS",
    "FILE_SUFFIXES",
    "NOTICE",
    "SHORTEST_KEY",
    "AuditAction",
    "CadreVersion",
    "Covered",
    "DocumentNote",
    "ExportError",
    "ExportNote",
    "FailedFile",
    "Filled",
    "GroupingReport",
    "Increment",
    "Known",
    "Life",
    "Masker",
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
    "fill_template",
    "known_names",
    "mark_of",
    "now",
    "standing_remarks",
    "told_by",
    "withdrawn_beside",
    "write_digest",
    "write_dossier",
]
