"""The year strip, drawn by matplotlib: a row of years, each told by shape and never by colour alone, so that it is read in grey print too.

Drawings hold digits at most: whatever is Chinese stands beside them as text, in the reader's own fonts.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any

from schema import StripYear, YearMark

from ..paper import Picture

Paint = Callable[[Any], Iterable[Any]]
"""Given the transform from millimetres, what to draw."""
INCH = 25.4
CELL = 10.0
"""Width of a year, in millimetres."""
HEIGHT = 8.0
AXIS_HEIGHT = 4.5
RADIUS = 2.2
INK, FAINT = "#1a1a1a", "#8a8a8a"
DOTS = 300
"""Dots per inch of the raster drawing."""
STYLE: dict[Any, Any] = {"svg.fonttype": "path", "svg.hashsalt": "yiguan", "hatch.linewidth": 0.5, "hatch.color": FAINT}


def strip(years: Sequence[StripYear]) -> Picture:
    """The marks of the years."""
    told = tuple(years)
    return Picture(
        draw=partial(_drawn, partial(_marks, told), len(told), HEIGHT),
        words=in_words(told),
        width=CELL * len(told),
        height=HEIGHT,
    )


def axis(years: Sequence[int]) -> Picture:
    """The years' numbers, to stand above strips."""
    told = tuple(years)
    words = "、".join(map(str, told)) + "年"
    return Picture(
        draw=partial(_drawn, partial(_numbers, told), len(told), AXIS_HEIGHT),
        words=words,
        width=CELL * len(told),
        height=AXIS_HEIGHT,
    )


def sample(year: StripYear) -> Picture:
    """One mark, for the legend."""
    return replace(strip((year,)), words=in_words((year,)).partition("：")[2])


def in_words(years: Sequence[StripYear]) -> str:
    """What the marks say."""
    return "；".join(f"{year.year}：{mark_words(year)}" for year in years)


def mark_words(year: StripYear) -> str:
    """What a year's mark says."""
    doubt = "（待核）" if not year.confirmed else ""
    more = ("，有整改完成记录" if year.completed else "") + ("，有重提旧事" if year.retold else "")
    return f"{year.mark.label}{doubt}{more}"


def _drawn(paint: Paint, count: int, height: float, form: str) -> bytes:
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure
    from matplotlib.transforms import Affine2D

    with rc_context(STYLE):
        figure = Figure(figsize=(CELL * count / INCH, height / INCH))
        figure.patch.set_alpha(0)
        # Artists stand on the figure itself, in millimetres: axes would take most of the time.
        for artist in paint(Affine2D().scale(1 / INCH) + figure.dpi_scale_trans):
            figure.add_artist(artist)
        drawn = BytesIO()
        # Without a date, so that the same years give the same bytes.
        if form == "svg":
            FigureCanvasSVG(figure).print_svg(drawn, metadata={"Date": None})  # type: ignore[no-untyped-call]
        else:
            figure.set_dpi(DOTS)
            FigureCanvasAgg(figure).print_png(drawn, metadata={"Software": None})  # type: ignore[no-untyped-call]
    return drawn.getvalue()


def _numbers(years: Sequence[int], millimetres: Any) -> Iterator[Any]:
    from matplotlib.text import Text

    look: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 7.5, "color": INK, "transform": millimetres}
    for place, year in enumerate(years):
        yield Text((place + 0.5) * CELL, AXIS_HEIGHT / 2, str(year), **look)


def _marks(years: Sequence[StripYear], millimetres: Any) -> Iterator[Any]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Circle, Rectangle

    at: dict[str, Any] = {"transform": millimetres}
    for place, year in enumerate(years):
        left = place * CELL
        centre = (left + CELL / 2, HEIGHT / 2)
        hatch = "////" if year.mark is YearMark.UNSEEN else None
        yield Rectangle((left + 0.4, 0.5), CELL - 0.8, HEIGHT - 1, fill=False, lw=0.4, ec=FAINT, hatch=hatch, **at)
        if year.mark is not YearMark.UNSEEN:
            yield Circle(centre, RADIUS, **_look(year), **at)
        if year.mark is YearMark.GENERIC:
            yield Circle(centre, RADIUS / 3, fc=INK, ec="none", **at)
        if year.completed:
            yield Line2D([left + 7.1, left + 7.8, left + 9.1], [5.9, 5.2, 7.0], color=INK, lw=1.2, **at)
        if year.retold:
            yield Line2D([left + 1.4, left + 1.4], [1.6, HEIGHT - 1.6], color=INK, lw=0.8, **at)


def _look(year: StripYear) -> dict[str, Any]:
    """Filled where something was told; what nobody confirmed is pale, with a broken edge."""
    if year.mark is not YearMark.HIT:
        return {"fc": "white", "ec": INK, "lw": 0.9, "ls": "-" if year.confirmed else (0, (2, 1.2))}
    if year.confirmed:
        return {"fc": INK, "ec": INK, "lw": 0.9}
    return {"fc": "#c9c9c9", "ec": INK, "lw": 0.9, "ls": (0, (2, 1.2))}
