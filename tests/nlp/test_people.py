from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.people import Gazetteer, People, introductions, mentions_in, parse_mention, split_people
from schema import Block, BlockRole, Document, DocumentKind, Location, Mention, MentionForm, Span

_NAMES = """
何沛 何长河 李静 欧阳策 毕守田 谭勇 冉玉梅 王兴田 令狐兴旺 诸葛琳 孙绍棠 向军 高峰 安宁 谷雨 白云 柳絮 庞立新
梁广文 陈刚 司徒静 黄素英 努尔兰·哈德尔别克 卓玛央金 薛冬 于海 刘小燕
"""
NAMES = Gazetteer(_NAMES.split())
F, S, G, P, M = MentionForm.FULL_NAME, MentionForm.SURNAME, MentionForm.GIVEN_NAME, MentionForm.POST, MentionForm.MASKED
OTHER = MentionForm.OTHER


def people(*names: str) -> People:
    """The records' names, and those of them whom a document introduces."""
    return People(gazetteer=NAMES, introduced=tuple(Mention(text=name, form=F, name=name) for name in names))


def document(*blocks: str | tuple[tuple[str, ...], ...]) -> Document:
    """Paragraphs, and tables as tuples of rows."""
    made: list[Block] = []
    for number, part in enumerate(blocks):
        if isinstance(part, str):
            made.append(Block(index=len(made), role=BlockRole.PARAGRAPH, text=part))
            continue
        for row, cells in enumerate(part):
            for column, text in enumerate(cells):
                place = Location(block=len(made), cell=(row, column))
                made.append(Block(index=len(made), role=BlockRole.CELL, text=text, table=number, locations=(place,)))
    return Document(id="sha256:0", name="a.docx", kind=DocumentKind.MINUTES, title="", date=None, issuer=None, blocks=tuple(made))


def told(mention: Mention) -> tuple[str | None, str | None, str | None]:
    return mention.name, mention.post, mention.unit


def only(text: str, *introduced: str) -> Mention:
    """The one mention in a text, pronouns aside."""
    found = [mention for mention in mentions_in(text, 0, people(*introduced)) if mention.form is not OTHER]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("blocks", "wanted"),
    [
        (("主持：何沛（局党组书记、局长）",), [("何沛", "局党组书记、局长", None)]),
        (("参加人员：李静、欧阳策、温晴",), [("李静", None, None), ("欧阳策", None, None), ("温晴", None, None)]),
        (("出席  谭勇、柳　絮",), [("谭勇", None, None), ("柳絮", None, None)]),
        (
            ("列席：省委组织部干部五处周培元、党委组织部部长李静",),
            [("周培元", None, "省委组织部干部五处"), ("李静", "部长", "党委组织部")],
        ),
        (("何沛：人到齐了，现在开会。",), [("何沛", None, None)]),
        (("〔毕守田〕我先说。",), [("毕守田", None, None)]),
        (("【李静（局长）】我接着说。",), [("李静", "局长", None)]),
        (("一、何沛同志",), [("何沛", None, None)]),
        (("（二）努尔兰•哈德尔别克同志",), [("努尔兰·哈德尔别克", None, None)]),
        (("何沛同志，男，1971年3月生，市住建局党组书记、局长。",), [("何沛", "党组书记、局长", "市住建局")]),
        (("邹海澜，副院长，1978年生。",), [("邹海澜", "副院长", None)]),
        (("市应急管理局局长庞立新通报了情况。",), [("庞立新", "局长", "市应急管理局")]),
        (("县委常委、副县长赵启明同志到会点评。",), [("赵启明", "县委常委、副县长", None)]),
        (("市委第六督导组组长、市委组织部副部长李静同志到会指导。",), [("李静", "副部长", "市委组织部")]),
        (("市文化广电和旅游局党组书记、局长 李静", "述职报告"), [("李静", "党组书记、局长", "市文化广电和旅游局")]),
        (("会议由何沛主持，李静、欧阳策参加。",), [("何沛", None, None), ("李静", None, None), ("欧阳策", None, None)]),
        (("省商务发展研究院　李静", "述职报告"), [("李静", None, "省商务发展研究院")]),
        (
            ((("发言人", "职务", "自我批评要点"), ("孙绍棠", "院长", "经费管得松"), ("骆小舟", "党委副书记", "走访只看卫生")),),
            [("孙绍棠", "院长", None), ("骆小舟", "党委副书记", None)],
        ),
        (((("问题", "责任领导", "整改措施"), ("学习不深", "谭勇", "补学")),), []),
        (("时间：2024年1月18日", "主要表现：学习不深。", "安全：抓得不紧。"), []),
        (("下午是用电高峰，生产安宁，村里的白云缭绕。",), []),
    ],
)
def test_introductions(
    blocks: tuple[str | tuple[tuple[str, ...], ...], ...], wanted: list[tuple[str | None, str | None, str | None]]
) -> None:
    found = introductions(document(*blocks), NAMES)
    assert list(dict.fromkeys(map(told, found))) == wanted
    assert all(mention.form is F for mention in found)


