"""Whatever is asked of the pages, or sent to them, they answer in words: nothing odd breaks the server."""

import json
from typing import Any

import pytest
from fastapi import FastAPI

from outputs import Store
from outputs.access import EVERYTHING, Role
from outputs.api import PREFIX
from tests.outputs.builders import verdict
from tests.outputs.desk.scene import FINDINGS, MINUTES
from tests.outputs.desk.walking import Walker, asked_for, deeds, takes_queries, walker

LONGEST = 60_000
"""Characters of an address that servers take."""
HUGE = "9" * 5000
DEEP = "[" * 30_000
ODD = (
    "", "0", "-1", "99999999999999999999", HUGE, "²", "١٢", "1e400", "NaN", "2024-13-45", "0000-00-00", "昨天", "|", "a|b|c", f"2024|{HUGE}|x",
    "2024|9999999999999999999|f-0", "\0", "\ud800", "\U0010ffff", "'\"--;<>%&", '"', '"" OR', "(", "a" * 2000, "W10=",
    "W251bGwsbnVsbCxudWxsXQ==", "WzFlNDAwLCAiIiwgIiJd", "WyJcdWQ4MDAiLCAiXHVkODAwIiwgIlx1ZDgwMCJd", "true", "all", "pending", "second",
)  # fmt: skip
"""For cursors: an empty list, nulls, a number beyond all, half of a pair of surrogates."""
SHORT = tuple(
    one for one in ODD if len(one) < 40 and one not in ("true", "all", "pending", "second", "|", "%", "_", "*", "(", "0", "1")
)
PLACES = ("stage", "document", "cadre", "unit", "kind", "category", "confidence", "link", "age", "order", "name", "verdict", "first",
          "last", "progress", "folder", "superseded")  # fmt: skip
"""What pages take from the address as it is."""
MARKS = ("after", "cursor", "after_id", "after_date", "after_name", "before", "as_of", "q", "kept")
"""Places of what an earlier page gave, and of what is taken apart."""
IDS = ("finding_id", "document_id", "cadre_id", "event_id", "form")
ADDRESSES = (
    "0", "-1", "99999999999999999999", "²", "%00", "%ED%A0%80", "%F0%90%80", "..%2F..%2Fetc", "f-zz", "a" * 3000, "%3Cimg%3E",
)  # fmt: skip
QUIET = {("GET", f"{PREFIX}/feed/stream")}
"""Lasts a minute; what it takes is what the feed takes."""


@pytest.fixture
def anybody(app: FastAPI, desk_store: Store) -> Walker:
    desk_store.decide(verdict(desk_store.finding(FINDINGS[0].id)))
    desk_store.reviewing.draw_samples(2, "admin", "2024-03-01T09:00:00+08:00", seed=1)
    return walker(app, desk_store, "quanneng", frozenset(Role), EVERYTHING)


def known(store: Store) -> dict[str, str]:
    event = store.finding(FINDINGS[0].id).event
    assert event is not None
    return dict(zip(IDS, (FINDINGS[0].id, MINUTES.id, "YZ012", event.id, "json"), strict=True))


def values(names: list[str], odd: str) -> dict[str, str]:
    return dict.fromkeys(names, odd.encode("utf-8", "replace").decode())


def test_no_query_breaks_a_page(anybody: Walker, desk_store: Store) -> None:
    """Every odd value in all places at once, and in each place that takes what an address may break."""
    ids, broken = known(desk_store), []
    for deed in deeds(safe=True):
        names = sorted({*asked_for(deed)} - {"wait"})
        for odd in ODD if deed not in QUIET and takes_queries(deed) else ():
            singly = [[one] for one in names if len(names) > 1 and one in MARKS]
            for asked in (sorted({*names, *PLACES}), *singly):
                if len(odd) * len(asked) < LONGEST and anybody.ask(deed, ids, values(asked, odd)).status_code >= 500:
                    broken.append((deed, asked, odd[:40]))
    assert not broken


def test_no_address_breaks_a_page(anybody: Walker) -> None:
    broken = []
    for deed in deeds():
        for odd in ADDRESSES if "{" in deed[1] else ():
            ids = dict.fromkeys((*IDS, "run_id", "job_id", "number", "webhook_id"), odd)
            if anybody.ask(deed, ids, headers={"Content-Type": "application/x-www-form-urlencoded"}).status_code >= 500:
                broken.append((deed, odd))
    assert not broken


