"""Names of uploaded files, made safe for every file system and for the walk that reads them."""

import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePath

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?")
"""Devices of Windows."""
LONGEST = 180
"""Bytes: file systems take 255, and a number may be added."""
NAMELESS = "未命名"


def safe_name(name: str, taken: Collection[str] = ()) -> str:
    """The file's own name without folders, and without what hides it, harms a file system or was given already."""
    bare = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    bare = _UNSAFE.sub("", bare).removeprefix("~$").strip(" .") or NAMELESS
    if _RESERVED.fullmatch(bare):
        bare = f"_{bare}"
    stem, suffix = PurePath(bare).stem, PurePath(bare).suffix
    suffix = _cut(suffix, LONGEST // 4)
    stem = _cut(stem, LONGEST - len(suffix.encode()))
    known = {one.casefold() for one in taken}
    candidate, number = stem + suffix, 2
    while candidate.casefold() in known:
        candidate, number = f"{stem} ({number}){suffix}", number + 1
    return candidate


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore")