def test_a_person_of_a_list_stands_with_the_bare_name_one_told_of_in_passing_with_all_that_is_told() -> None:
    listed, passing = introductions(document("主持：何沛", "县水利局李静同志答复。"), NAMES)
    assert listed.text == "何沛"
    assert (passing.text, passing.unit) == ("县水利局李静同志", "县水利局")


def test_introductions_point_at_the_document() -> None:
    paper = document("会议记录", "主持：何沛（局党组书记、局长）")
    (found,) = introductions(paper, NAMES)
    assert found.span is not None
    assert paper[found.span] == "何沛"


@pytest.mark.parametrize(
    ("text", "introduced", "words", "form", "name", "post", "unit"),
    [
        ("何沛同志抓得紧。", (), "何沛同志", F, "何沛", None, None),
        ("请县水利局李静同志答复。", (), "县水利局李静同志", F, "李静", None, "县水利局"),
        ("由副局长陈刚（公路）牵头。", (), "副局长陈刚", F, "陈刚", "副局长", None),
        ("现任党组书记梁广文表态。", (), "现任党组书记梁广文", F, "梁广文", "现任党组书记", None),
        ("经市住房和城乡建设局党组成员、副局长李静同意", (), "市住房和城乡建设局党组成员、副局长李静", F, "李静", "党组成员、副局长", "市住房和城乡建设局"),
        ("6月10日县水利局原局长何沛签字。", (), "县水利局原局长何沛", F, "何沛", "原局长", "县水利局"),
        ("冉玉梅书记说得对。", (), "冉玉梅书记", F, "冉玉梅", "书记", None),
        ("校外评委王丽华没有到会。", (), "校外评委王丽华", F, "王丽华", "校外评委", None),
        ("支书庞大有说", (), "支书庞大有", F, "庞大有", "支书", None),
        ("柳　絮同志发言", (), "柳　絮同志", F, "柳絮", None, None),
        ("努尔兰•哈德尔别克同志", (), "努尔兰•哈德尔别克同志", F, "努尔兰·哈德尔别克", None, None),
        ("何局，这件事你定。", ("何沛",), "何局", S, "何", "局", None),
        ("欧阳书记敢讲真话。", ("欧阳策",), "欧阳书记", S, "欧阳", "书记", None),
        ("量地那天邹所长在抽烟。", (), "邹所长", S, "邹", "所长", None),
        ("县水利局何局长批了。", (), "县水利局何局长", S, "何", "局长", "县水利局"),
        ("但沛同志抓得紧。", ("何沛",), "沛同志", G, "沛", None, None),
        ("个别会议上主要负责同志先讲。", (), "主要负责同志", P, None, "主要负责同志", None),
        ("高新区管委会副主任陈刚到会。", (), "高新区管委会副主任陈刚", F, "陈刚", "副主任", "高新区管委会"),
        ("老何，你别嫌我直。", ("何沛",), "老何", S, "何", None, None),
        ("兴田同志牵头。", ("王兴田",), "兴田同志", G, "兴田", None, None),
        ("小燕同志管宣传。", (), "小燕同志", G, "小燕", None, None),
        ("沛同志抓得紧。", ("何沛",), "沛同志", G, "沛", None, None),
        ("长河主任管钱。", ("何长河",), "长河主任", G, "长河", "主任", None),
        ("努尔兰局长放手不够。", ("努尔兰·哈德尔别克",), "努尔兰局长", G, "努尔兰", "局长", None),
        ("我批评兴田叔。", ("王兴田",), "兴田叔", G, "兴田", None, None),
        ("绍棠在安全上是拼的。", ("孙绍棠",), "绍棠", G, "绍棠", None, None),
        ("希望局长对年轻干部再放手些。", (), "局长", P, None, "局长", None),
        ("石渡县应急管理局主要负责人答不上来。", (), "石渡县应急管理局主要负责人", P, None, "主要负责人", "石渡县应急管理局"),
        ("局党组主要负责人带头不够。", (), "局党组主要负责人", P, None, "局党组主要负责人", None),
        ("前任院长签的。", (), "前任院长", P, None, "前任院长", None),
        ("这由分管副区长负责。", (), "分管副区长", P, None, "分管副区长", None),
        ("妇联主任说。", (), "妇联主任", P, None, "主任", "妇联"),
        ("张某某收受礼金。", (), "张某某", M, None, None, None),
        ("教务处处长谢**取酬。", (), "教务处处长谢**", M, None, "处长", "教务处"),
        ("××同志没有到会。", (), "××同志", M, None, None, None),
    ],
)  # fmt: skip
def test_mentions(
    text: str, introduced: tuple[str, ...], words: str, form: MentionForm, name: str | None, post: str | None, unit: str | None
) -> None:
    found = only(text, *introduced)
    assert (found.text, found.form, found.name, found.post, found.unit) == (words, form, name, post, unit)


