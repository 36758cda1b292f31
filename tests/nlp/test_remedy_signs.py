"""Signs of remedy: what the problems found tell of the other clauses."""

from nlp import Gazetteer, outline
from nlp.problems import Problem
from nlp.remedy_signs import remedy_signs
from tests.builders import document, span_of


def test_a_clause_knows_where_it_stands_to_the_problems() -> None:
    read = document("群众来信没人回。", "来信三日内逐件回复，何时销号何时算完。", "散会。", date="2024-01-19")
    found = outline(read, Gazetteer(()))
    problem = Problem(spans=(span_of(read, "群众来信没人回"),), first=0, last=0, holder=None, speaker=None)
    signs = remedy_signs(found, [problem])
    assert len(signs) == len(found.clauses)
    assert "in problem" in signs[0]
    assert any(sign.startswith("like:") and sign.endswith("earlier") and sign > "like:1" for sign in signs[1])
    assert "own status:completed" in signs[2]
    assert "like:0&earlier" in signs[3]


def test_without_problems_nothing_precedes() -> None:
    found = outline(document("来信逐件回复。"), Gazetteer(()))
    assert all("earlier:0" in signs for signs in remedy_signs(found, []))
