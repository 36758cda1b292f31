"""Looks: who could have been observed where, also when nothing was told of him."""

from cadres import looks
from schema import Basis, Block, BlockRole, Document, DocumentKind, Finding, Look, Mention, Occasion, VoiceKind
from tests.cadres.builders import cadre, full, index, post
from tests.cadres.statements import said

RECORDS = index(
    cadre("A1", "陆远山", post("2019-05~", "青溪县水务局", "党组书记、局长")),
    cadre("A2", "葛明", post("2020-01~", "青溪县水务局", "党组成员、副局长")),
    cadre("A3", "吴小满", post("2020-01~", "青溪县水务局", "供水科科长")),
    cadre("A4", "秦川", post("2016-01~2019-04", "青溪县水务局", "局长"), post("2019-05~", "青溪县财政局", "局长")),
)
BY_NAME = {one.name: one.id for one in RECORDS.roster.cadres}


def seen(
    kind: DocumentKind, title: str, date: str | None, *findings: Finding, text: str = "正文", **told: object
) -> set[tuple[object, ...]]:
    block = Block(index=0, role=BlockRole.PARAGRAPH, text=text)
    document = Document(
        id="sha256:1", name="甲.docx", kind=kind, title=title, date=date, issuer="县委第二巡察组", blocks=(block,)
    )
    occasion = Occasion(date=date, unit="青溪县水务局", people=(), **told)  # type: ignore[arg-type]
    found = looks(document, occasion, findings, lambda mention: BY_NAME.get(mention.name or ""), RECORDS)
    assert all(isinstance(one, Look) and one.document_id == "sha256:1" for one in found)
    return {(one.cadre_id, one.ref_year, one.voice, one.weight, one.basis) for one in found}


def people(*names: str) -> tuple[Mention, ...]:
    return tuple(full(name) for name in names)


def test_minutes_look_at_everyone_who_took_part() -> None:
    title = "青溪县水务局党组2023年度民主生活会记录"
    found = seen(DocumentKind.MINUTES, title, "2024-01-10", attendees=people("陆远山", "葛明", "外人"))
    voices = (VoiceKind.SELF, VoiceKind.PEER)
    assert found == {(who, 2023, voice, 1.0, Basis.ATTENDEE) for who in ("A1", "A2") for voice in voices}
    commented = seen(DocumentKind.MINUTES, title, "2024-01-10", text="督导组点评：会议准备充分", attendees=people("陆远山"))
    assert ("A1", 2023, VoiceKind.SUPERIOR, 1.0, Basis.ATTENDEE) in commented


def test_own_papers_and_appraisals_look_at_their_person() -> None:
    paper = seen(DocumentKind.REPORT, "2024年度述职述廉报告", "2025-02-01", author=full("陆远山"))
    assert paper == {("A1", 2024, VoiceKind.SELF, 1.0, Basis.SUBJECT)}
    appraisal = seen(DocumentKind.APPRAISAL, "考察材料", "2024-06-01", subjects=people("葛明"))
    assert appraisal == {("A2", 2024, VoiceKind.APPRAISAL, 1.0, Basis.SUBJECT)}


def test_an_inspection_looks_at_those_who_led_the_unit_then() -> None:
    title = "县委第二巡察组关于巡察青溪县水务局党组的反馈意见"
    assert seen(DocumentKind.FEEDBACK, title, "2022-05-01") == {
        (who, 2022, VoiceKind.INSPECTION, 0.5, Basis.UNIT) for who in ("A1", "A2")
    }
    assert {who for who, *_ in seen(DocumentKind.AUDIT, "青溪县水务局2018年预算执行审计报告", "2018-12-01")} == {"A4"}


def test_whom_it_names_it_looked_at_himself() -> None:
    title = "县委第二巡察组关于巡察青溪县水务局党组的反馈意见"
    named = said("审批不严", DocumentKind.FEEDBACK, "2022-05-01", voice=VoiceKind.INSPECTION, cadre="A1")
    found = seen(DocumentKind.FEEDBACK, title, "2022-05-01", named)
    assert ("A1", 2022, VoiceKind.INSPECTION, 1.0, Basis.SUBJECT) in found
    assert ("A2", 2022, VoiceKind.INSPECTION, 0.5, Basis.UNIT) in found


def test_no_look_without_a_year_or_by_petitions_and_ledgers() -> None:
    assert not seen(DocumentKind.MINUTES, "民主生活会记录", None, attendees=people("陆远山"))
    assert not seen(DocumentKind.LEDGER, "问题整改台账", "2024-01-01", attendees=people("陆远山"))
    petition = said(
        "来信反映批而不办", DocumentKind.CRITICISM, "2024-01-01", voice=VoiceKind.PETITION, cadre="A1", title="意见汇总"
    )
    assert not seen(DocumentKind.CRITICISM, "意见汇总", "2024-01-01", petition)
