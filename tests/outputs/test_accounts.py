"""Beside a document the store keeps what became of its blocks, and notes for its reviewer."""

from dataclasses import replace

import pytest
from sqlalchemy import delete

from outputs import Covered, Store, covered
from outputs.tables import coverage
from schema import Analysis, BlockUse, Count, Counted, CountKind, Disagreement, Document, Doubt, ReviewState, Span, UnknownFinding
from tests.outputs.builders import analysis, begin, document, finding, source, verdict

READ = document("市水利局文件", "理论学习不够深入。", "——")
USES = (BlockUse.HEADER, BlockUse.PROSE, BlockUse.WORDLESS)
NOTE = "文中称有25个问题，机器在本文中找到问题表述22条，请核对有无遗漏或合并"


def accounted(read: Document, *uses: BlockUse, note: str | None = None) -> Analysis:
    told = analysis(read)
    if note is None:
        return replace(told, coverage=uses)
    span = read.span_of(read.blocks[0])
    doubt = Doubt(kind=Disagreement.LISTED, stated=25, found=22, note=note)
    total = Counted(kind=CountKind.TOTAL, number=25, span=span)
    return replace(told, coverage=uses, counts=(Count(span=span, numbers=(total,), by=None, own=True, doubts=(doubt,)),))


def take_in(store: Store, read: Document, told: Analysis, path: str = "/案卷/纪要.docx", fingerprint: str = "v1") -> None:
    with begin(store, path, fingerprint=fingerprint) as run:
        run.add(source(read, path), read, told, [])


def test_the_sums_are_the_document_s() -> None:
    found = covered(READ, USES)
    assert found == (
        Covered(use=BlockUse.PROSE, blocks=1, characters=9),
        Covered(use=BlockUse.HEADER, blocks=1, characters=6),
        Covered(use=BlockUse.WORDLESS, blocks=1, characters=2),
    )
    assert sum(one.blocks for one in found) == len(READ.blocks)
    assert sum(one.characters for one in found) + len(READ.blocks) - 1 == len(READ.text)


def test_coverage_is_kept_by_document_and_summed(store: Store) -> None:
    other = document("班子不团结。", name="反馈.docx")
    take_in(store, READ, accounted(READ, *USES))
    take_in(store, other, accounted(other, BlockUse.PROSE), "/案卷/反馈.docx")
    assert store.coverage() == {READ.id: covered(READ, USES), other.id: covered(other, (BlockUse.PROSE,))}
    summary = store.summary()
    assert summary.coverage[BlockUse.PROSE] == Covered(use=BlockUse.PROSE, blocks=2, characters=15)
    assert sum(one.blocks for one in summary.coverage.values()) == 4
    assert summary.uncounted == 0


def test_a_new_analysis_replaces_the_old_account(store: Store) -> None:
    take_in(store, READ, accounted(READ, *USES, note=NOTE))
    take_in(store, READ, accounted(READ, BlockUse.TITLE, BlockUse.PROSE, BlockUse.WORDLESS), fingerprint="v2")
    assert [one.use for one in store.coverage()[READ.id]] == [BlockUse.PROSE, BlockUse.TITLE, BlockUse.WORDLESS]
    assert store.notes() == ()


def test_a_document_of_old_is_counted_as_unknown(store: Store) -> None:
    take_in(store, READ, accounted(READ, *USES))
    with store._database.writing() as connection:
        connection.execute(delete(coverage))
    assert store.coverage() == {}
    assert store.summary().uncounted == 1


def test_notes_are_shown_until_the_document_is_superseded(store: Store) -> None:
    take_in(store, READ, accounted(READ, *USES, note=NOTE))
    assert [(one.document_id, one.name, one.note) for one in store.notes()] == [(READ.id, "纪要.docx", NOTE)]
    assert store.summary().notes == store.notes()
    newer = document("理论学习有进步。")
    take_in(store, newer, accounted(newer, BlockUse.PROSE))
    assert store.notes() == ()
    assert store.coverage().keys() == {newer.id}


def test_counts_come_back_with_the_analysis(store: Store) -> None:
    told = accounted(READ, *USES, note=NOTE)
    take_in(store, READ, told)
    assert store.analysis(READ.id) == told
    assert told.counts[0].number(CountKind.TOTAL) == 25
    assert told.counts[0].number(CountKind.REST) is None


def test_one_finding_by_its_id_whatever_its_state(store: Store) -> None:
    one = finding(READ, Span(start=7, end=15))
    with begin(store, "/案卷/纪要.docx") as run:
        run.add(source(READ), READ, accounted(READ, *USES), [one])
    assert store.finding(one.id).anchors == one.anchors
    store.decide(verdict(one, ReviewState.REJECTED))
    assert store.finding(one.id).review.state is ReviewState.REJECTED
    with pytest.raises(UnknownFinding, match="f-没有"):
        store.finding("f-没有")
