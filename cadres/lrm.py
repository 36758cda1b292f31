"""The older .lrm: an appointment form as one csv record in GB18030, its fields known by their place."""

import csv
import io

from .forms import Form, UnusableForm

FIELDS = {"name": 0, "gender": 1, "birth": 2, "began": 8, "resume": 17, "current": 25, "made": 32}
LEAST_FIELDS = 26
"""Up to the current post; what follows is often left out."""


def read_lrm(content: bytes) -> Form:
    """The form of a file. Raises UnusableForm with the Chinese reason when it is damaged."""
    if not content.strip():
        raise UnusableForm("文件是空的")
    try:
        text = content.decode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "gb18030")
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), skipinitialspace=True) if any(row)]
    except UnicodeDecodeError as error:
        raise UnusableForm("编码不是 GB18030") from error
    except csv.Error as error:
        raise UnusableForm("不是完好的 .lrm 记录") from error
    if not rows or len(rows[0]) < LEAST_FIELDS:
        raise UnusableForm(f"应有 33 项，只有 {len(rows[0]) if rows else 0} 项")
    told = {field: rows[0][place] if place < len(rows[0]) else "" for field, place in FIELDS.items()}
    return Form(identity="", **told)
