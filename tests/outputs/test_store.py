"""What goes into the store comes out again, chosen and ordered as asked, and decisions are kept."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from outputs import RunOutcome, Selection, Standing, StateFilter, Store
from schema import (
    Category,
    CategoryGuess,
    DamagedFile,
    Finding,
    Measure,
    Provenance,
    Rectification,
    RectificationStatus,
    Responsible,
    Review,
    ReviewState,
    RevisionConflict,
    Span,
    StatementType,
    StoreError,
    UnknownFinding,
    Verdict,
)
from tests.outputs.builders import (
    EVERYTHING,
    analysis,
    begin,
    document,
    finding,
    keep,
    plain,
    shown,
    source,
    verdict,
)

MINUTES = document("张建国同志理论学习不够深入。", "调查研究偏少，𠮷日乡去得少。", "担当作为还不够。")
PENDING = Selection(states=StateFilter.PENDING.states)


def test_findings_come_back_as_they_went_in(store: Store) -> None:
    rectification = Rectification(
        status=RectificationStatus.IN_PROGRESS,
        text="正在整改",
        measures=(Measure(exact="偏少", start=20, end=22),),
        deadline="2024-06",
        responsible=(Responsible(mention="王敏", cadre_id="YZ007"),),
    )
    anchors = (MINUTES.anchor(Span(start=0, end=5)), MINUTES.anchor(MINUTES.span_of(MINUTES.blocks[1])))
    found = finding(MINUTES, "理论学习不够", rectification=rectification, anchor=anchors)
    keep(store, MINUTES, found)
    assert list(store.findings(PENDING)) == [found]


def test_documents_and_analyses_come_back_as_they_went_in(store: Store) -> None:
    read = document("标题", "正文𠮷。", verdict=Verdict.DEGRADED, warnings=("第 2 页是图片，未读取",))
    keep(store, read)
    assert store.document(read.id) == read
    assert store.analysis(read.id) == analysis(read)


def test_documents_are_listed_with_their_files_and_coverage(store: Store) -> None:
    with begin(store) as run:
        for path in ("/案卷/乙/纪要.docx", "/案卷/甲.docx"):
            run.add(source(MINUTES, path), MINUTES, analysis(MINUTES), ())
    [listed] = store.documents()
    assert (listed.standing, listed.blocks, listed.skipped, listed.rejected) == (Standing.PRESENT, 3, 1, 1)
    assert listed.paths == ("/案卷/乙/纪要.docx", "/案卷/甲.docx")
    assert listed.name == "纪要.docx"


@pytest.mark.parametrize("read", [Store.document, Store.analysis])
def test_an_unknown_document_is_refused(store: Store, read: Callable[[Store, str], object]) -> None:
    with pytest.raises(StoreError, match="没有文档 sha256:0"):
        read(store, "sha256:0")


def test_findings_are_ordered_by_date_document_and_place(store: Store) -> None:
    undated = document("无日期的问题。", date=None, name="z.txt")
    early = document("早年的问题。", date="2021", name="b.txt")
    for read in (MINUTES, undated, early):
        keep(store, read, *(finding(read, block.text) for block in reversed(read.blocks)))
    assert shown(list(store.findings(PENDING))) == [block.text for read in (undated, early, MINUTES) for block in read.blocks]


def test_many_findings_are_read_in_pages_without_loss(store: Store) -> None:
    long = document(*(f"第{number}个问题。" for number in range(1234)))
    keep(store, long, *(finding(long, long.span_of(block)) for block in long.blocks))
    assert shown(list(store.findings(PENDING))) == [block.text for block in long.blocks]


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), ["confirmed"]),
        (Selection(states=StateFilter.CONFIRMED.states), ["confirmed"]),
        (Selection(states=StateFilter.PENDING.states), ["pending"]),
        (Selection(states=StateFilter.ALL.states), ["pending", "confirmed", "unsure"]),
        (Selection(states=frozenset({ReviewState.REJECTED, ReviewState.WITHDRAWN})), ["rejected", "withdrawn"]),
    ],
)
def test_only_asked_review_states_leave(store: Store, selection: Selection, expected: list[str]) -> None:
    read = document(*ReviewState)
    made = {state: finding(read, state.value) for state in ReviewState}
    keep(store, read, *made.values())
    for state in set(ReviewState) - {ReviewState.PENDING}:
        store.decide(verdict(made[state], state))
    assert shown(list(store.findings(selection))) == expected


def other(found: Finding) -> Finding:
    code = Category.OTHER
    return replace(found, category=CategoryGuess(code=code, label=code.label, score=0.5))


@pytest.mark.parametrize(
    "selection",
    [
        replace(PENDING, category=Category.OTHER),
        replace(PENDING, cadre_id="YZ003"),
        replace(PENDING, type=StatementType.COMMENDATION),
        replace(PENDING, document_id=document("要找的。").id),
    ],
)
def test_findings_are_chosen_by_what_they_are(store: Store, selection: Selection) -> None:
    wanted = document("要找的。", name="一.docx")
    found = other(finding(wanted, "要找的。", type=StatementType.COMMENDATION))
    found = replace(found, holder=replace(found.holder, cadre_id="YZ003"))
    keep(store, wanted, found)
    keep(store, MINUTES, finding(MINUTES, "理论"), finding(MINUTES, "担当"))
    assert list(store.findings(selection)) == [found]


def test_failures_are_listed_with_reason_and_remedy(store: Store) -> None:
    broken = source(document("坏"), "/案卷/坏.docx")
    with begin(store) as run:
        run.fail(broken, stage="read", error=DamagedFile("文件不完整", "请重新导出", path=broken.path, page=3))
    [failed] = store.failures()
    assert (failed.path, failed.stage, failed.error) == ("/案卷/坏.docx", "read", "DamagedFile")
    assert (failed.message, failed.remedy, failed.page) == ("文件不完整", "请重新导出", 3)


def test_a_file_name_that_is_no_utf8_can_be_stored(store: Store) -> None:
    odd = replace(source(document("坏")), path="/案卷/\udcd6\udcd0.docx", content=None)
    with begin(store) as run:
        run.fail(odd, stage="read", error=DamagedFile("读不了"))
    assert [failed.path for failed in store.failures()] == [r"/案卷/\udcd6\udcd0.docx"]


def test_the_summary_counts_everything(store: Store) -> None:
    keep(store, MINUTES, *(found := [finding(MINUTES, "理论"), finding(MINUTES, "调查"), finding(MINUTES, "担当")]))
    store.decide(verdict(found[0]))
    with begin(store) as run:
        assert run.is_current(source(MINUTES))
        run.fail(source(document("坏"), "/案卷/坏.docx"), stage="read", error=DamagedFile("文件不完整"))
    summary = store.summary()
    assert summary.documents == {Standing.PRESENT: 1, Standing.MISSING: 0, Standing.SUPERSEDED: 0}
    assert summary.findings == dict.fromkeys(ReviewState, 0) | {ReviewState.PENDING: 2, ReviewState.CONFIRMED: 1}
    assert (summary.stale, summary.failures) == (0, 1)
    assert summary.last_run is not None
    assert (summary.last_run.id, summary.last_run.outcome) == (run.id, RunOutcome.FAILURES)
    assert (summary.last_run.counts.unchanged, summary.last_run.counts.failed) == (1, 1)


def test_an_empty_store_has_an_empty_summary(store: Store) -> None:
    summary = store.summary()
    assert (sum(summary.documents.values()), sum(summary.findings.values()), summary.last_run) == (0, 0, None)


def test_a_decision_is_shown_and_kept(store: Store) -> None:
    keep(store, MINUTES, found := finding(MINUTES, "理论"))
    decisions = (verdict(found, ReviewState.UNSURE, note="再核一次"), verdict(found, revision=3, by="王敏"))
    for decision in decisions:
        store.decide(decision)
    assert store.decisions(found.id) == decisions
    review = Review(state=ReviewState.CONFIRMED, by="王敏", at=decisions[1].at, revision=3)
    assert list(store.findings()) == [replace(found, review=review)]


def test_of_two_decisions_on_one_revision_the_second_is_refused(store: Store) -> None:
    keep(store, MINUTES, found := finding(MINUTES, "理论"))
    store.decide(verdict(found))
    with pytest.raises(RevisionConflict, match=r"李敏.*已确认"):
        store.decide(verdict(found, ReviewState.REJECTED, by="王敏"))
    assert [decision.by for decision in store.decisions(found.id)] == ["李敏"]


def test_a_decision_on_nothing_is_refused(store: Store) -> None:
    with pytest.raises(UnknownFinding, match="f-"):
        store.decide(verdict(finding(MINUTES, "理论")))


def test_a_decision_on_words_since_rewritten_is_refused(store: Store) -> None:
    keep(store, MINUTES, found := finding(MINUTES, "理论"))
    keep(store, MINUTES, other(found), fingerprint="v2")
    with pytest.raises(RevisionConflict, match="新的分析"):
        store.decide(verdict(found))
    [newest] = store.findings(PENDING)
    store.decide(verdict(newest))
    assert [plain(kept) for kept in store.findings()] == [plain(other(found))]


def test_a_new_analysis_that_says_the_same_leaves_the_revision(store: Store) -> None:
    keep(store, MINUTES, found := finding(MINUTES, "理论"))
    made_by = Provenance(pipeline="0.2.0", model="sha256:n", run="r-1")
    keep(store, MINUTES, replace(found, provenance=made_by), fingerprint="v2")
    assert list(store.findings(PENDING)) == [replace(found, provenance=made_by)]


def test_what_was_decided_on_is_not_rewritten(store: Store) -> None:
    keep(store, MINUTES, found := finding(MINUTES, "理论"))
    store.decide(verdict(found))
    wrong = replace(found.holder, cadre_id="YZ099", mention="另一人")
    keep(store, MINUTES, replace(found, holder=wrong), fingerprint="v2")
    [kept] = store.findings()
    assert (kept.holder, kept.review.revision) == (found.holder, 2)


def test_taking_a_decision_back_shows_the_newest_analysis(store: Store) -> None:
    keep(store, MINUTES, found := finding(MINUTES, "理论"))
    store.decide(verdict(found))
    keep(store, MINUTES, other(found), fingerprint="v2")
    store.decide(verdict(found, ReviewState.PENDING, revision=3))
    assert [kept.category.code for kept in store.findings(replace(PENDING, category=Category.OTHER))] == [Category.OTHER]


def test_a_decided_finding_that_is_no_longer_made_is_kept_as_stale(store: Store) -> None:
    keep(store, MINUTES, decided := finding(MINUTES, "理论"), finding(MINUTES, "调查"))
    store.decide(verdict(decided))
    keep(store, MINUTES, fingerprint="v2")
    assert [kept.id for kept in store.findings()] == [decided.id]
    assert [kept.id for kept in store.findings(EVERYTHING)] == [decided.id]
    assert store.summary().stale == 1
    keep(store, MINUTES, decided, fingerprint="v3")
    assert store.summary().stale == 0


def test_a_stale_suggestion_is_shown_only_when_asked_for(store: Store) -> None:
    keep(store, MINUTES, found := finding(MINUTES, "理论"))
    store.decide(verdict(found))
    store.decide(verdict(found, ReviewState.PENDING, revision=3))
    keep(store, MINUTES, fingerprint="v2")
    assert list(store.findings(PENDING)) == []
    assert [kept.id for kept in store.findings(replace(PENDING, outdated=True))] == [found.id]
    assert store.summary().findings[ReviewState.PENDING] == 0


def test_a_reader_sees_one_moment_while_a_run_writes(store: Store) -> None:
    before = document(*(f"原有问题{number}。" for number in range(1200)), name="旧.docx")
    keep(store, before, *(finding(before, before.span_of(block)) for block in before.blocks))
    reader = store.findings(PENDING)
    seen = [next(reader)]
    keep(store, before, fingerprint="v2")
    keep(store, MINUTES, finding(MINUTES, "理论"))
    seen += reader
    assert shown(seen) == [block.text for block in before.blocks]
    assert shown(list(store.findings(PENDING))) == ["理论"]


def test_readers_and_a_writer_do_not_hold_each_other_up(location: str) -> None:
    wrote, errors = threading.Event(), []

    def watch() -> None:
        try:
            with Store.open(location) as reader:
                while not wrote.is_set():
                    by_document: dict[str, int] = {}
                    for found in reader.findings(PENDING):
                        by_document[found.document.id] = by_document.get(found.document.id, 0) + 1
                    assert set(by_document.values()) <= {3}, "a document's findings are seen all or none"
        except Exception as error:
            errors.append(error)

    with Store.open(location) as store:
        readers = [threading.Thread(target=watch) for _ in range(2)]
        for thread in readers:
            thread.start()
        for number in range(40):
            read = document(*(f"第{number}份第{line}条。" for line in range(3)), name=f"{number}.docx")
            keep(store, read, *(finding(read, block.text) for block in read.blocks))
        wrote.set()
        for thread in readers:
            thread.join()
        assert errors == []
        assert len(list(store.findings(PENDING))) == 120


def test_of_many_reviewers_deciding_at_once_none_is_lost(store: Store) -> None:
    read = document(*(f"第{number}条问题。" for number in range(60)))
    made = [finding(read, block.text) for block in read.blocks]
    keep(store, read, *made)
    refused: list[RevisionConflict] = []

    def review(name: str) -> None:
        for found in made:
            try:
                store.decide(verdict(found, by=name))
            except RevisionConflict as conflict:
                refused.append(conflict)

    reviewers = [threading.Thread(target=review, args=(f"审阅员{number}",)) for number in range(4)]
    for thread in reviewers:
        thread.start()
    for thread in reviewers:
        thread.join()
    assert len(refused) == 3 * len(made)
    assert [len(store.decisions(found.id)) for found in made] == [1] * len(made)
