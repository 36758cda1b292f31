"""The tables of the store, as they are at the newest migration. docs/store.md tells what they promise."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Enum,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    false,
)

from schema import (
    Basis,
    BlockUse,
    Category,
    Code,
    DocumentKind,
    HolderKind,
    LinkVerdict,
    PairVerdict,
    RectificationStatus,
    RejectReason,
    Relation,
    RemarkKind,
    ReviewStage,
    ReviewState,
    StatementType,
    Verdict,
    VoiceKind,
)

from .inventory import RunOutcome, Standing

KEY = String().with_variant(String(collation="C"), "postgresql")
"""Text that is compared and ordered by code point in every database, so that all give the same order."""


def coded(codes: type[Code]) -> Enum:
    """A column that holds a code by its value, as the wire does."""
    return Enum(codes, values_callable=lambda codes: [code.value for code in codes], native_enum=False, length=32)


metadata = MetaData()

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", KEY, nullable=False, unique=True),
    Column("started_at", String, nullable=False),
    Column("ended_at", String),
    Column("pipeline", String, nullable=False),
    Column("model", String, nullable=False),
    Column("roster", String, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("outcome", coded(RunOutcome)),
    Column("unchanged", Integer, nullable=False, default=0),
    Column("added", Integer, nullable=False, default=0),
    Column("failed", Integer, nullable=False, default=0),
    Column("missing", Integer, nullable=False, default=0),
    Column("findings", Integer, nullable=False, default=0),
)

documents = Table(
    "documents",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("standing", coded(Standing), nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", coded(DocumentKind), nullable=False),
    Column("title", Text, nullable=False),
    Column("date", String),
    Column("issuer", Text),
    Column("verdict", coded(Verdict), nullable=False),
    Column("warnings", Text, nullable=False),
    Column("fingerprint", String, nullable=False),
    Column("run", Integer, ForeignKey("runs.number"), nullable=False),
    Column("block_count", Integer, nullable=False),
    Column("skipped_count", Integer, nullable=False),
    Column("rejected_count", Integer, nullable=False),
    # Last, so that SQLite reads the columns before them without touching their overflow pages.
    Column("blocks", LargeBinary, nullable=False),
    Column("analysis", LargeBinary, nullable=False),
    Index("ix_documents_standing", "standing", "id"),
    Index("ix_documents_kind", "kind", "id"),
)

coverage = Table(
    "coverage",
    metadata,
    Column("document_id", KEY, ForeignKey("documents.id"), nullable=False),
    Column("use", coded(BlockUse), nullable=False),
    Column("blocks", Integer, nullable=False),
    Column("characters", Integer, nullable=False),
    PrimaryKeyConstraint("document_id", "use"),
)

notes = Table(
    "notes",
    metadata,
    Column("document_id", KEY, ForeignKey("documents.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("note", Text, nullable=False),
    PrimaryKeyConstraint("document_id", "number"),
)

files = Table(
    "files",
    metadata,
    Column("path", KEY, nullable=False),
    Column("content", KEY, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("standing", coded(Standing), nullable=False),
    Column("run", Integer, ForeignKey("runs.number"), nullable=False),
    Column("document_id", KEY, ForeignKey("documents.id"), index=True),
    Column("stage", String),
    Column("error", String),
    Column("message", Text),
    Column("remedy", Text),
    Column("page", Integer),
    PrimaryKeyConstraint("path", "content"),
)

findings = Table(
    "findings",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("document_id", KEY, ForeignKey("documents.id"), nullable=False),
    Column("date", KEY, nullable=False),
    Column("start", Integer, nullable=False),
    Column("type", coded(StatementType), nullable=False),
    Column("category", coded(Category), nullable=False),
    Column("holder", coded(HolderKind), nullable=False),
    Column("cadre_id", KEY),
    Column("status", coded(RectificationStatus)),
    Column("deadline", KEY),
    Column("confidence", Float, nullable=False),
    Column("state", coded(ReviewState), nullable=False),
    Column("decided_by", Text),
    Column("decided_at", String),
    Column("revision", Integer, nullable=False),
    Column("stale", Boolean, nullable=False),
    Column("wire", Text, nullable=False),
    Column("newer", Text),
    Column("edit", Text),
    Column("added_by", Text),
    Column("stage", coded(ReviewStage), nullable=False, server_default=ReviewStage.FIRST.value),
    Column("priority", Float, nullable=False, server_default="0"),
    Column("since", KEY, nullable=False, server_default=""),
    Column("link_doubtful", Boolean, nullable=False, server_default=false()),
    Column("given_by", Text),
    Index("ix_findings_order", "date", "document_id", "start", "id"),
    Index("ix_findings_state", "state", "date", "document_id", "start", "id"),
    Index("ix_findings_document", "document_id", "start", "id"),
    Index("ix_findings_cadre", "cadre_id", "date", "document_id", "start", "id"),
    # Wide, so that the queue is ordered, filtered and counted without touching the findings themselves.
    Index(
        "ix_findings_queue",
        "stage",
        "priority",
        "since",
        "id",
        "state",
        "stale",
        "document_id",
        "date",
        "start",
        "category",
        "cadre_id",
        "confidence",
        "link_doubtful",
        "given_by",
    ),
)

decisions = Table(
    "decisions",
    metadata,
    Column("finding_id", KEY, ForeignKey("findings.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("state", coded(ReviewState), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("reason", coded(RejectReason)),
    Column("edit", Text),
    PrimaryKeyConstraint("finding_id", "revision"),
)

link_decisions = Table(
    "link_decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document_id", KEY, ForeignKey("documents.id"), nullable=False),
    Column("mention", Text, nullable=False),
    Column("cadre_id", KEY, nullable=False),
    Column("verdict", coded(LinkVerdict), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("seen", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Index("ix_link_decisions_document", "document_id", "number"),
)

roster_imports = Table(
    "roster_imports",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("roster", KEY, nullable=False),
    Column("source", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("pipeline", String, nullable=False),
    Column("cadres", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("gone", Integer, nullable=False),
    Index("ix_roster_imports_roster", "roster"),
)

cadres = Table(
    "cadres",
    metadata,
    Column("id", KEY, nullable=False),
    Column("since", Integer, ForeignKey("roster_imports.number"), nullable=False),
    Column("until", Integer, ForeignKey("roster_imports.number")),
    Column("name", KEY, nullable=False),
    Column("digest", String, nullable=False),
    Column("record", Text, nullable=False),
    PrimaryKeyConstraint("id", "since"),
    Index("ix_cadres_since", "since"),
    Index("ix_cadres_until", "until"),
    Index("ix_cadres_name", "name"),
)

occasions = Table(
    "occasions",
    metadata,
    Column("document_id", KEY, ForeignKey("documents.id"), primary_key=True),
    Column("unit", Text().with_variant(Text(collation="C"), "postgresql")),
    Index("ix_occasions_unit", "unit", "document_id"),
)

looks = Table(
    "looks",
    metadata,
    Column("document_id", KEY, ForeignKey("documents.id"), nullable=False),
    Column("cadre_id", KEY, nullable=False),
    Column("voice", coded(VoiceKind), nullable=False),
    Column("basis", coded(Basis), nullable=False),
    Column("ref_year", Integer, nullable=False),
    Column("weight", Float, nullable=False),
    PrimaryKeyConstraint("document_id", "cadre_id", "voice"),
    Index("ix_looks_cadre", "cadre_id", "ref_year"),
)

event_marks = Table(
    "event_marks",
    metadata,
    Column("finding_id", KEY, primary_key=True),
    Column("event_id", KEY, nullable=False),
    Column("primary", Boolean, nullable=False),
    Column("concrete", Boolean, nullable=False),
    Column("ref_year", Integer),
    Column("unit", Text),
    Column("post", Text),
    Column("line", Text),
    Index("ix_event_marks_event", "event_id"),
)

event_pairs = Table(
    "event_pairs",
    metadata,
    Column("finding_id", KEY, nullable=False),
    Column("other_id", KEY, nullable=False),
    Column("relation", coded(Relation), nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
    PrimaryKeyConstraint("finding_id", "other_id"),
    Index("ix_event_pairs_other", "other_id"),
)

pair_decisions = Table(
    "pair_decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("finding_id", KEY, nullable=False),
    Column("other_id", KEY, nullable=False),
    Column("verdict", coded(PairVerdict), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Index("ix_pair_decisions_finding", "finding_id", "number"),
    Index("ix_pair_decisions_other", "other_id", "number"),
)

remarks = Table(
    "remarks",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("finding_id", KEY, nullable=False),
    Column("kind", coded(RemarkKind), nullable=False),
    Column("text", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("takes_back", Integer, ForeignKey("remarks.number")),
    Column("seen", Integer, nullable=False),
    Index("ix_remarks_finding", "finding_id", "number"),
)
