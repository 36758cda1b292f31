"""Windows: every token is read once, every clause is covered whole, and nothing is longer than the encoder takes in."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Reading, Sample
from models.windows import Shape, frames, part, tokenised, tokenised_samples, windows
from tests.builders import unit

FIRST, LAST = 1, 2


class Characters:
    """A tokenizer with a token for each character, but none for blanks."""

    def encode(self, text: str, add_special_tokens: bool) -> SimpleNamespace:
        assert not add_special_tokens
        places = [index for index, character in enumerate(text) if not character.isspace()]
        return SimpleNamespace(ids=[ord(text[index]) for index in places], offsets=[(index, index + 1) for index in places])

    def encode_batch(self, texts: list[str], add_special_tokens: bool) -> list[SimpleNamespace]:
        return [self.encode(text, add_special_tokens) for text in texts]


def shape(size: int, overlap: int) -> Shape:
    return Shape(size=size, overlap=overlap, first=FIRST, last=LAST, pad=0, types=True)


def reading(*clauses: str) -> Reading:
    text, spans = "", []
    for clause in clauses:
        spans.append((len(text), len(text) + len(clause)))
        text += f"{clause}，\n"
    return Reading(text=text, spans=tuple(spans), units=tuple(unit(clause) for clause in clauses))


@given(st.integers(0, 400), st.integers(8, 60), st.integers(0, 7))
def test_every_token_is_kept_once_from_a_window_that_sees_it(count: int, size: int, overlap: int) -> None:
    kept: list[int] = []
    for start, end, first, last in windows(count, size, overlap):
        assert end - start <= size
        assert start <= first <= last <= end
        kept += range(first, last)
    assert kept == list(range(count))


@given(st.integers(30, 300), st.integers(12, 28), st.integers(2, 6))
def test_a_token_within_the_text_is_kept_with_words_around_it(count: int, size: int, overlap: int) -> None:
    for start, end, first, last in windows(count, size, overlap):
        assert first == 0 or first - start >= overlap // 2
        assert last == count or end - last >= overlap // 2


@given(st.lists(st.text("学习不深入", min_size=1, max_size=70), min_size=1, max_size=9), st.integers(10, 40))
def test_every_clause_is_covered_by_its_own_words(clauses: list[str], size: int) -> None:
    found: dict[int, str] = {}
    for frame in frames([tokenised(reading(*clauses), Characters())], shape(size, 2)):
        assert len(frame.ids) <= size
        assert (frame.ids[0], frame.ids[-1]) == (FIRST, LAST)
        for place, clause in frame.members.tolist():
            found[clause] = found.get(clause, "") + chr(frame.ids[place])
    assert found == dict(enumerate(clauses))


def test_a_token_over_two_clauses_belongs_to_both() -> None:
    told = reading("学习", "调研")
    one = SimpleNamespace(ids=[7, 8, 9], offsets=[(0, 1), (1, 5), (5, 6)])
    tokens = tokenised(told, SimpleNamespace(encode=lambda text, add_special_tokens: one))
    assert tokens.members.tolist() == [[0, 0], [1, 0], [1, 1], [2, 1]]


def test_part_of_a_text_keeps_its_surroundings() -> None:
    tokens = part(tokenised(reading("甲甲", "乙乙", "丙丙", "丁丁"), Characters()), 1, 3, margin=1)
    assert "".join(map(chr, tokens.ids)) == "，乙乙，丙丙，"
    assert [(chr(tokens.ids[token]), clause) for token, clause in tokens.members.tolist()] == [
        ("乙", 0), ("乙", 0), ("丙", 1), ("丙", 1),
    ]  # fmt: skip
    assert tokens.count == 2


def test_a_clause_without_tokens_is_counted() -> None:
    tokens = part(tokenised(reading("甲", "　", "乙"), Characters()), 1, 2, margin=4)
    assert (tokens.count, len(tokens.ids), len(tokens.members)) == (1, 0, 0)
    assert list(frames([tokens], shape(16, 2))) == []


def test_a_sample_stands_behind_its_context_in_every_window() -> None:
    sample = Sample(text="调研走过场" * 6, context="存在问题", signs=())
    cut = list(frames(tokenised_samples([sample], Characters(), shape(24, 4)), shape(24, 4)))
    assert len(cut) > 1
    said = ""
    for frame in cut:
        assert len(frame.ids) <= 24
        assert "".join(map(chr, frame.ids[1:5])) == "存在问题"
        assert frame.ids[5] == LAST
        assert frame.types.tolist() == [0] * 6 + [1] * (len(frame.ids) - 6)
        said += "".join(chr(frame.ids[place]) for place, _ in frame.members.tolist())
    assert said == sample.text


def test_a_long_context_keeps_the_words_nearest_the_passage() -> None:
    (tokens,) = tokenised_samples([Sample(text="拖延", context="一" * 50 + "近处", signs=())], Characters(), shape(16, 2))
    assert "".join(map(chr, tokens.context)) == "一一近处"


@pytest.mark.parametrize("texts", [[], ["", "拖"], ["拖", ""]])
def test_passages_are_numbered_over_all_texts(texts: list[str]) -> None:
    samples = [Sample(text=text, context="", signs=()) for text in texts]
    cut = list(frames(tokenised_samples(samples, Characters(), shape(16, 2)), shape(16, 2)))
    members = np.concatenate([frame.members[:, 1] for frame in cut]) if cut else np.zeros(0)
    assert members.tolist() == [index for index, text in enumerate(texts) if text]
