"""Samples of what has no findings, and the figures by kind of document."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from outputs import Store
from outputs.access import EVERYTHING, Scope
from outputs.reviewing.sampling import passages
from schema import (
    Category,
    DocumentKind,
    FindingEdit,
    HolderKind,
    LinkDecision,
    LinkVerdict,
    RejectReason,
    ReviewState,
    RevisionConflict,
    SampleState,
    Span,
    StoreError,
)
from tests.outputs.builders import document, finding, keep
from tests.outputs.reviewing.desk import AT, BLIND, MINUTES, RESEARCH, STUDY, held, place, say, second_looks

REPORT = document("述职报告。", "一年来认真学习。工作有所不足，调研不够。", name="述职.docx", kind=DocumentKind.REPORT)
MISSED = FindingEdit(category=Category.CONDUCT, holder=HolderKind.CADRE)


def test_sentences_of_searched_blocks_without_findings() -> None:
    read = document("第一句话说完了。第二句话也说完了！短。", "", "页眉不查的文字在此。", "最后一段没有句号")
    taken = [Span(start=0, end=3)]
    found = passages(read, (True, True, False, True), taken)
    assert [read[span] for span in found] == ["第二句话也说完了！", "最后一段没有句号"]


def test_samples_are_drawn_by_kind_and_never_where_a_finding_stands(store: Store) -> None:
    held(store, STUDY, RESEARCH)
    keep(store, REPORT)
    drawn = store.reviewing.draw_samples(50, "admin", AT, seed=1)
    told = []
    after = 0
    while (one := store.reviewing.next_sample(EVERYTHING, after)) is not None:
        told.append(one)
        after = one.number
    assert len(told) == drawn
    assert len({(one.document_id, one.span) for one in told}) == drawn
    words = {MINUTES.id: MINUTES, REPORT.id: REPORT}
    texts = {words[one.document_id][one.span] for one in told}
    assert "工作有所不足，调研不够。" in texts
    assert not any(STUDY in text for text in texts)
    assert {one.kind for one in told} == {DocumentKind.MINUTES, DocumentKind.REPORT}
    assert store.reviewing.draw_samples(50, "admin", AT, seed=2) == 0, "none is left"


def test_every_passage_is_drawn_as_readily(store: Store) -> None:
    long = document(*(f"第{number}段甲乙丙丁。第{number}段戊己庚辛。" for number in range(8)), name="长.docx")
    short = document("独一段没有别的话可说。", name="短.docx")
    keep(store, long)
    keep(store, short)
    hits: Counter[str] = Counter()
    for seed in range(60):
        with store._database.writing() as connection:
            connection.exec_driver_sql("DELETE FROM samples")
        store.reviewing.draw_samples(1, "admin", AT, seed=seed)
        sample = store.reviewing.next_sample(EVERYTHING)
        assert sample is not None
        hits[sample.document_id] += 1
    assert hits[short.id] <= 12, "one of seventeen passages, however few the documents"


def test_a_look_is_kept_once_and_who_comes_second_is_told(store: Store) -> None:
    keep(store, REPORT)
    store.reviewing.draw_samples(3, "admin", AT, kinds=frozenset({DocumentKind.REPORT}), seed=1)
    sample = store.reviewing.next_sample(EVERYTHING)
    assert sample is not None
    kept = store.reviewing.judge_sample(sample.number, SampleState.MISSED, "limin", AT)
    assert (kept.state, kept.by) == (SampleState.MISSED, "limin")
    with pytest.raises(RevisionConflict, match=r"limin.*有遗漏"):
        store.reviewing.judge_sample(sample.number, SampleState.CLEAR, "wangfang", AT)
    with pytest.raises(StoreError, match="没有编号"):
        store.reviewing.judge_sample(999, SampleState.CLEAR, "wangfang", AT)
    with pytest.raises(StoreError, match="不是结论"):
        store.reviewing.judge_sample(sample.number, SampleState.WAITING, "wangfang", AT)


def test_a_finding_added_where_a_sample_waits_answers_it(store: Store) -> None:
    keep(store, REPORT)
    store.reviewing.draw_samples(9, "admin", AT, seed=1)
    store.reviewing.add(REPORT.id, [place(REPORT, "调研不够")], MISSED, "limin", AT)
    missed = store.reviewing.quality(EVERYTHING).kinds[DocumentKind.REPORT].missed
    assert (missed.hits, missed.looked) == (1, 1)


def test_samples_out_of_scope_are_not_shown(store: Store) -> None:
    keep(store, REPORT)
    store.reviewing.draw_samples(9, "admin", AT, seed=1)
    assert store.reviewing.next_sample(Scope(frozenset({"市教育局"}))) is None
    assert store.reviewing.next_sample(Scope(frozenset({"市水利局"}))) is not None


def test_the_figures_of_a_kind(store: Store) -> None:
    made = held(store, STUDY, RESEARCH, "接受批评", "每周补学两次")
    second_looks(store)
    for found in made:
        say(store, found.id)
    wide = replace(BLIND, spans=(place(MINUTES, f"张建国同志{STUDY}"),))
    answers: list[dict[str, Any]] = [
        {"edit": wide}, {"edit": replace(BLIND, category=Category.OTHER)}, {"state": ReviewState.REJECTED}, {}
    ]  # fmt: skip
    for found, answer in zip(made, answers, strict=True):
        say(store, found.id, by="wangfang", **answer)
    say(store, made[1].id, by="zhaojun", edit=FindingEdit(category=Category.OTHER))
    say(store, made[2].id, ReviewState.REJECTED, by="zhaojun", reason=RejectReason.WRONG_HOLDER)
    told = store.reviewing.quality(EVERYTHING)
    assert list(told.kinds) == [DocumentKind.MINUTES]
    assert told.kinds[DocumentKind.MINUTES] == told.overall
    kind = told.overall
    assert (kind.state.pairs, kind.state.observed, kind.category.pairs, kind.category.observed) == (4, 0.75, 3, 2 / 3)
    assert (kind.holder.observed, kind.overlapping.hits, kind.overlapping.looked) == (1, 3, 3)
    assert kind.overlap == pytest.approx((2 * 8 / (8 + 13) + 1 + 1) / 3)
    assert (kind.edited.hits, kind.edited.looked) == (1, 3)
    assert (kind.rejected.hits, kind.rejected.looked) == (1, 4)
    assert (kind.link_errors.hits, kind.link_errors.looked) == (1, 4)


def test_a_link_that_people_changed_was_an_error(store: Store) -> None:
    one, other = held(store, STUDY, RESEARCH)
    say(store, one.id)
    say(store, other.id)
    assert store.reviewing.quality(EVERYTHING).overall.link_errors.hits == 0
    with store._database.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO roster_imports (number, roster, source, at, pipeline, cadres, added, changed, gone) "
            "VALUES (1, 'r', 'r', 'r', 'r', 1, 1, 0, 0)"
        )
        connection.exec_driver_sql(
            "INSERT INTO cadres (id, since, name, digest, record) VALUES ('YZ012', 1, '张建国', 'd', '{}')"
        )
    span = place(MINUTES, STUDY)
    store.decide_link(
        LinkDecision(
            document_id=MINUTES.id, mention="张建国同志", cadre_id="YZ012", verdict=LinkVerdict.NOT_SAME, by="limin", at=AT, span=span
        )
    )  # fmt: skip
    errors = store.reviewing.quality(EVERYTHING).overall.link_errors
    assert (errors.hits, errors.looked) == (1, 2)


def test_nothing_reviewed_tells_nothing(store: Store) -> None:
    read = document("没有审过。")
    keep(store, read, finding(read, "没有"))
    overall = store.reviewing.quality(EVERYTHING).overall
    assert (overall.state.pairs, overall.state.kappa, overall.overlap, overall.edited.share) == (0, None, None, None)
