"""Reading: the bytes of an office file become a `Document`.

`sources` walks folders and archives, `read` reads one file, `Workers` keeps what a hostile file does to its own process, `span_boxes` tells where
words stand on pages.
"""

from .mediatypes import media_type
from .options import ReadOptions
from .readers import read, span_boxes
from .recognised import is_recognised
from .sources import Source, sources
from .workers import Workers, limit_memory, read_isolated

__all__ = [
    "ReadOptions",
    "Source",
    "Workers",
    "is_recognised",
    "limit_memory",
    "media_type",
    "read",
    "read_isolated",
    "sources",
    "span_boxes",
]
