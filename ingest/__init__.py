"""Reading: the bytes of an office file become a `Document`.

`sources` walks folders and archives, `read` reads one file, `Workers` keeps what a hostile file does to its own process.
"""

from .options import ReadOptions
from .readers import read
from .sources import Source, sources
from .workers import Workers, limit_memory, read_isolated

__all__ = ["ReadOptions", "Source", "Workers", "limit_memory", "read", "read_isolated", "sources"]
