"""The classifier of subjects: its terms have names, its probabilities are probabilities, it survives being written and read."""

from pathlib import Path

import numpy as np
import pytest

from models import Labelled, Sample, TopicClassifier, train_topics
from models.topics import CHARACTERS, HEADING, SIGNS, WORDS

TOLD = {
    "study": ("理论学习不深入", "学习笔记只抄标题", "中心组学习流于形式", "理论学习停留在读文件"),
    "finance": ("报销凭证不全", "专项资金沉淀三年", "报销审核把关不严", "专项资金拨付滞后"),
    "masses": ("群众来访无人接待", "群众诉求办理不及时", "村民来访等了半天", "诉求办理超期"),
}


def rows() -> list[Labelled]:
    return [Labelled(sample=sample(text), label=label) for label, texts in TOLD.items() for text in texts]


def sample(text: str, context: str = "存在的主要问题", signs: tuple[str, ...] = ("names:other",)) -> Sample:
    return Sample(text=text, context=context, signs=signs)


@pytest.fixture(scope="module")
def trained() -> TopicClassifier:
    return train_topics(rows())


@pytest.mark.parametrize(
    ("text", "label"), [("理论学习不系统", "study"), ("专项资金报销不规范", "finance"), ("群众诉求来访没有回音", "masses")]
)
def test_tells_new_passages_by_known_words(trained: TopicClassifier, text: str, label: str) -> None:
    chances = trained.sample_probabilities([sample(text)])[0]
    assert trained.labels[int(chances.argmax())] == label


def test_rows_of_probabilities_sum_to_one(trained: TopicClassifier) -> None:
    chances = trained.sample_probabilities([sample("报销"), sample("毫不相干的话", context="", signs=())])
    assert chances.shape == (2, 3)
    assert chances.sum(axis=1) == pytest.approx([1.0, 1.0])


def test_every_column_has_the_name_of_its_term(trained: TopicClassifier) -> None:
    terms = trained.terms()
    assert len(terms) == len(set(terms)) == len(trained.weights)
    assert {view for view, _ in terms} == {CHARACTERS, WORDS, HEADING, SIGNS}
    row = trained.matrix([sample("专项资金")])
    held = {terms[column] for column in row.indices}
    assert (WORDS, "专项资金") in held
    assert (CHARACTERS, "专项资金") in held
    assert (SIGNS, "names:other") in held


def test_numbers_are_one_term(trained: TopicClassifier) -> None:
    first, second = trained.matrix([sample("报销12次"), sample("报销3.5次")]).toarray()
    assert np.array_equal(first, second)


def test_a_view_may_be_empty() -> None:
    bare = [Labelled(sample=sample(row.sample.text, context="", signs=()), label=row.label) for row in rows()]
    trained = train_topics(bare)
    assert {view for view, _ in trained.terms()} == {CHARACTERS, WORDS}
    assert trained.labels[int(trained.sample_probabilities([sample("理论学习")])[0].argmax())] == "study"


def test_two_labels_are_enough() -> None:
    trained = train_topics([row for row in rows() if row.label != "masses"])
    chances = trained.sample_probabilities([sample("理论学习"), sample("专项资金报销")])
    assert [trained.labels[int(row.argmax())] for row in chances] == ["study", "finance"]


def test_written_and_read_it_tells_the_same(trained: TopicClassifier, tmp_path: Path) -> None:
    from models.linear import read_classifier, write_classifier

    write_classifier(tmp_path / "category.npz", trained)
    again = read_classifier(tmp_path / "category.npz")
    samples = [row.sample for row in rows()]
    assert isinstance(again, TopicClassifier)
    assert again.labels == trained.labels
    # weights are kept in 16 bits
    assert again.sample_probabilities(samples) == pytest.approx(trained.sample_probabilities(samples), abs=0.01)
