"""The lines that people read: what they say, what they rest on, and what never leaves."""

import re
from dataclasses import replace

import pytest

from cadres.pattern_lines import released
from cadres.patterns import PatternAnalysis, PatternOptions, analyse_patterns
from schema import (
    BreadthLabel,
    Category,
    Grade,
    HolderKind,
    LeverageKind,
    Pattern,
    PatternLabel,
    Reason,
    RectificationStatus,
    ReviewState,
    SelfOtherLabel,
    StatementType,
    StepKind,
    VoiceKind,
    pattern_from_json,
    pattern_to_json,
)
from tests.cadres.pattern_histories import LAST, WINDOW, Book, persistent

L, V = PatternLabel, VoiceKind
CONFIRMED = PatternOptions(until=LAST, computed_at="2025-01-01T00:00:00+08:00")
ALL = replace(CONFIRMED, confirmed_only=False)


def lines(book: Book, options: PatternOptions = CONFIRMED) -> list[Pattern]:
    return list(analyse_patterns(book.records(), options))


def line(
    book: Book,
    options: PatternOptions = CONFIRMED,
    category: Category = Category.INITIATIVE,
    kind: StatementType = StatementType.PROBLEM,
) -> Pattern:
    (found,) = (one for one in lines(book, options) if (one.cadre_id, one.category, one.type) == ("YZ1", category, kind))
    return found


def test_a_persistent_pattern_says_what_it_rests_on() -> None:
    book = Book()
    persistent(book)
    found = line(book)
    assert (found.label, found.label_text, found.provisional) == (L.PERSISTENT, "一贯", False)
    assert (found.facts.events, found.facts.hit_years, found.facts.external_years) == (8, 4, 4)
    assert found.facts.groups == ("insiders", "inspection")
    assert [year.year for year in found.years if year.hits] == [2021, 2022, 2023, 2024]
    assert found.text.startswith("“一贯”")
    assert "其中4年有可区分的反映（去重8件，具体事例8件）" in found.text
    assert found.text.count("。") <= 4


def test_the_same_input_gives_the_same_lines_and_they_survive_json() -> None:
    book = Book()
    persistent(book)
    made = lines(book)
    assert made == lines(book)
    assert [pattern_from_json(pattern_to_json(one)) for one in made] == made


def test_lines_are_ordered_by_id_and_say_nothing_of_rank() -> None:
    book = Book()
    persistent(book)
    made = lines(book)
    assert made == sorted(
        made, key=lambda one: (one.cadre_id, one.type is StatementType.COMMENDATION, list(Category).index(one.category))
    )


def test_what_was_not_reviewed_is_no_evidence_by_default() -> None:
    book = Book()
    persistent(book, state=ReviewState.PENDING)
    assert not [one for one in lines(book) if one.cadre_id == "YZ1"]


@pytest.mark.parametrize("pending", [8, 1])
def test_what_was_not_reviewed_never_carries_a_pattern_out(pending: int) -> None:
    book = Book()
    told = persistent(book)
    for number in range(len(told) - pending, len(told)):
        place = book.findings.index(told[number])
        book.findings[place] = replace(told[number], review=replace(told[number].review, state=ReviewState.PENDING))
    inside = line(book, ALL)
    assert inside.label.weighty
    assert inside.provisional
    assert inside.text.startswith("待核")
    outside = released(inside)
    assert (outside.label, outside.reasons) == (L.INSUFFICIENT, (Reason.UNREVIEWED,))
    assert outside.posterior is outside.probability is outside.band is None
    assert not outside.leverage
    assert not re.search("反复|一贯(?!。)|再现", outside.text.replace("一时还是一贯", ""))
    assert "persistent" not in pattern_to_json(outside)


def test_a_confirmed_pattern_leaves_as_it_is() -> None:
    book = Book()
    persistent(book)
    assert released(line(book)) == line(book)


@pytest.mark.parametrize("state", [ReviewState.REJECTED, ReviewState.WITHDRAWN])
def test_rejected_and_withdrawn_findings_leave_no_line(state: ReviewState) -> None:
    book = Book()
    persistent(book, state=state)
    assert not [one for one in lines(book, ALL) if one.cadre_id == "YZ1"]


@pytest.mark.parametrize("changes", [{"link": None}, {"holder": HolderKind.UNIT}, {"holder": HolderKind.TEAM}])
def test_only_findings_linked_to_the_cadre_count(changes: dict[str, object]) -> None:
    book = Book()
    persistent(book, **changes)
    assert not [one for one in lines(book, ALL) if one.cadre_id == "YZ1"]


