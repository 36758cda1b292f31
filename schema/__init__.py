"""The language of the house: the types that every package speaks. Imports nothing of ours."""

from .anchor import CONTEXT, Anchor, Location, Span
from .cadre import Cadre, Post, Roster
from .codes import (
    BlockRole,
    Category,
    Code,
    CueKind,
    DocumentKind,
    HolderKind,
    MentionForm,
    RectificationStatus,
    Rejection,
    ReviewState,
    StatementType,
    Verdict,
    VoiceKind,
)
from .dates import earliest, is_partial_date, latest
from .document import SEPARATOR, Block, Document
from .errors import (
    ConfigError,
    DamagedFile,
    EmptyDocument,
    EncryptedFile,
    IncompatibleModel,
    IngestError,
    MissingModel,
    ModelError,
    RevisionConflict,
    RosterError,
    StoreError,
    UnknownFinding,
    UnsupportedFormat,
    YiguanError,
)
from .finding import (
    FORMAT,
    Candidate,
    CategoryGuess,
    DocumentRef,
    Event,
    Finding,
    FindingCue,
    Holder,
    Measure,
    ProblemType,
    Provenance,
    Rectification,
    Responsible,
    Review,
    Setting,
    Voice,
)
from .review import Decision
from .statement import Analysis, Cue, Held, Mention, Occasion, Rectified, Rejected, Said, Skipped, Statement
from .wire import finding_from_json, finding_json_schema, finding_to_dict, finding_to_json

__all__ = [
    "CONTEXT", "FORMAT", "SEPARATOR", "Analysis", "Anchor", "Block", "BlockRole", "Cadre", "Candidate", "Category", "CategoryGuess",
    "Code", "ConfigError", "Cue", "CueKind", "DamagedFile", "Decision", "Document", "DocumentKind", "DocumentRef", "EmptyDocument",
    "EncryptedFile", "Event", "Finding", "FindingCue", "Held", "Holder", "HolderKind", "IncompatibleModel", "IngestError", "Location",
    "Measure", "Mention", "MentionForm", "MissingModel", "ModelError", "Occasion", "Post", "ProblemType", "Provenance",
    "Rectification", "RectificationStatus", "Rectified", "Rejected", "Rejection", "Responsible", "Review", "ReviewState",
    "RevisionConflict", "Roster", "RosterError", "Said", "Setting", "Skipped", "Span", "Statement", "StatementType", "StoreError",
    "UnknownFinding", "UnsupportedFormat", "Verdict", "Voice", "VoiceKind", "YiguanError", "earliest", "finding_from_json",
    "finding_json_schema", "finding_to_dict", "finding_to_json", "is_partial_date", "latest",
]  # fmt: skip
