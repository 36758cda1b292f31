"""Likeness: what passages share, rare words weighing more."""

from hypothesis import given
from hypothesis import strategies as st

from nlp.likeness import likeness


@given(st.lists(st.text(alphabet="学习调研来信台账我的，", max_size=12), max_size=5), st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_a_share(passages: list[str], one: str, other: str) -> None:
    measure = likeness(passages)
    assert 0 <= measure.share(one, of=other) <= 1
    assert abs(measure.between(one, other) - measure.between(other, one)) < 1e-9
    assert measure.between(one, other) <= 1 + 1e-9


def test_rare_words_weigh_more() -> None:
    measure = likeness(["整改台账", "整改来信", "整改会议", "整改方案"])
    assert measure.between("整改台账", "台账") > measure.between("整改台账", "整改")