@pytest.mark.parametrize(
    "text",
    [
        "早高峰期间车流量大。",
        "保障一方安宁。",
        "位于海边的村子。",
        "我向军属道歉。",
        "施工进度慢。",
        "各位局长都到了。",
        "有的校长讲党课。",
        "11个村的支书都在。",
        "他在县里干过局长。",
        "局长办公会没有研究。",
        "书记员在场。",
        "约谈主要负责人。",
        "各位同志、老同志、该同志们",
        "老百姓反映小区停水。",
        "总体上有部分处理不当。",
    ],
)
def test_what_only_looks_like_a_person(text: str) -> None:
    assert [
        mention.text for mention in mentions_in(text, 0, people("何沛", "向军", "高峰", "安宁")) if mention.form is not OTHER
    ] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [("高峰同志抓得紧。", "高峰"), ("局长高峰说。", "高峰"), ("李静、白云、谭勇三位同志。", "白云"), ("安宁，你来讲。", "安宁"), ("谷雨", "谷雨")],
)  # fmt: skip
def test_everyday_words_are_names_among_persons(text: str, name: str) -> None:
    found = mentions_in(text, 0, people("安宁", "李静", "谭勇"))
    assert name in {mention.name for mention in found if mention.form is F}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("我自己学得不深，本人认账。", ["我自己", "本人"]),
        ("该同志作风不实，其分管的项目", ["该同志", "其"]),
        ("他说您批得对，她也认", ["他", "您", "她"]),
        ("我们局其他人都知道，其中自我批评最少，尤其是他们", []),
    ],
)
def test_pronouns(text: str, wanted: list[str]) -> None:
    assert [mention.text for mention in mentions_in(text, 0, people()) if mention.form is OTHER] == wanted


def test_joined_persons_keep_their_own_units() -> None:
    found = mentions_in("何沛和县水利局局长李静商定，总工程师陈刚（市交通运输局副局长）参加。", 0, people("何沛"))
    assert [(mention.text, *told(mention)) for mention in found] == [
        ("何沛", "何沛", None, None),
        ("县水利局局长李静", "李静", "局长", "县水利局"),
        ("总工程师陈刚", "陈刚", "总工程师", "市交通运输局"),
    ]


def test_mentions_stand_where_they_say_and_in_order() -> None:
    text = "何沛同志说，何局和李静、分管副局长都在，我认。"
    found = mentions_in(text, 100, people("何沛"))
    assert [mention.text for mention in found] == ["何沛同志", "何局", "李静", "分管副局长", "我"]
    assert all(mention.span and text[mention.span.start - 100 : mention.span.end - 100] == mention.text for mention in found)


