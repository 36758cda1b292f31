"""Consumers that are killed and receivers that fail, at random, end with exactly the released findings of the store."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import IO, Any

import duckdb
import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from sqlalchemy import select

from examples.consumer.consumer import Consumer
from outputs import Store
from outputs.access import TokenScope
from outputs.feed.dispatcher import Dispatcher
from outputs.feed.publishing import publish
from outputs.feed.sending import DispatchOptions
from outputs.feed.signing import verify
from outputs.tables import findings
from schema import DeliveryState, Finding, ReviewState, finding_to_dict
from tests.outputs.builders import document, finding, keep, verdict

ROOT = Path(__file__).parents[3]
NURSERY = """
import os
import sys
from examples.consumer.consumer import Consumer

for _ in sys.stdin:
    child = os.fork()
    if not child:
        consumer = Consumer(*sys.argv[1:])
        while True:
            consumer.step(wait=0.05)
            print("stepped", flush=True)
    print("born", child, flush=True)
    print("ended", os.waitpid(child, 0)[1], flush=True)
"""
READS = [document(*(f"第{number}份第{line}条问题。" for line in range(6)), name=f"{number}.docx") for number in range(8)]
FOUND = [finding(read, read.span_of(block)) for read in READS for block in read.blocks]
STATES = [ReviewState.CONFIRMED, ReviewState.CONFIRMED, ReviewState.REJECTED, ReviewState.PENDING, ReviewState.WITHDRAWN]


def something_happens(store: Store, random: Random) -> None:
    """A decision, a new analysis, or new content at a path."""
    draw = random.random()
    if draw < 0.9:
        store.decide(verdict(store.finding(random.choice(FOUND).id), random.choice(STATES)))
    else:
        read = random.choice(READS)
        if draw < 0.95:
            keep(store, document("换了内容。", name=read.name))
        keep(store, read, *(one for one in FOUND if one.document.id == read.id), fingerprint=f"v{draw}")


@pytest.fixture
def kept(store: Store) -> Store:
    for read in READS:
        keep(store, read, *(one for one in FOUND if one.document.id == read.id))
    return store


def released(store: Store) -> dict[str, dict[str, Any]]:
    return {one.id: finding_to_dict(one) for one in store.findings()}


@contextmanager
def serving(api: FastAPI) -> Iterator[str]:
    """The API at an address under `/api/v1`, as the desk mounts it."""
    desk = FastAPI()
    desk.mount("/api/v1", api)
    server = uvicorn.Server(uvicorn.Config(desk, port=0, log_level="error", ws="none", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def nursery(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A process that has imported everything and forks a consumer for each line: most of a life is then spent consuming."""
    child = subprocess.Popen(
        [sys.executable, "-c", NURSERY, *arguments], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with child:
        yield child


def told(lines: IO[str], word: str) -> str:
    """Read on to the line that begins with the word, and return the rest of it."""
    for line in lines:
        if line.startswith(word):
            return line.removeprefix(word)
    raise AssertionError(f"it ended before it said {word}")


@pytest.mark.skipif(os.name == "nt", reason="forks")
@pytest.mark.parametrize("kills", [20, pytest.param(200, marks=pytest.mark.slow)])
def test_a_consumer_that_is_killed_again_and_again(
    kept: Store, api: FastAPI, issue: Callable[..., str], tmp_path: Path, kills: int
) -> None:
    random, token, database = Random(7), issue(TokenScope.FEED), str(tmp_path / "条目.duckdb")
    with serving(api) as server:
        with nursery(server, token, database) as births:
            assert births.stdin is not None
            assert births.stdout is not None
            for _ in range(kills):
                births.stdin.write("\n")
                births.stdin.flush()
                consumer = int(told(births.stdout, "born"))
                for _ in range(2):
                    something_happens(kept, random)
                for _ in range(random.choice((0, 0, 1, 2))):
                    told(births.stdout, "stepped")
                time.sleep(random.random() * 0.05)
                os.kill(consumer, signal.SIGKILL)
                assert int(told(births.stdout, "ended")) == signal.SIGKILL, "it ended by itself"
        with duckdb.connect(database) as table:
            place = table.execute("SELECT cursor FROM place").fetchone()
        assert place is not None, "it got somewhere before it was killed"
        last = Consumer(server, token, database)
        while last.step():
            pass
        last.close()
    with duckdb.connect(database) as table:
        held = {row[0]: json.loads(row[1]) for row in table.execute("SELECT id, finding FROM findings").fetchall()}
    assert held == released(kept)
    assert held


class Receiver:
    """Answers at random: takes a letter, takes it and fails to say so, or fails; and knows a second copy by its id."""

    def __init__(self, secret: str, random: Random) -> None:
        self.secret, self.random = secret, random
        self.held: dict[str, dict[str, Any]] = {}
        self.seen: set[str] = set()
        self.copies = 0
        self.order: list[int] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        draw = self.random.random()
        if draw < 0.2:
            return httpx.Response(503)
        if draw < 0.3:
            raise httpx.ConnectError("断了")
        self.take(verify(self.secret, request.headers, request.content), json.loads(request.content))
        if draw < 0.5:
            raise httpx.ReadTimeout("没有来得及答复")
        return httpx.Response(204)

    def take(self, message: str, event: dict[str, Any]) -> None:
        if message in self.seen:
            self.copies += 1
            return
        self.seen.add(message)
        self.order.append(int(event["id"]))
        if event["data"]["finding"] is None:
            self.held.pop(event["subject"], None)
        else:
            self.held[event["subject"]] = event["data"]["finding"]


def test_a_receiver_that_fails_at_random(kept: Store) -> None:
    random = Random(8)
    _, secret = kept.feed.webhooks.add("https://host.cn/in", by="admin")
    receiver = Receiver(secret, random)
    sender = Dispatcher(kept.feed, DispatchOptions(first_wait=0, attempts=60), httpx.MockTransport(receiver))
    for _ in range(60):
        for _ in range(3):
            something_happens(kept, random)
        sender.send_due()
    assert receiver.held == released(kept)
    assert receiver.order == sorted(receiver.order), "the order of the feed, and so of each finding"
    assert receiver.copies > 10


def test_dead_letters_are_made_good_by_replay(kept: Store) -> None:
    random = Random(9)
    webhook, secret = kept.feed.webhooks.add("https://host.cn/in", by="admin")
    receiver = Receiver(secret, random)
    sender = Dispatcher(kept.feed, DispatchOptions(first_wait=0, attempts=1), httpx.MockTransport(receiver))
    for _ in range(40):
        something_happens(kept, random)
        sender.send_due()
    assert kept.feed.deliveries.counts(webhook.id)[DeliveryState.DEAD] > 5
    while kept.feed.deliveries.replay(webhook.id, by="admin"):
        sender.send_due()
    assert receiver.held == released(kept)


def test_many_writers_are_told_in_order_and_none_is_passed_over(kept: Store) -> None:
    """A reader who goes on from the newest cursor that he saw misses nothing that came into sight behind it."""
    seen: list[int] = []
    done = threading.Event()

    def read() -> None:
        cursor = 0
        while True:
            last = done.is_set()
            page = kept.feed.changes(cursor, 1000, pending=True)
            seen.extend(one.cursor for one in page.changes)
            cursor = page.next
            if last and not page.changes:
                return

    def write(mine: list[Finding]) -> None:
        for state in (ReviewState.CONFIRMED, ReviewState.REJECTED, ReviewState.CONFIRMED):
            for one in mine:
                kept.decide(verdict(kept.finding(one.id), state))

    writers = [threading.Thread(target=write, args=(FOUND[number::4],)) for number in range(4)]
    reader = threading.Thread(target=read)
    for thread in (reader, *writers):
        thread.start()
    for writer in writers:
        writer.join()
    done.set()
    reader.join()
    everything = [one.cursor for one in kept.feed.changes(0, 1000, pending=True).changes]
    assert seen == everything
    assert len(seen) >= len(FOUND) * 4


def test_telling_twice_tells_once(kept: Store) -> None:
    head = kept.feed.head()
    with kept._database.writing() as connection:
        ids = connection.scalars(select(findings.c.id)).all()
        publish(connection, [*ids, *ids, "f-nobody"])
        publish(connection, [])
    assert kept.feed.head() == head
