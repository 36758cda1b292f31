"""The language of the house: the types that every package speaks. Imports nothing of ours."""

from .anchor import CONTEXT, Anchor, Location, Span
from .cadre import Cadre, FieldChange, Post, RecordChange, RecordChangeKind, Roster, RosterChanges, UnitRecord
from .change import Change, ChangeKind, ChangePage, Delivery, DeliveryState, Webhook
from .codes import (
    BlockRole,
    BlockUse,
    Category,
    Code,
    CountKind,
    CueKind,
    Disagreement,
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
from .counts import Count, Counted, Doubt
from .dates import earliest, is_partial_date, latest
from .digest import Digest, Overdue, UnitDigest, Waiting
from .document import SEPARATOR, Block, Document
from .dossier import (
    DOSSIER_FORMAT,
    Aspect,
    Dossier,
    Exhibit,
    Hinge,
    Occurrence,
    OpenRectification,
    StripYear,
    View,
    YearMark,
)
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
from .identity import finding_id
from .job import Job, JobKind, JobState
from .masked import MaskedFinding, Masking
from .occurrence import (
    Conflict,
    Course,
    EventPair,
    PairDecision,
    PairVerdict,
    Relation,
    Remark,
    RemarkKind,
    Step,
    StepKind,
)
from .pattern import (
    PATTERN_FORMAT,
    Band,
    Basis,
    Beside,
    Breadth,
    BreadthLabel,
    Completion,
    EventMark,
    Facts,
    Grade,
    Hit,
    Leverage,
    LeverageKind,
    Look,
    Pattern,
    PatternEvent,
    PatternLabel,
    PatternYear,
    Posterior,
    Reason,
    SelfOther,
    SelfOtherLabel,
)
from .review import Decision, FindingEdit, LinkDecision, LinkVerdict, RejectReason, ReviewStage, SampleState
from .statement import Analysis, Cue, Held, Mention, Occasion, Rectified, Rejected, Said, Skipped, Statement
from .tombstone import TOMBSTONE_FORMAT, Tombstone
from .wire import (
    change_json_schema,
    dossier_to_json,
    finding_from_json,
    finding_json_schema,
    finding_to_dict,
    finding_to_json,
    masked_to_json,
    pattern_from_json,
    pattern_json_schema,
    pattern_to_json,
    tombstone_json_schema,
    tombstone_to_json,
)

__all__ = [
    "CONTEXT", "DOSSIER_FORMAT", "FORMAT", "PATTERN_FORMAT", "SEPARATOR", "TOMBSTONE_FORMAT", "Analysis", "Anchor", "Aspect",
    "Band",
    "Basis", "Beside", "Block", "BlockRole", "BlockUse", "Breadth", "BreadthLabel", "Cadre", "Candidate", "Category",
    "CategoryGuess", "Change", "ChangeKind", "ChangePage", "Code", "Completion", "ConfigError", "Conflict", "Count", "CountKind",
    "Counted", "Course", "Cue", "CueKind", "DamagedFile", "Decision", "Delivery", "DeliveryState", "Digest", "Disagreement",
    "Document", "DocumentKind", "DocumentRef", "Dossier", "Doubt", "EmptyDocument", "EncryptedFile", "Event",
    "EventMark", "EventPair", "Exhibit", "Facts", "FieldChange", "Finding", "FindingCue", "FindingEdit", "Grade",
    "Held", "Hinge", "Hit", "Holder", "HolderKind", "IncompatibleModel", "IngestError", "Job", "JobKind", "JobState",
    "Leverage", "LeverageKind", "LinkDecision", "LinkVerdict", "Location", "Look", "MaskedFinding", "Masking", "Measure", "Mention", "MentionForm",
    "MissingModel", "ModelError", "Occasion", "Occurrence", "OpenRectification", "Overdue", "PairDecision",
    "PairVerdict", "Pattern", "PatternEvent", "PatternLabel", "PatternYear", "Post", "Posterior", "ProblemType",
    "Provenance", "Reason", "RecordChange", "RecordChangeKind", "Rectification", "RectificationStatus", "Rectified",
    "RejectReason", "Rejected", "Rejection", "Relation", "Remark", "RemarkKind", "Responsible", "Review", "ReviewStage",
    "ReviewState", "RevisionConflict", "Roster", "RosterChanges", "RosterError", "Said", "SampleState", "SelfOther",
    "SelfOtherLabel", "Setting", "Skipped", "Span", "Statement", "StatementType", "Step", "StepKind", "StoreError",
    "StripYear", "Tombstone", "UnitDigest", "UnitRecord", "UnknownFinding", "UnsupportedFormat", "Verdict", "View", "Voice",
    "VoiceKind", "Waiting", "Webhook", "YearMark", "YiguanError", "change_json_schema", "dossier_to_json", "earliest",
    "finding_from_json", "finding_id",
    "finding_json_schema", "finding_to_dict", "finding_to_json", "is_partial_date", "latest", "masked_to_json", "pattern_from_json",
    "pattern_json_schema", "pattern_to_json", "tombstone_json_schema", "tombstone_to_json",
]  # fmt: skip
