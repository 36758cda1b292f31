"""`yiguan dossier` and `yiguan digest` as a user meets them: from a store that a run filled to files, and what is said when it cannot be."""

import json
import shutil
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from outputs import Selection, StateFilter, Store
from schema import Decision, ReviewState
from tests.yiguan.conftest import call


@pytest.fixture
def reviewed(ran: tuple[Path, object], tmp_path: Path) -> tuple[Path, str]:
    """A store in which every other finding was confirmed and one rejected, and the cadre of whom most is told."""
    path = tmp_path / "已审.db"
    shutil.copy2(ran[0], path)
    with Store.open(path) as store:
        findings = list(store.findings(Selection(states=StateFilter.ALL.states)))
        cadre = Counter(one.holder.cadre_id for one in findings if one.holder.cadre_id).most_common(1)[0][0]
        assert cadre
        mine = [one for one in findings if one.holder.cadre_id == cadre]
        assert len(mine) >= 3
        states = {one.id: ReviewState.CONFIRMED for one in findings[::2]} | {
            mine[0].id: ReviewState.CONFIRMED,
            mine[1].id: ReviewState.PENDING,
            mine[2].id: ReviewState.REJECTED,
        }
        for one in findings:
            state = states.get(one.id, ReviewState.PENDING)
            if state is not ReviewState.PENDING:
                at, revision = "2026-01-05T09:00:00+08:00", one.review.revision + 1
                store.decide(Decision(finding_id=one.id, state=state, by="李敏", at=at, revision=revision))
    return path, cadre


@pytest.mark.parametrize("state", ["confirmed", "all"])
def test_the_file_holds_what_its_state_asks_for_and_every_anchor_is_exact(
    reviewed: tuple[Path, str], tmp_path: Path, state: str
) -> None:
    store, cadre = reviewed
    result = call("dossier", cadre, "--store", store, "-o", tmp_path / "档.json", "--state", state)
    assert result.exit_code == 0, result.stderr
    told = json.loads((tmp_path / "档.json").read_text(encoding="utf-8"))
    with Store.open(store) as opened:
        wanted = opened.findings(Selection(states=StateFilter(state).states, cadre_id=cadre))
        assert [one["id"] for one in told["exhibits"]] == [one.id for one in wanted]
        for one in told["exhibits"]:
            text = opened.document(one["document"]["id"]).text
            assert all(text[anchor["start"] : anchor["end"]] == anchor["exact"] for anchor in one["anchors"])
            assert all(location["block"] is not None for anchor in one["anchors"] for location in anchor["locations"])
    assert {one["review"]["state"] for one in told["exhibits"]} == (
        {"confirmed"} if state == "confirmed" else {"confirmed", "pending"}
    )
    assert told["person"]["id"] == cadre
    assert all(one["posts"] for one in told["exhibits"])
    assert "一人一档" in result.stderr


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_a_file_to_read(reviewed: tuple[Path, str], tmp_path: Path, suffix: str) -> None:
    result = call("dossier", reviewed[1], "--store", reviewed[0], "-o", tmp_path / f"档{suffix}")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / f"档{suffix}").stat().st_size > 10_000


def test_machine_only_evidence_carries_nothing_weighty(
    ran: tuple[Path, object], reviewed: tuple[Path, str], tmp_path: Path
) -> None:
    shutil.copy2(ran[0], tmp_path / "未审.db")
    call("dossier", reviewed[1], "--store", tmp_path / "未审.db", "-o", tmp_path / "档.json", "--state", "all")
    told = json.loads((tmp_path / "档.json").read_text(encoding="utf-8"))
    views = [view for aspect in told["aspects"] for view in (aspect["problem"], aspect["commendation"]) if view]
    assert views
    assert not {view["label"] for view in views} & {"recurrent", "persistent", "relapsed"}
    assert all(not year["confirmed"] for view in views for year in view["years"] if year["mark"] in ("hit", "generic"))


def test_nothing_confirmed_yet_is_said(ran: tuple[Path, object], reviewed: tuple[Path, str], tmp_path: Path) -> None:
    shutil.copy2(ran[0], tmp_path / "未审.db")
    result = call("dossier", reviewed[1], "--store", tmp_path / "未审.db", "-o", tmp_path / "档.html")
    assert result.exit_code == 0
    assert "--state all" in result.stderr
    assert "没有收录条目" in (tmp_path / "档.html").read_text(encoding="utf-8")


def test_an_unknown_cadre(reviewed: tuple[Path, str], tmp_path: Path) -> None:
    result = call("dossier", "没有此人", "--store", reviewed[0], "-o", tmp_path / "档.docx")
    assert result.exit_code == 1
    assert "没有编号为 没有此人 的干部" in result.stderr
    assert not (tmp_path / "档.docx").exists()


def test_a_store_without_records(tmp_path: Path) -> None:
    Store.open(tmp_path / "空.db").close()
    result = call("dossier", "YZ001", "--store", tmp_path / "空.db", "-o", tmp_path / "档.docx")
    assert result.exit_code == 1
    assert "--roster" in result.stderr
    result = call("digest", "--store", tmp_path / "空.db", "-o", tmp_path / "汇总.docx")
    assert result.exit_code == 0
    assert "0 个单位" in result.stderr


@pytest.mark.parametrize("words", [("dossier", "YZ001", "-o", "档.docx"), ("digest", "-o", "汇总.docx")])
def test_a_store_that_is_not_there(words: tuple[str, ...], tmp_path: Path) -> None:
    result = call(*words, "--store", tmp_path / "没有.db")
    assert result.exit_code == 1
    assert "没有.db" in result.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("dossier", "-o", "档.docx"), "干部编号"),
        (("dossier", "YZ001"), "--out"),
        (("dossier", "YZ001", "-o", "档.docx", "--as-of", "去年"), "去年"),
        (("dossier", "YZ001", "-o", "档.docx", "--state", "rejected"), "--state"),
        (("digest", "-o", "汇总.docx", "--from", "2024-13"), "2024-13"),
        (("digest", "-o", "汇总.docx", "--from", "2024-07", "--to", "2024-06"), "--from"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_wrong_usage(words: tuple[str, ...], told: str) -> None:
    result = call(*words)
    assert result.exit_code == 2
    assert told in result.stderr


def test_another_suffix(reviewed: tuple[Path, str], tmp_path: Path) -> None:
    result = call("dossier", reviewed[1], "--store", reviewed[0], "-o", tmp_path / "档.pdf")
    assert result.exit_code == 1
    assert ".docx、.html、.json" in result.stderr


def test_the_digest_of_a_period(reviewed: tuple[Path, str], tmp_path: Path) -> None:
    result = call(
        "digest", "--store", reviewed[0], "-o", tmp_path / "汇总.xlsx", "--from", "2010", "--to", "2030", "--as-of", "2030"
    )
    assert result.exit_code == 0, result.stderr
    book = openpyxl.load_workbook(tmp_path / "汇总.xlsx")
    with Store.open(reviewed[0]) as store:
        confirmed = {one.id for one in store.findings()}
        waiting = sum(1 for _ in store.findings(Selection(states=StateFilter.PENDING.states)))
    shown = [row[-1].value for row in book["新增"].iter_rows(min_row=3)]
    assert shown
    assert set(shown) <= confirmed
    assert sum(row[3].value for row in book["待审"].iter_rows(min_row=3)) == waiting
    units = [row[0].value for row in book["汇总"].iter_rows(min_row=3)]
    assert len(set(units)) == len(units)
