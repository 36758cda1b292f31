"""Pictures of pages as browsers show them: what they cannot, such as tiff, is made into png."""

import io
from dataclasses import dataclass

_A4 = (595.3, 841.9)
_RESOLUTIONS = (100.0, 1200.0)
_SHOWN = {"PNG": "image/png", "JPEG": "image/jpeg"}
_READ = ("PNG", "JPEG", "TIFF")
_MOST_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A page."""

    content: bytes
    media_type: str
    width: float
    """In points, as boxes are."""
    height: float
    pages: int


def picture(content: bytes, page: int) -> Picture | None:
    """A page of the picture, from 1; None when it cannot be shown."""
    try:
        from PIL import Image
    except ModuleNotFoundError:
        return None
    try:
        with Image.open(io.BytesIO(content), formats=_READ) as image:
            pages = int(getattr(image, "n_frames", 1))
            if page > pages or image.size[0] * image.size[1] > _MOST_PIXELS:
                return None
            image.seek(page - 1)
            scale = _scale(*image.size, image.info.get("dpi"))
            width, height = image.size[0] * scale, image.size[1] * scale
            if image.getexif().get(0x0112, 1) in (5, 6, 7, 8):
                width, height = height, width
            if image.format in _SHOWN:
                return Picture(content=content, media_type=_SHOWN[image.format], width=width, height=height, pages=pages)
            made = io.BytesIO()
            image.convert("L" if image.mode in ("1", "L") else "RGB").save(made, "PNG")
            return Picture(content=made.getvalue(), media_type="image/png", width=width, height=height, pages=pages)
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError):
        return None


def _scale(width: int, height: int, told: object) -> float:
    """Points for a pixel, as reading reckons them: by the resolution that a scanner told, or as if the picture showed a page of A4."""
    dots = float(told[0]) if isinstance(told, tuple) and told else 0.0
    if _RESOLUTIONS[0] <= dots <= _RESOLUTIONS[1]:
        return 72 / dots
    short, long = sorted((width, height))
    return max(_A4[0] / short, _A4[1] / long) if long < 2 * short else _A4[1] / long
