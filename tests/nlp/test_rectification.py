"""How a rectification stands: who answers for it, until when, and what came back."""

import numpy as np
import pytest

from models import Classifier
from models.features import PASSAGE_PARTS
from nlp import Gazetteer, outline
from nlp.acts import Act
from nlp.outline import Outline
from nlp.rectification import Answered, rectified
from schema import Document, DocumentKind, RectificationStatus, Rectified
from tests.builders import document, made, span_of, table

NAMES = ("马翔", "林芝", "薛海波", "谢文斌", "方婷")


def certain(status: RectificationStatus) -> Classifier:
    """A classifier that always tells this status."""
    return Classifier(
        labels=(status.value,),
        weights=np.zeros((sum(PASSAGE_PARTS), 1), dtype=np.float32),
        intercepts=np.ones(1, dtype=np.float32),
    )


def told(
    read: Document, problem: str, *measures: str, others: tuple[str, ...] = (), status: str = "planned"
) -> tuple[Outline, Rectified | None]:
    """What the measures tell of the problem."""
    found = outline(read, Gazetteer(NAMES))
    span = span_of(read, problem)
    acts = []
    for words in measures:
        there = span_of(read, words)
        inside = [clause.index for clause in found.clauses if clause.span.overlaps(there)]
        acts.append(Act(span=there, first=inside[0], last=inside[-1], tells_status=False))
    starts = tuple(sorted(span_of(read, words).start for words in (problem, *others)))
    answered = Answered(spans=(span,), block=read.block_at(span.start).index, acts=tuple(acts), starts=starts)
    return found, rectified(found, answered, certain(RectificationStatus(status)))


def responsible(answer: Rectified | None) -> list[str | None]:
    return [one.name or one.text for one in answer.responsible] if answer else []


def test_labels_on_the_following_line_tell_owner_and_deadline() -> None:
    read = document(
        "1.证据形成晚于处罚告知。", "措施：编印取证指引。", "责任领导：马翔　责任单位：法制支队　时限：2024年6月底", "2.卷宗存放在杂物间。",
        kind=DocumentKind.RECTIFICATION, date="2024-04-08",
    )  # fmt: skip
    _, answer = told(read, "证据形成晚于处罚告知", "编印取证指引", others=("卷宗存放在杂物间",))
    assert answer is not None
    assert responsible(answer) == ["马翔", "法制支队"]
    assert answer.deadline == "2024-06-30"


def test_labels_of_the_next_problem_are_not_taken() -> None:
    read = document(
        "1.站点少。新增站点3个。2.账目乱。逐笔核清。责任领导：林芝。", kind=DocumentKind.RECTIFICATION, date="2024-04-08"
    )
    _, answer = told(read, "站点少", "新增站点3个", others=("账目乱",))
    assert responsible(answer) == []


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("超期件逐件复核，由谢文斌同志牵头", ["谢文斌"]),
        ("薛海波副局长负责逐户核查", ["薛海波"]),
        ("方婷、林芝两位同志具体负责清理", ["方婷", "林芝"]),
        ("逐户核查，谢文斌批评得对", []),
    ],
)
def test_owners_by_the_sentences_own_words(sentence: str, names: list[str]) -> None:
    read = document("投诉久拖不办。", f"{sentence}。", date="2024-01-19")
    assert sorted(responsible(told(read, "投诉久拖不办", sentence)[1]), key=str) == sorted(names)


def test_an_owner_of_another_clause_of_the_sentence_is_none() -> None:
    read = document("欠款没有收回，保管不善。", "欠款由林芝牵头清收；仓库由薛海波负责加锁。", date="2024-01-19")
    assert responsible(told(read, "欠款没有收回", "欠款由林芝牵头清收")[1]) == ["林芝"]


def test_an_empty_cell_repeats_the_owner_above() -> None:
    blocks = table(
        ("责任领导", "责任人", "问题", "整改措施", "时限"),
        ("林芝", "薛海波", "扶梯检验超期", "封停扶梯", "3月底"),
        ("", "", "气瓶赋码率低", "逐站驻点赋码", "6月底"),
        ("", "谢文斌", "举报线索没人核", "一条一档", "4月起"),
    )
    read = made(blocks, kind=DocumentKind.LEDGER, date="2025-02-28")
    _, second = told(read, "气瓶赋码率低", "逐站驻点赋码")
    assert responsible(second) == ["林芝", "薛海波"]
    assert second is not None
    assert second.deadline == "2025-06-30"
    _, third = told(read, "举报线索没人核", "一条一档")
    assert responsible(third) == ["林芝", "谢文斌"]
    assert third is not None
    assert third.deadline is None


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        ("上轮整改后三个月又出现超期", "又出现超期"),
        ("工会经费回拨慢，屡改屡犯", "屡改屡犯"),
    ],
)
def test_a_problem_may_tell_of_itself_that_it_came_back(problem: str, words: str) -> None:
    found, answer = told(document(f"{problem}。"), problem)
    assert answer is not None
    assert answer.status is RectificationStatus.RELAPSED
    assert answer.status_span is not None
    assert found.document[answer.status_span] == words


def test_a_problem_that_nothing_answers_has_no_rectification() -> None:
    assert told(document("下站所少，又不听意见。"), "下站所少，又不听意见")[1] is None


def test_status_words_are_quoted() -> None:
    read = document("账实不符。", "已逐件盘点，整改到位。")
    found, answer = told(read, "账实不符", "已逐件盘点，整改到位", status="completed")
    assert answer is not None
    assert answer.status_span is not None
    assert found.document[answer.status_span] == "整改到位"
