"""Paragraph styles, whatever the dialect of their sheet."""

import pytest

from ingest.styles import StyleSheet
from tests.ingest.builders import W


@pytest.mark.parametrize("prefix", ["w", "x"])
def test_resolves_what_a_style_inherits(prefix: str) -> None:
    sheet = (
        '<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/><w:basedOn w:val="a"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr>'
        '<w:rPr><w:sz w:val="44"/></w:rPr></w:style></w:styles>'
    )
    sheet = sheet.replace("w:", f"{prefix}:").replace("xmlns:w", f"xmlns:{prefix}").replace("{W}", W)
    style = StyleSheet(sheet.encode())["a3"]
    assert (style.title, style.align, style.size, style.level) == (True, "center", 22.0, 0)


def test_survives_styles_that_inherit_in_a_circle() -> None:
    sheet = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="1"><w:name w:val="heading 3"/><w:basedOn w:val="1"/></w:style></w:styles>'
    )
    assert StyleSheet(sheet.encode())["1"].level == 3


def test_takes_an_unknown_style_for_plain() -> None:
    assert StyleSheet(None)["7"].level == 0
