"""Findings as lines are, to the byte, what they are when each is read and written on its own."""

from dataclasses import replace
from itertools import chain
from typing import Any

import pytest
from sqlalchemy import update

from outputs import Selection, StateFilter, Store
from outputs.lines import StoredFindings, line_of
from outputs.tables import documents, event_marks, findings
from schema import (
    Candidate,
    FindingEdit,
    Holder,
    HolderKind,
    LinkDecision,
    LinkVerdict,
    finding_from_json,
    finding_to_json,
)
from tests.outputs.builders import document, finding, keep, verdict
from tests.outputs.test_exports import FULL, READ, SPREAD

ALL = Selection(states=StateFilter.ALL.states)
ODD = document('他说"不行"\\又说，{"anchor":{}},"category":{"code"', "制表\t符与控制\x01符", name='纪要,"document":{.docx')
HELD = Holder(
    kind=HolderKind.CADRE, mention="张建国同志", cadre_id="YZ012", score=0.99,
    candidates=(Candidate(cadre_id="YZ012", score=0.99, reasons=("姓名一致",)), Candidate(cadre_id="YZ099", score=0.01, reasons=())),
)  # fmt: skip


@pytest.fixture
def filled(store: Store) -> Store:
    """Findings of every shape: several anchors, all keys filled, quotes and control characters, reviewed and not, marked and not."""
    keep(store, READ, replace(FULL, holder=HELD, event=None), SPREAD)
    keep(store, ODD, finding(ODD, '"不行"\\又说，{"anchor":{}},"category":{"code"'), finding(ODD, "制表\t符与控制\x01符"))
    store.decide(verdict(store.finding(FULL.id), by='李"敏'))
    return store


def lines(store: Store, **changes: Any) -> list[bytes]:
    return list(chain.from_iterable(store.selected(ALL).lines(**changes)))


def whole(store: Store) -> list[bytes]:
    return [finding_to_json(one).encode() for one in store.findings(ALL)]


def test_lines_are_those_of_the_contract(filled: Store) -> None:
    assert lines(filled) == whole(filled)
    assert len(lines(filled)) == 4


def test_findings_are_the_same(filled: Store) -> None:
    assert list(filled.selected(ALL)) == list(filled.findings(ALL))


def test_anchors_may_all_be_lists(filled: Store) -> None:
    for line, one in zip(lines(filled, anchors_listed=True), filled.findings(ALL), strict=True):
        assert finding_from_json(line) == replace(one, anchor=one.anchors)
        assert line == line_of(one, anchors_listed=True)


def test_what_the_database_says_now_is_in_the_line(filled: Store) -> None:
    with filled._database.writing() as connection:
        connection.execute(update(documents).values(title='改"题"', issuer=None))
        connection.execute(update(event_marks).values(ref_year=None, unit="市\n局", line="供水"))
    assert lines(filled) == whole(filled)
    assert all('"title":"改\\"题\\""'.encode() in line for line in lines(filled))


def test_what_people_said_of_persons_is_in_the_line(filled: Store) -> None:
    filled.decide_link(
        LinkDecision(
            document_id=READ.id,
            mention="张建国同志",
            cadre_id="YZ099",
            verdict=LinkVerdict.SAME,
            by="李敏",
            at="2024-03-02T09:00:00+08:00",
        )
    )
    assert lines(filled) == whole(filled)
    assert b'"cadre_id":"YZ099","score":1.0' in b"".join(lines(filled))


def test_what_people_corrected_is_in_the_line(filled: Store) -> None:
    one = filled.finding(SPREAD.id)
    filled.decide(verdict(one, edit=FindingEdit(mention="某某")))
    assert lines(filled) == whole(filled)
    assert "某某".encode() in b"".join(lines(filled))


def test_a_line_in_another_order_is_read_and_written_anew(filled: Store) -> None:
    with filled._database.writing() as connection:
        wire = finding_to_json(filled.finding(FULL.id))
        moved = wire.replace('"document":', ' "document" :', 1)
        connection.execute(update(findings).where(findings.c.id == FULL.id).values(wire=moved))
    assert lines(filled) == whole(filled)


def test_many_pages_keep_their_order_and_are_counted(store: Store) -> None:
    for one in (document(f"第{number}条学习不够", name=f"{number}.docx") for number in range(3)):
        keep(store, one, finding(one, one.text))
    big = document(*(f"第{number}条学习不够" for number in range(1200)), name="大.docx")
    keep(store, big, *(finding(big, big.span_of(block)) for block in big.blocks))
    seen: list[int] = []
    told = StoredFindings(database=store._database, selection=ALL, watch=seen.append)
    assert [finding_from_json(line).id for some in told.lines() for line in some] == [one.id for one in store.findings(ALL)]
    assert (sum(seen), len(seen)) == (1203, 3)
