"""What the analysis is told of a finding: first telling or re-telling, concrete or a phrase, of which year, where."""

import pytest

from cadres import grouped, marks, setting_of, suggested
from cadres.concreteness import says_something
from cadres.reference_years import reference_year
from schema import Cadre, Category, DocumentKind, EventMark, Finding, HolderKind, Setting, VoiceKind
from tests.cadres.builders import cadre, post
from tests.cadres.statements import as_matters, said


def marked(*findings: Finding) -> dict[str, EventMark]:
    found = as_matters(*findings)
    nowhere = Setting(unit=None, post=None, line=None)
    return {
        mark.finding_id: mark for mark in marks(found, grouped(found, suggested(found)), {one.id: nowhere for one in findings})
    }


RAISED = said(
    "2022年6月在青石滩码头超标准接待，一桌支出1980元",
    DocumentKind.FEEDBACK,
    "2022-10-10",
    voice=VoiceKind.INSPECTION,
    category=Category.INTEGRITY,
)
RETOLD = {
    "ledger": said(
        "青石滩码头超标准接待一桌1980元",
        DocumentKind.LEDGER,
        "2023-05-01",
        voice=VoiceKind.INSPECTION,
        category=Category.INTEGRITY,
    ),
    "back": said(
        "早先通报过的青石滩码头那桌饭，1980元",
        DocumentKind.MINUTES,
        "2024-01-10",
        voice=VoiceKind.PEER,
        category=Category.INTEGRITY,
    ),
    "quoted": said(
        "巡察指出我在青石滩码头接待超标1980元",
        DocumentKind.SELF_CHECK,
        "2022-12-30",
        voice=VoiceKind.INSPECTION,
        category=Category.INTEGRITY,
    ),
    "later year": said(
        "2022年青石滩码头接待超标准1980元，被县里通报",
        DocumentKind.APPRAISAL,
        "2024-05-10",
        voice=VoiceKind.APPRAISAL,
        category=Category.INTEGRITY,
    ),
}


@pytest.mark.parametrize("how", RETOLD)
def test_a_retelling_is_not_primary(how: str) -> None:
    told = marked(RAISED, RETOLD[how])
    assert told[RAISED.id].primary
    assert not told[RETOLD[how].id].primary
    assert told[RAISED.id].event_id == told[RETOLD[how].id].event_id


def test_another_source_of_the_same_year_tells_it_for_itself() -> None:
    other = said(
        "六月份青石滩码头那顿1980元的饭，是他安排的",
        DocumentKind.MINUTES,
        "2023-01-12",
        voice=VoiceKind.PEER,
        category=Category.INTEGRITY,
    )
    told = marked(RAISED, other)
    assert told[other.id].event_id == told[RAISED.id].event_id
    assert told[other.id].primary


@pytest.mark.parametrize(
    ("text", "concrete"),
    [
        ("把12份督办件压了两个月", True),
        ("2023年5月17日夜里值班脱岗", True),
        ("白芦渡水厂的方案到今天没有定", True),
        ("《青溪河岸线管理办法》没有征求意见就印发", True),
        ("理论学习不够深入，学用结合不紧", False),
        ("抓“三重一大”制度落实有差距", False),
        ("对二十大精神领会不深", False),
        ("担当精神有所弱化，存在畏难情绪", False),
        ("近年来重点项目推进力度不够大", False),
    ],
)
def test_concrete(text: str, concrete: bool) -> None:
    (matter,) = as_matters(said(text, DocumentKind.MINUTES, "2024-01-10", voice=VoiceKind.SELF))
    assert says_something(matter) is concrete


def test_what_five_others_are_told_of_too_is_not_concrete() -> None:
    words = "全年到联系点调研不足12次，与基层干部群众谈心谈话不够经常深入"
    many = [
        said(words, DocumentKind.SELF_CHECK, "2023-12-28", voice=VoiceKind.SELF, cadre=f"A{n}", title=f"{n}号对照检查材料")
        for n in range(7)
    ]
    assert not any(mark.concrete for mark in marked(*many).values())
    assert all(mark.concrete for mark in marked(*many[:5]).values())


@pytest.mark.parametrize(
    ("kind", "date", "title", "text", "year"),
    [
        (DocumentKind.MINUTES, "2024-01-16", "某局党组2023年度民主生活会记录", "学习不深", 2023),
        (DocumentKind.MINUTES, "2024-01-16", "某局党组专题民主生活会记录", "学习不深", 2023),
        (DocumentKind.MINUTES, "2023-08-16", "某局党组主题教育专题民主生活会记录", "学习不深", 2023),
        (DocumentKind.REPORT, "2025-02-20", "2024年度述职述廉报告", "学习不深", 2024),
        (DocumentKind.FEEDBACK, "2024-10-30", "关于巡察某局党组的反馈意见", "2023年有一笔3260元差旅费重复支付", 2023),
        (DocumentKind.FEEDBACK, "2024-10-30", "关于巡察某局党组的反馈意见", "2023年9月至2024年4月拆分工程", 2024),
        (DocumentKind.FEEDBACK, "2024-10-30", "关于巡察某局党组的反馈意见", "2019年下达的资金至今分文未用", 2024),
        (DocumentKind.FEEDBACK, "2024-10-30", "关于巡察某局党组的反馈意见", "会议偏多", 2024),
        (DocumentKind.AUDIT, "2022-11-02", "某局2019年至2021年专项资金审计报告", "往来款清理不及时", 2021),
        (DocumentKind.RECTIFICATION, "2025-06-18", "关于2024年度民主生活会查摆问题整改情况的通报", "会议偏多", 2024),
    ],
)  # fmt: skip
def test_the_year_reviewed(kind: DocumentKind, date: str, title: str, text: str, year: int) -> None:
    assert reference_year(said(text, kind, date, voice=VoiceKind.INSPECTION, title=title)) == year


MOVED = cadre(
    "A1", "陆远山", post("2024-01~", "青溪县水利局", "党组书记、局长"), post("2019-05~2024-01", "白芦镇", "党委副书记、镇长")
)


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        (said("急躁", DocumentKind.MINUTES, "2024-01-16", voice=VoiceKind.PEER), ("白芦镇", "党委副书记、镇长", None)),
        (said("急躁", DocumentKind.FEEDBACK, "2024-08-16", voice=VoiceKind.INSPECTION), ("青溪县水利局", "党组书记、局长", None)),
        (
            said("分管的农村供水工作进度落后", DocumentKind.FEEDBACK, "2024-08-16", voice=VoiceKind.INSPECTION),
            ("青溪县水利局", "党组书记、局长", "农村供水"),
        ),
        (said("急躁", DocumentKind.FEEDBACK, "2015-08-16", voice=VoiceKind.INSPECTION), (None, None, None)),
    ],
)
def test_the_setting_is_the_post_of_the_year_reviewed(finding: Finding, expected: tuple[str | None, ...]) -> None:
    records: dict[str, Cadre] = {"A1": MOVED}
    found = setting_of(finding, records)
    assert (found.unit, found.post, found.line) == expected


def test_a_unit_has_no_setting() -> None:
    finding = said("会议偏多", DocumentKind.FEEDBACK, "2024-08-16", voice=VoiceKind.INSPECTION, unit="青溪县水利局")
    assert finding.holder.kind is HolderKind.UNIT
    assert setting_of(finding, {"A1": MOVED}) == Setting(unit=None, post=None, line=None)
