"""Numbers and headings of official documents: 一、（一）1.（1）① and 第一部分."""

import re

_HAN = "一二三四五六七八九十百零〇"
# Depth of a number by its form, as GB/T 9704 orders them. The first that fits decides.
_NUMBERS = tuple(
    (re.compile(pattern), depth)
    for pattern, depth in (
        (rf"第[{_HAN}\d]{{1,4}}(?:部分|编|篇|章|项)[、：:]?", 1),
        (rf"第[{_HAN}\d]{{1,4}}节[、：:]?", 2),
        (rf"[{_HAN}]{{1,4}}[、．](?=.)", 1),
        (rf"[（(〔][{_HAN}]{{1,4}}[)）〕][、]?", 2),
        (r"\d{1,3}(?:\.\d{1,3}){1,4}(?=[\s\u3000、])", 3),
        (r"\d{1,3}[.．、](?!\d)", 3),
        (r"[（(]\d{1,3}[)）][、]?", 4),
        (r"\d{1,2}[)）]", 4),
        (r"[①-⑳⑴-⒇⒈-⒛㈠-㈩]", 5),
    )
)
_STARTS = frozenset("第（(〔0123456789" + _HAN) | frozenset(
    chr(code) for start in (0x2460, 0x2474, 0x2488, 0x3220) for code in range(start, start + 20)
)
_LONGEST = 40
"""Characters of a heading without its number: one line of 28 and some, as titles of sections run."""
_SENTENCE = re.compile(r"[。；;！!？?]")
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》")
_OPEN_END = tuple("，、,")


def number_of(text: str) -> tuple[str, int]:
    """The number at the head of a text and the depth that its form tells; `("", 0)` without one.

    >>> number_of("（一）理论学习不够深入"), number_of("2024年以来")
    (('（一）', 2), ('', 0))
    """
    if text[:1] not in _STARTS:
        return "", 0
    for pattern, depth in _NUMBERS:
        match = pattern.match(text)
        if match is not None:
            return match[0], depth
    return "", 0


def reads_as_heading(text: str, label: str) -> bool:
    """Whether a numbered text is a heading: short, and no sentence. `label` is its number."""
    words = text[len(label) :].strip()
    if not label or not 0 < len(words) <= _LONGEST or words.endswith(_OPEN_END):
        return False
    return _SENTENCE.search(_QUOTED.sub("", words)) is None
