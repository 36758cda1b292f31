"""Rulings become cells."""

import pytest

from ingest.frames import Frame
from ingest.grids import grids_of
from ingest.rulings import Ruling, Rulings


def rulings(across: list[tuple[float, float, float]], down: list[tuple[float, float, float]]) -> Rulings:
    return Rulings(across=[Ruling(*ruling) for ruling in across], down=[Ruling(*ruling) for ruling in down])


def test_makes_cells_of_a_plain_grid() -> None:
    (grid,) = grids_of(rulings([(0, 0, 60), (20, 0, 60), (40, 0, 60)], [(0, 0, 40), (30, 0, 40), (60, 0, 40)]))
    assert [(cell.row, cell.column, cell.box) for cell in grid.cells] == [
        (0, 0, (0, 0, 30, 20)), (0, 1, (30, 0, 60, 20)), (1, 0, (0, 20, 30, 40)), (1, 1, (30, 20, 60, 40)),
    ]  # fmt: skip
    assert grid.clear


def test_takes_rulings_that_nearly_meet_for_one() -> None:
    (grid,) = grids_of(rulings([(0, 0, 30), (1.5, 30, 60), (20, 0, 60)], [(0, 0, 20), (30.8, 0, 20), (60, 0, 20)]))
    assert len(grid.cells) == 2


def test_parts_tables_that_stand_one_below_the_other() -> None:
    upper = rulings([(0, 0, 60), (20, 0, 60)], [(0, 0, 20), (60, 0, 20)])
    lower = rulings([(50, 0, 60), (70, 0, 60)], [(0, 50, 70), (60, 50, 70)])
    both = Rulings(across=upper.across + lower.across, down=upper.down + lower.down)
    assert [grid.box for grid in grids_of(both)] == [(0, 0, 60, 20), (0, 50, 60, 70)]


def test_sees_no_table_in_a_line_of_the_letterhead() -> None:
    assert grids_of(rulings([(100, 80, 515)], [])) == []


@pytest.mark.parametrize(
    ("shape", "across", "down"),
    [((10, 20, 200, 20.5), 1, 0), ((10, 20, 10.5, 90), 0, 1), ((10, 20, 200, 90), 0, 0), ((10, 20, 12, 21), 0, 0)],
)
def test_takes_thin_shapes_for_rulings(shape: tuple[float, float, float, float], across: int, down: int) -> None:
    found = Rulings()
    found.add(*shape)
    assert (len(found.across), len(found.down)) == (across, down)


@pytest.mark.parametrize(
    ("rotation", "box"),
    [(0, (10, 20, 30, 50)), (90, (150, 10, 180, 30)), (180, (70, 150, 90, 180)), (270, (20, 70, 50, 90))],
)
def test_turns_boxes_as_the_page_is_seen(rotation: int, box: tuple[float, float, float, float]) -> None:
    frame = Frame(left=0, bottom=0, right=100, top=200, rotation=rotation)
    assert frame.box(10, 150, 30, 180) == box
