"""The desk as people meet it: a real server over the analysed examples, in a real browser.

Needs Debian's chromium (`make browser`). A machine without it skips these tests and says so; where YIGUAN_MAY_NOT_SKIP is set, as in
continuous integration, that is a failure. The store is made once; each test gets a copy, a server and an empty browser profile.
"""

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from outputs import Store
from outputs.access import EVERYTHING, Role
from outputs.desk import create_app
from outputs.jobs import Worker
from yiguan.config import Settings
from yiguan.engine import LocalEngine
from yiguan.pipeline import run
from yiguan.serving import HouseServices

ROOT = Path(__file__).parents[2]
DOCUMENTS, ROSTER = ROOT / "examples" / "documents", ROOT / "examples" / "roster.csv"
PASSWORD = "浏览器-测试-口令-2024"
PEOPLE = {
    "admin": ("管理员", Role.ADMINISTRATOR),
    "limin": ("李敏", Role.REVIEWER),
    "wangqiang": ("王强", Role.SECOND_REVIEWER),
}
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-quic", "--disable-dev-shm-usage",
)  # fmt: skip
Open = Callable[..., Page]
# A busy machine is slow: what counts is that it comes.
expect.set_options(timeout=20_000)


@dataclass
class Desk:
    """A running desk."""

    url: str
    store: Store
    complaints: list[str] = field(default_factory=list)
    """Errors of the console and requests to other hosts: there may be none."""


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is."""
    found = os.environ.get("YIGUAN_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        words = "没有找到 Chromium，浏览器测试未运行；请先 make browser"
        if os.environ.get("YIGUAN_MAY_NOT_SKIP"):
            pytest.fail(words)
        pytest.skip(words)
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests; each opens profiles of its own in it."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture(scope="session")
def analysed(tmp_path_factory: pytest.TempPathFactory, model_folder: Path) -> Path:
    """The store of the analysed examples, with people."""
    path = tmp_path_factory.mktemp("库") / "一贯.db"
    with Store.open(path) as store:
        settings = Settings(store=str(path), roster=ROSTER, model=model_folder)
        run([DOCUMENTS], settings, LocalEngine(jobs=2), lambda step: None, store)
        for login, (name, role) in PEOPLE.items():
            person, once = store.access.add_person(login=login, name=name, roles=frozenset({role}), scope=EVERYTHING, by="system")
            store.access.set_password(person.id, once, PASSWORD)
    return path


@pytest.fixture
def desk(analysed: Path, tmp_path: Path, model_folder: Path) -> Iterator[Desk]:
    """A server over a copy of the store."""
    path = tmp_path / "一贯.db"
    for beside in analysed.parent.glob("一贯.db*"):
        shutil.copyfile(beside, tmp_path / beside.name)
    with Store.open(path) as store:
        settings = Settings(store=str(path), roster=ROSTER, model=model_folder)
        services = HouseServices(store, settings, jobs=1)
        app = create_app(store, services)
        with Worker(store.jobs, services.process), _serving(app) as url:
            yield Desk(url=url, store=store)


@pytest.fixture
def open_as(desk: Desk, browser: Browser) -> Iterator[Open]:
    """Opens a page as a person, in a profile of his own, at the size of an office's screen."""
    contexts = []

    def opened(login: str, *, width: int = 1366, height: int = 768, zoom: float = 1.0) -> Page:
        context = browser.new_context(
            viewport={"width": int(width / zoom), "height": int(height / zoom)}, device_scale_factor=zoom, locale="zh-CN"
        )
        contexts.append(context)
        page = context.new_page()
        _listen(page, desk)
        page.goto(f"{desk.url}/login")
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_load_state("networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert desk.complaints == []


def _listen(page: Page, desk: Desk) -> None:
    def said(message: Any) -> None:
        if message.type in ("error", "warning"):
            desk.complaints.append(f"console: {message.text}")

    def asked(request: Any) -> None:
        if not request.url.startswith((desk.url, "data:", "blob:")):
            desk.complaints.append(f"request: {request.url}")

    page.on("console", said)
    page.on("pageerror", lambda error: desk.complaints.append(f"error: {error}"))
    page.on("request", asked)


class _serving:
    """A server in a thread of this process, on a free port."""

    def __init__(self, app: Any) -> None:
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        deadline = time.monotonic() + 20
        while not self._server.started:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.02)
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(20)
        self._socket.close()
