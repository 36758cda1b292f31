"""Pictures of documents: .png, .jpg, and .tiff of many pages."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from schema import DamagedFile, IngestError

from .options import ReadOptions
from .pages import assembled, page_numbers
from .reading import Reading
from .scanengine import engine
from .scanimage import RESOLUTION, Picture
from .scans import Scan, doubts, scan, settled

_FORMATS = ("PNG", "JPEG", "TIFF")
_A4 = (595.3, 841.9)
"""Points of the sides of what a picture shows that does not tell its resolution."""
_RESOLUTIONS = (100.0, 1200.0)
"""Dots for an inch that a scanner may have told; cameras write 72 or nothing that means anything."""
_MOST_PIXELS = 12_000_000
"""Of a picture as read: sharper ones are made smaller."""
_BLURRED = 1 / 3
"""Size by which small pictures are made larger, at the most."""


def read(content: bytes, options: ReadOptions) -> Reading:
    """Read a picture, or a file of several. Raises IngestError."""
    engine()
    scans: list[Scan] = []
    large: list[int] = []
    with _opened(content) as image:
        total = int(getattr(image, "n_frames", 1))
        count = min(total, options.scan_pages)
        for index in range(count):
            picture = _picture(image, index, options)
            if picture is None:
                large.append(index + 1)
            scans.append(scan(picture or _EMPTY, index + 1, options))
    blocks = assembled(settled(scans))
    warnings, degraded = doubts(scans)
    if large:
        warnings.append(
            f"第 {page_numbers(large)} 页的图像超过 {options.raster // 10_000} 万像素，未读取，请以 300 dpi 以内重新扫描"
        )
    if total > count:
        warnings.append(f"文件共 {total} 页，只识别了前 {count} 页")
    return blocks.reading(tuple(warnings), degraded=degraded or bool(large) or total > count)


_EMPTY = Picture(np.full((64, 64), 255, np.uint8), 1.0)


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    """The file as the library opens it; what it raises translated."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # It warns of, and at twice the size refuses, pictures that the limit of ours refuses by their page.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
                yield image
    except (IngestError, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise IngestError("图片的像素数过多", "请以 300 dpi 以内重新扫描") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise DamagedFile("图片已损坏或不完整，无法打开", "请重新扫描，或用看图软件另存后再试") from error


def _picture(image: Any, index: int, options: ReadOptions) -> Picture | None:
    """A page of the file as seen; None when it is larger than allowed."""
    from PIL import ImageOps

    image.seek(index)
    width, height = image.size
    scale = _scale(width, height, image.info.get("dpi"))
    factor = max(72 / RESOLUTION / scale, _BLURRED, (width * height / _MOST_PIXELS) ** 0.5)
    if image.format in ("JPEG", "MPO"):
        # Decoded smaller at once, by a power of two.
        image.draft(None, (round(width / max(1.0, factor)), round(height / max(1.0, factor))))
    if image.size[0] * image.size[1] > options.raster:
        return None
    # Of one bit or of a palette: grey between the dots once made smaller.
    drawn = image.convert("L" if image.mode in ("1", "L", "I", "F") or image.mode.startswith("I;") else "RGB")
    if drawn.size != (round(width / factor), round(height / factor)):
        drawn = drawn.resize((max(1, round(width / factor)), max(1, round(height / factor))), reducing_gap=2.0)
    scale *= width / drawn.size[0]
    return Picture(np.array(ImageOps.exif_transpose(drawn), np.uint8), scale)


def _scale(width: int, height: int, told: Any) -> float:
    """Points for a pixel: by the resolution that a scanner told, or as if the picture showed a page of A4."""
    dots = float(told[0]) if isinstance(told, tuple) and told else 0.0
    if _RESOLUTIONS[0] <= dots <= _RESOLUTIONS[1]:
        return 72 / dots
    short, long = sorted((width, height))
    return max(_A4[0] / short, _A4[1] / long) if long < 2 * short else _A4[1] / long
