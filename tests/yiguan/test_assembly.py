"""Assembly: statements and links become findings as the contract wants them."""

from dataclasses import replace

import pytest

from cadres import Link
from schema import (
    Analysis,
    Candidate,
    Category,
    Cue,
    CueKind,
    Document,
    Finding,
    Held,
    HolderKind,
    Mention,
    MentionForm,
    Occasion,
    Provenance,
    RectificationStatus,
    Rectified,
    Said,
    Statement,
    StatementType,
    VoiceKind,
    finding_id,
)
from tests.builders import document, span_of
from yiguan.assembly import assemble

READ = document("一、存在问题", "张建国同志多次未参加学习，笔记不全。", "正在整改，每周补学两次。")
PROVENANCE = Provenance(pipeline="0.1.0", model="sha256:1", run="r-1")
PERSON = Mention(text="张建国同志", form=MentionForm.FULL_NAME, name="张建国")
SURE = Link(
    cadre_id="A1", score=0.99123, candidates=(Candidate(cadre_id="A1", score=0.99123, reasons=("姓名一致",)),), comparisons=()
)


def statement(*words: str, read: Document = READ, **changes: object) -> Statement:
    plain = Statement(
        type=StatementType.PROBLEM,
        spans=tuple(span_of(read, part) for part in words),
        category=Category.STUDY,
        category_score=0.87654321,
        held=Held(kind=HolderKind.CADRE, mention=PERSON),
        said=Said(kind=VoiceKind.PEER, speaker=None),
        cue=Cue(kind=CueKind.RECURRENT, span=span_of(read, "多次")),
        rectified=None,
        score=0.912345,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def findings(*statements: Statement, link: Link = SURE) -> tuple[Finding, ...]:
    analysis = Analysis(occasion=Occasion(date=None, unit=None, people=()), statements=statements, rejected=(), skipped=())
    return assemble(READ, analysis, lambda mention: link, PROVENANCE)


WORDS = "多次未参加学习，笔记不全"


def test_the_anchor_is_the_slice_of_the_text() -> None:
    (found,) = findings(statement(WORDS))
    (anchor,) = found.anchors
    assert anchor.exact == WORDS == READ.text[anchor.start : anchor.end]
    assert READ.text.index(anchor.prefix + anchor.exact + anchor.suffix) == anchor.start - len(anchor.prefix)
    assert max(len(anchor.prefix), len(anchor.suffix)) <= 32


def test_a_statement_over_blocks_has_an_anchor_for_each() -> None:
    (found,) = findings(statement(WORDS, "每周补学两次"))
    assert isinstance(found.anchor, tuple)
    assert [anchor.exact for anchor in found.anchor] == [WORDS, "每周补学两次"]


def test_the_id_depends_on_bytes_and_anchor_alone() -> None:
    plain = finding_id(READ.id, statement(WORDS).spans)
    told_otherwise = statement(WORDS, category=Category.OTHER, score=0.1, type=StatementType.COMMENDATION)
    assert finding_id(replace(READ, name="别名.txt", title="别题", date="2020").id, told_otherwise.spans) == plain
    others = {
        finding_id("sha256:other", statement(WORDS).spans),
        finding_id(READ.id, statement("笔记不全").spans),
        finding_id(READ.id, statement(WORDS, "每周补学两次").spans),
        finding_id(READ.id, statement("多次未参加学习", "笔记不全").spans),
        plain,
    }
    assert len(others) == 5
    assert all(one.startswith("f-") for one in others)


def test_a_commendation_has_no_cue() -> None:
    problem, praise = findings(statement(WORDS), statement(WORDS, type=StatementType.COMMENDATION))
    assert praise.cue is None
    assert problem.cue is not None
    assert (problem.cue.kind, problem.cue.text) == (CueKind.RECURRENT, "多次")


@pytest.mark.parametrize("kind", [HolderKind.TEAM, HolderKind.UNIT, HolderKind.GROUP])
def test_only_a_person_is_linked(kind: HolderKind) -> None:
    (found,) = findings(statement(WORDS, held=Held(kind=kind, mention=PERSON)))
    assert (found.holder.cadre_id, found.holder.candidates, found.holder.score) == (None, (), None)


def test_a_doubtful_link_stays_among_the_candidates() -> None:
    candidates = (Candidate(cadre_id="A1", score=0.55, reasons=("姓名一致",)), Candidate(cadre_id="A2", score=0.4, reasons=()))
    (found,) = findings(statement(WORDS), link=replace(SURE, cadre_id=None, score=None, candidates=candidates))
    assert (found.holder.cadre_id, found.holder.score, found.holder.candidates) == (None, 0.55, candidates)


def test_a_sure_link_and_all_numbers_are_rounded() -> None:
    (found,) = findings(statement(WORDS))
    assert (found.holder.cadre_id, found.holder.mention, found.holder.score) == ("A1", "张建国同志", 0.9912)
    assert (found.confidence, found.category.score, found.category.label) == (0.9123, 0.8765, "理论武装")


def test_the_speaker_is_linked() -> None:
    (found,) = findings(statement(WORDS, said=Said(kind=VoiceKind.PEER, speaker=PERSON)))
    assert (found.voice.speaker, found.voice.cadre_id) == ("张建国同志", "A1")


def test_rectification_in_the_words_of_the_document() -> None:
    rectified = Rectified(
        status=RectificationStatus.IN_PROGRESS,
        status_span=span_of(READ, "正在整改"),
        measures=(span_of(READ, "每周补学两次"),),
        deadline="2024-06-30",
        responsible=(PERSON, replace(PERSON, text=None)),
    )
    (found,) = findings(statement(WORDS, rectified=rectified))
    assert found.rectification is not None
    assert found.rectification.text == "正在整改"
    (measure,) = found.rectification.measures
    assert measure.exact == READ.text[measure.start : measure.end] == "每周补学两次"
    assert [(one.mention, one.cadre_id) for one in found.rectification.responsible] == [("张建国同志", "A1")]
