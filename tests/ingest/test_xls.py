"""Old workbooks: values as shown, merges, hidden sheets, locks."""

from dataclasses import replace

import pytest

from ingest.compound import stream, streams_of
from ingest.readers import read_bytes
from ingest.sheetbiff import forms_of
from schema import DamagedFile, EncryptedFile
from tests.ingest.builders import OPTIONS, cells, spans, texts
from tests.ingest.compounds import compound, label, merged, number, record, xls

WITHOUT_OFFICE = replace(OPTIONS, office="no-such-command")


def test_reads_values_as_shown() -> None:
    content = xls(
        label(0, 0, "完成率"),
        number(0, 1, 0.85, 1),
        number(1, 0, 45000, 2),
        number(1, 1, 3.0),
        formats=("0.0%", 'yyyy"年"m"月"d"日"'),
    )
    assert cells(read_bytes(content, OPTIONS)) == {(0, 0): "完成率", (0, 1): "85.0%", (1, 0): "2023年3月15日", (1, 1): "3"}


def test_reads_merged_cells_with_what_they_cover() -> None:
    reading = read_bytes(xls(label(0, 0, "台账"), label(0, 2, "甲"), merged(0, 0, 0, 1)), OPTIONS)
    assert spans(reading) == {(0, 0): (1, 2)}


def test_leaves_hidden_sheets_out_and_says_so() -> None:
    reading = read_bytes(xls(label(0, 0, "甲"), label(0, 1, "乙"), hidden=True), OPTIONS)
    assert texts(reading) == ["甲", "乙"]
    assert reading.warnings == ("工作表“底稿”是隐藏的，未读取",)


def test_knows_the_formats_of_several_numbers_in_one_record() -> None:
    several = record(0xBD, b"\x03\x00\x01\x00" + b"\x01\x00\x00\x00\xf0\x3f" + b"\x00\x00\x00\x00\xf0\x3f" + b"\x02\x00")
    (form, _) = forms_of(xls(several, formats=("0%",)))
    assert (form.rows, form.columns, form.formats) == (4, 3, {(3, 1): "0%"})


def test_tells_a_password() -> None:
    with pytest.raises(EncryptedFile):
        read_bytes(xls(label(0, 0, "甲"), locked=True), OPTIONS)


@pytest.mark.parametrize("rest", [-1, -510, -513])
def test_a_panic_of_the_library_is_a_damaged_file(rest: int) -> None:
    # calamine 0.9.1 panics at containers cut short, which is no Exception and would end the process.
    content = xls(label(0, 0, "甲"), label(0, 1, "乙"))[:rest]
    with pytest.raises(DamagedFile):
        read_bytes(content, WITHOUT_OFFICE)


def test_looks_at_the_streams_of_the_root_only() -> None:
    content = compound(WordDocument=b"\xec\xa5", Book=b"x")
    assert streams_of(content) == {"WordDocument", "Book"}
    assert stream(content, "Workbook", "Book").startswith(b"x")
    with pytest.raises(DamagedFile):
        stream(content, "Workbook")
    with pytest.raises(DamagedFile):
        streams_of(content[:700])
