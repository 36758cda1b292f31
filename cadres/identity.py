"""Who a record is of, where it bears no number: an id made of what does not change, and the last four of the identity number."""

import hashlib
import re

from .cells import Cell

_NUMBER = re.compile(r"\d{17}[\dX]|\d{15}|\d{3}[\dX]")
ID_LENGTH = 12
"""Hexadecimal digits of a made id."""


def made_id(name: str, gender: str, birth: str | None, began: str | None) -> str:
    """An id of name, gender, month of birth and of the first work: the same whenever the record comes again.

    Empty when the birth is not known: then nothing tells two persons of one name apart.
    """
    if not name or not birth:
        return ""
    return "p-" + _hash("|".join((name, gender, birth[:7], (began or "")[:7])))[:ID_LENGTH]


def hashed_identity(cell: Cell, name: str) -> str:
    """Hash of the last four of an identity number with the name; empty when there is none.

    Raises ValueError with the Chinese reason when the cell holds something else.
    """
    if cell is None or cell == "":
        return ""
    if isinstance(cell, float | int) and cell >= 10**15:
        raise ValueError("身份证号存成了数字，末几位已失真")
    text = "".join(str(int(cell) if isinstance(cell, float) else cell).upper().split()).lstrip("'")
    if not _NUMBER.fullmatch(text):
        raise ValueError("不是身份证号（或其后四位）")
    return _hash(f"{name}|{text[-4:]}")[:16]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
