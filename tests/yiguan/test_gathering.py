"""One cadre gathered alone is what gathering everybody gives of him, also after the store has moved on."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cadres import PatternAnalysis, PatternOptions, released
from outputs import Selection, StateFilter, Store
from schema import Basis, Cadre, Document, Finding, Look, Post, Roster, StoreError, VoiceKind
from tests.outputs.builders import analysis, begin, document, finding, source, verdict
from yiguan.analysing import recorded
from yiguan.gathering import evidence_of, patterns_of
from yiguan.peers import Peers, peers_of

AS_OF, AT = "2024-12-31", "2025-01-02T08:00:00+08:00"
Papers = tuple[Document, list[Finding], list[Look]]
NAMES = ("YZ001", "YZ002", "YZ003")


def papers(year: int, *cadres: str) -> Papers:
    """Minutes of a year in which each of the cadres is criticised, and all could have been."""
    told = document(
        *(f"{one}同志{year}年理论学习不够深入，满足于一般性了解。" for one in cadres),
        name=f"{year}.docx",
        date=f"{year + 1}-01-18",
    )
    found = [finding(told, f"{one}同志{year}年理论学习不够深入") for one in cadres]
    held = [_held_by(one, cadre) for one, cadre in zip(found, cadres, strict=True)]
    looks = [
        Look(cadre_id=one, ref_year=year, voice=voice, weight=1, document_id=told.id, basis=Basis.ATTENDEE)
        for one in NAMES
        for voice in (VoiceKind.PEER, VoiceKind.SELF)
    ]
    return told, held, looks


def _held_by(told: Finding, cadre_id: str) -> Finding:
    return replace(told, holder=replace(told.holder, cadre_id=cadre_id, mention=cadre_id))


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "一贯.db") as store:
        cadres = tuple(
            Cadre(id=one, name=one, rank="正处级", posts=(Post(unit="市水利局", title="副局长", start="2018-01", end=None),))
            for one in NAMES
        )
        store.import_roster(Roster(cadres=cadres, source="名册", id="sha256:r"), at=AT, pipeline="0")
        add(store, papers(2020, "YZ001"), papers(2021, "YZ001", "YZ002"), papers(2022, "YZ001"), papers(2023, "YZ002"))
        yield store


def add(store: Store, *papers: Papers) -> None:
    with begin(store) as run:
        for told, found, looks in papers:
            run.add(source(told, f"/案卷/{told.name}"), told, analysis(told), found, looks)
    store.occurrences.group()


def everybody(store: Store, states: StateFilter) -> dict[str, list[object]]:
    options = PatternOptions(until=2024, computed_at=AT, confirmed_only=states is StateFilter.CONFIRMED)
    lines: dict[str, list[object]] = {one: [] for one in NAMES}
    for line in map(released, PatternAnalysis(recorded(store, as_of=AS_OF), options).lines()):
        lines[line.cadre_id].append(line)
    return lines


def alone(store: Store, states: StateFilter) -> dict[str, list[object]]:
    return {one: list(patterns_of(store, one, states, as_of=AS_OF, at=AT)) for one in NAMES}


@pytest.mark.parametrize("states", [StateFilter.CONFIRMED, StateFilter.ALL])
def test_one_alone_is_as_if_everybody_were_analysed(filled: Store, states: StateFilter) -> None:
    for told in list(filled.findings(Selection(states=StateFilter.ALL.states)))[:3]:
        filled.decide(verdict(told))
    found = alone(filled, states)
    assert found == everybody(filled, states)
    assert any(found.values())


def test_his_own_evidence_is_that_of_this_moment(filled: Store) -> None:
    assert not alone(filled, StateFilter.CONFIRMED)["YZ001"]
    mine = list(filled.findings(Selection(states=StateFilter.ALL.states, cadre_id="YZ001")))
    filled.decide(verdict(mine[0]))
    after = evidence_of(filled, "YZ001", StateFilter.CONFIRMED, as_of=AS_OF, at=AT)
    assert [one.id for one in after.findings] == [mine[0].id]
    assert after.patterns
    assert after.believed == {mine[0].id}


def test_figures_of_the_peers_follow_the_store_when_they_have_served_their_time(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(filled, StateFilter.ALL)
    add(filled, papers(2019, "YZ001"), papers(2022, "YZ002", "YZ003"))
    monkeypatch.setattr("yiguan.peers.GOOD_FOR", 0.0)
    peers = peers_of(filled)
    assert peers_of(filled) is peers
    assert not peers.is_fresh(AS_OF, confirmed_only=False)
    alone(filled, StateFilter.ALL)
    peers.wait()
    assert peers.is_fresh(AS_OF, confirmed_only=False)
    assert alone(filled, StateFilter.ALL) == everybody(filled, StateFilter.ALL)


def test_whom_nobody_had_seen_before_is_reckoned_at_once(filled: Store) -> None:
    newcomer = Cadre(id="YZ009", name="新人", rank="正处级", posts=())
    cadres = (*filled.roster("sha256:r").cadres, newcomer)
    filled.import_roster(Roster(cadres=cadres, source="名册", id="sha256:r2"), at=AT, pipeline="0")
    assert patterns_of(filled, "YZ009", StateFilter.ALL, as_of=AS_OF, at=AT) == ()
    add(filled, papers(2022, "YZ009"))
    found = patterns_of(filled, "YZ009", StateFilter.ALL, as_of=AS_OF, at=AT)
    assert [one.cadre_id for one in found] == ["YZ009"]


def test_only_what_changed_is_read_again(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    known = filled.take_stock({}, lambda one: None)
    one = next(iter(filled.findings(Selection(states=StateFilter.ALL.states))))
    filled.decide(verdict(one))
    again: list[str] = []
    now = filled.take_stock(known, lambda told: again.append(told.id))
    assert again == [one.id]
    assert now.keys() == known.keys()


def test_the_figures_of_a_day_serve_every_day_on_which_the_same_was_known(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(filled, StateFilter.ALL)
    reckoned: list[str] = []
    monkeypatch.setattr(Peers, "_renewed", lambda self, as_of, confirmed_only: reckoned.append(as_of))
    patterns_of(filled, "YZ001", StateFilter.ALL, as_of="2024-12-30", at=AT)
    assert reckoned == []
    with pytest.raises(AttributeError):  # An earlier day, on which less was known, is reckoned for itself.
        patterns_of(filled, "YZ001", StateFilter.ALL, as_of="2023-06-30", at=AT)
    assert set(reckoned) == {"2023-06-30"}


def test_the_figures_can_be_made_before_anybody_asks(filled: Store) -> None:
    peers = peers_of(filled)
    peers.warm(AS_OF)
    peers.wait()
    assert peers.is_fresh(AS_OF, confirmed_only=True)
    assert peers.is_fresh(AS_OF, confirmed_only=False)


def test_an_unknown_cadre_is_refused(filled: Store) -> None:
    with pytest.raises(StoreError, match="YZ404"):
        patterns_of(filled, "YZ404", StateFilter.ALL, as_of=AS_OF, at=AT)


def test_peers_let_go_of_a_store_that_is_gone(tmp_path: Path) -> None:
    import gc
    import weakref

    store = Store.open(tmp_path / "一贯.db")
    held = weakref.ref(store)
    assert isinstance(peers_of(store), Peers)
    store.close()
    del store
    gc.collect()
    assert held() is None
