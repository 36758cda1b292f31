"""What of a text is found by what of a query."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.search.grams import fold, grams, phrases
from outputs.search.index import _quoted
from outputs.search.snippets import matches, snippet

ALPHABET = "会前酝酿不够的理论 　，。“”一23年aQé㈠Ａ\n"


def found_by_index(text: str, query: str) -> bool:
    """Whether SQLite's index gives the text for the query."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE held USING fts5(grams, content='', tokenize='ascii')")
    connection.execute("INSERT INTO held(rowid, grams) VALUES (1, ?)", (" ".join(grams(text)),))
    asked = " AND ".join(_quoted(one) for one in phrases(query))
    found = connection.execute("SELECT count(*) FROM held WHERE held MATCH ?", (asked,)).fetchone()
    connection.close()
    return bool(found[0])


@pytest.mark.parametrize(
    ("text", "query", "words"),
    [
        ("重大事项会前酝酿不够", "酝酿", ["酝酿"]),
        ("重大事项会前酝酿不够", "够", ["够"]),
        ("重大事项会前酝酿不够", "重", ["重"]),
        ("重大事项会前酝酿不够", "酝酿不够的", []),
        ("重大事项会前酝酿不够", "会前 不够", ["会前", "不够"]),
        ("重大事项会前酝酿不够", "不够 会前", ["会前", "不够"]),
        ("重大事项会前酝酿不够", "会前 充分", []),
        ("学习不够，深入基层", "不够深入", []),
        ("学习不够，深入基层", "“不够，深入”", ["不够，深入"]),
        ("张　建国同志", "张建国", ["张　建国"]),
        ("2024年3月18日", "2024年3月", ["2024年3月"]),
        ("2024年3月18日", "24年", []),
        ("2024年3月18日", "2024年", ["2024年"]),
        ("3位同志的月报", "3月", []),
        ("问题类型Ｑ１３建议", "q13", ["Ｑ１３"]),
        ("问题类型Q13建议", "Q1", ["Q1"]),
        ("问题类型Q13建议", "Q13建", ["Q13建"]),
        ("按 ISO 9001 执行", '"iso 9001"', ["ISO 9001"]),
        ("学习学习", "学习", ["学习学习"]),
        ("学习、学习", "学习", ["学习", "学习"]),
        ("理论学习", "！？", []),
        ("理论学习", "", []),
    ],
)  # fmt: skip
def test_words_are_found_where_they_stand(text: str, query: str, words: list[str]) -> None:
    asked = phrases(query)
    assert [text[mark.start : mark.end] for mark in (matches(text, asked) if asked else ())] == words


@given(st.text(alphabet=ALPHABET, max_size=40), st.data())
def test_the_index_misses_nothing_that_stands_in_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    query = text[start : data.draw(st.integers(start, len(text)))].replace("\n", " ")
    asked = phrases(query)
    if asked and matches(text, asked):
        assert found_by_index(text, query)


@given(st.text(alphabet="会前酝酿不够的理论，", min_size=2, max_size=30), st.data())
def test_any_piece_of_chinese_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : data.draw(st.integers(start + 1, len(text)))]
    if phrases(f'"{piece}"'):
        assert found_by_index(text, f'"{piece}"')
        assert matches(text, phrases(f'"{piece}"'))


@given(st.text(max_size=200))
def test_whatever_is_typed_is_a_query_that_the_index_understands(query: str) -> None:
    if phrases(query):
        found_by_index("会前酝酿不够", query)


def test_a_query_is_bounded() -> None:
    assert len(phrases(" ".join(f"词{number}" for number in range(100)))) <= 12
    assert all(len(gram) <= 64 for gram in grams("a" * 5000))


def test_a_snippet_is_cut_around_the_words() -> None:
    text = "前" * 300 + "会前酝酿不够" + "后" * 300
    shown = snippet(text, matches(text, phrases("酝酿")))
    assert len(shown.text) <= 180
    assert ("酝酿", True) in shown.pieces
    assert shown.cut_before
    assert shown.cut_after


def test_a_short_passage_is_shown_whole() -> None:
    shown = snippet("张建国\n理论学习不够", matches("张建国\n理论学习不够", phrases("学习")))
    assert shown.text == "张建国　理论学习不够"
    assert not shown.cut_before
    assert not shown.cut_after


def test_folding_makes_equal_what_a_reader_takes_for_equal() -> None:
    assert fold("Ａ股 张　建国") == fold("a股张建国")
