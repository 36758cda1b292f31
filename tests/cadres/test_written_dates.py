from datetime import date

import pytest

from cadres.cells import Cell
from cadres.written_dates import end_date, partial_date


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("1975-03", "1975-03"),
        ("1975.3", "1975-03"),
        ("1975.03", "1975-03"),
        ("1975/03/12", "1975-03-12"),
        ("197503", "1975-03"),
        ("19750312", "1975-03-12"),
        ("75年3月", "1975-03"),
        ("1975年3月12日", "1975-03-12"),
        ("05年7月", "2005-07"),
        ("1975年", "1975"),
        ("1975", "1975"),
        (" 1975．03 ", "1975-03"),
        (197503, "1975-03"),
        (197503.0, "1975-03"),
        (1975, "1975"),
        (27454, "1975-03-01"),
        (1975.03, "1975-03"),
        (1975.12, "1975-12"),
        (1975.2, "1975-02"),
        ("1975-03-01 00:00:00", "1975-03-01"),
        ("1975/3/1 0:00", "1975-03-01"),
        (date(1975, 3, 1), "1975-03-01"),
        ("", None),
        (None, None),
    ],
)
def test_reads_a_date_in_every_writing(cell: Cell, wanted: str | None) -> None:
    assert partial_date(cell) == wanted


@pytest.mark.parametrize("cell", ["1975-13", "75.3.32", "三月", "1975-3-", "19751345", 1975.1, "七五年"])
def test_refuses_what_is_no_date(cell: Cell) -> None:
    with pytest.raises(ValueError, match=r"日期|分不清"):
        partial_date(cell)


@pytest.mark.parametrize("text", ["", "至今", "现在", "—"])
def test_an_open_end_is_no_date(text: str) -> None:
    assert end_date(text) is None
