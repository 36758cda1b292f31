"""文档 and 搜索: lists, pages of documents, uploads, failures and runs, each within what a person may see."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import update

from outputs import Store
from outputs.access import EVERYTHING
from outputs.audit import AuditAction, AuditFilter
from outputs.desk import DeskOptions, Original, create_app
from outputs.jobs import Worker
from outputs.tables import findings
from schema import DamagedFile, JobState, ReviewStage, ReviewState, Verdict
from tests.outputs.builders import analysis, begin, document, keep, source, verdict
from tests.outputs.desk.scene import FINDINGS, LEDGER, MINUTES, FakeServices

SignIn = Callable[[str], TestClient]


def words(html: str) -> str:
    """What a reader sees."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("<main")[2]))


def names(client: TestClient, **asked: str) -> list[str]:
    """The documents that the list shows."""
    html = client.get("/documents", params=asked).text
    return re.findall(r'data-row>[^<]+</a><br><span class="note">([^<\u3000]+)', html)


def settle(store: Store, services: FakeServices, job_id: str) -> None:
    """Let the work be done."""
    with Worker(store.jobs, services.process):
        while not store.jobs.job(job_id).state.ended:
            pass


def send(client: TestClient, *files: tuple[str, bytes]) -> str:
    """Upload the files; the id of the work."""
    answer = client.post("/documents/upload", files=[("files", one) for one in files])
    assert answer.status_code == 202, answer.text
    return str(answer.json()["job"])


@pytest.fixture
def failed(desk_store: Store) -> str:
    """The path of a file that could not be read."""
    with begin(desk_store, "/案卷/坏.pdf") as run:
        run.fail(
            source(MINUTES, "/案卷/坏.pdf"),
            stage="read",
            error=DamagedFile("文件不完整", "请重新导出", path="/案卷/坏.pdf", page=3),
        )
    return "/案卷/坏.pdf"


def test_the_list_counts_what_is_left_and_done(sign_in: SignIn, desk_store: Store) -> None:
    desk_store.decide(verdict(FINDINGS[0], ReviewState.CONFIRMED))
    desk_store.decide(verdict(FINDINGS[1], ReviewState.UNSURE))
    row = words(sign_in("chenjing").get("/documents", params={"name": "水利局纪要"}).text)
    assert re.search(r"水利局纪要\.docx 2024-01-18 .* 市水利局 正常 0 1 1", row)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"水利局纪要.docx", "文化局台账.docx"}),
        ({"name": "台账"}, {"文化局台账.docx"}),
        ({"name": "100%"}, set()),
        ({"kind": "minutes"}, {"水利局纪要.docx", "文化局台账.docx"}),
        ({"kind": "notice_"}, {"水利局纪要.docx", "文化局台账.docx"}),
        ({"unit": "水利"}, {"水利局纪要.docx"}),
        ({"verdict": "degraded"}, set()),
        ({"first": "2024-01", "last": "2024"}, {"水利局纪要.docx", "文化局台账.docx"}),
        ({"first": "2024-02"}, set()),
        ({"last": "2024-01-17"}, set()),
        ({"progress": "left"}, {"水利局纪要.docx", "文化局台账.docx"}),
        ({"progress": "done"}, set()),
        ({"progress": "none"}, set()),
        ({"folder": "/案卷"}, {"水利局纪要.docx", "文化局台账.docx"}),
        ({"folder": "/案"}, set()),
    ],
)
def test_the_list_is_filtered(sign_in: SignIn, asked: dict[str, str], found: set[str]) -> None:
    assert set(names(sign_in("chenjing"), **asked)) == found


def test_reviewed_documents_are_told_apart(sign_in: SignIn, desk_store: Store) -> None:
    for one in FINDINGS[:2]:
        desk_store.decide(verdict(one))
    client = sign_in("chenjing")
    assert names(client, progress="done") == ["水利局纪要.docx"]
    assert names(client, progress="left") == ["文化局台账.docx"]


def test_the_list_has_pages(sign_in: SignIn, desk_store: Store) -> None:
    for number in range(60):
        keep(desk_store, document(f"第{number}份", name=f"{number:02}.docx", date=f"2023-{number % 12 + 1:02}-01"))
    client = sign_in("chenjing")
    seen, address = [], "/documents"
    while address:
        html = client.get(address).text
        seen += re.findall(r'<span class="note">([^<\u3000]+\.docx)', html)
        onward = re.search(r'href="([^"]+)" rel="next"', html)
        address = onward[1].replace("&amp;", "&") if onward else ""
    assert len(seen) == len(set(seen)) == 62


