"""Which files of the front-end packages the pages load. `make setup` runs it over a folder of installed packages."""

import shutil
import sys
from pathlib import Path

FILES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    # The builds for older browsers: offices' machines are not renewed every year.
    "pdfjs-dist/legacy/build/pdf.min.mjs": "pdf.min.mjs",
    "pdfjs-dist/legacy/build/pdf.worker.min.mjs": "pdf.worker.min.mjs",
    "pdfjs-dist/cmaps": "cmaps",
    "pdfjs-dist/standard_fonts": "standard_fonts",
    "pdfjs-dist/wasm": "wasm",
    "htmx.org/LICENSE": "LICENSE-htmx",
    "pdfjs-dist/LICENSE": "LICENSE-pdfjs",
}
"""In the packages' folder, and in ours."""


def ship(packages: Path, target: Path) -> None:
    """Copy what the pages load, in place of what an earlier set-up copied."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for source, name in FILES.items():
        path = packages / source
        if path.is_dir():
            shutil.copytree(path, target / name)
        else:
            shutil.copyfile(path, target / name)


if __name__ == "__main__":
    ship(Path(sys.argv[1]), Path(sys.argv[2]))
