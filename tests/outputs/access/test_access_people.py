"""Who is let in: passwords, the one-time password of the first start, lockout, expiry; and every change on the record."""

from typing import Any

import pytest
from sqlalchemy import select, update

from outputs import Store
from outputs.access import ROLES, Permission, Person, PersonChange, Role, Scope, SignInRefused
from outputs.access.passwords import check_strength, hashed, one_time_password
from outputs.access.tables import people, sessions
from outputs.audit import UNKNOWN, AuditAction
from outputs.moments import later
from schema import StoreError

AT = "2024-03-01T09:00:00+08:00"
PASSWORD = "引调水 工程 标段 划分 纪要"
REVIEWER = frozenset({Role.REVIEWER})


def someone(store: Store, login: str = "limin", **more: Any) -> tuple[Person, str]:
    told: dict[str, Any] = {"name": "李敏", "roles": REVIEWER, "by": "admin", "at": AT}
    return store.access.add_person(login=login, **(told | more))


def settled(store: Store, login: str = "limin", **more: Any) -> Person:
    """Someone with a password of his own."""
    person, once = someone(store, login, **more)
    store.access.set_password(person.id, once, PASSWORD, at=AT)
    return store.access.person(person.id)


def actions(store: Store) -> list[Any]:
    return [entry.action for entry in reversed(store.audit.entries().entries)]


def wrong(store: Store, times: int, login: str = "limin", at: str = AT) -> None:
    for _ in range(times):
        with pytest.raises(SignInRefused):
            store.access.sign_in(login, "不是这个口令", at)


def test_the_first_start_makes_an_administrator_with_a_one_time_password(store: Store) -> None:
    made = store.access.first_administrator(AT)
    assert made is not None
    person, once = made
    assert (person.login, person.roles, person.must_change) == ("admin", frozenset({Role.ADMINISTRATOR}), True)
    assert not any(person.may(permission) for permission in Permission), "until a password of his own is set"
    assert store.access.awaits_first_sign_in()
    signed, _, _ = store.access.sign_in("admin", once, AT)
    store.access.set_password(signed.id, once, PASSWORD, at=AT)
    assert store.access.person(signed.id).may(Permission.ADMINISTER)
    assert store.access.first_administrator(AT) is None
    assert not store.access.awaits_first_sign_in()
    with pytest.raises(SignInRefused):
        store.access.sign_in("admin", once, AT)


def test_a_one_time_password_that_nobody_used_is_given_anew_at_the_next_start(store: Store) -> None:
    first, second = store.access.first_administrator(AT), store.access.first_administrator(AT)
    assert first is not None
    assert second is not None
    assert first[1] != second[1]
    with pytest.raises(SignInRefused):
        store.access.sign_in("admin", first[1], AT)
    store.access.sign_in("admin", second[1], AT)


def test_a_one_time_password_expires(store: Store) -> None:
    _, once = someone(store)
    with pytest.raises(SignInRefused):
        store.access.sign_in("limin", once, later(AT, days=7))
    assert store.access.sign_in("limin", once, later(AT, days=6, hours=23))


def test_passwords_are_kept_as_argon2id_and_secrets_as_digests(store: Store) -> None:
    settled(store)
    _, cookie, _ = store.access.sign_in("limin", PASSWORD, AT)
    with store._database.reading() as connection:
        kept = connection.scalar(select(people.c.password))
        digests = list(connection.scalars(select(sessions.c.digest)))
    assert kept is not None
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert PASSWORD not in kept
    assert cookie not in digests
    assert all(len(digest) == 64 for digest in digests)


def test_one_message_for_whatever_reason(store: Store) -> None:
    settled(store)
    gone = settled(store, "wangqiang", name="王强")
    settled(store, "admin", name="管理员", roles=frozenset({Role.ADMINISTRATOR}))
    store.access.change_person(gone.id, PersonChange(active=False), by="admin")
    told = set()
    for login, password in (
        ("limin", "不是这个"),
        ("nobody", PASSWORD),
        ("wangqiang", PASSWORD),
        ("limin", "x" * 5000),
        ("", ""),
    ):
        with pytest.raises(SignInRefused) as caught:
            store.access.sign_in(login, password, AT)
        told.add(str(caught.value))
    assert len(told) == 1


