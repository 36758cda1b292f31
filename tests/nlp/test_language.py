"""The analyser: everything it tells stands in the text, and the same text gives the same."""

import pytest

from models import Models
from nlp import Analyser
from schema import Analysis, Document, StatementType
from tests.builders import document
from yiguan.gold import GoldDocument


@pytest.fixture(scope="module")
def analyser(tiny: Models, names: list[str]) -> Analyser:
    return Analyser(tiny, names)


@pytest.fixture(scope="module")
def analysed(analyser: Analyser, gold: tuple[GoldDocument, ...]) -> list[tuple[Document, Analysis]]:
    return [(one.document, analyser.analyse(one.document)) for one in (gold[1], gold[8])]


def test_every_statement_stands_in_the_text(analysed: list[tuple[Document, Analysis]]) -> None:
    assert all(analysis.statements for _, analysis in analysed)
    for read, analysis in analysed:
        spans = [span for one in analysis.statements for span in one.spans] + [one.span for one in analysis.rejected]
        for one in analysis.statements:
            spans += [one.cue.span] if one.cue.span else []
            spans += [*one.rectified.measures] if one.rectified else []
            spans += [one.rectified.status_span] if one.rectified and one.rectified.status_span else []
        assert all(span.end <= len(read.text) and read[span].strip() for span in spans)


def test_a_statement_has_one_span_a_block_in_order(analysed: list[tuple[Document, Analysis]]) -> None:
    for read, analysis in analysed:
        for one in analysis.statements:
            assert all(len(read.blocks_in(span)) == 1 for span in one.spans)
            assert list(one.spans) == sorted(one.spans, key=lambda span: span.start)


def test_persons_are_named_by_words_of_the_text(analysed: list[tuple[Document, Analysis]]) -> None:
    for read, analysis in analysed:
        mentions = [mention for one in analysis.statements for mention in (one.held.mention, one.said.speaker) if mention]
        assert mentions
        for mention in mentions:
            assert mention.span is None or read[mention.span] == mention.text


def test_scores_are_probabilities_and_cues_fit_the_type(analysed: list[tuple[Document, Analysis]]) -> None:
    for _, analysis in analysed:
        for one in analysis.statements:
            assert 0.0 <= one.score <= 1.0
            assert 0.0 <= one.category_score <= 1.0
            assert one.type is StatementType.PROBLEM or one.rectified is None


def test_the_same_text_gives_the_same(analyser: Analyser, analysed: list[tuple[Document, Analysis]]) -> None:
    read = [one for one, _ in analysed]
    assert list(analyser.pipe(read)) == [analysis for _, analysis in analysed]


def test_an_analyser_made_anew_tells_the_same(tiny: Models, names: list[str], analysed: list[tuple[Document, Analysis]]) -> None:
    read, analysis = analysed[0]
    assert Analyser(tiny, names).analyse(read) == analysis


def test_spans_of_the_doc_are_those_of_the_analysis(analyser: Analyser, gold: tuple[GoldDocument, ...]) -> None:
    doc = analyser.doc(gold[1].document)
    assert doc.text == gold[1].document.text
    told = [(span.start, span.end) for one in doc._.analysis.statements for span in one.spans]
    assert [(span.start_char, span.end_char) for span in doc.spans["statements"]] == told
    assert [span.text for span in doc.spans["clauses"]] == [clause.text for clause in doc._.outline.clauses]


@pytest.mark.parametrize("texts", [("。",), ("",), ("", ""), ("——",), ("1",), ("😀",)])
def test_documents_with_next_to_nothing(analyser: Analyser, texts: tuple[str, ...]) -> None:
    analysis = analyser.analyse(document(*texts))
    assert len(analysis.statements) <= 1


@pytest.mark.parametrize("text", ["𠀀学习不深入，调研少。", "学习不深入😀，调研少。", "e\u0301学习不深入，调研少。"])
def test_rare_characters_do_not_shift_spans(analyser: Analyser, text: str) -> None:
    doc = analyser.doc(document(text))
    assert [span.text for span in doc.spans["clauses"]][1] == "调研少"
