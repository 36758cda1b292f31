"""Rosters taken in again and again: records follow by id, every earlier state is kept, and what changed is told."""

from dataclasses import replace

import pytest

from outputs import Store
from schema import Cadre, LinkDecision, LinkVerdict, Post, RecordChangeKind, Roster, RosterChanges, StoreError
from tests.outputs.builders import document, finding, keep

POST = Post(unit="云泽市水利局", title="局长", start="2019-03", end=None)
HE = Cadre(id="A", name="何沛", birth="1971-03", posts=(POST,))
LI = Cadre(id="B", name="李静", birth="1974-06", posts=())
ZHAO = Cadre(id="C", name="赵一", posts=())
LEFT = replace(HE, posts=(replace(POST, end="2024-01"),))


def roster(number: int, *cadres: Cadre) -> Roster:
    return Roster(cadres=cadres, source=f"名册{number}.csv", id=f"sha256:{number}")


def take_in(store: Store, one: Roster, pipeline: str = "0.1.0") -> RosterChanges:
    return store.import_roster(one, at="2026-07-01T09:00:00+08:00", pipeline=pipeline)


def ids(changes: RosterChanges) -> tuple[list[str], list[str], list[str], int]:
    added, changed, gone = ([one.cadre_id for one in some] for some in (changes.added, changes.changed, changes.gone))
    return added, changed, gone, changes.same


def test_the_first_roster_adds_everyone(store: Store) -> None:
    assert ids(take_in(store, roster(1, HE, LI))) == (["A", "B"], [], [], 0)


def test_a_newer_one_tells_what_was_added_changed_and_gone(store: Store) -> None:
    take_in(store, roster(1, HE, LI))
    changes = take_in(store, roster(2, LEFT, ZHAO))
    assert ids(changes) == (["C"], ["A"], ["B"], 0)
    (field,) = changes.changed[0].fields
    assert (field.field, field.before, field.after) == (
        "posts",
        "2019-03~今 云泽市水利局局长",
        "2019-03~2024-01 云泽市水利局局长",
    )
    assert changes.gone[0].kind is RecordChangeKind.GONE
    assert store.roster_changes(2) == changes
    assert [(one.number, one.cadres, one.added, one.changed, one.gone) for one in store.roster_imports()] == [
        (1, 2, 2, 0, 0),
        (2, 2, 1, 1, 1),
    ]


def test_every_earlier_state_is_kept(store: Store) -> None:
    take_in(store, roster(1, HE, LI))
    take_in(store, roster(2, LEFT))
    take_in(store, roster(3, LEFT, LI))
    assert [(one.cadre, one.since, one.until) for one in store.cadre_versions("A")] == [(HE, 1, 2), (LEFT, 2, None)]
    assert [(one.since, one.until) for one in store.cadre_versions("B")] == [(1, 2), (3, None)]
    assert store.cadre_versions("Z") == ()
    for number, wanted in ((1, (HE, LI)), (2, (LEFT,)), (3, (LEFT, LI))):
        assert store.roster(f"sha256:{number}").cadres == wanted


def test_the_same_roster_again_changes_nothing(store: Store) -> None:
    take_in(store, roster(1, HE, LI))
    assert ids(take_in(store, roster(1, HE, LI))) == ([], [], [], 2)
    assert len(store.roster_imports()) == 1


def test_a_newer_pipeline_may_read_the_same_roster_otherwise(store: Store) -> None:
    take_in(store, roster(1, HE))
    assert ids(take_in(store, roster(1, LEFT), pipeline="0.2.0")) == ([], ["A"], [], 0)
    assert store.roster("sha256:1").cadres == (LEFT,)


def test_an_older_roster_again_brings_its_state_back(store: Store) -> None:
    take_in(store, roster(1, HE))
    take_in(store, roster(2, LEFT))
    assert ids(take_in(store, roster(1, HE))) == ([], ["A"], [], 0)
    assert store.roster("sha256:1").cadres == (HE,)
    assert len(store.cadre_versions("A")) == 3


def test_an_id_that_may_be_another_person_is_doubted(store: Store) -> None:
    take_in(store, roster(1, HE))
    changes = take_in(store, roster(2, replace(HE, name="柴米", birth="1985-01")))
    assert "可能不是同一人" in changes.changed[0].doubt


def test_many_records_come_in_batches(store: Store) -> None:
    many = tuple(Cadre(id=f"P{number:05}", name="王伟", posts=(POST,)) for number in range(4500))
    assert len(take_in(store, roster(1, *many)).added) == 4500
    changes = take_in(store, roster(2, *(replace(one, rank="正处级") for one in many[:3000])))
    assert (len(changes.changed), len(changes.gone)) == (3000, 1500)


def test_what_was_never_taken_in_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="没有这份名册"):
        store.roster("sha256:9")
    with pytest.raises(StoreError, match="没有第 9 次"):
        store.roster_changes(9)


def test_a_link_cannot_be_decided_for_someone_no_roster_had(store: Store) -> None:
    read = document("何局的问题。")
    keep(store, read, finding(read, "问题"))
    decision = LinkDecision(document_id=read.id, mention="何局", cadre_id="Z", verdict=LinkVerdict.SAME, by="甲", at="t")
    take_in(store, roster(1, HE))
    with pytest.raises(StoreError, match="名册里没有编号 Z"):
        store.decide_link(decision)
    take_in(store, roster(2, LI))
    assert store.decide_link(replace(decision, cadre_id="A")).number == 1
