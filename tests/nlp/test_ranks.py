"""Ranks: who comes to a meeting from above, told by how its head introduces him."""

from dataclasses import replace

import pytest

from nlp.ranks import rank, standing
from schema import Document, Mention, MentionForm
from tests.builders import document


def meeting(head: str, issuer: str = "中共云岭县水利局党组") -> Document:
    return replace(document(head, "发言。"), issuer=issuer)


def person(name: str) -> Mention:
    return Mention(text=name, form=MentionForm.FULL_NAME, name=name)


def test_committees_stand_above_bureaus_of_their_level() -> None:
    ranks = [rank(words) for words in ("省水利厅", "云岭市委", "云岭市水利局", "县委督导组", "县水利局", "柳河镇", "东风社区")]
    assert None not in ranks
    assert ranks == sorted(ranks, key=lambda one: -(one or 0))
    assert len(set(ranks)) == len(ranks)


@pytest.mark.parametrize("words", ["市场监管", "城乡建设", "办公室"])
def test_words_that_tell_no_level(words: str) -> None:
    assert rank(words) is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("列席：县委第三督导组组长何沛", "guest"),
        ("局长王兴田主持，办公室主任何沛到会指导。", "guest"),
        ("副县长何沛、办公室李静参加。", "above"),
        ("参加：何沛、李静、谭勇", ""),
        ("柳河镇水利站站长何沛列席。", "below"),
    ],
)
def test_how_a_speaker_stands_to_the_meeting(head: str, expected: str) -> None:
    assert standing(meeting(head), "何沛", person("何沛")) == expected


def test_a_label_that_tells_the_post() -> None:
    assert standing(meeting("参加：李静"), "县委书记何沛", person("何沛")) == "above"