SENT: dict[str, dict[str, Any]] = {
    "verdict": {"revision": "1", "state": "confirmed"},
    "link": {"verdict": "same", "seen": "0", "cadre": "YZ012"},
    "link/undo": {"cadres": "YZ012"},
    "rework": {"note": "再看"},
    "remark": {"revision": "1", "kind": "statement", "text": "话"},
    "undo": {},
}
ASIDE = ("reason", "note", "adopt", "everywhere", "basis", "takes_back", "edit")
EDITS = (
    DEEP, "{}", "[]", "null", "1", '{"category": 1}', '{"category": "\\ud800"}', '{"mention": "\\ud800"}', '{"speaker": "\\u0000"}',
    '{"deadline": "\\ud800"}', '{"deadline": "0000"}', '{"status": "x"}', json.dumps({"spans": DEEP}), json.dumps({"spans": "[[0, 1e400]]"}),
    json.dumps({"spans": "[[0, 99999999999999999999]]"}), json.dumps({"spans": "[[-5, 3]]"}), json.dumps({"spans": "[[3, 3]]"}),
    json.dumps({"measures": "[[NaN, 3]]"}), json.dumps({"measures": '{"ab": 1}'}), json.dumps({"spans": "[[true, 3]]"}),
    json.dumps({"mention": "长" * 100_000}),
)  # fmt: skip


def test_no_correction_breaks_the_desk(anybody: Walker, desk_store: Store) -> None:
    for edit in EDITS:
        one = desk_store.finding(FINDINGS[1].id)
        told = {"revision": one.review.revision, "state": "confirmed", "edit": edit}
        answer = anybody.pages.post(f"/review/{one.id}/verdict", data=told)
        assert answer.status_code < 500, edit[:60]
        added = anybody.pages.post("/review/add", data={"document_id": MINUTES.id, "spans": edit, "edit": edit})
        assert added.status_code < 500, edit[:60]
        assert anybody.pages.get(f"/review/{one.id}").status_code == 200, edit[:60]
    assert desk_store.audit.verify().whole


def test_no_form_breaks_the_desk(anybody: Walker) -> None:
    broken = []
    for deed, sent in SENT.items():
        for odd in SHORT:
            for names in (ASIDE, *([one] for one in (*sent, "takes_back", "adopt"))):
                answer = anybody.pages.post(f"/review/{FINDINGS[2].id}/{deed}", data=sent | values(list(names), odd))
                if answer.status_code >= 500:
                    broken.append((deed, names, odd[:40]))
    assert not broken


@pytest.mark.parametrize("path", ["/review/f-0/verdict", "/login", "/account/tokens", f"{PREFIX}/findings/f-00/decisions"])
def test_what_is_too_large_is_not_read(anybody: Walker, path: str) -> None:
    client = anybody.api if path.startswith(PREFIX) else anybody.pages
    assert client.post(path, content=b"a=" + b"b" * (1 << 20)).status_code == 413
    assert client.post(path, content=iter([b"a=b"])).status_code == 411


def test_an_upload_to_the_api_is_measured_before_it_is_read(anybody: Walker) -> None:
    answer = anybody.api.post(f"{PREFIX}/documents", content=b"", headers={"Content-Length": str(5 << 30)})
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "issuer", ["https://[", "https://", "https://169.254.169.254/", "https://[fe80::1]/", "https://2852039166/"]
)
def test_no_provider_of_the_link_alone_or_of_no_place(anybody: Walker, issuer: str) -> None:
    fields = {"name": "认证", "issuer": issuer, "client_id": "c", "login_claim": "sub"}
    assert anybody.pages.post("/system/parameters/oidc", data=fields).status_code == 400


@pytest.mark.parametrize("cookie", ["e30=", "W10=", DEEP[:4000], "eyJzdGF0ZSI6MSwibm9uY2UiOjEsInZlcmlmaWVyIjoxfQ==", "é"])
def test_a_waiting_cookie_that_is_none(anybody: Walker, cookie: str) -> None:
    client = anybody.pages
    client.post(
        "/system/parameters/oidc", data={"name": "认证", "issuer": "https://sso.cn", "client_id": "c", "login_claim": "sub"}
    )
    answer = client.get(
        "/oidc/callback", params={"code": "c", "state": "s"}, headers={"Cookie": b"yiguan_oidc=" + cookie.encode()}
    )
    assert answer.status_code == 401
