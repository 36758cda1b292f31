"""Passwords and secrets: made at random, kept as digests alone."""

import hashlib
import re
import secrets
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from schema import StoreError

SHORTEST, LONGEST = 12, 128
_AT_ONCE = BoundedSemaphore(4)
"""A hash takes 64 MiB: a flood of sign-ins shall not take all memory."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""For one-time passwords that are read off a sheet: nothing that looks like something else."""
_ROWS = (
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
)
_WORDS = re.compile(r"p[a@]ssw[o0]rd|admin|administrator|welcome|letmein|iloveyou|woaini|yiguan|mima|guanli|ganbu|zuzhibu")
_OWN = 6
"""Characters that must be left of a password when what everybody guesses first is taken out of it."""


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()  # argon2id with the parameters of RFC 9106 for little memory: 64 MiB, three passes.


@cache
def _nobodys() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))


def hashed(password: str) -> str:
    """What is kept of it."""
    with _AT_ONCE:
        return _hasher().hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Whether it is the one that was kept. With none kept it takes as long, and is wrong."""
    if len(password) > LONGEST:
        return False
    with _AT_ONCE:
        try:
            return _hasher().verify(kept or _nobodys(), password) and kept is not None
        except (VerifyMismatchError, InvalidHashError):
            return False


def one_time_password() -> str:
    """Four groups of four: 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def secret() -> str:
    """For cookies, tokens and forms: 256 bits."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret that was made at random: it needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def check_strength(password: str, login: str) -> None:
    """Refuse what is guessed first. Raises StoreError with what to do."""
    if len(password) < SHORTEST:
        raise StoreError(f"口令太短（{len(password)} 个字符）", f"请用至少 {SHORTEST} 个字符，如几个不相干的词连成一句")
    if len(password) > LONGEST:
        raise StoreError("口令太长", f"请不超过 {LONGEST} 个字符")
    if len(set(password)) < _OWN or len(_own(password.lower(), login.lower())) < _OWN:
        raise StoreError("口令太容易猜到", "请不要用登录名、常见词、重复的或键盘上相邻的字符")


def _own(password: str, login: str) -> str:
    """What is left without the login, common words, runs along the keyboard and repetitions."""
    if len(login) > 2:
        password = password.replace(login, "")
    password = _WORDS.sub("", password)
    password = re.sub(r"(.+?)\1+", r"\1", password)
    return _without_runs(re.sub(r"(19|20)\d\d", "", password))


def _without_runs(password: str) -> str:
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        for size in range(len(row), 3, -1):
            for start in range(len(row) - size + 1):
                password = password.replace(row[start : start + size], "")
    return password
