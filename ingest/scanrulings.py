"""The rulings of a scanned page: ink that runs on, as thin as a line, for longer than any stroke of a character."""

from collections.abc import Iterable

import numpy as np

from .frames import Box
from .rulings import Ruling, Rulings
from .scanengine import Pixels
from .scanimage import Mask

_SHORTEST = 30.0
"""Points: longer than the strokes of the largest type in a table."""
_LEAST = 11.0
"""Points: the side of the smallest cell, whose rulings are no longer than strokes."""
_MEET = 3.0
"""Points within which two rulings are taken to meet."""
_THICKEST = 4.0
"""Points: what is thicker is a bar or the rim of the scan."""
_GAP = 8.0
"""Points that a faint ruling may be broken for."""
_LEVEL = 1.6
"""Points within which the pieces of a ruling lie level."""
_SPECK = 3
"""Pixels that ink may be broken for within a piece."""


def rulings_in(ink: Mask, scale: float) -> tuple[Rulings, Mask]:
    """The rulings in points, and their pixels."""
    across, level = _runs(ink, scale, sideways=True)
    down, plumb = _runs(ink, scale, sideways=False)
    long_across, long_down = _joined(filter(_is_long, across)), _joined(filter(_is_long, down))
    found = Rulings(
        across=[run for run in long_across if _meets(run, long_down)]
        + [run for run in across if not _is_long(run) and _is_between(run, long_down)],
        down=[run for run in long_down if _meets(run, long_across)]
        + [run for run in down if not _is_long(run) and _is_between(run, long_across)],
    )
    return found, np.maximum(
        level & _bands(ink.shape, found.across, scale, sideways=True), plumb & _bands(ink.shape, found.down, scale)
    )


def _bands(shape: tuple[int, ...], rulings: Iterable[Ruling], scale: float, *, sideways: bool = False) -> Mask:
    """Where rulings run: the strokes of characters are none of theirs."""
    bands = np.zeros(shape, np.uint8)
    for ruling in rulings:
        along = slice(max(0, round(ruling.start / scale) - _SPECK), round(ruling.end / scale) + _SPECK)
        across = slice(max(0, round((ruling.at - _LEVEL) / scale) - 1), round((ruling.at + _LEVEL) / scale) + 2)
        bands[(across, along) if sideways else (along, across)] = 255
    return bands


def _is_long(run: Ruling) -> bool:
    return run.end - run.start >= _SHORTEST


def _runs(ink: Mask, scale: float, *, sideways: bool) -> tuple[list[Ruling], Mask]:
    """Ink that runs on in one direction, and its pixels."""
    import cv2

    least = max(10, round(_LEAST / scale))
    speck, long = ((1, _SPECK), (1, least)) if sideways else ((_SPECK, 1), (least, 1))
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(speck, np.uint8))
    mask = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones(long, np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    pieces = []
    for left, top, width, height, _ in stats[1:].tolist():
        start, length, at, thickness = (left, width, top, height) if sideways else (top, height, left, width)
        if thickness * scale <= _THICKEST:
            pieces.append(Ruling((at + thickness / 2) * scale, start * scale, (start + length) * scale))
    return pieces, mask


def _meets(run: Ruling, crossing: Iterable[Ruling]) -> bool:
    """Whether a run meets or crosses another: strokes of characters that happen to lie level keep clear of rulings."""
    return any(
        run.start - _MEET <= other.at <= run.end + _MEET and other.start - _MEET <= run.at <= other.end + _MEET
        for other in crossing
    )


def _is_between(run: Ruling, crossing: Iterable[Ruling]) -> bool:
    """Whether a run reaches from one ruling that crosses it to another: the sides of a small cell do, strokes do not."""
    ends = [other.at for other in crossing if other.start - _GAP <= run.at <= other.end + _GAP]
    return any(abs(at - run.start) <= _MEET for at in ends) and any(abs(at - run.end) <= _MEET for at in ends)


def _joined(pieces: Iterable[Ruling]) -> list[Ruling]:
    """Pieces that lie level and follow each other, as one ruling each."""
    whole: list[Ruling] = []
    for piece in sorted(pieces, key=lambda piece: piece.start):
        for index, other in enumerate(whole):
            if abs(other.at - piece.at) <= _LEVEL and piece.start - other.end <= _GAP:
                lengths = other.end - other.start, piece.end - piece.start
                at = (other.at * lengths[0] + piece.at * lengths[1]) / sum(lengths)
                whole[index] = Ruling(at, other.start, max(other.end, piece.end))
                break
        else:
            whole.append(piece)
    return whole


def erased(grey: Pixels, mask: Mask, boxes: Iterable[Box], scale: float) -> Pixels:
    """The page without the rulings that lie in the boxes."""
    import cv2

    clean = grey.copy()
    paper = int(np.percentile(grey[::8, ::8], 80))
    for left, top, right, bottom in boxes:
        zone = (
            slice(max(0, round(top / scale) - 4), round(bottom / scale) + 4),
            slice(max(0, round(left / scale) - 4), round(right / scale) + 4),
        )
        clean[zone][cv2.dilate(mask[zone], np.ones((3, 3), np.uint8)) > 0] = paper
    return clean
