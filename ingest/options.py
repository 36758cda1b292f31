"""Limits that keep one file from harming the rest."""

from dataclasses import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How much a file may ask of the machine before it is refused."""

    file_bytes: int = 256 * MEBIBYTE
    """Largest file, in bytes."""
    member_bytes: int = 64 * MEBIBYTE
    """Largest member of a zip container, unpacked, in bytes."""
    total_bytes: int = 200 * MEBIBYTE
    """All members of a zip container together, unpacked, in bytes."""
    ratio: int = 200
    """Most unpacked bytes for one packed byte, in members above one mebibyte."""
    entries: int = 5000
    """Most members of a zip container."""
    depth: int = 2
    """Zip archives within zip archives that are searched through."""
    pages: int = 2000
    """Most pages read of a pdf; what lies behind is left out with a warning."""
    scan_pages: int = 500
    """Most scanned pages recognised in one file; the others are left out with a warning."""
    raster: int = 40_000_000
    """Most pixels of a picture."""
    cells: int = 5_000_000
    """Most rows times columns of a sheet read as a whole; beyond it only the cells that hold something are visited."""
    memory: int = 3072 * MEBIBYTE
    """Address space of a worker process, in bytes."""
    seconds: float = 60.0
    """Wall time for one file in a worker process."""
    scan_seconds: float = 20.0
    """Wall time for each scanned page, should it end later than `seconds`."""
    recycle: int = 200
    """Files after which a worker process is replaced by a fresh one."""
    office: str = "soffice"
    """Name or path of LibreOffice's command, which converts old office files."""
