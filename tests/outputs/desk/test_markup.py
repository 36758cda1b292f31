"""Whatever stands in documents, names, notes, units, file names and queries, pages show it as words: none of it becomes markup."""

import io
import re
from dataclasses import replace

import pytest
from fastapi import FastAPI

from outputs import Store
from outputs.access import EVERYTHING, Role
from outputs.dossier import write_dossier
from schema import Cadre, Holder, HolderKind, Post, Rectification, RectificationStatus, Remark, RemarkKind, Responsible, Roster
from tests.outputs import papers
from tests.outputs.builders import document, finding, keep, verdict
from tests.outputs.desk.walking import deeds, walker

AT = "2024-03-01T09:00:00+08:00"
EVIL = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>${7*7}{{7*7}}"
MARKUP = re.compile(r"<img src=x|<script>alert|\"'>|=49\b")
PAPER = document(
    f"张建国同志理论{EVIL}学习不够深入。", f"{EVIL}：表示接受{EVIL}批评。", name=f"{EVIL}.docx", title=f"题{EVIL}", issuer=f"市{EVIL}局"
)  # fmt: skip
ONE = finding(
    PAPER, f"理论{EVIL}学习不够深入", holder=Holder(kind=HolderKind.CADRE, mention=f"张{EVIL}", cadre_id="YZ0<b>", score=0.9),
    rectification=Rectification(
        status=RectificationStatus.IN_PROGRESS, text=f"正在{EVIL}整改", measures=(), deadline="2024-06-30",
        responsible=(Responsible(mention=f"责{EVIL}", cadre_id=None),),
    ),
)  # fmt: skip


@pytest.fixture
def evil(desk_store: Store) -> Store:
    cadre = Cadre(id="YZ0<b>", name=f"张{EVIL}", posts=(Post(unit=f"市{EVIL}局", title=f"局{EVIL}长", start="2020", end=None),))
    desk_store.import_roster(Roster(cadres=(cadre,), source=EVIL, id="sha256:r9"), at=AT, pipeline="0.1.0")
    keep(desk_store, PAPER, ONE)
    desk_store.occurrences.group()
    desk_store.decide(replace(verdict(desk_store.finding(ONE.id)), note=f"注{EVIL}"))
    remark = Remark(
        finding_id=ONE.id, kind=RemarkKind.STATEMENT, text=f"话{EVIL}", basis=EVIL, by="limin", at=AT, takes_back=None, seen=2
    )  # fmt: skip
    desk_store.occurrences.remark(remark)
    desk_store.feed.webhooks.add(f"https://host.cn/?{EVIL.replace(' ', '')}", by="admin", units=[EVIL])
    desk_store.jobs.upload([(f"{EVIL}.docx", io.BytesIO(b"x"))], by=EVIL, scope=EVERYTHING, megabytes=1)
    desk_store.search.take_in()
    return desk_store


def test_no_page_lets_it_be_markup(app: FastAPI, evil: Store) -> None:
    asking = walker(app, evil, "quanneng", frozenset(Role), EVERYTHING)
    evil.access.add_person(login="heike", name=f"某{EVIL}", roles=frozenset({Role.READER}), by="system")
    event = evil.finding(ONE.id).event
    assert event is not None
    ids = {
        "finding_id": ONE.id, "document_id": PAPER.id, "cadre_id": "YZ0%3Cb%3E", "event_id": event.id,
        "job_id": evil.jobs.page(EVERYTHING, "").jobs[0].id, "system/webhooks number": "1", "webhook_id": "1",
    }  # fmt: skip
    seen = 0
    for method, path in deeds(safe=True):
        for query in (
            {},
            {"q": EVIL, "name": EVIL, "unit": EVIL, "cadre": EVIL, "words": EVIL, "actor": EVIL, "login": EVIL},
            {"state": "all"},
        ):
            if path.endswith("stream"):
                continue
            answer = asking.ask((method, path), ids, query)
            if answer.headers.get("content-type", "").startswith("text/html"):
                assert not MARKUP.search(answer.text), (path, query, MARKUP.search(answer.text))
                seen += "alert" in answer.text
    assert seen > 20, "it is there, as words"
    answer = asking.pages.post("/login", data={"login": EVIL, "password": EVIL})
    assert not MARKUP.search(answer.text)


@pytest.mark.parametrize("form", ["html", "docx", "json"])
def test_a_file_is_written_whatever_its_words_hold(tmp_path, form: str) -> None:  # type: ignore[no-untyped-def]
    """Control characters come out of scans and notes; no format may fail by them."""
    odd = f"话\x00\x0b\x1b\ufffe{EVIL}"
    made = papers.dossier()
    first = replace(made.exhibits[0], remarks=(replace(_remark(), text=odd, basis=odd),))
    path = tmp_path / f"dossier.{form}"
    write_dossier(replace(made, exhibits=(first, *made.exhibits[1:])), path)
    assert path.stat().st_size
    if form == "html":
        assert not MARKUP.search(path.read_text(encoding="utf-8"))


def _remark() -> Remark:
    return Remark(finding_id="f-1", kind=RemarkKind.LENIENCE, text="", basis="", by="王敏", at=AT, takes_back=None, seen=1)
