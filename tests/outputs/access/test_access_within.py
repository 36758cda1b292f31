"""Scope in queries: who sees some units sees their documents, findings and cadres, and nothing else."""

import pytest
from sqlalchemy import select

from outputs import Store
from outputs.access import EVERYTHING, Scope, cadres_within, documents_within, findings_within
from outputs.access.tables import cadre_units
from outputs.tables import cadres, documents, findings
from schema import Cadre, Holder, HolderKind, Post, Roster
from tests.outputs.builders import document, finding, keep

WATER = document("理论学习不够深入。", name="水利.docx", issuer="市水利局")
OFFICE = document("办文不够及时。", name="办公室.docx", issuer="市水利局办公室")
CULTURE = document("采购未按规定公开招标。", name="文化.docx", issuer="市文化局")
NOWHERE = document("作风不够扎实。", name="不详.docx", issuer=None)
NAMES = {WATER.id: "水利", OFFICE.id: "水利办", CULTURE.id: "文化", NOWHERE.id: "不详"}


def scope(*units: str) -> Scope:
    return Scope(frozenset(units))


def cadre(number: str, *posts: tuple[str, str | None]) -> Cadre:
    return Cadre(id=number, name="某", posts=tuple(Post(unit=unit, title="局长", start="2020", end=end) for unit, end in posts))


def take_in(store: Store, roster: str, *told: Cadre) -> None:
    store.import_roster(Roster(cadres=told, source="名册.csv", id=roster), at="2024-02-01T08:00:00+08:00", pipeline="0.1.0")


@pytest.fixture
def filled(store: Store) -> Store:
    take_in(
        store, "sha256:1", cadre("YZ1", ("市水利局", None)), cadre("YZ2", ("市文化局", None), ("市水利局", "2022-01")),
        cadre("YZ3", ("市水利局办公室", None), ("市文化局", None)), cadre("YZ4", ("市水利", None)), cadre("YZ5", ("", None)),
    )  # fmt: skip
    holder = Holder(kind=HolderKind.CADRE, mention="某", cadre_id="YZ1", score=0.9)
    other = Holder(kind=HolderKind.CADRE, mention="某", cadre_id="YZ2", score=0.9)
    keep(store, WATER, finding(WATER, "理论学习", holder=other))
    keep(store, OFFICE, finding(OFFICE, "办文", holder=other))
    keep(store, CULTURE, finding(CULTURE, "采购", holder=other), finding(CULTURE, "公开招标", holder=holder))
    keep(store, NOWHERE, finding(NOWHERE, "作风", holder=other))
    return store


def seen(store: Store, within: Scope) -> tuple[set[str], int, set[str]]:
    """Documents, number of findings, cadres."""
    with store._database.reading() as connection:
        read = connection.scalars(select(documents.c.id).where(documents_within(within)))
        found = connection.scalars(select(findings.c.id).where(findings_within(within))).all()
        held = connection.scalars(select(cadres.c.id).where(cadres_within(within)))
        return {NAMES[one] for one in read}, len(found), set(held)


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        (EVERYTHING, ({"水利", "水利办", "文化", "不详"}, 5, {"YZ1", "YZ2", "YZ3", "YZ4", "YZ5"})),
        (scope("市水利局"), ({"水利", "水利办"}, 3, {"YZ1", "YZ3"})),
        (scope("市水利局办公室"), ({"水利办"}, 1, {"YZ3"})),
        (scope("市文化局"), ({"文化"}, 5, {"YZ2", "YZ3"})),
        (scope("市水利局", "市文化局"), ({"水利", "水利办", "文化"}, 5, {"YZ1", "YZ2", "YZ3"})),
        (scope("市教育局"), (set(), 0, set())),
        (scope(), (set(), 0, set())),
        (scope("%"), (set(), 0, set())),
        (scope("市_利局"), (set(), 0, set())),
    ],
)
def test_who_sees_some_units_sees_what_is_theirs(filled: Store, within: Scope, expected: tuple[set[str], int, set[str]]) -> None:
    assert seen(filled, within) == expected


def test_a_newer_roster_moves_cadres_in_and_out_of_scope(filled: Store) -> None:
    take_in(filled, "sha256:2", cadre("YZ1", ("市教育局", None), ("市水利局", "2024-01")), cadre("YZ2", ("市水利局", None)))
    assert seen(filled, scope("市水利局"))[2] == {"YZ2"}
    assert seen(filled, scope("市教育局"))[2] == {"YZ1"}
    with filled._database.reading() as connection:
        assert set(connection.scalars(select(cadre_units.c.cadre_id))) == {"YZ1", "YZ2"}, "who is in no roster holds no post"


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (EVERYTHING, EVERYTHING, EVERYTHING),
        (EVERYTHING, scope("甲"), scope("甲")),
        (scope("甲"), EVERYTHING, scope("甲")),
        (scope("甲"), scope("甲乙", "丙"), scope("甲乙")),
        (scope("甲乙"), scope("甲"), scope("甲乙")),
        (scope("甲"), scope("丙"), scope()),
    ],
)
def test_what_two_scopes_share(one: Scope, other: Scope, both: Scope) -> None:
    assert one.within(other) == both
    assert one.includes(both)
    assert other.includes(both)


def test_an_index_serves_the_units(store: Store) -> None:
    if store._database.reader.dialect.name != "sqlite":
        pytest.skip("plans of SQLite")
    query = select(documents.c.id).where(documents_within(scope("市水利局")))
    with store._database.reading() as connection:
        words = query.compile(connection, compile_kwargs={"literal_binds": True})
        plan = " ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}"))
    assert "ix_occasions_unit" in plan
