"""Evidence files and digests for tests, made of invented words."""

from dataclasses import replace
from typing import Any

from schema import (
    Anchor,
    Aspect,
    Band,
    BreadthLabel,
    Cadre,
    Category,
    Completion,
    Conflict,
    Course,
    CueKind,
    DocumentKind,
    DocumentRef,
    Dossier,
    Exhibit,
    Facts,
    FindingCue,
    Grade,
    Hinge,
    HolderKind,
    Location,
    Measure,
    Occurrence,
    OpenRectification,
    PatternLabel,
    Post,
    Reason,
    Rectification,
    RectificationStatus,
    Remark,
    RemarkKind,
    Responsible,
    Review,
    ReviewState,
    SelfOtherLabel,
    StatementType,
    Step,
    StepKind,
    StripYear,
    View,
    Voice,
    VoiceKind,
    YearMark,
)

NOTICE = "仅供研判参考，不作为结论"
COUNTY = Post(unit="清河县水利局", title="副局长", start="2016-05", end="2020-08")
CITY = Post(unit="市水利局", title="党组书记、局长", start="2020-08", end=None)
PERSON = Cadre(id="YZ901", name="秦守田", gender="男", birth="1970-03", rank="正处级", posts=(CITY, COUNTY))
WORDS = "重大事项会前酝酿不够，去年引调水工程标段划分，<我>是上了会才看到方案的 & 𠮷日乡的材料也没有"


def exhibit(number: int, **changes: Any) -> Exhibit:
    """A confirmed problem that a colleague told of."""
    words = changes.pop("words", WORDS)
    anchor = Anchor(exact=words, prefix="", suffix="", start=120, end=120 + len(words), locations=(Location(page=2, block=16),))
    document = DocumentRef(
        id=f"sha256:{number:064x}", name=f"纪要{number}.docx", kind=DocumentKind.MINUTES, title="市水利局党组民主生活会会议记录",
        date="2024-01-18", issuer="市水利局",
    )  # fmt: skip
    return replace(
        Exhibit(
            number=number, id=f"f-{number:04x}", type=StatementType.PROBLEM, category=Category.LEADERSHIP, document=document,
            anchors=(anchor,), holder=HolderKind.CADRE, person=PERSON.name, posts=(CITY,),
            voice=Voice(kind=VoiceKind.PEER, speaker="张建军", cadre_id=None), cue=FindingCue(kind=CueKind.NONE, text=None),
            rectification=None, event_id=f"e-{number:04x}", retold=False, year=2023, older=False,
            review=Review(state=ReviewState.CONFIRMED, by="李敏", at="2024-03-01T09:00:00+08:00", revision=2),
        ),
        **changes,
    )  # fmt: skip


def strip(*marks: YearMark, last: int = 2024, **changes: Any) -> tuple[StripYear, ...]:
    """Marks up to the last year."""
    first = last - len(marks) + 1
    return tuple(StripYear(year=first + place, mark=mark, **changes) for place, mark in enumerate(marks))


H, G, Q, U = YearMark.HIT, YearMark.GENERIC, YearMark.QUIET, YearMark.UNSEEN


def view(*numbers: int, **changes: Any) -> View:
    """Problems told in several years."""
    return replace(
        View(
            type=StatementType.PROBLEM, label=PatternLabel.RECURRENT, label_text="反复", band=Band.FAIR, provisional=False,
            text="2021、2023年先后有反映，去重后2件，来自班子成员批评、巡视巡察。出现年份不连续，材料支持“不止一次”，尚不足以说“一贯”。",
            reasons=(),
            facts=Facts(
                events=2, hit_years=2, external_years=2, groups=("insiders", "inspection"), observed_years=5, clean_looks_after=0,
                completions=(Completion(year=2022, verified=True),), small_pool=False,
            ),
            breadth=BreadthLabel.INSUFFICIENT, across_change=False,
            hinges=(Hinge(exhibits=(numbers[0],), label_without=PatternLabel.INSUFFICIENT),),
            years=strip(U, Q, H, Q, H, G), exhibits=numbers, older=(),
        ),
        **changes,
    )  # fmt: skip


