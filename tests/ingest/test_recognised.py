"""Documents whose text was recognised are known by what their warnings say."""

from dataclasses import replace

import pytest

from ingest import is_recognised
from tests.builders import document


def test_a_typed_document_is_not_recognised() -> None:
    assert not is_recognised(document("会议纪要"))


def test_a_scan_is_recognised_by_the_warning_that_its_reader_gives() -> None:
    scans = pytest.importorskip("ingest.scans")
    page = scans.Page(number=1, width=595.0, height=842.0, lines=[object()])
    warnings, _ = scans.doubts([scans.Scan(page=page, confidence=0.97, weak=0, unread=False)])
    assert is_recognised(replace(document("会议纪要"), warnings=tuple(warnings)))
