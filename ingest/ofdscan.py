"""Scanned pages in an OFD: the picture that covers a page is given to the recogniser."""

import posixpath
from typing import TYPE_CHECKING

from schema import IngestError

from .ofdpackage import Package, child, children, path_of, text_of, value
from .ofdpage import Drawing
from .options import ReadOptions
from .pages import Page
from .scanready import has_engine

if TYPE_CHECKING:
    from lxml import etree

    from .scans import Scan

_COVER = 0.5
"""Share of a page that a picture covers when the page is a scan."""


def pictures_of(package: Package, folder: str, common: "etree._Element | None") -> dict[str, str]:
    """Paths of the pictures by their resource's id."""
    found = {}
    for name in ("PublicRes", "DocumentRes"):
        for told in children(common, name):
            place = path_of(folder, text_of(told))
            root = package.xml(place)
            base = path_of(posixpath.dirname(place), "" if root is None else value(root, "BaseLoc"))
            for media in children(child(root, "MultiMedias"), "MultiMedia"):
                found[value(media, "ID")] = path_of(base, text_of(child(media, "MediaFile")))
    return found


def recognised(package: Package, page: Page, drawing: Drawing, pictures: dict[str, str], options: ReadOptions) -> "Scan | None":
    """What the recogniser reads on a page without words; None where it is not there, or the page is no single picture."""
    area = page.width * page.height
    covering = [(name, box) for name, box in drawing.pictures if (box[2] - box[0]) * (box[3] - box[1]) >= _COVER * area]
    content = package.bytes(pictures.get(covering[0][0], "")) if len(covering) == 1 else None
    if content is None or not has_engine():
        return None
    # Loaded for those who need it.
    from . import images
    from .scanimage import Picture
    from .scans import scan

    try:
        with images._opened(content) as image:
            picture = images._picture(image, 0, options)
    except IngestError:
        # JBIG2 and the like.
        return None
    if picture is None:
        return None
    box = covering[0][1]
    return scan(Picture(picture.pixels, (box[2] - box[0]) / picture.pixels.shape[1]), page.number, options)
