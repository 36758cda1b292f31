"""How a pdf page is seen: boxes in points from the top left, whatever its crop box and rotation."""

from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the top left of the page as seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How a page is seen: its crop box, turned."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int
    """Degrees clockwise: 0, 90, 180 or 270."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points as seen."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotation in (90, 270) else (width, height)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of page space, which counts from the bottom, as seen."""
        if self.rotation == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.rotation == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.rotation == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left


def frame_of(page: Any) -> Frame:
    """The frame of a page of the library."""
    rect = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, rect)
    rotation = 90 * (raw.FPDFPage_GetRotation(page.raw) % 4)
    return Frame(left=rect.left, bottom=rect.bottom, right=rect.right, top=rect.top, rotation=rotation)


def rounded(box: Box) -> Box:
    """A box to a tenth of a point."""
    left, top, right, bottom = box
    return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)
