"""The quality page: figures with their intervals, in words where there is too little to tell, and passages to be drawn."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from outputs import Store
from outputs.desk.pages.quality import measure, share, verdict
from outputs.reviewing import Agreement, PolicyMode, ReviewPolicy, Verdict
from outputs.reviewing.estimates import share_of
from schema import FindingEdit, RejectReason, ReviewStage, ReviewState
from tests.outputs.desk.scene import FINDINGS

SignIn = Callable[[str], TestClient]
AT = "2024-03-01T09:00:00+08:00"


def reviewed_twice(store: Store) -> None:
    """One finding confirmed by both, one on which they differ."""
    store.reviewing.set_policy(ReviewPolicy(mode=PolicyMode.ALL), "admin")
    for one, second in zip(FINDINGS[:2], (ReviewState.CONFIRMED, ReviewState.REJECTED), strict=True):
        seen = store.finding(one.id).review.revision
        store.reviewing.give(
            Verdict(finding_id=one.id, stage=ReviewStage.FIRST, state=ReviewState.CONFIRMED, by="limin", at=AT, revision=seen)
        )
        edit = FindingEdit(category=one.category.code, holder=one.holder.kind) if second is ReviewState.CONFIRMED else None
        reason = RejectReason.NOT_A_PROBLEM if second is ReviewState.REJECTED else None
        seen = store.finding(one.id).review.revision
        store.reviewing.give(
            Verdict(
                finding_id=one.id, stage=ReviewStage.SECOND, state=second, by="wangqiang", at=AT, revision=seen, edit=edit, reason=reason
            )
        )  # fmt: skip


def test_an_untouched_store_says_what_to_do(sign_in: SignIn) -> None:
    page = sign_in("chenjing").get("/quality").text
    assert "还没有可说的" in page
    assert "抽取段落" not in page


def test_few_pairs_are_counted_and_no_measure_is_told(sign_in: SignIn, desk_store: Store) -> None:
    reviewed_twice(desk_store)
    page = sign_in("chenjing").get("/quality").text
    assert "民主生活会会议记录" in page
    assert '<td class="number">2</td><td>太少，还说不准</td>' in page
    assert "0.50" not in page
    assert "1.00" not in page
    assert "不涉及任何干部的表现" in page


def test_it_tells_of_documents_in_scope_alone(sign_in: SignIn, desk_store: Store) -> None:
    reviewed_twice(desk_store)
    assert "太少，还说不准" in sign_in("shuili").get("/quality").text
    desk_store.access.change_person(
        next(one.id for one in desk_store.access.people() if one.login == "shuili"), _only("市教育局"), by="admin"
    )
    assert "还没有可说的" in sign_in("shuili").get("/quality").text


def _only(unit: str):  # type: ignore[no-untyped-def]
    from outputs.access import PersonChange, Scope

    return PersonChange(scope=Scope(frozenset({unit})))


def test_an_administrator_draws_passages_and_nobody_else(sign_in: SignIn, desk_store: Store) -> None:
    answer = sign_in("admin").post("/quality/samples", data={"each": "1"}, follow_redirects=False)
    assert answer.status_code == 303
    assert desk_store.reviewing.quality(desk_store.access.people()[0].scope).overall.waiting >= 1
    assert sign_in("limin").post("/quality/samples", data={"each": "1"}).status_code == 403
    assert sign_in("admin").post("/quality/samples", data={"each": "0"}).status_code == 422


@pytest.mark.parametrize(
    ("hits", "looked", "words"),
    [
        (0, 0, "还没有"),
        (1, 12, "1 / 12，太少，还说不准"),
        (3, 120, "3 / 120，约 2.5%（0.9%–7.1%）"),
        (0, 100, "0 / 100，约 0.0%（0.0%–3.7%）"),
    ],
)
def test_a_share_comes_with_its_interval_or_with_the_word_that_it_is_too_little(hits: int, looked: int, words: str) -> None:
    assert share(share_of(hits, looked)) == words


@pytest.mark.parametrize(
    ("pairs", "ac1", "words"),
    [
        (0, None, "还没有双人审阅"), (19, 0.9, "太少，还说不准"), (20, 0.8, "一致性好"), (50, 0.61, "一致性尚可"), (50, 0.2, "一致性偏低，宜统一尺度"),
    ],
)  # fmt: skip
def test_agreement_is_told_in_words_too(pairs: int, ac1: float | None, words: str) -> None:
    told = Agreement(pairs=pairs, observed=None, kappa=0.4, ac1=ac1)
    assert verdict(told) == words
    assert measure(told, told.kappa) == ("0.40" if pairs >= 20 else "—")