def test_a_login_that_nobody_has_is_not_kept_for_it_may_be_a_password(store: Store) -> None:
    with pytest.raises(SignInRefused):
        store.access.sign_in("秘密口令打错了地方", "limin", AT)
    entry = store.audit.entries().entries[0]
    assert (entry.actor, entry.action, entry.object, dict(entry.detail)) == (UNKNOWN, AuditAction.SIGN_IN_REFUSED, "", {})


def test_five_failures_lock_the_account_for_a_quarter_of_an_hour_and_it_is_on_disk(store: Store, location: str) -> None:
    settled(store)
    wrong(store, 5)
    with pytest.raises(SignInRefused):
        store.access.sign_in("limin", PASSWORD, AT)
    with Store.open(location) as again:
        with pytest.raises(SignInRefused):
            again.access.sign_in("limin", PASSWORD, later(AT, minutes=14, seconds=59))
        assert again.access.sign_in("limin", PASSWORD, later(AT, minutes=15))


def test_four_failures_do_not_lock_and_success_counts_anew(store: Store) -> None:
    settled(store)
    for _ in range(2):
        wrong(store, 4)
        store.access.sign_in("limin", PASSWORD, AT)


def test_trying_while_it_is_locked_does_not_lock_for_longer(store: Store) -> None:
    settled(store)
    wrong(store, 9)
    assert store.access.sign_in("limin", PASSWORD, later(AT, minutes=15))


def test_a_wrong_old_password_counts_as_a_failure(store: Store) -> None:
    person = settled(store)
    for _ in range(5):
        with pytest.raises(SignInRefused):
            store.access.set_password(person.id, "不是这个口令", PASSWORD + "二", at=AT)
    with pytest.raises(SignInRefused):
        store.access.sign_in("limin", PASSWORD, AT)


def test_a_reset_ends_sessions_lifts_a_lock_and_must_be_changed(store: Store) -> None:
    person = settled(store)
    _, cookie, _ = store.access.sign_in("limin", PASSWORD, AT)
    wrong(store, 5)
    once = store.access.reset_password(person.id, by="admin")
    assert store.access.session(cookie, AT) is None
    signed, _, _ = store.access.sign_in("limin", once)
    assert signed.must_change
    assert not signed.may(Permission.READ)


def test_a_session_ends_when_idle_and_after_its_longest(store: Store) -> None:
    settled(store)
    _, cookie, csrf = store.access.sign_in("limin", PASSWORD, AT)
    found = store.access.session(cookie, AT)
    assert found is not None
    assert (found[0].login, found[1].csrf) == ("limin", csrf)
    assert store.access.session(cookie, later(AT, minutes=29)) is not None
    assert store.access.session(cookie, later(AT, minutes=58)) is not None, "its use was noted"
    assert store.access.session(cookie, later(AT, minutes=89)) is None
    moment = AT
    _, cookie, _ = store.access.sign_in("limin", PASSWORD, AT)
    for _ in range(12 * 3 - 1):
        moment = later(moment, minutes=20)
        assert store.access.session(cookie, moment) is not None
    assert store.access.session(cookie, later(AT, hours=12)) is None


def test_how_long_sessions_last_can_be_set(store: Store) -> None:
    settled(store)
    store.access.set_parameter("sessions", {"idle_minutes": 5, "hours": 1}, by="admin")
    _, cookie, _ = store.access.sign_in("limin", PASSWORD, AT)
    assert store.access.session(cookie, later(AT, minutes=4)) is not None
    assert store.access.session(cookie, later(AT, minutes=10)) is None


def test_no_session_but_ones_own(store: Store) -> None:
    settled(store)
    _, cookie, _ = store.access.sign_in("limin", PASSWORD, AT)
    assert store.access.session("", AT) is None
    assert store.access.session(cookie + "x", AT) is None
    with store._database.reading() as connection:
        assert store.access.session(connection.scalar(select(sessions.c.digest)) or "", AT) is None, "a digest opens nothing"
    store.access.sign_out(cookie)
    assert store.access.session(cookie, AT) is None
    store.access.sign_out(cookie)
    assert actions(store).count(AuditAction.SIGN_OUT) == 1