def test_an_empty_store_says_what_to_do(tmp_path: Path, sign_in: SignIn) -> None:
    html = sign_in("chenjing").get("/documents", params={"name": "没有这样的"}).text
    assert "没有符合条件的文档" in html
    assert "输入一个或几个词" in sign_in("chenjing").get("/search").text
    assert "还没有上传或处理过文件" in sign_in("limin").get("/documents/jobs").text
    assert "没有读不出的文件" in sign_in("limin").get("/documents/failures").text


def test_a_document_tells_what_it_is_and_what_was_found(sign_in: SignIn) -> None:
    shown = words(sign_in("chenjing").get(f"/documents/{MINUTES.id}").text)
    for told in (
        "水利局纪要.docx",
        "2024-01-18",
        "市水利局",
        "读取正常",
        "待审 2",
        "/案卷/水利局纪要.docx",
        "理论学习不够深入",
        "各段去向",
    ):
        assert told in shown


def test_what_was_not_read_well_is_told(sign_in: SignIn, desk_store: Store) -> None:
    one = document("正文", name="残.pdf", verdict=Verdict.DEGRADED, warnings=("第 3 页是空白的扫描页",))
    keep(desk_store, one)
    shown = words(sign_in("chenjing").get(f"/documents/{one.id}").text)
    assert "没有读好：第 3 页是空白的扫描页" in shown
    assert "▲ 读取不完整" in shown
    assert names(sign_in("chenjing"), verdict="degraded") == ["残.pdf"]


def test_opening_a_document_is_recorded_once(sign_in: SignIn, desk_store: Store) -> None:
    client = sign_in("chenjing")
    for _ in range(2):
        client.get(f"/documents/{MINUTES.id}")
    wanted = AuditFilter(action=AuditAction.VIEW_DOCUMENT, actor="chenjing")
    assert [one.object for one in desk_store.audit.entries(wanted).entries] == [f"document:{MINUTES.id}"]


def test_the_text_shows_the_words_that_were_looked_for(sign_in: SignIn) -> None:
    html = sign_in("chenjing").get(f"/documents/{MINUTES.id}/text", params={"q": "调研 值守", "at": 30}).text
    assert re.findall(r'data-f="(?:f-\w+ )?sought(?: f-\w+)?"[^>]*>([^<]+)', html) == ["调研", "值守"]
    assert "“调研 值守”2 处" in words(html)


def test_the_original_is_given_to_be_kept(sign_in: SignIn, services: FakeServices) -> None:
    client = sign_in("chenjing")
    assert client.get(f"/documents/{MINUTES.id}/original").status_code == 404
    services.originals[MINUTES.id] = Original(name="水利局 纪要.docx", media_type="text/html", content=b"<script>")
    answer = client.get(f"/documents/{MINUTES.id}/original")
    assert (answer.content, answer.headers["content-type"]) == (b"<script>", "application/octet-stream")
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E6%B0%B4")


@pytest.mark.parametrize("place", ["", "/text", "/original"])
def test_a_document_of_another_unit_is_not_there(sign_in: SignIn, services: FakeServices, place: str) -> None:
    services.originals[LEDGER.id] = Original(name="台账.docx", media_type="text/plain", content=b"")
    answer = sign_in("shuili").get(f"/documents/{LEDGER.id}{place}")
    assert answer.status_code == 404
    assert "采购项目" not in answer.text


def test_lists_and_search_keep_to_the_units(sign_in: SignIn) -> None:
    client = sign_in("shuili")
    assert names(client) == ["水利局纪要.docx"]
    assert "没有同时含“采购项目”的段落" in words(client.get("/search", params={"q": "采购项目"}).text)
    assert client.get("/search", params={"q": "公开招标", "only": "findings"}).text.count("<mark>") == 0
    assert "<mark>理论学习</mark>" in client.get("/search", params={"q": "理论学习"}).text


def test_who_audits_sees_no_documents(sign_in: SignIn) -> None:
    client = sign_in("audit")
    for address in ("/documents", "/documents/jobs", "/documents/failures", "/search?q=学习", f"/documents/{MINUTES.id}"):
        assert client.get(address).status_code == 403


