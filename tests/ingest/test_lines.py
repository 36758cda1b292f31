"""Characters of a pdf put into lines, however the file draws them."""

import pytest

from ingest.lines import Glyph, ems, rows_of, spaced

SIZE = 10.0


def glyphs(text: str, *, top: float = 100.0, left: float = 0.0, gap: float = 0.0) -> list[Glyph]:
    """Characters side by side, each an em wide (half for Latin ones), `gap` ems apart; a `_` leaves half an em free."""
    found = []
    for character in text:
        width = SIZE / 2 if character.isascii() else SIZE
        if character != "_":
            found.append(Glyph(character, left, top, left + width, top + SIZE))
        left += width + gap * SIZE
    return found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("党组书记_何沛", "党组书记 何沛"),
        ("共12项", "共12项"),
        ("单位__2024年", "单位 2024年"),
        ("单位_2024年", "单位2024年"),
        ("GDP_growth", "GDP growth"),
    ],
)
def test_puts_a_blank_where_a_gap_parts_words(text: str, shown: str) -> None:
    assert spaced(glyphs(text), SIZE) == shown


@pytest.mark.parametrize("gap", [0.3, 1.0, 2.0])
def test_puts_no_blank_between_letters_set_wide_apart(gap: float) -> None:
    assert spaced(glyphs("会议纪要", gap=gap), SIZE) == "会议纪要"


def test_sorts_characters_into_their_lines() -> None:
    drawn = glyphs("整改", left=10) + glyphs("措施", top=115, left=0) + glyphs("“", left=0)
    assert ["".join(glyph.text for glyph in row) for row in rows_of(drawn)] == ["“整改", "措施"]


def test_counts_ems() -> None:
    assert ems("共 12 项") == 3


def test_a_row_of_blanks_has_no_words() -> None:
    assert spaced([Glyph(" ", 0, 0, 6, 12), Glyph(" ", 6, 0, 12, 12)], 12) == ""
