"""The rulings that a pdf page draws: strokes, sides of rectangles, and shapes as thin as a line."""

import ctypes
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

from .frames import Box, Frame

_THIN = 3.0
"""Points: a filled shape no wider is a ruling."""
_SHORTEST = 4.0
_DEPTH = 3
"""Forms within forms that are searched for rulings."""
_MOST_SEGMENTS = 20_000
"""A path of more strokes is a picture."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight ruling: where it stands, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Rulings:
    """The rulings of a page, in points from the top left."""

    across: list[Ruling] = field(default_factory=list)
    down: list[Ruling] = field(default_factory=list)

    def add(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Take a shape as a ruling if it is as thin as one."""
        if bottom - top <= _THIN and right - left >= _SHORTEST:
            self.across.append(Ruling((top + bottom) / 2, left, right))
        elif right - left <= _THIN and bottom - top >= _SHORTEST:
            self.down.append(Ruling((left + right) / 2, top, bottom))
        else:
            return False
        return True


Matrix = tuple[float, float, float, float, float, float]
_kind_of, _PATH, _FORM = raw.FPDFPageObj_GetType, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM


def rulings_of(page: Any, frame: Frame) -> Rulings:
    """The rulings that a page of the library draws."""
    found = Rulings()
    shape_at = raw.FPDFPage_GetObject
    for index in range(raw.FPDFPage_CountObjects(page)):
        shape = shape_at(page, index)
        kind = _kind_of(shape)
        if kind == _PATH:
            _path(shape, frame, found, None)
        elif kind == _FORM:
            _form(shape, frame, found, None, _DEPTH)
    return found


def _form(form: Any, frame: Frame, found: Rulings, matrix: Matrix | None, depth: int) -> None:
    inner = _times(_matrix(form), matrix)
    for index in range(raw.FPDFFormObj_CountObjects(form)):
        shape = raw.FPDFFormObj_GetObject(form, index)
        kind = _kind_of(shape)
        if kind == _PATH:
            _path(shape, frame, found, inner)
        elif kind == _FORM and depth > 1:
            _form(shape, frame, found, inner, depth - 1)


def _path(shape: Any, frame: Frame, found: Rulings, matrix: Matrix | None) -> None:
    segments = raw.FPDFPath_CountSegments(shape)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if matrix is None and segments <= 6:
        if not raw.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
            return
        box = frame.box(left.value, bottom.value, right.value, top.value)
        if found.add(*box) or segments < 4 or not _is_stroked(shape):
            return
        _frame_of_four(box, frame, found)
    elif segments <= _MOST_SEGMENTS:
        _walk(shape, segments, frame, found, _times(_matrix(shape), matrix))


def _frame_of_four(box: Box, frame: Frame, found: Rulings) -> None:
    """A stroked rectangle rules on all its sides, unless it frames the page."""
    left, top, right, bottom = box
    width, height = frame.size
    if right - left < 0.95 * width or bottom - top < 0.95 * height:
        found.across += [Ruling(top, left, right), Ruling(bottom, left, right)]
        found.down += [Ruling(left, top, bottom), Ruling(right, top, bottom)]


def _walk(shape: Any, segments: int, frame: Frame, found: Rulings, matrix: Matrix) -> None:
    """A path of many strokes, or one drawn in a form: every straight stroke may be a ruling."""
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0)
    a, b, c, d, e, f = matrix
    corners: list[tuple[float, float]] = []
    stroked = _is_stroked(shape)
    for index in range(segments):
        segment = raw.FPDFPath_GetPathSegment(shape, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            _thin(corners, frame, found)
            first, corners = point, [point]
        else:
            corners.append(point)
            if kind == raw.FPDF_SEGMENT_LINETO and stroked:
                _stroke(last, point, frame, found)
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            if stroked:
                _stroke(point, first, frame, found)
            last = first
    _thin(corners, frame, found)


def _stroke(start: tuple[float, float], end: tuple[float, float], frame: Frame, found: Rulings) -> None:
    left, right = sorted((start[0], end[0]))
    bottom, top = sorted((start[1], end[1]))
    if right - left < 1 or top - bottom < 1:
        found.add(*frame.box(left, bottom, right, top))


def _thin(corners: list[tuple[float, float]], frame: Frame, found: Rulings) -> None:
    """A filled shape as thin as a ruling is one."""
    if len(corners) >= 4:
        xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
        found.add(*frame.box(min(xs), min(ys), max(xs), max(ys)))


def _is_stroked(shape: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(shape, fill, stroke)) and bool(stroke.value)


def _matrix(shape: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(shape, matrix):
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix | None) -> Matrix:
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    A, B, C, D, E, F = outer
    return a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F
