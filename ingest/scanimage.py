"""Pictures of pages: red seals lifted off, the page set upright, strips cut out for each line."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .scanengine import Engine, Pixels
from .turns import Turn

Quads = NDArray[np.float32]
"""Lines of type: four corners each, clockwise from the top left, in pixels."""
Mask = NDArray[np.uint8]
"""Nothing or 255 for each pixel."""

RESOLUTION = 200.0
"""Dots for an inch that a page is read at: sharper pictures are read no better, only slower."""
_RED = 35
"""How much more red than anything else a pixel of a seal is."""
_DARK, _LIGHT = 70, 200
"""Share of red in words under a seal, and in its ink."""
_SEAL = (60.0, 200.0)
"""Points across: the seals of Party and state organs measure 42 to 45 mm."""
_ROUND = 1.4
"""Longer side by shorter one, up to which a red shape is a seal; letterheads are wide."""
_LONG = 6.0
"""Width by height from which a line shows the skew of its page."""
_ENOUGH = 3.0
"""Widths of the page that such lines take together when they are to be trusted."""
_STEEP = 0.2
"""Fall by run of a stroke from which it is not level on any page."""
_LEAST_SKEW = 0.1
"""Degrees below which a page stands straight."""
_PROBES = 5
"""Lines that tell whether a page stands on its head."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as scanned."""

    pixels: Pixels
    scale: float
    """Points for one pixel."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.pixels.shape[1] * self.scale, self.pixels.shape[0] * self.scale


@dataclass(frozen=True, slots=True)
class Upright:
    """A page set upright, with the lines found on it."""

    grey: Pixels
    quads: Quads
    turn: Turn
    """Back to the page as scanned, in pixels."""


def grey_of(picture: Picture) -> Pixels:
    """The page in shades of grey, without its red seals: words under a seal are black, and stay."""
    import cv2

    pixels = picture.pixels
    if pixels.ndim == 2:
        return pixels
    grey: Pixels = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    red, green, blue = cv2.split(pixels)
    redness = cv2.subtract(red, cv2.max(green, blue))
    reds = cv2.threshold(redness, _RED, 255, cv2.THRESH_BINARY)[1]
    if not reds.any():
        return grey
    paper = int(np.percentile(grey[::8, ::8], 80))
    for left, top, right, bottom in _seals(reds, picture.scale):
        zone = (slice(top, bottom), slice(left, right))
        # Through red glass red ink is paper. Words under it have a red tinge in a picture of little colour: darkened again.
        seen = np.clip((red[zone].astype(np.float32) - _DARK) * (paper / (_LIGHT - _DARK)), 0, paper).astype(np.uint8)
        near = cv2.dilate(reds[zone], np.ones((9, 9), np.uint8)) > 0
        grey[zone] = np.where(near, seen, grey[zone])
    return grey


def _seals(reds: Pixels, scale: float) -> list[tuple[int, int, int, int]]:
    """Boxes of round red shapes."""
    import cv2

    step = 4
    small = cv2.resize(reds, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    joined = cv2.morphologyEx((small > 40).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    found = []
    for left, top, width, height, _ in stats[1:].tolist():
        sides = sorted((width * step * scale, height * step * scale))
        if sides[0] >= _SEAL[0] and sides[1] <= _SEAL[1] and sides[1] <= _ROUND * sides[0]:
            found.append(
                (
                    max(0, (left - 1) * step),
                    max(0, (top - 1) * step),
                    (left + width + 1) * step,
                    (top + height + 1) * step,
                )
            )
    return found


def ink_of(grey: Pixels) -> Mask:
    """What is darker than the paper around it."""
    import cv2

    return np.asarray(cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, 22), np.uint8)


def set_upright(grey: Pixels, engine: Engine) -> Upright:
    """The page turned until its lines run level, and these lines."""
    back = np.eye(3)
    quads = engine.find(grey)
    if len(quads) and _lies(quads):
        grey, back = _quarter(grey, back)
        quads = engine.find(grey)
    if len(quads) and engine.is_upside_down([strip[:, : 6 * strip.shape[0]] for strip in _longest(grey, quads)]):
        height, width = grey.shape
        grey = np.ascontiguousarray(grey[::-1, ::-1])
        quads = (np.array([width - 1, height - 1], np.float32) - quads)[:, [2, 3, 0, 1]]
        back = back @ np.array([[-1, 0, width - 1], [0, -1, height - 1], [0, 0, 1.0]])
    if abs(angle := skew(grey, quads)) >= _LEAST_SKEW:
        grey, quads, back = _levelled(grey, quads, back, angle)
    return Upright(grey, quads, Turn(*back[:2].ravel().tolist()))


def _sides(quads: Quads) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Lengths of the upper and the left sides."""
    return np.linalg.norm(quads[:, 1] - quads[:, 0], axis=1), np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)


