"""Password hashes by Argon2id, as RFC 9106 recommends where memory is scarce.

64 MiB and three passes (section 4, second choice): a login takes some 0.1 s of one core.
"""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from scheduler.accounts.rules import MOST, normal_password

_HASHER = PasswordHasher(
    time_cost=3, memory_cost=65_536, parallelism=4, hash_len=32, salt_len=16, type=Type.ID
)


def hashed(password: str) -> str:
    """Hash a password with a salt of its own."""
    return _HASHER.hash(normal_password(password).encode("utf-8", "surrogatepass"))


def matches(password: str, known: str | None) -> bool:
    """Whether a password has a hash; without one, the same work for a no.

    So whoever asks cannot tell by the time whether there is an account.
    """
    said = normal_password(password[: 4 * MOST]).encode("utf-8", "surrogatepass")
    try:
        return _HASHER.verify(known or _nobody(), said) and known is not None
    except (VerificationError, InvalidHashError):
        return False


def outdated(known: str) -> bool:
    """Whether a hash was made at another cost than today's."""
    return _HASHER.check_needs_rehash(known)


@cache
def _nobody() -> str:
    return hashed("nobody has this password")