def test_search_leads_to_the_place_and_to_the_finding(sign_in: SignIn, desk_store: Store) -> None:
    html = sign_in("chenjing").get("/search", params={"q": "不够深入"}).text
    assert f'href="/review/{FINDINGS[0].id}"' in html
    at = MINUTES.text.index("不够深入")
    assert f"/documents/{MINUTES.id}/text?at={at}" in html
    (entry,) = desk_store.audit.entries(AuditFilter(action=AuditAction.SEARCH)).entries
    assert entry.detail == {"words": "不够深入"}


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", '"', "' OR 1=1", "学" * 400, "*", "NEAR(a b)", "\x00", "%", "学习 AND"]
)
def test_whatever_is_typed_is_answered(sign_in: SignIn, typed: str) -> None:
    for order in ("newest", "closest", "nonsense"):
        answer = sign_in("chenjing").get("/search", params={"q": typed, "order": order, "after": "x"})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


def test_a_blind_second_reader_is_not_told_in_lists_what_the_machine_made_of_it(sign_in: SignIn, desk_store: Store) -> None:
    with desk_store._database.writing() as connection:
        connection.execute(update(findings).where(findings.c.id == FINDINGS[0].id).values(stage=ReviewStage.SECOND))
    second = sign_in("wangqiang")
    assert "条目（待复核）" in second.get("/search", params={"q": "理论学习"}).text
    assert "等待复核" in second.get(f"/documents/{MINUTES.id}").text
    assert "等待复核" not in sign_in("chenjing").get(f"/documents/{MINUTES.id}").text


def test_files_are_uploaded_processed_and_told_of(sign_in: SignIn, desk_store: Store, services: FakeServices) -> None:
    client = sign_in("limin")
    job_id = send(client, ("一.docx", b"1"), ("../二.docx", b"2"))
    assert "排队" in words(client.get(f"/documents/jobs/{job_id}").text)
    assert 'hx-trigger="every 1s"' in client.get(f"/documents/jobs/{job_id}/progress").text
    settle(desk_store, services, job_id)
    assert services.processed == [desk_store.jobs.folder / job_id]
    done = client.get(f"/documents/jobs/{job_id}/progress")
    assert done.headers["hx-refresh"] == "true"
    assert "读取 2 份" in words(client.get(f"/documents/jobs/{job_id}").text)
    assert "读取 2 份" in words(client.get("/documents/jobs").text)


def test_who_may_not_upload_does_not(sign_in: SignIn, desk_store: Store) -> None:
    client = sign_in("chenjing")
    assert "data-upload" not in client.get("/documents").text
    assert client.post("/documents/upload", files=[("files", ("一.docx", b"1"))]).status_code == 403
    assert client.post("/documents/run", data={"folder": "/案卷"}).status_code == 403
    assert desk_store.jobs.page(EVERYTHING, "limin").jobs == ()


def test_an_upload_without_the_token_of_the_page_is_refused(sign_in: SignIn, desk_store: Store) -> None:
    client = sign_in("limin")
    del client.headers["X-CSRF-Token"]
    assert client.post("/documents/upload", files=[("files", ("一.docx", b"1"))]).status_code == 403
    assert not any(desk_store.jobs.folder.glob("j-*"))


def test_too_much_is_refused_before_it_is_kept(desk_store: Store, services: FakeServices, sign_in: SignIn, app: FastAPI) -> None:
    app.state.desk = create_app(desk_store, services, DeskOptions(upload_megabytes=1)).state.desk
    client = sign_in("limin")
    large = client.post("/documents/upload", files=[("files", ("大.docx", b"x" * ((1 << 20) + 1)))])
    assert (large.status_code, "超过上限 1 MB" in large.json()["message"]) == (400, True)
    assert client.post("/documents/upload", files=[("files", ("大.docx", b"x" * (6 << 20)))]).status_code == 413
    assert client.post("/documents/upload", files=[("别的", ("一.docx", b"1"))]).status_code == 400
    assert not any(desk_store.jobs.folder.glob("j-*"))


