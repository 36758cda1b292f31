"""Signatures: as Standard Webhooks has them, and refused when anything was changed, is too old, or is another's."""

import time

import pytest

from outputs.feed.signing import SignatureRefused, new_secret, sign, signed_headers, verify

BODY = '{"id":"7","data":"理论学习不够深入"}'.encode()


def test_the_example_of_the_standard() -> None:
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
    signature = sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_what_is_sent_is_taken() -> None:
    secret = new_secret()
    headers = signed_headers(secret, "3-7", BODY)
    assert verify(secret, headers, BODY) == "3-7"
    assert verify(secret, {name.title(): value for name, value in headers.items()}, BODY) == "3-7"


def test_one_good_signature_of_several_suffices() -> None:
    secret = new_secret()
    headers = signed_headers(secret, "3-7", BODY)
    other = signed_headers(new_secret(), "3-7", BODY)["webhook-signature"]
    assert verify(secret, headers | {"webhook-signature": f"{other} {headers['webhook-signature']}"}, BODY) == "3-7"


@pytest.mark.parametrize(
    ("changes", "body"),
    [
        ({"webhook-id": "3-8"}, BODY),
        ({"webhook-timestamp": str(int(time.time()) + 60)}, BODY),
        ({"webhook-timestamp": "昨天"}, BODY),
        ({"webhook-signature": ""}, BODY),
        ({"webhook-signature": "v1,签名"}, BODY),
        ({}, BODY + b" "),
    ],
)
def test_what_was_changed_is_refused(changes: dict[str, str], body: bytes) -> None:
    secret = new_secret()
    with pytest.raises(SignatureRefused):
        verify(secret, signed_headers(secret, "3-7", BODY) | changes, body)


@pytest.mark.parametrize("seconds", [-301, 301])
def test_outside_the_window_it_may_be_a_replay(seconds: float) -> None:
    secret = new_secret()
    headers = signed_headers(secret, "3-7", BODY)
    with pytest.raises(SignatureRefused, match="重放"):
        verify(secret, headers, BODY, now=time.time() + seconds)


def test_another_secret_or_none_is_refused() -> None:
    headers = signed_headers(new_secret(), "3-7", BODY)
    for secret in (new_secret(), "whsec_不是密钥"):
        with pytest.raises(SignatureRefused):
            verify(secret, headers, BODY)
    with pytest.raises(SignatureRefused, match="缺少"):
        verify(new_secret(), {}, BODY)
