"""Old office files: LibreOffice converts, the readers read. What needs LibreOffice is passed over where it is not installed."""

import http.server
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import read, soffice
from ingest.readers import read_bytes
from schema import BlockRole, DamagedFile, EncryptedFile, IngestError, UnsupportedFormat
from tests.ingest.builders import OPTIONS, cells, spans, texts, written
from tests.ingest.compounds import compound

COMMAND = soffice.find("soffice")
needs_office = pytest.mark.skipif(COMMAND is None, reason="LibreOffice (soffice) 未安装：跳过旧版文件的转换测试")
DOC = "doc:MS Word 97"


def rich(text: str) -> bytes:
    """An .rtf of paragraphs."""
    body = "\\par ".join(map(_escaped, text.split("\n")))
    return f"{{\\rtf1\\ansi {body}\\par}}".encode()


def _escaped(text: str) -> str:
    return "".join(f"\\u{ord(letter)}?" if ord(letter) > 127 else letter for letter in text)


@pytest.fixture(scope="module")
def office() -> Iterator[soffice.Office]:
    """One LibreOffice for the tests that look at its inside."""
    if COMMAND is None:
        pytest.skip("LibreOffice 未安装")
    office = soffice.Office(COMMAND)
    yield office
    office.close()


def test_tells_how_to_get_libreoffice(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat, match="LibreOffice") as caught:
        read(written(tmp_path, "旧.rtf", rich("会议记录")), replace(OPTIONS, office="no-such-command"))
    assert "read.office" in caught.value.remedy


def test_tells_a_password_before_anything_is_started() -> None:
    head = b"\xec\xa5" + bytes(8) + b"\x00\x01" + bytes(40)
    with pytest.raises(EncryptedFile):
        read_bytes(compound(WordDocument=head), replace(OPTIONS, office="no-such-command"))


@pytest.mark.parametrize(
    "root", ['<w:wordDocument xmlns:w="w">', '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">']
)
def test_refuses_a_doctype_before_libreoffice_sees_it(root: str) -> None:
    content = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>{root}'.encode()
    with pytest.raises(UnsupportedFormat):
        read_bytes(content, OPTIONS)


@needs_office
def test_reads_rich_text() -> None:
    reading = read_bytes(rich("整改报告\n一、问题"), OPTIONS)
    assert texts(reading) == ["整改报告", "一、问题"]
    assert not reading.degraded
    assert reading.warnings == ("文件是RTF 文档，由 LibreOffice 转换后读取",)


@needs_office
def test_reads_the_numbers_of_rich_text_as_shown() -> None:
    levels = "{\\listlevel\\levelnfc35\\leveljcn0\\levelstartat1{\\leveltext \\'02\\'00\\u12289\\'3f;}{\\levelnumbers \\'01;}}"
    lists = f"{{\\*\\listtable{{\\list\\listtemplateid1{levels}\\listid1}}}}{{\\listoverridetable{{\\listoverride\\listid1\\listoverridecount0\\ls1}}}}"
    item = "{\\pard\\plain {\\listtext\\pard\\plain %s\\tab}\\ilvl0\\ls1 %s\\par}"
    items = "".join(item % (_escaped(number), _escaped(text)) for number, text in (("一、", "甲"), ("二、", "乙")))
    reading = read_bytes(f"{{\\rtf1\\ansi{lists}{items}}}".encode(), OPTIONS)
    assert ["".join(text.split()) for text in texts(reading)] == ["一、甲", "二、乙"]


@needs_office
def test_reads_an_old_word_file_as_its_docx(office: soffice.Office, tmp_path: Path) -> None:
    row = "\\trowd{}\\cellx3000{}\\cellx6000 {}\\intbl\\cell {}\\intbl\\cell\\row "
    table = row.format("\\clmgf", "\\clmrg", _escaped("台账"), "") + row.format("", "", _escaped("问题"), _escaped("何沛"))
    content = f"{{\\rtf1\\ansi {_escaped('会议记录')}\\par {table}\\pard {_escaped('完')}\\par}}"
    old = office.convert(content.encode(), "rtf", DOC, 60)
    assert old.startswith(b"\xd0\xcf\x11\xe0")
    document = read(written(tmp_path, "会议.wps", old))
    assert texts(document, BlockRole.TITLE, BlockRole.PARAGRAPH) == ["会议记录", "完"]
    assert cells(document) == {(0, 0): "台账", (1, 0): "问题", (1, 1): "何沛"}
    assert spans(document) == {(0, 0): (1, 2)}
    assert document.id == read(written(tmp_path, "另名.doc", old)).id