def _lies(quads: Quads) -> bool:
    """Whether the page lies on its side: most of its type runs up or down."""
    wide, high = _sides(quads)
    standing = high > 2 * wide
    return float(high[standing].sum()) > 1.5 * float(wide[~standing].sum())


def _quarter(grey: Pixels, back: NDArray[np.float64]) -> tuple[Pixels, NDArray[np.float64]]:
    """The page turned counter-clockwise by a quarter."""
    width = grey.shape[1]
    return np.ascontiguousarray(np.rot90(grey)), back @ np.array([[0, -1, width - 1], [1, 0, 0], [0, 0, 1.0]])


def _longest(grey: Pixels, quads: Quads) -> list[Pixels]:
    wide, _ = _sides(quads)
    boxes = [box_of(quads[index]) for index in np.argsort(-wide)[:_PROBES]]
    return [strip for box in boxes if (strip := cut(grey, box)).size]


def skew(grey: Pixels, quads: Quads) -> float:
    """Degrees by which the lines fall to the right: what half of their length agrees on; of a page of narrow cells, its rulings."""
    wide, high = _sides(quads) if len(quads) else (np.zeros(0), np.zeros(0))
    long = wide > _LONG * high
    along = (quads[:, 1] - quads[:, 0] + quads[:, 2] - quads[:, 3])[long]
    if wide[long].sum() < _ENOUGH * grey.shape[1]:
        along = np.concatenate([along, _level_strokes(grey)])
    if not len(along):
        return 0.0
    angles, weights = np.degrees(np.arctan2(along[:, 1], along[:, 0])), np.abs(along[:, 0])
    order = np.argsort(angles)
    middle = np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2)
    return float(angles[order][min(int(middle), len(order) - 1)])


def _level_strokes(grey: Pixels) -> NDArray[np.float32]:
    """Long strokes that run more or less level, from their left to their right end."""
    import cv2

    found = cv2.HoughLinesP(ink_of(grey), 1, np.pi / 1800, 120, minLineLength=grey.shape[1] // 8, maxLineGap=4)
    if found is None:
        return np.zeros((0, 2), np.float32)
    strokes = np.asarray(found, np.float32).reshape(-1, 4)
    along = strokes[:, 2:] - strokes[:, :2]
    along *= np.where(along[:, :1] < 0, np.float32(-1), np.float32(1))
    level: NDArray[np.float32] = along[np.abs(along[:, 1]) < _STEEP * along[:, 0]]
    return level


def _levelled(grey: Pixels, quads: Quads, back: NDArray[np.float64], angle: float) -> tuple[Pixels, Quads, NDArray[np.float64]]:
    import cv2

    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    level = cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    turned = quads @ matrix[:, :2].T.astype(np.float32) + matrix[:, 2].astype(np.float32)
    inverse = np.vstack([cv2.invertAffineTransform(matrix), [0, 0, 1.0]])
    return level, turned.astype(np.float32), back @ inverse


def box_of(quad: NDArray[np.float32]) -> tuple[int, int, int, int]:
    """The box around a line: the middle of its slanted sides."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad.tolist()
    return round(min(ax, dx)), round((ay + by) / 2), round(max(bx, cx)), round((cy + dy) / 2)


def cut(grey: Pixels, box: Sequence[int]) -> Pixels:
    """What stands in a box, as far as it lies on the page."""
    left, top, right, bottom = (max(0, side) for side in box)
    return grey[top:bottom, left:right]
