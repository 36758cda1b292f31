"""Signs of who would be meant: they tell how a person is named and how near."""

import pytest

from nlp.meant import meant
from nlp.outline import outline
from nlp.people import Gazetteer
from schema import DocumentKind
from tests.builders import document, span_of

NAMES = Gazetteer(["何沛", "李静"])


@pytest.mark.parametrize(
    ("text", "words", "sign"),
    [
        ("何沛同志签字不看。", "何沛同志签字不看", "meant inspection full_name opens named"),
        ("局长何沛同志在会上摔杯子。", "在会上摔杯子", "meant inspection full_name beside named"),
        ("查明两件事，其中何沛同志签字不看。", "其中何沛同志签字不看", "meant inspection full_name inside named"),
        ("采购没有比价。", "采购没有比价", "meant inspection nobody"),
        ("采购没有比价。这是我签的字。", "采购没有比价", "I after True"),
        ("采购没有比价。我没有看，我认。", "采购没有比价", "I in block 2"),
    ],
)
def test_how_a_person_would_be_meant(text: str, words: str, sign: str) -> None:
    read = document(text, kind=DocumentKind.NOTICE)
    laid, span = outline(read, NAMES), span_of(read, words)
    signs = [*meant(read, [span], laid.scenes[0], "unit")]
    assert sign in signs
    assert not sign.startswith("meant") or f"{sign} unit" in signs