def test_who_sees_some_units_is_told_where_his_upload_went(sign_in: SignIn, desk_store: Store, services: FakeServices) -> None:
    client = sign_in("shuili")
    assert "只有判定为 市水利局 的" in words(client.get("/documents").text)
    job_id = send(client, ("外.docx", b"1"))
    folder = desk_store.jobs.folder / job_id

    def process(path: Path, report: Callable[[int, int, str], None]) -> object:
        for name, unit in (("外.docx", "市文化广电局"), ("内.docx", "市水利局")):
            one = document(f"{name}的内容", name=name, issuer=unit)
            with begin(desk_store, f"{folder}/{name}") as run:
                run.add(source(one, f"{folder}/{name}"), one, analysis(one), ())
        return kept(path, report)

    kept = services.process
    services.process = process  # type: ignore[method-assign, assignment]
    settle(desk_store, services, job_id)
    services.process = kept  # type: ignore[method-assign]
    shown = words(client.get(f"/documents/jobs/{job_id}").text)
    assert "另有 1 份已读取入库" in shown
    assert "内.docx" in shown
    assert "外.docx" not in shown
    assert sign_in("chenjing").get(f"/documents/jobs/{job_id}").text.count("外.docx") == 1


def test_nobody_of_another_unit_sees_the_upload(sign_in: SignIn) -> None:
    job_id = send(sign_in("limin"), ("一.docx", b"1"))
    client = sign_in("shuili")
    for answer in (
        client.get(f"/documents/jobs/{job_id}"), client.get(f"/documents/jobs/{job_id}/progress"),
        client.post(f"/documents/jobs/{job_id}/cancel"), client.post(f"/documents/jobs/{job_id}/retry"),
    ):  # fmt: skip
        assert answer.status_code == 404


def test_work_is_cancelled_and_tried_again_from_the_page(sign_in: SignIn, desk_store: Store) -> None:
    client = sign_in("limin")
    job_id = send(client, ("一.docx", b"1"))
    client.post(f"/documents/jobs/{job_id}/cancel")
    assert desk_store.jobs.job(job_id).state is JobState.CANCELLED
    assert "已取消" in words(client.get(f"/documents/jobs/{job_id}").text)
    client.post(f"/documents/jobs/{job_id}/retry")
    assert desk_store.jobs.job(job_id).state is JobState.WAITING


def test_failures_are_listed_with_reason_and_remedy(sign_in: SignIn, failed: str) -> None:
    shown = words(sign_in("limin").get("/documents/failures").text)
    assert f"{failed} 第 3 页：文件不完整 请重新导出" in shown
    scoped = words(sign_in("shuili").get("/documents/failures").text)
    assert failed not in scoped
    assert "只有查看全部单位的人能看到" in scoped


def test_a_known_folder_is_run_over_again_and_an_unknown_one_is_not(
    sign_in: SignIn, desk_store: Store, tmp_path: Path, services: FakeServices
) -> None:
    folder = tmp_path / "案卷"
    folder.mkdir()
    (folder / "纪要.docx").write_bytes(b"1")
    one = document("在磁盘上的", name="纪要.docx")
    with begin(desk_store, str(folder)) as run:
        run.add(source(one, f"{folder.as_posix()}/纪要.docx"), one, analysis(one), ())
    client = sign_in("limin")
    assert str(folder) in client.get("/documents/jobs").text
    for unknown in ("/etc", str(tmp_path), "/案卷/../etc"):
        assert client.post("/documents/run", data={"folder": unknown}).status_code == 404
    assert client.post("/documents/run", data={"folder": "/案卷"}).status_code == 400
    assert sign_in("shuili").post("/documents/run", data={"folder": str(folder)}).status_code == 403
    answer = client.post("/documents/run", data={"folder": str(folder)}, follow_redirects=False)
    job_id = answer.headers["location"].rpartition("/")[2]
    settle(desk_store, services, job_id)
    assert services.processed == [folder]


def test_pages_need_no_script_or_style_within_them(sign_in: SignIn, failed: str) -> None:
    client = sign_in("limin")
    job_id = send(client, ("一.docx", b"1"))
    for address in (
        "/documents", "/documents/jobs", "/documents/failures", f"/documents/jobs/{job_id}", f"/documents/{MINUTES.id}",
        f"/documents/{MINUTES.id}/text?q=学习", "/search?q=学习",
    ):  # fmt: skip
        html = client.get(address).text
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=", html), address