def test_a_doubtful_link_weighs_less_and_is_told() -> None:
    book, sure = Book(), Book()
    persistent(book, state=ReviewState.PENDING, link=0.3)
    persistent(sure, state=ReviewState.PENDING)
    doubted, trusted = line(book, ALL), line(sure, ALL)
    assert doubted.posterior is not None
    assert trusted.posterior is not None
    assert doubted.posterior.persistent < trusted.posterior.persistent
    assert doubted.label is L.INSUFFICIENT
    assert Reason.LINK_DOUBT in doubted.reasons


def test_one_event_told_again_counts_once() -> None:
    book = Book()
    book.everybody_looks("YZ1")
    for year in range(2020, 2025):
        book.note("YZ1", year, V.SUPERVISION, event="e-1", primary=year == 2020)
    found = line(book)
    assert found.label is L.ISOLATED
    assert (found.facts.events, found.facts.hit_years) == (1, 1)
    assert [len(year.retold) for year in found.years] == [0, 0, 1, 1, 1, 1]
    assert "5份材料说的是同一件事，只计一次" in found.text
    assert "此结论不代表该事已查实" in found.text


def test_events_before_the_window_are_shown_and_not_counted() -> None:
    book = Book()
    book.everybody_looks("YZ1")
    old = book.note("YZ1", 2015, V.SUPERVISION, event="e-1")
    again = book.note("YZ1", 2022, V.SUPERVISION, event="e-1", primary=False)
    book.note("YZ1", 2023, V.PEER)
    found = line(book)
    assert found.older == (old.id, again.id)
    assert [year.year for year in found.years if year.hits] == [2023]


def test_a_finding_without_a_year_is_shown_and_not_counted() -> None:
    book = Book()
    book.everybody_looks("YZ1")
    undated = book.note("YZ1", None, V.PEER)
    book.note("YZ1", 2023, V.PEER)
    assert line(book).undated == (undated.id,)


def test_verified_rectification_and_quiet_years_make_it_corrected() -> None:
    book = Book()
    book.everybody_looks("YZ1")
    told = [book.note("YZ1", year, voice) for year in (2019, 2020, 2021) for voice in (V.PEER, V.SUPERVISION)]
    book.done(told[-1], "2021-11-30")
    found = line(book)
    assert found.label is L.CORRECTED
    assert [(one.year, one.verified) for one in found.facts.completions] == [(2021, True)]
    assert "2021年有整改完成记录（已经复核）" in found.text
    assert "建议继续关注" in found.text
    assert "彻底" not in found.text


def test_a_claim_that_nobody_looked_at_since_is_told_as_such() -> None:
    book = Book()
    book.everybody_looks("YZ1", years=range(2019, 2023))
    told = [book.note("YZ1", year, voice) for year in (2020, 2022) for voice in (V.PEER, V.APPRAISAL)]
    book.done(told[-1], "2022-12-30", StepKind.CLAIMED)
    book.everybody_looks("YZ1", voices=(V.SELF,), years=(2023, 2024))
    found = line(book)
    assert found.label is not L.CORRECTED
    assert found.label is L.RECURRENT or Reason.RECTIFIED_UNVERIFIED in found.reasons


def test_new_events_after_completion_are_a_relapse() -> None:
    book = Book()
    book.everybody_looks("YZ1")
    told = [book.note("YZ1", year, voice) for year in (2019, 2020, 2023, 2024) for voice in (V.PEER, V.SUPERVISION)]
    book.done(told[2], "2020-12-01")
    found = line(book)
    assert found.label is L.RELAPSED
    assert "2020年有整改完成记录（已经复核），2023、2024年又有新的反映（4件），非旧事重提" in found.text


def test_what_a_ledger_tells_as_back_again_is_new() -> None:
    book = Book()
    book.everybody_looks("YZ1", voices=(V.AUDIT,), years=(2021, 2022, 2024))
    book.done(book.note("YZ1", 2021, V.AUDIT, Category.FINANCE, event="e-1"), "2022-11-30", StepKind.CLAIMED)
    for year in (2023, 2024):
        book.note("YZ1", year, V.AUDIT, Category.FINANCE, event="e-1", primary=False, status=RectificationStatus.RELAPSED)
    found = line(book, category=Category.FINANCE)
    assert found.label is L.RELAPSED
    assert [year.year for year in found.years if year.hits] == [2021, 2023]
    assert found.years[-1].retold


def test_the_end_and_the_record_of_it_are_told_in_their_order() -> None:
    book = Book()
    book.everybody_looks("YZ1")
    told = [book.note("YZ1", year, voice) for year in (2019, 2020, 2021) for voice in (V.PEER, V.SUPERVISION)]
    book.done(told[-1], "2024-11-30", StepKind.CLAIMED)
    found = line(book)
    assert found.label is L.CORRECTED
    assert re.search("未再见反映，2024年有整改完成记录（未经复核）。", found.text)