def test_changing_ones_password_ends_the_other_sessions(store: Store) -> None:
    person = settled(store)
    _, here, _ = store.access.sign_in("limin", PASSWORD, AT)
    _, there, _ = store.access.sign_in("limin", PASSWORD, AT)
    store.access.set_password(person.id, PASSWORD, PASSWORD + "二", at=AT, cookie=here)
    assert store.access.session(here, AT) is not None
    assert store.access.session(there, AT) is None


def test_who_is_no_longer_active_is_signed_out_and_stays_out(store: Store) -> None:
    settled(store, "admin", name="管理员", roles=frozenset({Role.ADMINISTRATOR}))
    person = settled(store)
    _, cookie, _ = store.access.sign_in("limin", PASSWORD, AT)
    store.access.change_person(person.id, PersonChange(active=False), by="admin")
    assert store.access.session(cookie, AT) is None
    with pytest.raises(SignInRefused):
        store.access.sign_in("limin", PASSWORD, AT)


def test_a_change_of_rights_holds_at_once(store: Store) -> None:
    settled(store, "admin", name="管理员", roles=frozenset({Role.ADMINISTRATOR}))
    person = settled(store)
    _, cookie, _ = store.access.sign_in("limin", PASSWORD, AT)
    wanted = PersonChange(roles=frozenset({Role.READER}), scope=Scope(frozenset({"市水利局"})))
    store.access.change_person(person.id, wanted, by="admin")
    found = store.access.session(cookie, AT)
    assert found is not None
    assert not found[0].may(Permission.REVIEW)
    assert found[0].scope == Scope(frozenset({"市水利局"}))
    detail = store.audit.entries().entries[0].detail
    assert detail["before"]["roles"] == ["reviewer"]
    assert (detail["after"]["roles"], detail["after"]["units"]) == (["reader"], ["市水利局"])


@pytest.mark.parametrize("change", [PersonChange(active=False), PersonChange(roles=REVIEWER)])
def test_the_last_administrator_stays(store: Store, change: PersonChange) -> None:
    person = settled(store, "admin", roles=frozenset({Role.ADMINISTRATOR}))
    with pytest.raises(StoreError, match=r"没有管理员.*另一人"):
        store.access.change_person(person.id, change, by="admin")
    assert store.access.person(person.id) == person
    settled(store, "second", roles=frozenset({Role.ADMINISTRATOR}))
    store.access.change_person(person.id, change, by="second")


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"login": "x"}, "不能用"),
        ({"login": "system"}, "不能用"),
        ({"login": "?"}, "不能用"),
        ({"login": "李 敏"}, "不能用"),
        ({"name": " "}, "姓名或角色"),
        ({"roles": frozenset()}, "姓名或角色"),
        ({"login": "taken"}, "已有人用"),
        ({"scope": Scope(frozenset({" "}))}, "空的单位名"),
    ],
)
def test_a_person_that_cannot_be_is_refused(store: Store, told: dict[str, Any], message: str) -> None:
    someone(store, "taken")
    with pytest.raises(StoreError, match=message):
        someone(store, **({"login": "limin"} | told))
    assert [person.login for person in store.access.people()] == ["taken"]


@pytest.mark.parametrize(
    "password",
    [
        "短口令", "123456789012", "aaaaaaaaaaaaaaaa", "password1234", "P@ssw0rd2024", "qwertyuiop12", "limin-limin-limin",
        "abcabcabcabcabc", "1qaz2wsx3edc", "admin1234567", "口令口令口令口令口令口令", "x" * 129,
    ],
)  # fmt: skip
def test_what_is_guessed_first_is_no_password(password: str) -> None:
    with pytest.raises(StoreError, match="口令"):
        check_strength(password, "limin")


@pytest.mark.parametrize(
    "password", [PASSWORD, "correct horse battery staple", "审阅台-测试-口令-2024", "k7#Vq9!mZp2$", "x9-" * 2 + "水利局党组纪要"]
)
def test_long_ones_of_any_characters_are(password: str) -> None:
    check_strength(password, "limin")