@needs_office
def test_reads_a_workbook_of_2003_in_xml() -> None:
    content = (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="表"><Table><Row><Cell><Data ss:Type="String">甲</Data>'
        '</Cell><Cell><Data ss:Type="String">乙</Data></Cell></Row></Table></Worksheet></Workbook>'
    )
    assert cells(read_bytes(content.encode(), OPTIONS)) == {(0, 0): "甲", (0, 1): "乙"}


@needs_office
def test_a_dead_office_costs_no_other_file(office: soffice.Office) -> None:
    for text in ("甲", "乙"):
        assert office.convert(rich(text), "rtf", "docx", 60)
    server = office._server
    assert server is not None
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    assert office.convert(rich("丙"), "rtf", "docx", 60).startswith(b"PK")
    assert office._server is not None
    assert office._server.pid != server.pid


@needs_office
def test_gives_up_in_time_and_goes_on(office: soffice.Office) -> None:
    begun = time.monotonic()
    with pytest.raises(IngestError, match="秒仍未完成"):
        office.convert(rich("甲\n" * 20_000), "rtf", "docx", 0.2)
    assert time.monotonic() - begun < 5
    assert office.convert(rich("乙"), "rtf", "docx", 60).startswith(b"PK")


@needs_office
def test_tells_what_libreoffice_cannot_open(office: soffice.Office) -> None:
    with pytest.raises(DamagedFile):
        office.convert(b"PK\x03\x04" + bytes(100), "doc", "docx", 60)


@needs_office
def test_fetches_nothing_that_a_file_names(office: soffice.Office, tmp_path: Path) -> None:
    asked = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    secret = written(tmp_path, "secret.txt", b"TOPSECRET")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        at = f"http://127.0.0.1:{server.server_port}"
        namespaces = "".join(
            f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0" '
            for name, full in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
        )
        flat = (
            f'<?xml version="1.0"?><office:document {namespaces} xmlns:xlink="http://www.w3.org/1999/xlink" '
            'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>'
            f'<draw:frame svg:width="1cm" svg:height="1cm"><draw:image xlink:href="{at}/a.png"/></draw:frame>甲</text:p>'
            f'<text:section text:name="s"><text:section-source xlink:href="{secret.as_uri()}"/><text:p>乙</text:p></text:section>'
            "</office:text></office:body></office:document>"
        )
        made = office.convert(flat.encode(), "fodt", "docx:MS Word 2007 XML", 60)
        server.shutdown()
        thread.join()
    assert asked == []
    assert texts(read_bytes(made, OPTIONS)) == ["甲", "乙"]


@needs_office
@pytest.mark.skipif(os.name != "posix", reason="Windows 没有进程组")
def test_ends_with_the_process_that_uses_it(tmp_path: Path) -> None:
    # Killed in the midst of it, as a worker over its time is: neither office nor folder stay.
    script = (
        "import sys, time; from ingest import soffice; office = soffice.Office(sys.argv[1])\n"
        "for _ in range(2): office.convert(b'{\\\\rtf1 a}', 'rtf', 'docx', 60)\n"
        "print(office._folder, office._server.pid, flush=True); time.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, COMMAND or ""], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    )
    assert process.stdout is not None
    folder, group = process.stdout.readline().split()
    process.kill()
    process.wait()
    process.stdout.close()
    latest = time.monotonic() + 10
    while Path(folder).exists() or _lives(int(group)):
        assert time.monotonic() < latest
        time.sleep(0.1)


def _lives(group: int) -> bool:
    """Whether a process of the group still runs; one that only waits to be reaped does not."""
    told = subprocess.run(["ps", "-eo", "pgid,stat"], capture_output=True, text=True, check=True).stdout
    return any(line.split()[0] == str(group) and not line.split()[1].startswith("Z") for line in told.splitlines()[1:])
