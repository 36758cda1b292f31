"""Findings with their occurrences, and lines of the analysis, for tests of evidence files and digests."""

from dataclasses import replace
from typing import Any

from schema import (
    Breadth,
    BreadthLabel,
    Cadre,
    Category,
    CategoryGuess,
    Course,
    Event,
    Facts,
    Finding,
    Hit,
    Holder,
    HolderKind,
    Pattern,
    PatternLabel,
    PatternYear,
    Post,
    Posterior,
    Rectification,
    RectificationStatus,
    Review,
    ReviewState,
    Setting,
    StatementType,
    Step,
    StepKind,
    VoiceKind,
)
from tests.outputs.builders import document, finding

CITY = Post(unit="麓河市水利局", title="党组书记、局长", start="2021-03", end=None)
COUNTY = Post(unit="清河县水利局", title="副局长", start="2012-05", end="2021-02")
CADRE = Cadre(id="YZ012", name="张建国", gender="男", birth="1970-03", rank="正处级", posts=(CITY, COUNTY), identity="5f3a")
CONFIRMED = Review(state=ReviewState.CONFIRMED, by="李敏", at="2024-03-01T09:00:00+08:00", revision=2)
NOWHERE = Setting(unit=None, post=None, line=None)


def told(
    words: str,
    *,
    date: str | None = "2024-01-18",
    year: int | None = 2023,
    event: str | None = None,
    primary: bool = True,
    setting: Setting = NOWHERE,
    category: Category = Category.STUDY,
    state: ReviewState = ReviewState.CONFIRMED,
    issuer: str | None = "市水利局党组",
    **changes: Any,
) -> Finding:
    """A finding of a document of its own."""
    read = document(words, name=f"{words[:4]}{date}.docx", date=date, issuer=issuer)
    one = finding(read, words, category=CategoryGuess(code=category, label=category.label, score=0.9), **changes)
    happened = Event(id=event or f"e-{one.id[2:]}", primary=primary, concrete=True, ref_year=year, setting=setting)
    return replace(one, event=happened, review=replace(CONFIRMED, state=state))


def promised(deadline: str | None, status: RectificationStatus = RectificationStatus.PLANNED) -> Rectification:
    return Rectification(status=status, text="限期完成", measures=(), deadline=deadline, responsible=())


def holder(cadre_id: str | None, kind: HolderKind = HolderKind.CADRE, mention: str | None = None) -> Holder:
    return Holder(kind=kind, mention=mention, cadre_id=cadre_id, score=0.99 if cadre_id else None)


def step(kind: StepKind, finding: Finding, date: str | None = None) -> Step:
    return Step(
        kind=kind, date=date or finding.document.date, finding_id=finding.id, document_id=finding.document.id,
        document=finding.document.title, voice=finding.voice.kind, words="原话",
    )  # fmt: skip


def course(*steps: Step, event: str = "e-1") -> Course:
    return Course(event_id=event, findings=tuple(dict.fromkeys(one.finding_id for one in steps)), steps=steps)


def pattern(*findings: Finding, **changes: Any) -> Pattern:
    """A line that says 反复 of these findings, one a year from 2021."""
    years = {2021 + place: one for place, one in enumerate(findings)}
    return replace(
        Pattern(
            cadre_id="YZ012", type=StatementType.PROBLEM, category=Category.STUDY, window=(2019, 2024), label=PatternLabel.RECURRENT,
            label_text="反复", probability=0.91, band=None, provisional=False,
            posterior=Posterior(none=0.0, isolated=0.05, recurrent=0.9, persistent=0.05, corrected=0.0, relapsed=0.0),
            years=tuple(_year(year, years.get(year)) for year in range(2019, 2025)),
            facts=Facts(
                events=2, hit_years=2, external_years=2, groups=("insiders",), observed_years=4, clean_looks_after=0, completions=(),
                small_pool=False,
            ),
            events=(), leverage=(), reasons=(), rivals=(),
            breadth=Breadth(label=BreadthLabel.INSUFFICIENT, p_one=None, settings=(), busiest=None, across_change=False),
            self_other=None, beside=None, older=(), undated=(), text="先后有反映。", params="sha256:1", revisions="sha256:2",
            computed_at="2024-03-01T09:00:00+08:00",
        ),
        **changes,
    )  # fmt: skip


def hit(*findings: Finding, discriminative: bool = True) -> Hit:
    return Hit(
        voice=VoiceKind.PEER, events=("e-1",), findings=tuple(one.id for one in findings), factor=8.0, concrete=True, p=0.9,
        base_rate=0.05, discriminative=discriminative,
    )  # fmt: skip


def _year(year: int, told_then: Finding | None) -> PatternYear:
    return PatternYear(
        year=year, observed=True, weight=1.0, p_active=0.5, hits=(hit(told_then),) if told_then else (), silent=(), retold=(),
        completed=False, posts=(),
    )  # fmt: skip
