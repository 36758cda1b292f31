"""Pages of a pdf that are pictures, or whose letters say nothing: told, and drawn for the recogniser."""

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as raw

from .frames import Frame
from .options import ReadOptions

if TYPE_CHECKING:
    from .scanimage import Picture

_MOST_OBJECTS = 300
"""Objects of a page that are looked at: a scan has few."""
_DEPTH = 2
"""Forms within forms that are looked into for pictures."""
_COVER = 0.8
"""Share of a page that the pictures of a scan cover at the least."""
_MOST_PIXELS = 12_000_000
"""Of a page as drawn: larger pages are drawn coarser."""


def is_covered(page: Any, frame: Frame) -> bool:
    """Whether pictures cover the page: what little text there is was stamped on a scan."""
    width, height = frame.size
    area = 0.0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for shape in _pictures(page):
        if raw.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
            box = frame.box(left.value, bottom.value, right.value, top.value)
            area += max(0.0, min(box[2], width) - max(box[0], 0.0)) * max(0.0, min(box[3], height) - max(box[1], 0.0))
    return area >= _COVER * width * height


def picture_of(page: Any, frame: Frame, options: ReadOptions) -> "Picture | None":
    """The page as seen; None when a picture in it is larger than allowed."""
    import numpy as np

    from .scanimage import RESOLUTION, Picture

    wide, high = ctypes.c_uint(), ctypes.c_uint()
    for shape in _pictures(page):
        if raw.FPDFImageObj_GetImagePixelSize(shape, wide, high) and wide.value * high.value > options.raster:
            return None
    width, height = frame.size
    scale = min(RESOLUTION / 72, (min(_MOST_PIXELS, options.raster) / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    try:
        pixels = np.array(bitmap.to_numpy()[:, :, :3], np.uint8)
    finally:
        bitmap.close()
    return Picture(pixels, width / pixels.shape[1])


def _pictures(page: Any) -> Iterator[Any]:
    """The pictures of a page, with those in its forms."""
    count = min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)
    for index in range(count):
        yield from _within(raw.FPDFPage_GetObject(page.raw, index), _DEPTH)


def _within(shape: Any, depth: int) -> Iterator[Any]:
    kind = raw.FPDFPageObj_GetType(shape)
    if kind == raw.FPDF_PAGEOBJ_IMAGE:
        yield shape
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
        for index in range(min(raw.FPDFFormObj_CountObjects(shape), _MOST_OBJECTS)):
            yield from _within(raw.FPDFFormObj_GetObject(shape, index), depth - 1)
