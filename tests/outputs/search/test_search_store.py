"""Search over a store: what is taken in, what is found, in which order, and by whom."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, select, text

from outputs import Store
from outputs.access import EVERYTHING, Scope
from outputs.search import FoundPage, SearchOrder
from outputs.search.tables import indexed
from schema import Analysis, Block, BlockRole, Cadre, Holder, HolderKind, Location, Occasion, Post, ReviewState, Roster
from tests.outputs.builders import analysis, begin, document, finding, keep, source, verdict

MINUTES = document(
    "市水利局党组会议记录", "理论学习不够深入，满足于一般性了解。", "会前酝酿不够充分。", name="纪要.docx", date="2024-01-18"
)
NOTICE = document("关于学习情况的通报", "理论学习抓得不紧。", name="通报.docx", date="2024-03-02", issuer="市文化广电局")
OLD = document("学习笔记检查", "理论学习流于形式。", name="旧.docx", date=None)


def names(page: FoundPage) -> list[str]:
    return [one.name for one in page.documents]


@pytest.fixture
def filled(store: Store) -> Store:
    for one in (MINUTES, NOTICE, OLD):
        keep(store, one, finding(one, "理论学习"))
    return store


def test_the_newest_document_comes_first_and_unknown_dates_last(filled: Store) -> None:
    assert names(filled.search.find("理论学习", EVERYTHING)) == ["通报.docx", "纪要.docx", "旧.docx"]


def test_pages_follow_each_other_by_key(filled: Store) -> None:
    seen, after = [], None
    while True:
        page = filled.search.find("学习", EVERYTHING, limit=1, after=after)
        seen += names(page)
        if page.next is None:
            break
        after = page.next
    assert seen == ["通报.docx", "纪要.docx", "旧.docx"]


@pytest.mark.parametrize("order", list(SearchOrder))
def test_what_holds_the_words_is_found_in_either_order(filled: Store, order: SearchOrder) -> None:
    assert set(names(filled.search.find("学习", EVERYTHING, order=order))) == {"通报.docx", "纪要.docx", "旧.docx"}
    assert names(filled.search.find("酝酿", EVERYTHING, order=order)) == ["纪要.docx"]


def test_the_closest_passage_comes_first_though_it_is_older(store: Store) -> None:
    keep(store, long := document("学习" + "其他工作情况" * 60, name="长.docx", date="2024-05-01"), finding(long, "学习"))
    keep(store, near := document("学习，学习，再学习。", name="近.docx", date="2020-05-01"), finding(near, "再学习"))
    assert names(store.search.find("学习", EVERYTHING, order=SearchOrder.CLOSEST)) == ["近.docx", "长.docx"]


def test_closest_pages_follow_each_other(store: Store) -> None:
    for number in range(5):
        one = document("学习" + "情况" * number, name=f"{number}.docx")
        keep(store, one, finding(one, "学习"))
    seen, after = [], None
    for _ in range(5):
        page = store.search.find("学习", EVERYTHING, order=SearchOrder.CLOSEST, limit=2, after=after)
        seen += names(page)
        after = page.next
        if after is None:
            break
    assert sorted(seen) == [f"{number}.docx" for number in range(5)]


def test_a_hit_tells_the_words_their_place_and_the_findings_there(filled: Store) -> None:
    (shown,) = filled.search.find("不够深入", EVERYTHING).documents
    (hit,) = shown.hits
    assert ("不够深入", True) in hit.snippet.pieces
    assert MINUTES.text[hit.start :].startswith("不够深入")
    assert [one.id for one in hit.findings] == [finding(MINUTES, "理论学习").id]
    assert (shown.unit, shown.date) == ("市水利局", "2024-01-18")


def test_many_passages_of_one_document_are_counted_and_shown_within_it(store: Store) -> None:
    one = document(*(f"第{number}条：学习不够。" for number in range(30)), name="多.docx")
    keep(store, one, finding(one, "第0条：学习"))
    (shown,) = store.search.find("学习", EVERYTHING).documents
    assert (len(shown.hits), shown.more) == (3, 27)
    seen, after = [], None
    while True:
        page = store.search.find("学习", EVERYTHING, document_id=one.id, limit=8, after=after)
        seen += [hit.start for hit in page.documents[0].hits]
        after = page.next
        if after is None:
            break
    assert seen == sorted(seen)
    assert len(seen) == 30


def test_the_cells_of_a_row_are_one_passage_and_those_of_two_rows_are_not(store: Store) -> None:
    cells = (("张建国", 1, 0), ("采购未公开招标", 1, 1), ("孙丽", 2, 0), ("账实不符", 2, 1))
    blocks = tuple(
        Block(index=index, role=BlockRole.CELL, text=words, table=0, locations=(Location(block=index, cell=(row, column)),))
        for index, (words, row, column) in enumerate(cells)
    )
    ledger = document("占位", name="台账.xlsx", blocks=blocks, id="sha256:ledger")
    keep(store, ledger)
    assert names(store.search.find("张建国 招标", EVERYTHING)) == ["台账.xlsx"]
    assert names(store.search.find("张建国 账实", EVERYTHING)) == []


def test_findings_alone_are_found_by_their_own_words(filled: Store) -> None:
    assert len(filled.search.find("理论学习", EVERYTHING, findings_only=True).documents) == 3
    assert names(filled.search.find("酝酿", EVERYTHING, findings_only=True)) == []
    assert names(filled.search.find("理论学习 不够", EVERYTHING, findings_only=True)) == []


def test_findings_of_one_document_come_page_by_page_once_each_and_count_those_in_scope_alone(store: Store) -> None:
    lines = [f"第{number}件，调研偏少。" for number in "一二三四五"]
    read = document(*lines, name="五件.docx", issuer="市文化广电局")
    other = Holder(kind=HolderKind.UNIT, mention=None, cadre_id=None, score=None)
    held = [finding(read, line, **({} if place < 3 else {"holder": other})) for place, line in enumerate(lines)]
    cadre = Cadre(id="YZ012", name="张建国", posts=(Post(unit="市水利局", title="副局长", start="2020", end=None),))
    store.import_roster(Roster(cadres=(cadre,), source="名册.csv", id="sha256:r"), at="2024-02-01", pipeline="0.1.0")
    keep(store, read, *held)
    for scope, found in ((EVERYTHING, held), (Scope(frozenset({"市水利局"})), held[:3])):
        (one,) = store.search.find("调研偏少", scope, findings_only=True).documents
        assert len(one.hits) + one.more == len(found)
        seen: list[str] = []
        after = None
        while True:
            page = store.search.find("调研偏少", scope, findings_only=True, document_id=read.id, limit=2, after=after)
            seen += [hit.findings[0].id for one in page.documents for hit in one.hits]
            after = page.next
            if after is None:
                break
        assert seen == [one.id for one in found]


def test_withdrawn_findings_are_not_shown(filled: Store) -> None:
    filled.decide(verdict(finding(NOTICE, "理论学习"), ReviewState.WITHDRAWN))
    (shown,) = filled.search.find("抓得不紧", EVERYTHING).documents
    assert shown.hits[0].findings == ()
    assert "通报.docx" not in names(filled.search.find("理论学习", EVERYTHING, findings_only=True))


def test_nothing_is_found_outside_the_scope(filled: Store) -> None:
    water = Scope(frozenset({"市水利局"}))
    assert names(filled.search.find("理论学习", water)) == ["纪要.docx", "旧.docx"]
    assert set(names(filled.search.find("理论学习", water, order=SearchOrder.CLOSEST))) == {"纪要.docx", "旧.docx"}
    assert names(filled.search.find("抓得不紧", water)) == []
    assert filled.search.find("抓得不紧", water, document_id=NOTICE.id).documents == ()
    assert names(filled.search.find("抓得不紧", Scope(frozenset()))) == []


def test_a_document_of_unknown_unit_is_found_by_who_sees_everything_alone(store: Store) -> None:
    one = document("去向不明的学习材料", name="无单位.docx", issuer=None)
    keep(store, one)
    assert names(store.search.find("去向不明", EVERYTHING)) == ["无单位.docx"]
    assert names(store.search.find("去向不明", Scope(frozenset({"市水利局", "市"})))) == []


def test_superseded_documents_are_not_found(store: Store) -> None:
    first, second = document("旧的学习安排", name="同名.docx"), document("新的学习安排", name="同名.docx")
    for one in (first, second):
        with begin(store, "/案卷/同名.docx") as run:
            run.add(source(one, "/案卷/同名.docx"), one, analysis(one), ())
    assert [hit.snippet.text for found in store.search.find("学习安排", EVERYTHING).documents for hit in found.hits] == [
        "新的学习安排"
    ]


def test_a_document_that_is_read_anew_is_found_by_its_new_words_alone(store: Store) -> None:
    read = document("理论学习不够", name="纪要.docx")
    again = replace(read, blocks=(replace(read.blocks[0], text="理论研究不够"),))
    keep(store, read)
    keep(store, again, fingerprint="v2")
    assert names(store.search.find("理论学习", EVERYTHING)) == []
    assert names(store.search.find("理论研究", EVERYTHING)) == ["纪要.docx"]


def test_what_is_the_same_is_not_taken_in_again(filled: Store) -> None:
    def slots() -> list[int]:
        with filled._database.reading() as connection:
            return list(connection.scalars(select(indexed.c.slot).order_by(indexed.c.slot)))

    before = slots()
    keep(filled, MINUTES, finding(MINUTES, "理论学习"), fingerprint="v2")
    assert slots() == before


def test_what_the_index_lacks_is_taken_in(filled: Store) -> None:
    with filled._database.writing() as connection:
        connection.execute(delete(indexed).where(indexed.c.document_id == MINUTES.id))
    assert names(filled.search.find("酝酿", EVERYTHING)) == []
    told: list[int] = []
    assert filled.search.take_in(told.append) == 1
    assert told == [1]
    assert names(filled.search.find("酝酿", EVERYTHING)) == ["纪要.docx"]
    assert filled.search.take_in() == 0


def test_an_index_that_is_mostly_of_what_is_gone_is_made_anew(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outputs.search.index.SPARE", 0)
    for number in range(8):
        keep(filled, replace(OLD, blocks=(replace(OLD.blocks[0], text=f"第{number}稿"),)), fingerprint=f"v{number}")
    filled.search.take_in()
    with filled._database.reading() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.scalar(text("SELECT max(slot) FROM indexed")) == 3
    assert names(filled.search.find("酝酿", EVERYTHING)) == ["纪要.docx"]
    assert names(filled.search.find("第7稿", EVERYTHING)) == ["旧.docx"]


def test_a_very_long_passage_is_found_at_its_end(store: Store) -> None:
    one = document("长文" * 30_000 + "末尾有酝酿", name="长.docx")
    keep(store, one)
    (shown,) = store.search.find("酝酿", EVERYTHING).documents
    assert one.text[shown.hits[0].start :].startswith("酝酿")


def test_a_document_without_words_is_stored_and_never_found(store: Store) -> None:
    one = document(name="空.docx", blocks=())
    nothing = Analysis(occasion=Occasion(date=None, unit=None, people=()), statements=(), rejected=(), skipped=())
    with begin(store) as run:
        run.add(source(one), one, nothing, ())
    assert names(store.search.find("空", EVERYTHING)) == []


def test_an_unusual_date_keeps_nobody_from_storing(store: Store) -> None:
    for number, date in enumerate(("9999", "2024-06", "0001-01-01")):
        keep(store, document(f"学习{number}", name=f"{number}.docx", date=date))
    assert names(store.search.find("学习", EVERYTHING)) == ["0.docx", "1.docx", "2.docx"]


def test_the_index_holds_a_document_if_and_only_if_the_store_does(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*told: object, **more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("outputs.intake.hold", stopped)
    with pytest.raises(RuntimeError):
        keep(store, document("酝酿"))
    monkeypatch.undo()
    assert names(store.search.find("酝酿", EVERYTHING)) == []
    keep(store, document("酝酿"))
    assert names(store.search.find("酝酿", EVERYTHING)) == ["纪要.docx"]
