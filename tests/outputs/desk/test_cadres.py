"""The list of cadres within what one may see, and a cadre's file: evidence in words, each mark leading to its passage, each look recorded."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from outputs import StateFilter, Store
from outputs.access import EVERYTHING, Scope
from outputs.audit import AuditAction
from outputs.audit.record import AuditFilter
from outputs.cadre_lists import Place
from outputs.desk.cadre_sheets import strips
from schema import Cadre, Dossier, Post, Review, Roster, YearMark
from tests.outputs import papers
from tests.outputs.desk.scene import CADRES, CULTURE, WATER, FakeServices

SignIn = Callable[[str], TestClient]
ZHANG = CADRES[1]


@pytest.fixture
def asked(services: FakeServices, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, StateFilter, str]]:
    """What the pages ask the analysis for; it answers with a file that has one of everything."""
    calls: list[tuple[str, StateFilter, str]] = []

    def dossier(self: FakeServices, cadre_id: str, *, states: StateFilter, as_of: str) -> Dossier:
        calls.append((cadre_id, states, as_of))
        made = papers.dossier(person=ZHANG, as_of=as_of, confirmed_only=states is StateFilter.CONFIRMED)
        if states is StateFilter.CONFIRMED:
            return made
        return replace(made, exhibits=tuple(replace(one, review=Review()) for one in made.exhibits))

    monkeypatch.setattr(FakeServices, "dossier", dossier)
    return calls


def looks(store: Store, action: AuditAction = AuditAction.VIEW_CADRE) -> list[str]:
    return [one.object for one in store.audit.entries(AuditFilter(action=action)).entries]


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/cadres/[^"]+">([^<]+)</a>', page)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["孙丽", "张建国", "李卫东"]),
        ("张", ["张建国"]),
        ("文化", ["孙丽"]),
        ("yz003", ["李卫东"]),
        ("建国", []),
        ("100%", []),
    ],
)
def test_the_list_is_searched_by_name_id_or_unit(sign_in: SignIn, words: str, found: list[str]) -> None:
    page = sign_in("limin").get("/cadres", params={"q": words}).text
    assert names(page) == found


def test_who_is_bound_to_units_sees_their_cadres_alone(sign_in: SignIn) -> None:
    client = sign_in("shuili")
    assert names(client.get("/cadres").text) == ["张建国", "李卫东"]
    assert names(client.get("/cadres", params={"q": "孙丽"}).text) == []


def test_who_audits_sees_no_cadres(sign_in: SignIn, asked: list[tuple[str, StateFilter, str]]) -> None:
    client = sign_in("audit")
    assert client.get("/cadres").status_code == client.get("/cadres/YZ012").status_code == 403
    assert asked == []


def test_namesakes_are_told_apart(sign_in: SignIn, desk_store: Store) -> None:
    other = Cadre(id="YZ088", name="张建国", birth="1979-11", posts=(Post(unit=CULTURE, title="科长", start="2020", end=None),))
    desk_store.import_roster(Roster(cadres=(*CADRES, other), source="名册", id="sha256:r2"), at="2024-03-01", pipeline="0.1.0")
    page = sign_in("limin").get("/cadres", params={"q": "张建国"}).text
    assert page.count("有同名") == 2
    assert WATER in page
    assert CULTURE in page
    assert "1979-11" in page
    assert desk_store.cadres.namesakes(ZHANG) == 1


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_page_by_page_everybody_comes_once(desk_store: Store, limit: int) -> None:
    seen: list[str] = []
    after: Place | None = None
    while True:
        page = desk_store.cadres.page(EVERYTHING, after=after, limit=limit)
        seen += [one.id for one in page.cadres]
        after = page.next
        if after is None:
            break
    assert sorted(seen) == sorted(one.id for one in CADRES)
    assert len(seen) == len(CADRES)


def test_the_file_says_what_it_is_and_shows_its_evidence(sign_in: SignIn, asked: list[tuple[str, StateFilter, str]]) -> None:
    page = sign_in("limin").get("/cadres/YZ012", params={"as_of": "2024-12-31"}).text
    assert asked == [("YZ012", StateFilter.CONFIRMED, "2024-12-31")]
    assert "仅供研判参考，不作为结论" in page
    for number in (1, 2, 3, 4):
        assert f'href="/review/f-{number:04x}"' in page
    assert "他人有反映而本人较少提及" in page
    assert "正反并存，建议核实" in page
    assert "容错：先行先试" in page
    assert "说法不一" not in page  # The papers of that history are not in the store: nobody may see them.
    assert "不成立，概括变为“资料不足”" in page
    assert "&lt;我&gt;" in page
    assert "<我>" not in page
    assert "待核</span>" not in page


def test_no_measure_stands_beside_a_person(sign_in: SignIn, asked: list[tuple[str, StateFilter, str]]) -> None:
    page = sign_in("limin").get("/cadres/YZ012").text
    words = re.sub(r"<svg.*?</svg>", "", page[page.index("<main") :], flags=re.DOTALL)
    shown = re.sub(r"<[^>]+>", " ", words)
    assert not re.search(r"\d+\.\d+(?!\.)|\d%|得分|排名第", shown.replace("0.1.0", ""))


def test_what_nobody_reviewed_is_marked_and_only_shown_when_asked_for(
    sign_in: SignIn, asked: list[tuple[str, StateFilter, str]]
) -> None:
    page = sign_in("limin").get("/cadres/YZ012", params={"state": "all"}).text
    assert page.count("待核</span>") == 4
    assert asked[-1][1] is StateFilter.ALL


def test_each_look_at_a_file_is_recorded_and_a_refused_one_shows_nothing(
    sign_in: SignIn, desk_store: Store, asked: list[tuple[str, StateFilter, str]]
) -> None:
    client = sign_in("shuili")
    assert client.get("/cadres/YZ012").status_code == 200
    assert client.get("/cadres/YZ031").status_code == 404
    assert client.get("/cadres/YZ031/dossier.json").status_code == 404
    assert client.get("/cadres/YZ999").status_code == 404
    assert looks(desk_store) == ["cadre:YZ012"]
    assert [one[0] for one in asked] == ["YZ012"]


@pytest.mark.parametrize("asking", [{"as_of": "2024-13-01"}, {"as_of": "昨天"}, {"state": "pending"}])
def test_what_makes_no_sense_is_refused_in_words(
    sign_in: SignIn, asked: list[tuple[str, StateFilter, str]], asking: dict[str, str]
) -> None:
    answer = sign_in("limin").get("/cadres/YZ012", params=asking)
    assert answer.status_code == 400
    assert "未能完成" in answer.text
    assert asked == []


@pytest.mark.parametrize(
    ("form", "kind", "begins"), [("json", "application/json", b"{"), ("html", "text/html; charset=utf-8", b"<!doctype html>")]
)
def test_the_file_is_downloaded_and_that_is_recorded(
    sign_in: SignIn, desk_store: Store, asked: list[tuple[str, StateFilter, str]], form: str, kind: str, begins: bytes
) -> None:
    answer = sign_in("limin").get(f"/cadres/YZ012/dossier.{form}", params={"state": "all", "as_of": "2024-12-31"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.content.lower().startswith(begins)
    assert looks(desk_store, AuditAction.DOSSIER) == ["cadre:YZ012"]
    if form == "json":
        told = json.loads(answer.content)
        assert not any(step for one in told["occurrences"] if one["course"] for step in one["course"]["steps"])


def test_a_word_file_is_one(sign_in: SignIn, asked: list[tuple[str, StateFilter, str]]) -> None:
    answer = sign_in("limin").get("/cadres/YZ012/dossier.docx")
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")


def test_who_only_reads_takes_nothing_away(sign_in: SignIn, desk_store: Store, asked: list[tuple[str, StateFilter, str]]) -> None:
    client = sign_in("chenjing")
    assert "dossier.docx" not in client.get("/cadres/YZ012").text
    assert client.get("/cadres/YZ012/dossier.docx").status_code == 403
    assert looks(desk_store, AuditAction.DOSSIER) == []


def test_other_formats_there_are_none(sign_in: SignIn, asked: list[tuple[str, StateFilter, str]]) -> None:
    assert sign_in("limin").get("/cadres/YZ012/dossier.pdf").status_code == 404


def test_marks_differ_by_shape_say_what_they_show_and_open_their_passage() -> None:
    problem, praise = strips(papers.dossier())
    by_year = {mark.year: mark for mark in problem.marks}
    assert by_year[2019].symbols == ("unseen",)
    assert by_year[2020].symbols == ("quiet",)
    assert by_year[2023].words == YearMark.HIT.label
    assert by_year[2023].target == "#c-leadership-2023"  # Two items: the year's row shows both.
    assert by_year[2021].target is None
    assert {mark.symbols[1:] for mark in praise.marks} == {("done", "retold")}
    assert next(mark for mark in praise.marks if mark.year == 2023).target == "/review/f-0003"


def test_an_unreviewed_mark_has_another_shape() -> None:
    made = papers.dossier()
    doubtful = replace(
        made.aspects[0], problem=papers.view(2, 4, years=papers.strip(YearMark.HIT, YearMark.GENERIC, confirmed=False))
    )
    marks = strips(replace(made, aspects=(doubtful,)))[0].marks
    assert [mark.symbols for mark in marks] == [("hit-unreviewed",), ("generic-unreviewed",)]
    assert all("待核" in mark.words for mark in marks)


def test_scope_covers_by_the_units_of_posts_held_now(desk_store: Store) -> None:
    assert desk_store.cadres.cadre("YZ012", Scope(frozenset({"市水"}))) is not None
    assert desk_store.cadres.cadre("YZ012", Scope(frozenset({CULTURE}))) is None
    assert desk_store.cadres.cadre("YZ012", Scope(frozenset())) is None
