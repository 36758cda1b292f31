"""Signs in plain Chinese: every sign that the examples bear has words."""

import re

import pytest

from models import Lesson
from nlp import Gazetteer, outline
from nlp.wording import CLAUSE, STATEMENT, TOPIC, lexical_words, worded
from yiguan.gold import GoldDocument


@pytest.mark.parametrize(
    ("sign", "scope", "words"),
    [
        ("kind:minutes", CLAUSE, "文种为「民主生活会会议记录」"),
        ("measure&wanting", CLAUSE, "所在栏目为「整改措施」，且有表示不足的用语"),
        ("measure", CLAUSE, "有整改举措的用语"),
        ("normative+want", CLAUSE, "同时有提出要求的用语、有直接说不足的用语"),
        ("names:study", TOPIC, "有关于「理论武装」的用语"),
        ("names:surname", STATEMENT, "句中以姓加职务或称呼提到人"),
        ("section:problem", STATEMENT, "上级栏目为「存在问题」"),
        ("something new:1", STATEMENT, "标记「something new:1」"),
    ],
)
def test_a_sign_in_words(sign: str, scope: str, words: str) -> None:
    assert worded(sign, scope) == words


def test_every_sign_of_the_examples_has_words(gold: tuple[GoldDocument, ...], lessons: tuple[Lesson, ...]) -> None:
    signs = {(sign, CLAUSE) for one in gold for unit in outline(one.document, Gazetteer([])).units for sign in unit.signs}
    scopes = {"category": TOPIC, "voice": STATEMENT}
    signs |= {
        (sign, scope)
        for one in lessons
        for name, scope in scopes.items()
        for row in one.labelled.get(name, ())
        for sign in row.sample.signs
    }
    told = {sign: worded(sign, scope) for sign, scope in signs}
    assert {sign for sign, words in told.items() if "标记" in words} == set()
    assert not {words for words in told.values() if re.search(r"[{}]|None", words)}


def test_the_words_that_make_a_lexical_sign() -> None:
    assert lexical_words("normative", "必须杜绝此类问题") == ("必须",)
    assert lexical_words("kind:minutes", "必须杜绝此类问题") == ()
