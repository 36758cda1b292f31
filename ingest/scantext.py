"""Recognised words as a Chinese text writes them: its signs full-width, its document numbers in their brackets."""

import re

from .characters import CJK

_HAN = f"[{CJK}]"
_WIDE = str.maketrans(",:;!?()", "，：；！？（）")
_BESIDE_HAN = re.compile(f"(?<={_HAN})[,:;!?]|[,:;!?](?={_HAN})")
_YEAR = re.compile(r"[\[〔【(（［]((?:19|20)\d\d)[\]〕】)）］](?=\s*(?:第\s*)?\d+\s*号)")
_PAGE_NUMBER = re.compile(r"[—–\-－_~一]+\s*(\d{1,4})\s*[—–\-－_~一.]+")
_DASH = re.compile(f"(?<={_HAN})(?:--+|－－+|——+|—–|–—)(?={_HAN})")
_BRACKETS = {"(": ")", "（": "）"}


def as_written(text: str) -> str:
    """The words of a line with the signs that its script uses."""
    text = text.strip()
    if number := _PAGE_NUMBER.fullmatch(text):
        return f"— {number[1]} —"
    text = _BESIDE_HAN.sub(lambda found: found[0].translate(_WIDE), text)
    text = _bracketed(quoted(text))
    text = _YEAR.sub(r"〔\1〕", text)
    return _DASH.sub("——", text)


def quoted(text: str) -> str:
    """Quotation marks beside Chinese as those that open and close, by turns: two alike that follow each other are a pair."""
    if not any(sign in text for sign in '"“”') or not re.search(_HAN, text):
        return text
    signs = list(text)
    last = -1
    for index, sign in enumerate(text):
        if sign not in '"“”':
            continue
        if last >= 0 and signs[last] == "“":
            signs[index] = "”"
        elif sign == '"':
            signs[index] = "“"
        elif sign == "”" and last >= 0:
            signs[last] = "“"
        last = index
    return "".join(signs)


def _bracketed(text: str) -> str:
    """Brackets of either width as the words in them ask: full-width when there is Chinese in or around them."""
    if not any(sign in text for sign in "()（）"):
        return text
    signs = list(text)
    open_at: list[int] = []
    for index, sign in enumerate(text):
        if sign in "(（":
            open_at.append(index)
        elif sign in ")）":
            start = open_at.pop() if open_at else -1
            inner = text[max(start - 1, 0) : index + 2] if start >= 0 else text[: index + 2]
            if re.search(_HAN, inner.replace("（", "").replace("）", "")):
                signs[index] = "）"
                if start >= 0:
                    signs[start] = "（"
    for start in open_at:
        if re.search(_HAN, text[max(start - 1, 0) : start + 4].replace("（", "")):
            signs[start] = "（"
    return "".join(signs)
