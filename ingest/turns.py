"""Pages that were scanned askew or on their side: from the page set upright back to the page as seen."""

from dataclasses import dataclass

from .frames import Box


@dataclass(frozen=True, slots=True)
class Turn:
    """An affine map: x' = a·x + b·y + c, y' = d·x + e·y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def box(self, box: Box) -> Box:
        """The upright box around a box once turned."""
        left, top, right, bottom = box
        corners = [
            (self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f) for x in (left, right) for y in (top, bottom)
        ]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def scaled(self, scale: float) -> "Turn":
        """The same map in another unit, of which a pixel takes `scale`."""
        return Turn(self.a, self.b, self.c * scale, self.d, self.e, self.f * scale)
