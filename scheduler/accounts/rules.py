"""What a name and a password must be like."""

from __future__ import annotations

import re
import unicodedata

from scheduler.domain.text import Text
from scheduler.errors import UsageError

ROLES = ("viewer", "planner")
"""A viewer reads, a planner edits and publishes as well."""

FEWEST, MOST = 12, 256
"""Characters of a password; its length counts, not their kinds (NIST SP 800-63B)."""

_NAME = re.compile(r"[^\W_](?:[\w.@-]{0,62}[\w])?")


def checked_name(name: str) -> str:
    """A name in its normal form (NFC, small letters).

    Raises
    ------
    UsageError
        When it is none: letters (Chinese ones, too), digits and . _ @ -, at most 64.
    """
    normal = unicodedata.normalize("NFC", name).strip().casefold()
    if not _NAME.fullmatch(normal):
        raise UsageError(
            Text(
                f"用户名“{name}”须由文字、数字与 . _ @ - 组成，至多 64 个字符。",
                f'The name "{name}" must be of letters, digits and . _ @ -, at most 64 of them.',
            )
        )
    return normal


def checked_password(password: str, name: str) -> str:
    """A password that may be used, in its normal form.

    Raises
    ------
    UsageError
        When it is too short, too long, or little more than the name or one letter repeated.
    """
    normal = normal_password(password)
    if not FEWEST <= len(normal) <= MOST:
        raise UsageError(
            Text(
                f"密码须有 {FEWEST} 至 {MOST} 个字符；可用一句话。",
                f"A password must have {FEWEST} to {MOST} characters; take a sentence.",
            )
        )
    if len(set(normal)) < 5 or normal.casefold().replace(name, "") == "":
        raise UsageError(
            Text(
                "密码过于简单（字符重复，或即用户名）；可用一句话。",
                "The password is too simple (it repeats itself, or is the name); take a sentence.",
            )
        )
    return normal


def normal_password(password: str) -> str:
    """A password as it is hashed: the same however a keyboard composes its characters."""
    return unicodedata.normalize("NFKC", password)
