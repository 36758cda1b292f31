"""Characters: what a block's text may hold, and how lines are joined in a script that has no blanks."""

import re

CJK = (
    "\u2e80-\u2fdf\u3001-\u303f\u3040-\u30ff\u3100-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60"
    "\uffe0-\uffe6\U00020000-\U000323af“”‘’—…·①-⑳⑴-⒇㈠-㈩"
)
"""Characters that are set without blanks between them, as the inside of a regular expression's class."""

_LINE_BREAKS = re.compile(r"[ \t\u3000]*(?:\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029])[ \t\u3000]*")
# C0 and C1 controls, soft hyphen, zero-width marks and halves of surrogate pairs: invisible, and they split names in two.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff\ufffe\uffff]"
)
_IS_CJK = re.compile(f"[{CJK}]")
_BLANKS = " \t\u3000\xa0"


def is_cjk(character: str) -> bool:
    """Whether the character is set without blanks around it."""
    return "\u4e00" <= character <= "\u9fff" or _IS_CJK.match(character) is not None


def clean(text: str) -> str:
    """The text as a block may hold it: visible, on one line, without blanks at its ends. May come out empty."""
    if text.isprintable():
        # "　" (U+3000) and the no-break blank are not printable to Python; a text that passes has neither, nor any break.
        return text.strip()
    text = _INVISIBLE.sub("", text)
    parts = _LINE_BREAKS.split(text)
    return (join(parts) if len(parts) > 1 else text).replace("\t", " ").strip(_BLANKS)


def join(lines: list[str]) -> str:
    """Lines of one paragraph as one: nothing between Chinese, a blank between words of other scripts.

    >>> join(["整改", "措施"]), join(["see", "also"])
    ('整改措施', 'see also')
    """
    joined = ""
    for line in lines:
        if joined and line and not is_cjk(joined[-1]) and not is_cjk(line[0]):
            joined += " "
        joined += line
    return joined


def cjk_share(text: str) -> float:
    """Share of characters beyond Latin and its neighbours among those of a text; 1 for a blank one."""
    solid = "".join(text.split())
    # Three bytes and more of UTF-8: everything from U+0800, which Chinese and its signs are.
    return (len(solid.encode("utf-8", "replace")) - len(solid)) / (2 * len(solid)) if solid else 1.0
