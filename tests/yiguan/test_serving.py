"""What the desk asks of reading and analysis, and `yiguan serve` as a process: started, uploaded to, killed, started again."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from outputs import Selection, StateFilter, Store
from outputs.access import EVERYTHING, Role
from schema import Finding, HolderKind, JobState, Span, StoreError, UnknownFinding
from tests.conftest import EXAMPLES, ROOT
from tests.yiguan.conftest import call, run_json
from yiguan.config import Settings
from yiguan.serving import HouseServices

Ran = tuple[Path, dict[str, Any]]
ALL = Selection(states=StateFilter.ALL.states)
PASSWORD = "水库巡查-口令-2931"
PATIENCE = 120.0
TEXT = "市水利局党组民主生活会会议记录\n2024年1月18日\n秦守田同志理论学习不够深入，满足于一般性了解。\n"


@pytest.fixture
def store(ran: Ran, tmp_path: Path) -> Iterator[Store]:
    """The store of the run, for this test alone."""
    with Store.open(shutil.copy2(ran[0], tmp_path / "库.db"), create=False) as opened:
        yield opened


@pytest.fixture
def services(store: Store, model_folder: Path) -> HouseServices:
    return HouseServices(store, Settings(model=model_folder), jobs=1)


def of_pdf(store: Store) -> Finding:
    """A finding in a pdf."""
    return next(one for one in store.findings(ALL) if one.document.name.endswith(".pdf"))


def test_the_original_is_the_file_that_was_read(services: HouseServices, store: Store) -> None:
    told = of_pdf(store).document
    found = services.original(told.id)
    assert found is not None
    assert (found.name, found.media_type, found.content[:5]) == (told.name, "application/pdf", b"%PDF-")


@pytest.mark.parametrize("change", ["deleted", "changed"])
def test_a_file_that_is_gone_or_changed_is_no_original(store: Store, model_folder: Path, tmp_path: Path, change: str) -> None:
    folder = tmp_path / "案卷"
    folder.mkdir()
    path = folder / "记录.txt"
    path.write_text(TEXT, encoding="utf-8")
    services = HouseServices(store, Settings(model=model_folder), jobs=1)
    services.process(folder, lambda done, total, name: None)
    told = next(one for one in store.documents() if one.name == "记录.txt")
    assert services.original(told.id) is not None
    if change == "deleted":
        path.unlink()
    else:
        path.write_text(TEXT + "又一句。", encoding="utf-8")
    assert services.original(told.id) is None


def test_the_original_is_found_within_archives(store: Store, model_folder: Path, tmp_path: Path) -> None:
    inner, outer = tmp_path / "内层.zip", tmp_path / "外层.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("卷一/记录.txt", TEXT)
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(inner, "内层.zip")
    inner.unlink()
    services = HouseServices(store, Settings(model=model_folder), jobs=1)
    services.process(outer, lambda done, total, name: None)
    told = next(one for one in store.documents() if one.name == "记录.txt")
    assert told.paths == (f"{outer.as_posix()}/内层.zip/卷一/记录.txt",)
    found = services.original(told.id)
    assert found is not None
    assert found.content.decode() == TEXT


def test_an_unknown_document_has_no_original_and_no_boxes(services: HouseServices) -> None:
    assert services.original("sha256:none") is None
    assert services.boxes("sha256:none", [Span(start=0, end=1)]) == ((),)


def test_boxes_stand_on_pages_around_the_words(services: HouseServices, store: Store) -> None:
    told = of_pdf(store)
    spans = [Span(start=anchor.start, end=anchor.end) for anchor in told.anchors]
    found = services.boxes(told.document.id, spans)
    assert len(found) == len(spans)
    for places in found:
        assert places
        for place in places:
            assert place.page is not None
            assert place.bbox is not None
            left, top, right, bottom = place.bbox
            assert left < right
            assert bottom - top < 60
    assert services.boxes(told.document.id, spans) == found


def test_a_document_without_pages_has_no_boxes(services: HouseServices, store: Store) -> None:
    told = next(one for one in store.findings(ALL) if one.document.name.endswith(".docx"))
    assert services.boxes(told.document.id, [Span(start=0, end=3)]) == ((),)


def test_why_tells_grounds_in_chinese_and_is_kept(services: HouseServices, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    told = next(one for one in store.findings(ALL) if one.holder.kind is HolderKind.CADRE)
    why = services.why(told.id)
    assert any("判为" in one.title for one in why.judged)
    assert all(one.grounds for one in why.judged[:1])
    assert not any(re.search(r"\d\.\d|%", one.title) for one in why.judged)
    monkeypatch.setattr("yiguan.explaining.Explainer.explained", lambda *told: pytest.fail("explained twice"))
    assert services.why(told.id) == why


def test_why_of_nothing_is_refused(services: HouseServices) -> None:
    with pytest.raises(UnknownFinding):
        services.why("f-none")


def test_the_evidence_file_and_the_patterns_are_those_of_the_commands(services: HouseServices, store: Store) -> None:
    cadre = next(one.holder.cadre_id for one in store.findings(ALL) if one.holder.cadre_id)
    made = services.dossier(str(cadre), states=StateFilter.ALL, as_of="2025-01-01")
    assert (made.person.id, bool(made.exhibits)) == (cadre, True)
    assert {one.cadre_id for one in services.patterns(str(cadre), states=StateFilter.ALL, as_of="2025-01-01")} == {cadre}
    with pytest.raises(StoreError, match="没有编号为"):
        services.dossier("没有", states=StateFilter.ALL, as_of="2025-01-01")


def test_opening_documents_loads_no_models(ran: Ran, tmp_path: Path) -> None:
    """Nor the libraries that serve them: a child process tells."""
    told = (
        "import sys\n"
        "from outputs import Store\n"
        "from yiguan.config import Settings\n"
        "from yiguan.serving import HouseServices\n"
        "import yiguan.server\n"
        "from schema import Span\n"
        "store = Store.open(sys.argv[1], create=False)\n"
        "services = HouseServices(store, Settings())\n"
        "for one in list(store.documents()):\n"
        "    services.original(one.id), services.boxes(one.id, [Span(start=0, end=2)])\n"
        "assert 'spacy' not in sys.modules and 'nlp' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", told, str(shutil.copy2(ran[0], tmp_path / "库.db"))], cwd=ROOT, check=True)


def test_processing_tells_files_and_links_by_the_records_of_the_store(
    services: HouseServices, store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "上传"
    folder.mkdir()
    (folder / "记录.txt").write_text(TEXT, encoding="utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 nothing")
    steps: list[tuple[int, int, str]] = []
    done = services.process(folder, lambda *told: steps.append(told))
    assert (done.read, done.failed) == (1, 1)
    assert re.search(r"新读 1 份，未变 0 份，未能读取 1 份；新得条目 \d+ 条", done.report)
    assert {(2, "记录.txt"), (2, "坏.docx")} <= {(total, name) for _, total, name in steps}
    (run,) = {one.roster for one in store.runs()[0]}
    assert run == store.roster_imports()[-1].roster


def test_what_was_read_with_the_roster_file_is_unchanged_with_the_records_of_the_store(
    services: HouseServices, chosen: Path
) -> None:
    done = services.process(chosen, lambda *told: None)
    assert (done.read, f"未变 {len(list(chosen.iterdir()))} 份" in done.report) == (0, True)


def test_without_records_it_says_so(model_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "上传"
    folder.mkdir()
    (folder / "记录.txt").write_text(TEXT, encoding="utf-8")
    with Store.open(tmp_path / "空.db") as store:
        done = HouseServices(store, Settings(model=model_folder), jobs=1).process(folder, lambda *told: None)
    assert "还没有干部名册" in done.report


def test_processing_ends_at_once_when_the_report_says_so(services: HouseServices, tmp_path: Path) -> None:
    folder = tmp_path / "上传"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(TEXT + str(number), encoding="utf-8")

    def stop(done: int, total: int, name: str) -> None:
        raise RuntimeError("停")

    with pytest.raises(RuntimeError, match="停"):
        services.process(folder, stop)


# The process.


@contextmanager
def serving(store: Path, model: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """A server on a free port: the process, its address, and what it said until it answered."""
    command = [sys.executable, "-c", "from yiguan.cli import main; main()", "serve", "--store", str(store), "--port", "0", *more]
    surroundings = os.environ | {"YIGUAN_MODEL": str(model), "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(
        command,
        cwd=store.parent,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=surroundings,
    )
    try:
        assert child.stderr is not None
        said = ""
        while not (found := re.search(r"http://127\.0\.0\.1:(\d+)", said)):
            line = child.stderr.readline()
            assert line, said
            said += line
        address = f"http://127.0.0.1:{found[1]}"
        until(lambda: answers(address))
        yield child, address, said
    finally:
        if child.poll() is None:
            child.kill()
        child.wait()
        assert child.stderr is not None
        child.stderr.close()


def answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/login").status_code == 200
    except httpx.TransportError:
        return False


def until(asked: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not asked():
        assert time.monotonic() < end, "did not come in time"
        time.sleep(0.1)


@contextmanager
def signed_in(address: str, login: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=PATIENCE) as client:
        assert client.post("/login", data={"login": login, "password": PASSWORD}).status_code == 303
        client.headers["X-CSRF-Token"] = (
            client.get("/documents").text.partition('<meta name="csrf" content="')[2].partition('"')[0]
        )
        yield client


@pytest.fixture
def manned(ran: Ran, tmp_path: Path) -> Path:
    """The place of a store with a reviewer."""
    path = Path(shutil.copy2(ran[0], tmp_path / "库.db"))
    with Store.open(path) as store:
        person, once = store.access.add_person(
            login="limin", name="李敏", roles=frozenset({Role.REVIEWER, Role.ADMINISTRATOR}), scope=EVERYTHING, by="system"
        )
        store.access.set_password(person.id, once, PASSWORD)
    return path


def test_the_first_start_tells_a_password_that_must_be_changed(ran: Ran, model_folder: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy2(ran[0], tmp_path / "库.db"))
    with serving(path, model_folder) as (child, address, said):
        told = re.search(r"账号 (\S+?)、一次性口令 (\S+) 登录", said)
        assert told is not None
        with httpx.Client(base_url=address, timeout=PATIENCE) as client:
            answer = client.post("/login", data={"login": told[1], "password": told[2]})
            assert answer.headers["location"] == "/password"
            assert client.get("/documents").headers["location"] == "/password"
        child.send_signal(signal.SIGINT)
        assert child.wait(PATIENCE) == 0


def test_an_upload_survives_the_death_of_the_server(manned: Path, model_folder: Path) -> None:
    files = [("files", (f"{number}.txt", (TEXT + f"第{number}份。").encode())) for number in range(12)]
    with serving(manned, model_folder) as (child, address, _), signed_in(address, "limin") as client:
        answer = client.post("/documents/upload", files=files)
        assert answer.status_code == 202, answer.text
        job_id = answer.json()["job"]
        with Store.open(manned) as store:
            until(lambda: store.jobs.job(job_id).done >= 1 or store.jobs.job(job_id).state.ended)
        child.kill()
        child.wait()
    with serving(manned, model_folder) as (child, address, _), signed_in(address, "limin") as client:
        until(lambda: "hx-refresh" in client.get(f"/documents/jobs/{job_id}/progress").headers)
        assert "11.txt" in client.get(f"/documents/jobs/{job_id}").text
        assert "理论学习" in client.get("/search", params={"q": "秦守田同志理论学习"}).text
        child.terminate()
        assert child.wait(PATIENCE) == 0
    with Store.open(manned) as store:
        assert store.jobs.job(job_id).state is JobState.DONE
        held = [one for one in store.documents() if one.paths and job_id in one.paths[0]]
    assert len(held) == 12


def test_a_port_that_is_taken_is_told(manned: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        result = call("serve", "--store", manned, "--port", other.getsockname()[1])
    assert result.exit_code == 2
    assert re.search(r"端口 \d+ 已被占用.*--port", result.stderr)


@pytest.mark.parametrize(("host", "told"), [("没有.invalid", "没有 没有.invalid 这个地址"), ("203.0.113.7", "不是本机的地址")])
def test_an_address_that_is_none_of_ours_is_told(manned: Path, host: str, told: str) -> None:
    result = call("serve", "--store", manned, "--host", host)
    assert result.exit_code == 2
    assert told in result.stderr


def test_wrong_settings_of_the_desk_are_told_before_anything_starts(manned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (manned.parent / "yiguan.toml").write_text("[desk]\nhttp = true\n", encoding="utf-8")
    monkeypatch.chdir(manned.parent)
    result = call("serve", "--store", manned, "--port", 0)
    assert result.exit_code == 2
    assert "是不是 https" in result.stderr


def test_a_run_after_an_upload_finds_nothing_new_in_it(manned: Path, model_folder: Path) -> None:
    with Store.open(manned) as store:
        folder = store.jobs.folder / "j-1"
        folder.mkdir(parents=True)
        (folder / "记录.txt").write_text(TEXT, encoding="utf-8")
        HouseServices(store, Settings(model=model_folder), jobs=1).process(folder, lambda *told: None)
    told = run_json(folder, "--roster", EXAMPLES / "roster.csv", "--store", manned, "--model", model_folder)
    assert (told["read"], told["unchanged"]) == (0, 1)