def test_a_weak_or_unchanged_password_is_refused_and_the_old_one_stays(store: Store) -> None:
    person = settled(store)
    for new in ("123456789012", PASSWORD):
        with pytest.raises(StoreError, match="口令"):
            store.access.set_password(person.id, PASSWORD, new, at=AT)
    assert store.access.sign_in("limin", PASSWORD, AT)


def test_one_time_passwords_are_readable_and_differ() -> None:
    made = {one_time_password() for _ in range(100)}
    assert len(made) == 100
    for password in made:
        assert not set(password) & set("0Oo1lIi")
        check_strength(password, "limin")


def test_who_signs_in_elsewhere_has_no_password_here(store: Store) -> None:
    person, once = someone(store, external=True)
    assert (once, person.external, person.must_change) == ("", True, False)
    for password in ("", PASSWORD):
        with pytest.raises(SignInRefused):
            store.access.sign_in("limin", password, AT)
    signed, cookie, _ = store.access.sign_in_by_subject("https://sso#42", "limin", AT)
    assert signed.id == person.id
    assert store.access.session(cookie, AT) is not None
    assert store.access.sign_in_by_subject("https://sso#42", "renamed", AT)[0].id == person.id, "the subject stays"
    with pytest.raises(SignInRefused):
        store.access.sign_in_by_subject("https://sso#43", "limin", AT)
    with pytest.raises(StoreError, match="统一身份认证"):
        store.access.reset_password(person.id, by="admin")


def test_a_provider_cannot_take_over_an_account_with_a_password(store: Store) -> None:
    settled(store)
    with pytest.raises(SignInRefused):
        store.access.sign_in_by_subject("https://sso#42", "limin", AT)


def test_the_record_tells_of_every_deed(store: Store) -> None:
    settled(store, "admin", roles=frozenset({Role.ADMINISTRATOR}))
    person = settled(store)
    _, cookie, _ = store.access.sign_in("limin", PASSWORD, AT)
    wrong(store, 1)
    store.access.sign_out(cookie)
    store.access.change_person(person.id, PersonChange(name="李敏敏"), by="admin")
    store.access.reset_password(person.id, by="admin")
    store.access.set_parameter("quota", {"client_secret": "s3cret", "daily": 40}, by="admin")
    expected = [
        AuditAction.PERSON_ADDED, AuditAction.PASSWORD_SET, AuditAction.PERSON_ADDED, AuditAction.PASSWORD_SET,
        AuditAction.SIGN_IN, AuditAction.SIGN_IN_REFUSED, AuditAction.SIGN_OUT, AuditAction.PERSON_CHANGED, AuditAction.PASSWORD_SET,
        AuditAction.PARAMETER_SET,
    ]  # fmt: skip
    assert actions(store) == expected
    entry = store.audit.entries().entries[0]
    assert (entry.actor, entry.object) == ("admin", "parameter:quota")
    assert entry.detail == {"before": None, "after": {"client_secret": "（不记录）", "daily": 40}}
    assert "s3cret" not in str(store.audit.entries())
    assert PASSWORD not in str(store.audit.entries())
    assert store.audit.verify().whole


def test_parameters_are_kept_as_they_are(store: Store, location: str) -> None:
    assert store.access.parameter("quota", 40) == 40
    store.access.set_parameter("quota", 60, by="admin")
    with Store.open(location) as again:
        assert again.access.parameter("quota", 40) == 60


def test_every_role_has_its_rights_and_no_role_both_administers_and_decides() -> None:
    assert set(ROLES) == set(Role)
    assert set().union(*ROLES.values()) == set(Permission)
    for rights in ROLES.values():
        assert not {Permission.ADMINISTER, Permission.REVIEW} <= rights
        assert not {Permission.AUDIT, Permission.READ} <= rights


def test_a_hash_of_another_kind_is_no_password(store: Store) -> None:
    person = settled(store)
    with store._database.writing() as connection:
        connection.execute(update(people).where(people.c.id == person.id).values(password="plain"))
    with pytest.raises(SignInRefused):
        store.access.sign_in("limin", "plain", AT)
    assert hashed("x") != hashed("x")