def test_few_papers_do_not_make_a_phrase_look_rare() -> None:
    book = Book(peers=0)
    for number in range(12):
        book.everybody_looks(f"YZ{number}", years=(2022, 2023, 2024))
    for year in (2022, 2024):
        book.note("YZ1", year, V.APPRAISAL, Category.MASSES, concrete=False)
    found = line(book, category=Category.MASSES)
    assert found.facts.small_pool
    assert found.label is L.GENERIC


def test_self_criticism_alone_never_makes_a_pattern() -> None:
    book = Book()
    book.everybody_looks("YZ1")
    for year in WINDOW:
        book.note("YZ1", year, V.SELF)
    found = line(book)
    assert not found.label.weighty
    assert found.label is not L.INSUFFICIENT or Reason.SELF_ONLY in found.reasons


def test_what_a_label_rests_on_is_named() -> None:
    book = Book()
    book.everybody_looks("YZ1")
    told = [book.note("YZ1", year, voice) for year, voice in ((2020, V.INSPECTION), (2022, V.PEER), (2023, V.SUPERVISION))]
    found = line(book)
    assert found.label is L.RECURRENT
    assert {one.id for one in found.leverage if one.kind is LeverageKind.FINDING} == {one.id for one in told}
    assert all(one.label_without in (L.ISOLATED, L.INSUFFICIENT) for one in found.leverage)
    assert "第2页的一条；若该条不成立，判断变为“" in found.text


def test_a_review_recomputes_one_cadre_as_if_everybody_were() -> None:
    book = Book()
    told = persistent(book)
    analysis = PatternAnalysis(book.records(), CONFIRMED)
    for finding in told[:5]:
        place = book.findings.index(finding)
        book.findings[place] = replace(finding, review=replace(finding.review, state=ReviewState.REJECTED))
    alone = list(analysis.again("YZ1", book.records("YZ1")))
    anew = [one for one in lines(book) if one.cadre_id == "YZ1"]
    assert [one.label for one in alone] == [one.label for one in anew]
    assert alone[0].label is not L.PERSISTENT
    for one, other in zip(alone, anew, strict=True):
        assert one.posterior is not None
        assert other.posterior is not None
        assert one.posterior.persistent == pytest.approx(other.posterior.persistent, abs=1e-3)
        assert (one.facts, one.events) == (other.facts, other.events)


def test_praise_stands_beside_and_is_never_netted() -> None:
    book, bare = Book(), Book()
    persistent(book)
    persistent(bare)
    for year in (2021, 2022, 2023, 2024):
        book.note("YZ1", year, V.SUPERIOR, kind=StatementType.COMMENDATION)
    problem, praise = line(book), line(book, kind=StatementType.COMMENDATION)
    alone = line(bare)
    assert (problem.label, problem.posterior, problem.facts) == (alone.label, alone.posterior, alone.facts)
    assert praise.label_text in ("一贯肯定", "多次肯定", "资料不足", "一时肯定")
    assert problem.beside is not None
    assert problem.beside.label is praise.label
    assert problem.beside.conflicting_years == (2021, 2022, 2023, 2024)
    assert praise.self_other is None
    assert "反映" not in praise.text


def test_one_post_or_across_posts() -> None:
    book = Book()
    book.held("YZ1", ("市水利局", "局长", "2022-01", None), ("市教育局", "副局长", "2015-01", "2021-12"))
    persistent(book)
    across = line(book).breadth
    assert across.settings == ("市教育局 副局长", "市水利局 局长")
    assert across.across_change
    assert across.label is not BreadthLabel.ONE
    assert line(book).years[0].posts == ("市教育局 副局长",)


def test_what_others_tell_and_he_does_not() -> None:
    book = Book()
    persistent(book)
    found = line(book).self_other
    assert found is not None
    assert found.label is SelfOtherLabel.UNMENTIONED
    assert found.others_only == (2021, 2022, 2023, 2024)


def test_events_are_graded_by_independent_sources() -> None:
    book = Book()
    book.everybody_looks("YZ1")
    for voice in (V.PEER, V.SUPERVISION):
        book.note("YZ1", 2022, voice, event="e-a")
    book.note("YZ1", 2023, V.SELF, event="e-b")
    assert [(one.id, one.grade) for one in line(book).events] == [("e-a", Grade.A), ("e-b", Grade.E)]


def test_texts_never_put_a_number_or_a_verdict_on_a_person() -> None:
    book = Book()
    persistent(book)
    for pattern in lines(book, ALL):
        bare = re.sub(r"(?:同级别同类(?:反映|肯定)约占|同级别干部同类材料中约占)\d+%|不到1%", "", pattern.text)
        assert not re.search(r"\d\s*%|百分之|屡教不改|本质|的人|一贯如此|彻底", bare)


def test_an_empty_store_has_no_lines() -> None:
    assert lines(Book(peers=0)) == []
