"""Draw the page that the tests of scans read: a title, paragraphs, a ruled table, a page number, a red seal, all a little askew.

    python tests/ingest/make_scan.py FONT [INDEX]

FONT is any font with Chinese characters, for instance Noto Sans CJK; INDEX the face in a .ttc. The page is kept in tests/ingest/pictures.
"""

import math
import sys

from PIL import Image, ImageDraw, ImageFont

from tests.ingest.scanned import CELLS, DATE, NUMBER, PAGE, PARAGRAPHS, SIGNATURE, TITLE

DPI = 150
WIDTH, HEIGHT = 1240, 1754
SIZE = 33
LEFT, RIGHT = 175, 175 + 27 * SIZE
PITCH = 58
COLUMNS = (LEFT, 265, 560, RIGHT)
ROW = 62
SEAL = (815, 1385)


def draw(font: str, index: int) -> Image.Image:
    """The page."""
    page = Image.new("RGB", (WIDTH, HEIGHT), "white")
    pen = ImageDraw.Draw(page)
    body, large = (ImageFont.truetype(font, size, index=index) for size in (SIZE, 46))
    pen.text((WIDTH / 2, 190), TITLE, "black", large, "mm")
    y = 290
    for paragraph in PARAGRAPHS:
        y = _paragraph(pen, body, paragraph, y)
    y = _table(pen, body, y + 20) + 40
    pen.text((SEAL[0], y), SIGNATURE, "black", body, "mt")
    pen.text((SEAL[0], y + PITCH), DATE, "black", body, "mt")
    seal = Image.new("RGB", page.size, "white")
    _seal(ImageDraw.Draw(seal), (SEAL[0], y + PITCH // 2))
    page = Image.composite(seal, page, Image.eval(page.convert("L"), lambda shade: 255 if shade > 128 else 0))
    ImageDraw.Draw(page).text((WIDTH / 2, 1620), NUMBER, "black", body, "mm")
    return page.rotate(-0.7, Image.Resampling.BICUBIC, fillcolor="white")


def _paragraph(pen: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont, text: str, y: int) -> int:
    line, x = "", LEFT + 2 * SIZE
    for character in text:
        if x + pen.textlength(line + character, font) > RIGHT + 1 and character not in "，。、；）":
            pen.text((x, y), line, "black", font)
            line, x, y = "", LEFT, y + PITCH
        line += character
    pen.text((x, y), line, "black", font)
    return y + PITCH


def _table(pen: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont, top: int) -> int:
    """Rows of three columns; the first cell of the last two rows is one."""
    for row in range(len(CELLS) + 1):
        y = top + row * ROW
        pen.line((COLUMNS[1] if row == len(CELLS) - 1 else LEFT, y, RIGHT, y), "black", 2)
    for x in COLUMNS:
        pen.line((x, top, x, top + len(CELLS) * ROW), "black", 2)
    for row, cells in enumerate(CELLS):
        for x, text in zip(COLUMNS, cells, strict=False):
            pen.text((x + 14, top + row * ROW + 12), text, "black", font)
    return top + len(CELLS) * ROW


def _seal(pen: ImageDraw.ImageDraw, centre: tuple[int, int]) -> None:
    x, y = centre
    red, radius = (222, 45, 40), 124
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=red, width=8)
    points = [(x + 44 * math.sin(turn * 0.8 * math.pi), y - 44 * math.cos(turn * 0.8 * math.pi)) for turn in range(5)]
    pen.polygon(points, fill=red)
    for turn in range(11):
        angle = math.pi * (0.75 + 0.15 * turn)
        at, up = x + 92 * math.cos(angle), y + 92 * math.sin(angle)
        pen.rectangle((at - 11, up - 11, at + 11, up + 11), outline=red, width=4)


def main() -> None:
    """Write the file."""
    page = draw(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    PAGE.parent.mkdir(exist_ok=True)
    page.quantize(24, dither=Image.Dither.NONE).save(PAGE, optimize=True, dpi=(DPI, DPI))


if __name__ == "__main__":
    main()
