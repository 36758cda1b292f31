"""Signatures of webhooks after Standard Webhooks: made here, and checked by receivers.

Needs nothing but Python, so that a receiver may take this file as it is.
"""

import base64
import hmac
import secrets
import time
from collections.abc import Mapping

TOLERANCE = 300
"""Seconds that a timestamp may be away from the receiver's clock: what is older may be a replay and is refused."""
_PREFIX = "whsec_"


class SignatureRefused(ValueError):
    """The message is not from who has the secret, was changed on its way, or is a replay."""


def new_secret() -> str:
    """A secret of 256 bits, as Standard Webhooks writes it."""
    return _PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def sign(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """The signature: HMAC-SHA256 over id, timestamp and body."""
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    digest = hmac.digest(key, f"{message_id}.{timestamp}.".encode() + body, "sha256")
    return "v1," + base64.b64encode(digest).decode()


def signed_headers(secret: str, message_id: str, body: bytes) -> dict[str, str]:
    """The three headers of a message that is sent now."""
    timestamp = int(time.time())
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(secret, message_id, timestamp, body),
    }


def verify(
    secret: str, headers: Mapping[str, str], body: bytes, *, now: float | None = None, tolerance: float = TOLERANCE
) -> str:
    """Check a message that was received, and return its id, by which a second copy is known.

    `body` are the bytes as they came. Raises SignatureRefused.
    """
    told = {name.lower(): value for name, value in headers.items()}
    try:
        message_id, timestamp = told["webhook-id"], int(told["webhook-timestamp"])
        signatures = told["webhook-signature"].split()
    except (KeyError, ValueError) as error:
        raise SignatureRefused("缺少 webhook-id、webhook-timestamp 或 webhook-signature，或写法不对") from error
    if abs((time.time() if now is None else now) - timestamp) > tolerance:
        raise SignatureRefused("时间戳超出允许的范围，可能是重放")
    try:
        expected = sign(secret, message_id, timestamp, body)
    except ValueError as error:
        raise SignatureRefused("密钥写法不对") from error
    if not any(hmac.compare_digest(expected.encode(), one.encode()) for one in signatures):
        raise SignatureRefused("签名不符")
    return message_id
