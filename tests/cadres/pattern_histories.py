"""Findings, marks and looks of invented cadres, from short notes: what `cadres.analyse_patterns` takes in."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cadres.pattern_records import Records
from schema import (
    Anchor,
    Basis,
    Cadre,
    Category,
    CategoryGuess,
    Course,
    CueKind,
    DocumentKind,
    DocumentRef,
    EventMark,
    Finding,
    FindingCue,
    Holder,
    HolderKind,
    Location,
    Look,
    Post,
    Provenance,
    Rectification,
    RectificationStatus,
    Review,
    ReviewState,
    Setting,
    StatementType,
    Step,
    StepKind,
    Voice,
    VoiceKind,
)

FIRST, LAST = 2019, 2024
WINDOW = range(FIRST, LAST + 1)
ROUTINE = (VoiceKind.SELF, VoiceKind.PEER, VoiceKind.APPRAISAL, VoiceKind.SUPERVISION)
"""Channels that look at everybody every year."""


@dataclass
class Book:
    """What is recorded, note by note."""

    peers: int = 60
    findings: list[Finding] = field(default_factory=list)
    marks: dict[str, EventMark] = field(default_factory=dict)
    looks: list[Look] = field(default_factory=list)
    steps: dict[str, list[Step]] = field(default_factory=dict)
    cadres: list[Cadre] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number in range(self.peers):
            self.everybody_looks(f"P{number:03}")
            for year in WINDOW:
                if (number + year) % 3 == 0:
                    self.note(f"P{number:03}", year, VoiceKind.SELF, Category.STUDY, concrete=False)
                if (number + year) % 29 == 0:
                    self.note(f"P{number:03}", year, VoiceKind.PEER, Category.INITIATIVE)

    def everybody_looks(self, cadre_id: str, voices: Iterable[VoiceKind] = ROUTINE, years: Iterable[int] = WINDOW) -> None:
        """The channels look at the cadre, whatever they tell."""
        told = tuple(voices)
        for year in years:
            self.looks += [
                Look(
                    cadre_id=cadre_id,
                    ref_year=year,
                    voice=voice,
                    weight=1.0,
                    document_id=f"d-{year}-{voice.value}",
                    basis=Basis.ATTENDEE,
                )
                for voice in told
            ]

    def held(self, cadre_id: str, *posts: tuple[str, str, str, str | None]) -> None:
        """The cadre's record: unit, title, start, end."""
        told = tuple(Post(unit=unit, title=title, start=start, end=end) for unit, title, start, end in posts)
        self.cadres.append(Cadre(id=cadre_id, name="某某", rank="县处级副职", posts=told))

    def note(
        self, cadre_id: str, year: int | None, voice: VoiceKind, category: Category = Category.INITIATIVE, *, event: str = "",
        state: ReviewState = ReviewState.CONFIRMED, concrete: bool = True, primary: bool = True, document: str = "",
        kind: StatementType = StatementType.PROBLEM, confidence: float = 0.9, link: float | None = 0.99, holder: HolderKind = HolderKind.CADRE,
        status: RectificationStatus | None = None,
    ) -> Finding:  # fmt: skip
        """One finding."""
        number = len(self.findings)
        finding_id = f"f-{number:05}"
        name = document or f"d-{year}-{voice.value}-{number}"
        made = Finding(
            id=finding_id, type=kind,
            document=DocumentRef(id=name, name=f"{name}.docx", kind=DocumentKind.MINUTES, title=f"材料{number}", date=f"{year}-06-30", issuer=None),
            anchor=Anchor(exact="不担当", prefix="", suffix="", start=0, end=3, locations=(Location(page=2),)),
            category=CategoryGuess(code=category, label=category.label, score=0.9),
            holder=Holder(kind=holder, mention="某某", cadre_id=cadre_id, score=link), voice=Voice(kind=voice, speaker=None, cadre_id=None),
            cue=FindingCue(kind=CueKind.NONE, text=None), rectification=fixed(status), event=None, problem_type=None, confidence=confidence,
            review=Review(state=state), provenance=Provenance(pipeline="0", model="sha256:0", run="r"),
        )  # fmt: skip
        self.findings.append(made)
        self.marks[finding_id] = EventMark(
            finding_id=finding_id, event_id=event or f"e-{number:05}", primary=primary, concrete=concrete, ref_year=year,
            setting=Setting(unit=None, post=None, line=None),
        )  # fmt: skip
        return made

    def done(self, finding: Finding, date: str, kind: StepKind = StepKind.VERIFIED) -> None:
        """The finding's event is reported done, or as `kind` says."""
        event = self.marks[finding.id].event_id
        step = Step(
            kind=kind, date=date, finding_id=finding.id, document_id=finding.document.id, document="整改报告", voice=VoiceKind.SUPERVISION, words="已完成"
        )  # fmt: skip
        self.steps.setdefault(event, []).append(step)

    def records(self, only: str | None = None) -> Records:
        """All of it, or what is recorded of one cadre."""
        told = [one for one in self.findings if only is None or one.holder.cadre_id == only]
        marks = {one.id: self.marks[one.id] for one in told}
        events = {mark.event_id for mark in marks.values()}
        courses = [
            Course(event_id=event, findings=(), steps=tuple(steps)) for event, steps in self.steps.items() if event in events
        ]
        looks = [one for one in self.looks if only is None or one.cadre_id == only]
        return Records(findings=told, marks=marks, looks=looks, courses=courses, cadres=self.cadres)


def fixed(status: RectificationStatus | None) -> Rectification | None:
    """A rectification that stands so."""
    return status and Rectification(status=status, text=None, measures=(), deadline=None, responsible=())


def persistent(book: Book, cadre_id: str = "YZ1", **changes: object) -> list[Finding]:
    """Four years, each told by two independent sources."""
    book.everybody_looks(cadre_id)
    return [
        book.note(cadre_id, year, voice, **changes)  # type: ignore[arg-type]
        for year in range(2021, LAST + 1)
        for voice in (VoiceKind.PEER, VoiceKind.SUPERVISION)
    ]
