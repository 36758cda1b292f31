"""Sizes and margins of scanned lines: what differs by no more than a scan blurs is one."""

from collections import defaultdict
from collections.abc import Sequence
from statistics import median, median_low

import numpy as np

from .lines import Line, ems

_TELLING = 7.0
"""Ems of a line that tell the size of its type."""
_QUOTES = 3.0
"""Ems that a quotation mark takes from them: it is half as wide as it is high in some fonts, as wide in others."""
_ALIKE = 0.12
"""Share by which sizes differ that are one."""
_UNSURE = 0.3
"""The same for lines too short to tell theirs."""


def settle(pages: Sequence[Sequence[Line]]) -> None:
    """Sizes and margins that differ by no more than a scan blurs become one, over all pages: paragraphs are told by them."""
    lines = [line for page in pages for line in page]
    _settle_sizes(lines)
    for page in pages:
        _settle_margin(page)


def tells_size(text: str) -> bool:
    """Whether a line is long enough to tell the size of its type by its width."""
    return ems(text) - _QUOTES * sum(sign in "“”‘’" for sign in text) >= _TELLING


def _settle_sizes(lines: Sequence[Line]) -> None:
    """Each size becomes that of most type about it, the commonest first."""
    rest = [line for line in lines if tells_size(line.text)]
    common: list[float] = []
    while rest:
        weights: dict[float, float] = defaultdict(float)
        for line in rest:
            weights[round(line.size * 2) / 2] += ems(line.text)
        often = max(weights, key=weights.__getitem__)
        centre = median_low(line.size for line in rest if round(line.size * 2) / 2 == often)
        group = [line for line in rest if abs(line.size - centre) <= _ALIKE * centre]
        common.append(round(median(line.size for line in group), 1))
        for line in group:
            line.size = common[-1]
        taken = {id(line) for line in group}
        rest = [line for line in rest if id(line) not in taken]
    last: Line | None = None
    for line in lines:
        if not tells_size(line.text):
            near = [last.size] if last is not None and last.page == line.page else []
            line.size = next((size for size in near + common if abs(line.size - size) <= _UNSURE * size), line.size)
        last = line


def _settle_margin(lines: Sequence[Line]) -> None:
    """First characters have more or less paper at their side: what stands about the margin stands at it."""
    if len(lines) < 4:
        return
    size = median(line.size for line in lines)
    lefts = np.array(sorted(line.left for line in lines))
    counts = np.searchsorted(lefts, lefts + 0.6 * size, side="right") - np.arange(len(lefts))
    often = np.flatnonzero(counts >= max(3, 0.15 * len(lefts)))
    if not often.size:
        return
    first = int(often[0])
    margin = float(np.median(lefts[first : first + counts[first]]))
    for line in lines:
        if lefts[first] <= line.left <= margin + 0.6 * size:
            line.left = margin
