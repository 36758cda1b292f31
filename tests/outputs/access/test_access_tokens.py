"""Tokens: shown once, expiring, revocable, never further than their person."""

import pytest
from sqlalchemy import select

from outputs import Store
from outputs.access import EVERYTHING, Person, PersonChange, Role, Scope, TokenScope
from outputs.access.tables import tokens
from outputs.audit import AuditAction
from outputs.moments import later
from schema import StoreError

AT = "2024-03-01T09:00:00+08:00"
WATER = Scope(frozenset({"市水利局"}))
READS = frozenset({TokenScope.FINDINGS, TokenScope.FEED})


@pytest.fixture
def person(store: Store) -> Person:
    """A reviewer who needs no password."""
    store.access.add_person(
        login="admin", name="管理员", roles=frozenset({Role.ADMINISTRATOR}), by="system", external=True, at=AT
    )
    return store.access.add_person(
        login="limin", name="李敏", roles=frozenset({Role.REVIEWER}), by="admin", external=True, at=AT
    )[0]


def test_a_token_opens_what_it_was_issued_for(store: Store, person: Person) -> None:
    token, secret = store.access.issue_token(person, "督查平台", READS, days=30, by="limin", at=AT)
    assert secret.startswith("yg_")
    found = store.access.token(secret, AT)
    assert found is not None
    assert (found[0].login, found[1].scopes, found[0].scope) == ("limin", READS, EVERYTHING)
    with store._database.reading() as connection:
        row = connection.execute(select(tokens)).one()
    assert secret not in str(row)
    assert row.used_at == AT
    entry = store.audit.entries().entries[0]
    assert (entry.action, entry.object, entry.detail["scopes"]) == (
        AuditAction.TOKEN_ISSUED,
        f"token:{token.id}",
        ["feed:read", "findings:read"],
    )
    assert secret not in str(entry)


@pytest.mark.parametrize("secret", ["", "yg_", "yg_wrong", "Bearer"])
def test_another_secret_opens_nothing(store: Store, person: Person, secret: str) -> None:
    store.access.issue_token(person, "督查平台", READS, days=30, by="limin", at=AT)
    assert store.access.token(secret, AT) is None


def test_a_token_expires_and_can_be_revoked(store: Store, person: Person) -> None:
    _, short = store.access.issue_token(person, "试用", READS, days=1, by="limin", at=AT)
    assert store.access.token(short, later(AT, hours=23)) is not None
    assert store.access.token(short, later(AT, days=1)) is None
    token, secret = store.access.issue_token(person, "督查平台", READS, days=30, by="limin", at=AT)
    store.access.revoke_token(token.id, by="admin")
    assert store.access.token(secret, AT) is None
    with pytest.raises(StoreError, match="已收回"):
        store.access.revoke_token(token.id, by="admin")
    assert store.audit.entries().entries[0].action is AuditAction.TOKEN_REVOKED


def test_a_token_sees_what_both_its_person_and_it_see(store: Store, person: Person) -> None:
    _, secret = store.access.issue_token(person, "水利", READS, days=1, by="limin", units=WATER, at=AT)
    found = store.access.token(secret, AT)
    assert found is not None
    assert found[0].scope == WATER
    store.access.change_person(person.id, PersonChange(scope=Scope(frozenset({"市水利局办公室", "市文化局"}))), by="admin")
    found = store.access.token(secret, AT)
    assert found is not None
    assert found[0].scope == Scope(frozenset({"市水利局办公室"}))
    store.access.change_person(person.id, PersonChange(scope=Scope(frozenset({"市文化局"}))), by="admin")
    found = store.access.token(secret, AT)
    assert found is not None
    assert found[0].scope == Scope(frozenset()), "nothing, which is not everything"


def test_a_token_loses_what_its_person_loses(store: Store, person: Person) -> None:
    _, secret = store.access.issue_token(person, "审核", READS | {TokenScope.DECIDE}, days=1, by="limin", at=AT)
    store.access.change_person(person.id, PersonChange(roles=frozenset({Role.READER})), by="admin")
    found = store.access.token(secret, AT)
    assert found is not None
    assert found[1].scopes == READS
    store.access.change_person(person.id, PersonChange(active=False), by="admin")
    assert store.access.token(secret, AT) is None


@pytest.mark.parametrize(
    ("scopes", "name", "days", "message"),
    [
        (frozenset({TokenScope.WEBHOOKS}), "推送", 1, "没有“管理推送”的权限"),
        (frozenset(), "空", 1, "用途"),
        (READS, " ", 1, "名称"),
        (READS, "久", 367, "366"),
        (READS, "无", 0, "366"),
    ],
)
def test_a_token_that_cannot_be_is_refused(
    store: Store, person: Person, scopes: frozenset[TokenScope], name: str, days: int, message: str
) -> None:
    with pytest.raises(StoreError, match=message):
        store.access.issue_token(person, name, scopes, days=days, by="limin", at=AT)
    assert store.access.tokens() == ()


def test_tokens_are_listed_newest_first_by_person_or_all(store: Store, person: Person) -> None:
    admin = next(one for one in store.access.people() if one.login == "admin")
    first, _ = store.access.issue_token(person, "一", READS, days=1, by="limin", at=AT)
    second, _ = store.access.issue_token(admin, "二", READS, days=1, by="admin", at=AT)
    assert [token.id for token in store.access.tokens()] == [second.id, first.id]
    assert [token.name for token in store.access.tokens(person)] == ["一"]