@given(
    st.lists(
        st.sampled_from(
            [
                "何沛",
                "同志",
                "县水利局",
                "局长",
                "、",
                "，",
                "李静",
                "老何",
                "主要负责人",
                "我",
                "张某",
                "兴田",
                "说",
                "（",
                "）",
                " ",
                "的",
                "副",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_mentions_never_overlap_and_equal_their_text(text: str) -> None:
    found = mentions_in(text, 7, people("何沛", "王兴田"))
    spans = [mention.span for mention in found if mention.span]
    assert len(spans) == len(found)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert [text[span.start - 7 : span.end - 7] for span in spans] == [mention.text for mention in found]


@pytest.mark.parametrize(
    ("cell", "form", "name", "post", "unit"),
    [
        ("何沛", F, "何沛", None, None),
        ("谷雨", F, "谷雨", None, None),
        ("查文恺", F, "查文恺", None, None),
        ("现任党组书记梁广文", F, "梁广文", "现任党组书记", None),
        ("副局长陈刚（公路）", F, "陈刚", "副局长", None),
        ("药学部（李静）", F, "李静", None, "药学部"),
        ("计财股 李静", F, "李静", None, "计财股"),
        ("县水利局局长", P, None, "局长", "县水利局"),
        ("主要领导", P, None, "主要领导", None),
        ("绍棠", G, "绍棠", None, None),
        ("何局", S, "何", "局", None),
        ("本人", OTHER, None, None, None),
        ("办公室", OTHER, None, None, None),
        ("财务科", OTHER, None, None, None),
        ("县水利局", OTHER, None, None, None),
        ("", OTHER, None, None, None),
    ],
)
def test_parse_mention(cell: str, form: MentionForm, name: str | None, post: str | None, unit: str | None) -> None:
    found = parse_mention(cell, people("何沛", "孙绍棠"))
    assert (found.text, found.form, found.name, found.post, found.unit) == (cell, form, name, post, unit)
    assert found.span is None


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("司徒静、黄素英", ("司徒静", "黄素英")),
        ("党组成员、副局长李静；办公室", ("党组成员、副局长李静", "办公室")),
        ("何沛（局党组书记、局长）、李静", ("何沛（局党组书记、局长）", "李静")),
        ("药学部（李静）、心内科", ("药学部（李静）", "心内科")),
        ("计财股 李静", ("计财股 李静",)),
        ("", ()),
    ],
)
def test_split_people(cell: str, wanted: tuple[str, ...]) -> None:
    assert split_people(cell) == wanted


def test_spans_of_introductions_may_be_empty_of_nothing() -> None:
    assert introductions(document("", "何沛：好。"), NAMES)[0].span == Span(start=1, end=3)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("（一）关于县水利局局长何沛", ("何沛", "局长", "县水利局")),
        ("贵局水政科何沛同志多次指导", ("何沛", None, "局水政科")),
        ("副局长何沛率队连夜抢修", ("何沛", "副局长", None)),
        ("局务会议论副局长何沛", ("何沛", "副局长", None)),
    ],
)
def test_what_leads_up_to_a_person_is_no_part_of_the_unit(text: str, wanted: tuple[str | None, str | None, str | None]) -> None:
    assert told(only(text)) == wanted


def test_rare_surnames_of_the_records() -> None:
    found = mentions_in("闭局长开会不带本子", 0, People(gazetteer=Gazetteer(["闭永康"])))
    assert [(one.form, one.name, one.post) for one in found] == [(S, "闭", "局长")]
    assert not [one for one in mentions_in("原局长调走了", 0, People(gazetteer=Gazetteer(["原野"]))) if one.form is S]


def test_a_name_before_a_word_of_speaking_labels_a_turn() -> None:
    found = introductions(document("努尔兰·哈德尔别克先说：雪下到第三天。"), Gazetteer([]))
    assert [one.name for one in found] == ["努尔兰·哈德尔别克"]


def test_a_list_of_two_with_posts_after_the_names_first() -> None:
    found = introductions(document("参会：马志远副县长、县监委常委李静。"), NAMES)
    assert ("李静", "常委") in [(one.name, one.post) for one in found]
