import pytest

from cadres.offices import Fit, Office, fit, offices, split_unit
from cadres.said_posts import said_post

WATER = "云泽市水利局"


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("党组书记、局长", (Office(word="书记", party="党组"), Office(word="局长"))),
        ("党委委员兼总工程师", (Office(word="委员", party="党委"), Office(word="总工程师"))),
        ("常务副局长", (Office(word="局长", deputy=True, first_deputy=True),)),
        ("办公室主任", (Office(word="主任", organ="办公室"),)),
        ("机关党委书记", (Office(word="书记", party="机关党委"),)),
        ("组织部部长", (Office(word="部长", organ="组织部"),)),
        ("组织部长", (Office(word="部长", organ="组织部"),)),
        ("县委书记", (Office(word="书记", party="县委", kind="县"),)),
        ("村支书", (Office(word="支书", kind="村"),)),
        ("局党组书记", (Office(word="书记", party="党组", kind="局"),)),
        ("先进个人", ()),
    ],
)
def test_takes_a_title_apart(title: str, wanted: tuple[Office, ...]) -> None:
    assert offices(title) == wanted


@pytest.mark.parametrize(
    ("text", "unit", "title"),
    [
        ("云泽市水利局党组书记、局长", WATER, "党组书记、局长"),
        ("云泽市水利局副局长", WATER, "副局长"),
        ("青桥镇党委书记", "青桥镇", "党委书记"),
        ("局长", "", "局长"),
        ("无名之职", "", "无名之职"),
    ],
)
def test_splits_unit_and_title(text: str, unit: str, title: str) -> None:
    assert split_unit(text) == (unit, title)


@pytest.mark.parametrize(
    ("said", "held", "wanted"),
    [
        ("局长", "党组书记、局长", Fit.EXACT),
        ("局", "党组书记、局长", Fit.EXACT),
        ("局长", "党组成员、副局长", Fit.LOOSE),
        ("副局长", "党组书记、局长", Fit.NONE),
        ("副局长", "党组成员、常务副局长", Fit.EXACT),
        ("常务副局长", "党组成员、副局长", Fit.NONE),
        ("书记", "党组书记、局长", Fit.EXACT),
        ("书记", "机关党委书记", Fit.LOOSE),
        ("机关党委书记", "党组书记", Fit.NONE),
        ("纪委书记", "党委委员、纪委书记", Fit.EXACT),
        ("支部书记", "党组书记、局长", Fit.NONE),
        ("主任", "办公室主任", Fit.LOOSE),
        ("办公室主任", "办公室主任", Fit.EXACT),
        ("人事科科长", "办公室主任", Fit.NONE),
        ("法规科科长", "财务科科长", Fit.NONE),
        ("总", "党委副书记、总经理", Fit.EXACT),
        ("总工", "总工程师", Fit.EXACT),
        ("总监", "财务总监", Fit.EXACT),
    ],
)
def test_fit(said: str, held: str, wanted: Fit) -> None:
    assert max(fit(one, other, WATER) for one in offices(said) for other in offices(held)) is wanted


@pytest.mark.parametrize(
    ("post", "names_one"),
    [
        ("局长", True),
        ("局党组书记", True),
        ("党组主要负责人", True),
        ("主要负责同志", True),
        ("常务副县长", True),
        ("副局长", False),
        ("分管副局长", False),
        ("分管领导", False),
        ("组织委员", False),
        ("时任局长", False),
        ("一把手", False),
        ("下属单位主要负责人", False),
        ("上级主要领导", False),
    ],
)
def test_which_posts_can_name_one_person_alone(post: str, names_one: bool) -> None:
    assert said_post(post).names_one is names_one


@pytest.mark.parametrize(
    ("post", "recorded"),
    [
        ("局长", True),
        ("员工", True),
        ("支部书记", False),
        ("督导组组长", False),
        ("联络员", False),
        ("二级调研员", False),
        ("副局长", True),
    ],
)
def test_which_posts_a_record_would_have(post: str, recorded: bool) -> None:
    assert said_post(post).recorded is recorded
