"""What the readers hand to the layout: blocks in reading order, with the marks that their file gives them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

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


SheetCell = tuple[str, tuple[int, int], tuple[int, int] | None, BlockRole]
"""Words, row and column, what a merged cell covers, and whether it is a cell or a line of text."""


def _open(frozen: type) -> Any:
    """A class of the same slots that may be set. Ledgers have cells by the thousand, and a frozen instance takes five times as
    long to make as one that is filled first and then given its class."""
    return type(f"_Open{frozen.__name__}", (), {"__slots__": tuple(item.name for item in fields(frozen))})


_OpenLocation, _OpenBlock = _open(Location), _open(Block)


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

    def add_cell(self, text: str, table: int, row: int, column: int, span: tuple[int, int] | None = None) -> None:
        """Add a cell; nothing when the text is blank."""
        if text:
            self.add_cells(table, [(text, (row, column), span, BlockRole.CELL)])

    def add_cells(self, table: int, cells: Iterable[SheetCell]) -> None:
        """Add cells of a sheet, none of them blank. A line of text in a sheet keeps the cell that it stands in."""
        blocks, index = self.blocks, len(self.blocks)
        for text, at, span, role in cells:
            place, block = _OpenLocation(), _OpenBlock()
            place.page = place.bbox = None
            place.block = block.index = index
            place.cell, place.span = at, span
            place.__class__ = Location
            block.role, block.text, block.label, block.level = role, text, "", 0
            block.table, block.locations = table, (place,)
            block.__class__ = Block
            blocks.append(block)
            index += 1

    def reading(self, warnings: tuple[str, ...] = (), *, degraded: bool = False) -> Reading:
        """What was gathered."""
        return Reading(blocks=tuple(self.blocks), marks=self.marks, warnings=warnings, degraded=degraded)