def dossier(**changes: Any) -> Dossier:
    """A file with one of everything."""
    praise = exhibit(
        3, type=StatementType.COMMENDATION, words="引调水工程提前四个月通水，守田同志抓得实", cue=None,
        voice=Voice(kind=VoiceKind.SUPERIOR, speaker=None, cadre_id=None),
    )  # fmt: skip
    fix = Rectification(
        status=RectificationStatus.PLANNED, text="承诺年底前完成", measures=(Measure(exact="议题提前三天送班子成员", start=200, end=211),),
        deadline="2024-06-30", responsible=(Responsible(mention="办公室", cadre_id=None),),
    )  # fmt: skip
    own = exhibit(
        2, voice=Voice(kind=VoiceKind.SELF, speaker="秦守田", cadre_id="YZ901"), words="我在重大事项上征求意见不够", rectification=fix,
        remarks=(
            Remark(
                finding_id="f-2", kind=RemarkKind.LENIENCE, text="先行先试，未谋私利", basis="三个区分开来，市委组织部认定", by="王敏",
                at="2024-05-01T10:00:00+08:00",
            ),
        ),
    )  # fmt: skip
    old = exhibit(1, year=2016, older=True, posts=(COUNTY,), words="县里时就有同志提过议事不够民主")
    old = replace(old, document=replace(old.document, date="2017-01-10", title="清河县水利局领导班子民主生活会记录"))
    told = (old, own, praise, exhibit(4))
    raised = _step(StepKind.RAISED, "2024-01-18", words=WORDS)
    claimed, found = _step(StepKind.CLAIMED, "2024-05-20", "已经完成"), _step(StepKind.STALLED, "2024-07-02", "仍未送班子成员")
    course = Course(
        event_id="e-0004", findings=("f-0004",), steps=(raised, claimed, found),
        conflicts=(Conflict(claimed=claimed, found=found),), deadline="2024-06-30",
    )  # fmt: skip
    pale = strip(Q, Q, U, U, H, Q, completed=True, retold=True)
    aspect = Aspect(
        category=Category.LEADERSHIP, problem=view(2, 4, older=(1,)),
        commendation=view(
            3, type=StatementType.COMMENDATION, label=PatternLabel.INSUFFICIENT, label_text="资料不足", band=None, text="可观察的年份少。",
            reasons=(Reason.FEW_YEARS,), facts=None, breadth=None, hinges=(), years=pale,
        ),
        own=(2,), others=(4,), self_other=SelfOtherLabel.UNMENTIONED, conflicting_years=(2023,),
    )  # fmt: skip
    return replace(
        Dossier(
            notice=NOTICE, person=PERSON, as_of="2024-12-31", window=(2019, 2024), confirmed_only=True, aspects=(aspect,),
            occurrences=(
                _occurrence(old, older=True), _occurrence(own), _occurrence(praise, grade=None),
                _occurrence(told[3], course=course),
            ),
            open=(
                OpenRectification(
                    event_id="e-0002", category=Category.LEADERSHIP, exhibits=(2,), standing=StepKind.PLANNED, deadline="2024-06-30",
                    overdue=True, since="2024-01-18", responsible=("办公室",),
                ),
            ),
            exhibits=told, params="sha256:" + "0" * 64, made_at="2025-01-02T08:00:00+08:00", version="0.1.0",
        ),
        **changes,
    )  # fmt: skip


def long_dossier(count: int) -> Dossier:
    """A file of so many exhibits over all categories."""
    told, aspects, occurrences = [], [], []
    categories = list(Category)
    for number in range(1, count + 1):
        year = 2019 + number % 6
        kind = StatementType.COMMENDATION if number % 4 == 0 else StatementType.PROBLEM
        one = exhibit(number, category=categories[number % len(categories)], type=kind, year=year, words=f"{WORDS}，第{number}回")
        one = replace(one, document=replace(one.document, date=f"{year + 1}-01-18"))
        told.append(one)
        occurrences.append(
            _occurrence(
                one,
                course=Course(
                    event_id=one.event_id or "",
                    findings=(one.id,),
                    steps=(_step(StepKind.RAISED, one.document.date or "", WORDS),),
                ),
            )
        )
    for category in categories:
        sides = [tuple(one.number for one in told if one.category is category and one.type is kind) for kind in StatementType]
        problem, praise = (
            view(*numbers, type=kind) if numbers else None for numbers, kind in zip(sides, StatementType, strict=True)
        )
        if problem or praise:
            aspects.append(
                Aspect(
                    category=category,
                    problem=problem,
                    commendation=praise,
                    own=(),
                    others=sides[0],
                    self_other=None,
                    conflicting_years=(),
                )
            )
    return dossier(exhibits=tuple(told), aspects=tuple(aspects), occurrences=tuple(occurrences), open=())


def _step(kind: StepKind, date: str, words: str) -> Step:
    return Step(
        kind=kind,
        date=date,
        finding_id="f-4",
        document_id="sha256:4",
        document="市水利局整改情况报告",
        voice=VoiceKind.PEER,
        words=words,
    )


def _occurrence(one: Exhibit, *, grade: Grade | None = Grade.D, course: Course | None = None, older: bool = False) -> Occurrence:
    return Occurrence(
        event_id=one.event_id or one.id, type=one.type, category=one.category, year=one.year, date=one.document.date, grade=grade,
        exhibits=(one.number,), course=course, older=older,
    )  # fmt: skip
