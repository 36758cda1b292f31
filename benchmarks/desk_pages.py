"""The desk's pages measured at the server: `python benchmarks/desk_pages.py [PLACE] [FINDINGS] [DOCUMENTS]`, p95 in one process.

Fills PLACE as `desk_store.py` does, unless it is there already, signs in, and asks for each kind of page with many different items.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from desk_store import Size, fill
from fastapi.testclient import TestClient
from sqlalchemy import select

from outputs import Store
from outputs.access import EVERYTHING, Role, TokenScope
from outputs.desk import create_app
from outputs.tables import cadres, documents, findings
from yiguan.config import Settings
from yiguan.peers import peers_of
from yiguan.serving import HouseServices

PASSWORD = "测量-口令-足够-长-2024"
ASKED = 80
"""Requests of each kind."""


def main(place: Path, wanted: int, papers: int) -> None:
    """Fill and measure."""
    if not place.exists():
        started = time.perf_counter()
        with Store.open(place) as store:
            fill(store, Size(findings=wanted, documents=papers))
        print(f"filled in {time.perf_counter() - started:.0f} s")
    with Store.open(place) as store:
        client, token = _client(store, place)
        started = time.perf_counter()
        peers_of(store).warm(date.today().isoformat())
        peers_of(store).wait()
        print(f"peers reckoned in {time.perf_counter() - started:.1f} s")
        store.board.catch_up()
        chance = random.Random(7)
        known = {name: _ids(store, table) for name, table in (("finding", findings), ("document", documents), ("cadre", cadres))}
        print(f"{'page':34}{'median ms':>12}{'p95 ms':>10}")
        for name, path in _paths(known, chance).items():
            _measure(name, lambda path=path: client.get(path()))
        api = {"Authorization": f"Bearer {token}"}
        for name, path in _calls(client, api).items():
            _measure(name, lambda path=path: client.get(path(), headers=api))


def _paths(known: dict[str, list[str]], chance: random.Random) -> dict[str, Callable[[], str]]:
    def one(kind: str) -> str:
        return chance.choice(known[kind])

    return {
        "start": lambda: "/",
        "queue": lambda: "/review",
        "queue, by category": lambda: f"/review?category={chance.choice(['study', 'finance', 'conduct'])}",
        "item": lambda: f"/review/{one('finding')}",
        "item, panel alone": lambda: f"/review/{one('finding')}/panel",
        "cadres": lambda: "/cadres",
        "cadre": lambda: f"/cadres/{one('cadre')}",
        "cadre, also unreviewed": lambda: f"/cadres/{one('cadre')}?state=all",
        "board": lambda: "/board",
        "documents": lambda: "/documents",
        "document": lambda: f"/documents/{one('document')}",
        "search": lambda: f"/search?q={chance.choice(['招标', '调研', '学习', '整改 台账', '水管站'])}",
    }


def _calls(client: TestClient, headers: dict[str, str]) -> dict[str, Callable[[], str]]:
    cursors = [None]
    for _ in range(ASKED):
        at = f"&cursor={cursors[-1]}" if cursors[-1] else ""
        cursors.append(client.get(f"/api/v1/findings?limit=100&state=all{at}", headers=headers).json()["next"])
    deep = iter(cursors[1:] * 2)
    return {
        "API: page of 100 findings": lambda: "/api/v1/findings?limit=100&state=all",
        "API: page of 100, by cursor": lambda: f"/api/v1/findings?limit=100&state=all&cursor={next(deep)}",
        "API: page of 100, newest first": lambda: "/api/v1/findings?limit=100&state=all&order=-date",
    }


def _measure(name: str, ask: Callable[[], object]) -> None:
    ask()
    taken = []
    for _ in range(ASKED):
        started = time.perf_counter()
        answer = ask()
        taken.append((time.perf_counter() - started) * 1000)
        assert answer.status_code == 200, (name, answer.status_code)  # type: ignore[attr-defined]
    print(f"{name:34}{median(taken):12.1f}{quantiles(taken, n=20)[-1]:10.1f}", flush=True)


def _client(store: Store, place: Path) -> tuple[TestClient, str]:
    roles = frozenset({Role.ADMINISTRATOR, Role.REVIEWER})
    known = {person.login: person for person in store.access.people()}
    login = f"measuring-{len(known)}"
    person, once = store.access.add_person(login=login, name="测量", roles=roles, scope=EVERYTHING, by="system")
    store.access.set_password(person.id, once, PASSWORD)
    person = store.access.person(person.id)
    scopes = frozenset({TokenScope.FINDINGS, TokenScope.PENDING})
    _, token = store.access.issue_token(person, "测量", scopes, days=1, by="system")
    client = TestClient(create_app(store, HouseServices(store, Settings(store=str(place)))))
    client.post("/login", data={"login": login, "password": PASSWORD})
    return client, token


def _ids(store: Store, table: object) -> list[str]:
    with store._database.reading() as connection:
        return list(connection.scalars(select(table.c.id).limit(5000)))  # type: ignore[attr-defined]


if __name__ == "__main__":
    given = sys.argv[1:]
    at = Path(given[0]) if given else Path(tempfile.mkdtemp()) / "many.db"
    main(at, int(given[1]) if len(given) > 1 else 100_000, int(given[2]) if len(given) > 2 else 10_000)
