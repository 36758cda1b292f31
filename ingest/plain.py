"""Plain text in any Chinese encoding, Markdown too: a line is a block, and lines of columns are a table."""

import re
from itertools import groupby

from schema import UnsupportedFormat

from .characters import clean
from .markdown import blocks_of, is_markdown
from .options import ReadOptions
from .reading import Blocks, Reading

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_LONGEST_CHARACTER = 4
"""Bytes of UTF-8."""
_COLUMNS = re.compile(r"(?:^|[ \t\u3000])\|(?=[ \t\u3000]|$)")
_COMMON = 0.6
"""Share of everyday characters (level 1 of GB 2312) below which a text was hardly written in the encoding it was read in."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LINES = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def read(content: bytes, options: ReadOptions) -> Reading:
    """Read a text file. Raises UnsupportedFormat when its bytes are no text."""
    text, warnings = decode(content)
    if len(_CONTROL.findall(text)) > 0.01 * len(text):
        raise UnsupportedFormat("文件内容不是文字，也不是本系统认得的格式", "请转换为 docx、pdf、xlsx 或 txt 后再导入")
    lines = _LINES.split(text)
    blocks = blocks_of(lines) if is_markdown(lines) else _blocks(lines)
    return blocks.reading(tuple(warnings), degraded=bool(warnings))


def decode(content: bytes) -> tuple[str, list[str]]:
    """The text, and what is doubtful about it: by its mark, as UTF-8, as UTF-16, at last as GB 18030 or Big5.

    Raises UnsupportedFormat.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(encoding, "replace")
            return text, ["文件中有无法识别的字节，已用 \ufffd 代替"] if "\ufffd" in text else []
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError as error:
        # A text cut in the middle of its last character is still UTF-8: read as GB 18030 it would turn into nonsense, silently.
        if error.start >= len(content) - _LONGEST_CHARACTER + 1 and error.reason == "unexpected end of data" and error.start:
            return content[: error.start].decode("utf-8"), ["文件在末尾被截断，最后一个字不完整"]
    if (encoding_16 := _utf_16(content)) is not None:
        return content.decode(encoding_16, "replace"), []
    return _chinese(content)


def _utf_16(content: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: its line ends and Latin letters have a zero byte, always on the same side."""
    even, odd = content[0::2].count(0), content[1::2].count(0)
    if even + odd < max(2, 0.005 * len(content)):
        return None
    encoding = "utf-16-be" if even > odd else "utf-16-le"
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return encoding


def _chinese(content: bytes) -> tuple[str, list[str]]:
    found = []
    for encoding in ("gb18030", "big5"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "big5" or _everyday_share(text) >= _COMMON:
            return text, []
        found.append(text)
    if found:
        return found[0], ["文件的文字编码无法确定，读出的文字可能有误"]
    text = content.decode("gb18030", "replace")
    if text.count("\ufffd") > 0.02 * len(text):
        raise UnsupportedFormat("文件内容不是文字，也不是本系统认得的格式", "请转换为 docx、pdf、xlsx 或 txt 后再导入")
    return text, ["文件中有无法识别的字节，已用 \ufffd 代替"]


def _everyday_share(text: str) -> float:
    """Share of everyday characters among the Chinese ones; 1 when there are none."""
    chinese = [character for character in text if character >= "\u2e80"]
    codes = [character.encode("gb2312", "replace") for character in chinese]
    everyday = sum(1 for code in codes if len(code) == 2 and (0xB0 <= code[0] <= 0xD7 or code[0] <= 0xA9))
    return everyday / len(codes) if codes else 1.0


def _blocks(lines: list[str]) -> Blocks:
    blocks, table = Blocks(), 0
    rows = [_COLUMNS.split(line.strip(" \u3000\r")) if " |" in line or "\t|" in line else [line] for line in lines]
    filled = [(row, line) for row, line in zip(rows, lines, strict=True) if line.strip()]
    for width, group in groupby(filled, key=lambda item: len(item[0])):
        members = list(group)
        if width > 1 and len(members) > 1:
            for row, (cells, _) in enumerate(members):
                for column, cell in enumerate(cells):
                    blocks.add_cell(clean(cell), table, row, column)
            table += 1
        else:
            for _, line in members:
                blocks.add(clean(line))
    return blocks
