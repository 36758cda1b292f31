"""What a cell of a spreadsheet can hold, and what it must not be taken for."""

import re

FORMULA_SIGNS = frozenset("=+-@＝＋－＠\t\r")
"""A cell that begins with one of these may be run as a formula by the program that opens the file, or once somebody edits it."""
CELL_LIMIT = 32_767
"""Characters that Excel takes in one cell."""
CUT = "……（过长，全文见 jsonl 导出）"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def fitting(text: str) -> str:
    """The text without signs that a workbook cannot hold, and cut where it is too long."""
    return cut(writable(text))


def writable(text: str) -> str:
    """The text without signs that no file of office programs can hold."""
    return _CONTROL.sub("", text)


def cut(text: str) -> str:
    """The text, cut where it is too long for a cell, which it then says."""
    return text if len(text) <= CELL_LIMIT else text[: CELL_LIMIT - len(CUT)] + CUT


def looks_like_a_formula(text: str) -> bool:
    """Whether a program might run the text."""
    return text[:1] in FORMULA_SIGNS
