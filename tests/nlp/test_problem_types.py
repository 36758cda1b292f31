"""Problem types: the shipped list, lists of one's own, and what is suggested of whom the words speak – or nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from models import Models, train_topics
from nlp import Analyser, TypeTable, read_types, shipped_types
from nlp.type_suggestions import NONE, suggestions, taught_types
from schema import Category, ConfigError, ProblemType, StatementType
from tests.builders import document

HEAD = "code,label,category,words\n"


def written(folder: Path, text: str, name: str = "类型.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def suggest(text: str, category: Category, types: TypeTable | None = None) -> ProblemType | None:
    (found,) = suggestions([text], [category], types or shipped_types(), None)
    return found


def test_the_shipped_list_is_whole() -> None:
    types = shipped_types()
    assert [row.code for row in types.rows] == [f"Q{number:02}" for number in range(1, 32)]
    assert types.version
    assert all(row.words.pattern for row in types.rows)
    assert Category.OTHER not in types.by_category


@pytest.mark.parametrize(
    ("text", "category", "code"),
    [
        ("中心组学习常以会代学", Category.STUDY, "Q04"),
        ("年初定下的三个项目到年底一个没有开工，排名倒数第二", Category.IMPLEMENTATION, "Q06"),
        ("值班时间脱岗打牌，多次无故迟到早退", Category.GOVERNANCE, "Q17"),
        ("班子成员互相拆台、貌合神离，背后议论多", Category.LEADERSHIP, "Q15"),
    ],
)
def test_the_words_alone_tell_a_type(text: str, category: Category, code: str) -> None:
    found = suggest(text, category)
    assert found is not None
    assert (found.code, found.label) == (code, next(row.label for row in shipped_types().rows if row.code == code))
    assert 0 < found.score <= 1


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("公章使用没有登记", Category.GOVERNANCE),
        ("这件事办得不好", Category.INITIATIVE),
        ("中心组学习常以会代学", Category.OTHER),
    ],
)
def test_nothing_is_suggested_when_unsure(text: str, category: Category) -> None:
    assert suggest(text, category) is None


@pytest.mark.parametrize("category", list(Category))
def test_a_type_is_always_of_the_category(category: Category) -> None:
    for row in shipped_types().rows:
        found = suggest(row.label, category)
        assert found is None or any(one.code == found.code for one in shipped_types().by_category[category])


def test_a_list_of_one_s_own(tmp_path: Path) -> None:
    types = read_types(written(tmp_path, "# 版本：7\n" + HEAD + "A1,不记笔记,study,笔记\nA2,不发言,study,发言|研讨\n"))
    assert types.version == "7"
    assert suggest("学习笔记一年没写", Category.STUDY, types) == ProblemType(code="A1", label="不记笔记", score=0.5)
    assert suggest("研讨从不发言，笔记不全", Category.STUDY, types) == ProblemType(code="A2", label="不发言", score=0.5)
    assert suggest("研讨没有笔记", Category.STUDY, types) is None
    assert suggest("值班脱岗", Category.GOVERNANCE, types) is None


def test_every_change_of_a_list_is_noticed(tmp_path: Path) -> None:
    one, other = (read_types(written(tmp_path, HEAD + f"A1,某类,study,{words}\n")) for words in ("笔记", "笔录"))
    assert one.digest != other.digest


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("code,label\nA1,某类\n", "category"),
        (HEAD + "A1,某类,study,\nA1,另类,study,\n", "两次"),
        (HEAD + "A1,某类,学习,\n", "第 2 行"),
        (HEAD + "A1,,study,\n", "没有编号或名称"),
        ("# 说明\n" + HEAD + "A1,某类,study,(\n", "第 3 行"),
        ("", "缺少列"),
    ],
)
def test_a_faulty_list_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        read_types(written(tmp_path, text))


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="读不出来"):
        read_types(tmp_path / "没有.csv")


STATEMENTS = [
    *[
        (text, "Q23")
        for text in ("台账做得漂亮，事情没有做", "补拍照片应付检查", "会议套开会，报表重复填", "材料照抄上年，走过场")
    ],
    *[(text, "Q24") for text in ("调研听汇报多，下村入户少", "坐在办公室发号施令", "蹲点走马观花", "一年没有到过边远村")],
    *[(text, "") for text in ("校对不细，错字多", "脾气急躁，当众训人", "工作粗放，虎头蛇尾", "文件错发两次")],
]


def test_a_classifier_suggests_and_holds_back() -> None:
    classifier = train_topics(taught_types(STATEMENTS))
    assert NONE in classifier.labels
    texts = ["台账做得漂亮，补拍照片", "蹲点走马观花，听汇报多", "校对不细，当众训人"]
    found = suggestions(texts, [Category.CONDUCT] * 3, shipped_types(), classifier)
    assert [one.code if one else None for one in found] == ["Q23", "Q24", None]


def test_a_classifier_does_not_speak_for_another_list(tmp_path: Path) -> None:
    classifier = train_topics(taught_types(STATEMENTS))
    types = read_types(written(tmp_path, HEAD + "Q23,调研不深,conduct,调研\nQ24,台账问题,conduct,台账\n"))
    (found,) = suggestions(["台账做得漂亮，补拍照片"], [Category.CONDUCT], types, classifier)
    assert found == ProblemType(code="Q24", label="台账问题", score=0.5)


def test_only_problems_get_a_type(tiny: Models) -> None:
    read = document("一、存在问题", "理论学习不够深入，中心组学习笔记不全。", "二、主要成绩", "该同志理论学习扎实，受到好评。")
    for one in Analyser(tiny, []).analyse(read).statements:
        if one.type is StatementType.COMMENDATION:
            assert one.problem_type is None
        elif one.problem_type is not None:
            assert any(row.code == one.problem_type.code for row in shipped_types().by_category[one.category])


def test_a_table_compares_by_its_rows() -> None:
    types = shipped_types()
    assert replace(types, rows=types.rows) == types
