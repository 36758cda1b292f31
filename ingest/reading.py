"""What the readers hand to the layout: blocks in reading order, with the marks that their file gives them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from schema import Block, BlockRole, Location


class Align(StrEnum):
    """How a paragraph is set."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How the first blocks of a document look: a title shows by it."""

    align: Align | None = None
    """None when the file does not tell, or justifies."""
    size: float | None = None
    """Size of the first letters in points, where the file tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that a reader got out of a file."""

    blocks: tuple[Block, ...]
    """Roles, labels and levels as the file itself tells them: a paragraph whose number is typed has none yet."""
    marks: dict[int, Mark] = field(default_factory=dict)
    """By block index; at least those of the first paragraphs, where the format has any."""
    warnings: tuple[str, ...] = ()
    """What was not read, or not well, in Chinese sentences."""
    degraded: bool = False
    """Whether text is missing or wrong."""


Place = tuple[int | None, tuple[float, float, float, float] | None]
"""Page and box, as far as the format has them."""
NOWHERE: tuple[Place, ...] = ((None, None),)
"""The place of a block that only its own index tells."""


@dataclass(slots=True)
class Blocks:
    """Gathers and numbers the blocks of a document as they are read."""

    blocks: list[Block] = field(default_factory=list)
    marks: dict[int, Mark] = field(default_factory=dict)

    def add(
        self,
        text: str,
        *,
        role: BlockRole = BlockRole.PARAGRAPH,
        label: str = "",
        level: int = 0,
        mark: Mark | None = None,
        places: Iterable[Place] = NOWHERE,
        table: int | None = None,
        cell: tuple[int, int] | None = None,
        span: tuple[int, int] | None = None,
    ) -> None:
        """Add a block; nothing when the text is blank."""
        if text:
            index = len(self.blocks)
            locations = tuple([Location(page=page, bbox=box, block=index, cell=cell, span=span) for page, box in places])
            self.blocks.append(
                Block(index=index, role=role, text=text, label=label, level=level, table=table, locations=locations)
            )
            if mark is not None:
                self.marks[index] = mark

    def add_cell(
        self, text: str, table: int, row: int, column: int, span: tuple[int, int] | None = None, role: BlockRole = BlockRole.CELL
    ) -> None:
        """Add a cell; nothing when the text is blank. A line of text in a sheet keeps the cell that it stands in."""
        if text:
            index = len(self.blocks)
            place = Location(block=index, cell=(row, column), span=span)
            self.blocks.append(Block(index=index, role=role, text=text, table=table, locations=(place,)))

    def reading(self, warnings: tuple[str, ...] = (), *, degraded: bool = False) -> Reading:
        """What was gathered."""
        return Reading(blocks=tuple(self.blocks), marks=self.marks, warnings=warnings, degraded=degraded)
