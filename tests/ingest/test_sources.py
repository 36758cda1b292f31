"""The walk over folders and archives."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import ReadOptions, Source, read, sources
from schema import DamagedFile, IngestError, UnsupportedFormat
from tests.ingest.builders import docx, p, written, zipped


def _names(path: Path) -> list[str]:
    return [source.name.removeprefix(f"{path}/") for source in sources([path])]


def test_walks_folders_in_order_past_hidden_and_lock_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.docx", "~$a.docx", ".隐藏.txt", "Thumbs.db", "子/丙.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("文")
    assert _names(tmp_path) == ["a.docx", "b.txt", "子/丙.txt"]


def test_walks_through_archives_two_deep(tmp_path: Path) -> None:
    deepest = zipped({"丁.txt": "丁"})
    inner = zipped({"丙.txt": "丙", "更深.zip": deepest})
    content = zipped({"甲/乙.docx": docx(p("乙")), "内层.zip": inner, "__MACOSX/x": "x", "甲/~$乙.docx": "x", "空/": ""})
    written(tmp_path, "归档.zip", content)
    assert _names(tmp_path) == ["归档.zip/内层.zip/丙.txt", "归档.zip/内层.zip/更深.zip", "归档.zip/甲/乙.docx"]
    found = {source.file_name: source for source in sources([tmp_path])}
    assert read(found["乙.docx"]).text == "乙"
    assert read(found["丙.txt"]).name == "丙.txt"
    with pytest.raises(UnsupportedFormat, match="嵌套") as caught:
        read(found["更深.zip"])
    assert caught.value.path.endswith("归档.zip/内层.zip/更深.zip")


def test_reads_names_that_windows_wrote(tmp_path: Path) -> None:
    path = tmp_path / "归档.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("x")
        # What a Chinese Windows leaves: GBK bytes, and no flag for UTF-8.
        info.filename = "整改报告.txt".encode("gbk").decode("cp437")
        archive.writestr(info, "已整改")
    content = path.read_bytes()
    raw, flagged = "整改报告.txt".encode("gbk"), info.filename.encode("utf-8")
    if flagged in content:
        content = content.replace(flagged, raw)
        content = _renamed(content, len(raw))
        path.write_bytes(content)
    (source,) = sources([path])
    assert source.file_name == "整改报告.txt"
    assert read(source).text == "已整改"


def _renamed(content: bytes, length: int) -> bytes:
    """The archive with the flag for UTF-8 taken off and the names' length set right."""
    changed = bytearray(content)
    for mark, flag, size in ((b"PK\x03\x04", 6, 26), (b"PK\x01\x02", 8, 28)):
        at = changed.index(mark)
        changed[at + flag + 1] &= 0xF7
        changed[at + size : at + size + 2] = length.to_bytes(2, "little")
    end = changed.index(b"PK\x05\x06")
    directory = changed.index(b"PK\x01\x02")
    changed[end + 12 : end + 20] = (end - directory).to_bytes(4, "little") + directory.to_bytes(4, "little")
    return bytes(changed)


def test_never_writes_what_a_member_is_named(tmp_path: Path) -> None:
    written(tmp_path, "归档.zip", zipped({"../../外逃.txt": "外"}))
    (source,) = sources([tmp_path / "归档.zip"])
    assert read(source).text == "外"
    assert [path.name for path in tmp_path.parent.rglob("外逃.txt")] == []


def test_hands_over_what_cannot_be_opened(tmp_path: Path) -> None:
    broken = written(tmp_path, "坏.zip", zipped({"a.txt": "".join(map(chr, range(0x4E00, 0x5000)))})[:500])
    found = list(sources([broken, tmp_path / "没有.docx"]))
    assert [source.path.name for source in found] == ["坏.zip", "没有.docx"]
    with pytest.raises(DamagedFile):
        read(found[0])
    with pytest.raises(IngestError, match="不存在") as caught:
        read(found[1])
    assert caught.value.path.endswith("没有.docx")


def test_refuses_a_file_too_large(tmp_path: Path) -> None:
    path = written(tmp_path, "大.txt", b"x" * 2000)
    with pytest.raises(UnsupportedFormat, match="上限"):
        read(Source(path=path), replace(ReadOptions(), file_bytes=1000))
