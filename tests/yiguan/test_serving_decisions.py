"""Twenty reviewers deciding at once through the served pages: no decision is lost and none fails, also when the server is killed meanwhile."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from outputs import Selection, StateFilter, Store
from outputs.access import Role
from schema import ReviewState
from tests.outputs.builders import document, finding, keep

REVIEWERS, DOCUMENTS, EACH = 20, 40, 10
PASSWORD = "二十人-同时-审阅-2024"
READY = re.compile(r"审阅台：(http://\S+?)（")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A store with four hundred findings that wait, and four people, each of whom signs in five times."""
    place = tmp_path / "一贯.db"
    with Store.open(place) as store:
        for number in range(DOCUMENTS):
            lines = [f"张建国同志第{number}份材料第{line}条反映理论学习不够深入。" for line in range(EACH)]
            told = document(*lines, name=f"{number}.docx")
            keep(store, told, *(finding(told, line) for line in lines))
        for number in range(4):
            person, once = store.access.add_person(
                login=f"r{number}", name=f"审阅{number}", roles=frozenset({Role.REVIEWER}), by="system"
            )
            store.access.set_password(person.id, once, PASSWORD)
    return place


def serve(place: Path) -> tuple[subprocess.Popen[bytes], str]:
    """A server on a free port, and its address."""
    command = [sys.executable, "-c", "from yiguan.cli import main; main()", "serve", "--store", str(place), "--port", "0"]
    said = place.with_suffix(".log")
    with said.open("wb") as log:
        child = subprocess.Popen(command, stderr=log)
    deadline = time.monotonic() + 120
    while not (found := READY.search(said.read_text(encoding="utf-8", errors="replace"))):
        assert child.poll() is None, said.read_text(encoding="utf-8")
        assert time.monotonic() < deadline, "did not start in time"
        time.sleep(0.1)
    return child, found[1]


def reviewer(number: int, address: str, waiting: list[str], acknowledged: list[str], refused: list[str]) -> None:
    """Confirm one finding after the other, until none is left or the server is gone."""
    with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
        try:
            client.post("/login", data={"login": f"r{number % 4}", "password": PASSWORD})
            page = client.get("/account").text
            client.headers["X-CSRF-Token"] = re.search('name="csrf" content="([^"]+)"', page)[1]  # type: ignore[index]
            while waiting:
                finding_id = waiting.pop()
                answer = client.post(f"/review/{finding_id}/verdict", data={"revision": 1, "state": "confirmed"})
                (acknowledged if answer.status_code == 200 and "conflict" not in answer.json() else refused).append(finding_id)
        except (httpx.TransportError, IndexError):
            return  # Killed in the middle of it, or nothing is left.


@pytest.mark.parametrize("killed", [False, True])
def test_no_acknowledged_decision_is_lost(many: Path, killed: bool) -> None:
    with Store.open(many) as store:
        waiting = [one.id for one in store.findings(Selection(states=StateFilter.PENDING.states))]
    child, address = serve(many)
    acknowledged: list[str] = []
    refused: list[str] = []
    threads = [
        threading.Thread(target=reviewer, args=(number, address, waiting, acknowledged, refused)) for number in range(REVIEWERS)
    ]
    for thread in threads:
        thread.start()
    if killed:
        deadline = time.monotonic() + 120
        while len(acknowledged) < 60 and time.monotonic() < deadline:
            time.sleep(0.01)
        os.kill(child.pid, signal.SIGKILL)
    for thread in threads:
        thread.join(120)
    if not killed:
        child.send_signal(signal.SIGINT)
    child.wait(30)
    assert refused == []
    assert len(acknowledged) >= 60 if killed else len(acknowledged) == DOCUMENTS * EACH
    with Store.open(many) as store:
        lost = [one for one in acknowledged if store.finding(one).review.state is not ReviewState.CONFIRMED]
        assert lost == []
        assert store.audit.verify().whole
