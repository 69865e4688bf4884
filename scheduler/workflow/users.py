"""Accounts of the board: made, listed, changed and removed on the command line."""

from __future__ import annotations

from scheduler.accounts.rules import checked_name, checked_password
from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.store import NoStore, User, Users, open_store

__all__ = ["User", "add_user", "change_user", "remove_user", "users"]


def add_user(where: str, name: str, role: str, password: str) -> str:
    """Make an account; its name in its normal form.

    Raises
    ------
    UsageError
        When name or password will not do, or there is one of that name.
    """
    from scheduler.accounts.passwords import hashed

    normal = checked_name(name)
    made = hashed(checked_password(password, normal))
    if not open_store(where).users.add(normal, role, made):
        raise UsageError(
            Text(
                f"已有用户“{normal}”；改密码或角色请用 scheduler users change。",
                f'There is a user "{normal}" already; to change password or role, use '
                "scheduler users change.",
            )
        )
    return normal


def change_user(where: str, name: str, *, role: str | None, password: str | None) -> str:
    """Give another role or password; whoever is logged in by that name has to log in again.

    Raises
    ------
    UsageError
        When there is no such account, or the password will not do.
    """
    from scheduler.accounts.passwords import hashed

    known, normal = _known(where), checked_name(name)
    _found(known, normal)
    if password is not None:
        known.set_hash(normal, hashed(checked_password(password, normal)))
    if role is not None:
        known.set_role(normal, role)
    return normal


def remove_user(where: str, name: str) -> str:
    """Close an account.

    Raises
    ------
    UsageError
        When there is no such account.
    """
    known, normal = _known(where), checked_name(name)
    _found(known, normal)
    known.remove(normal)
    return normal


def users(where: str) -> list[User]:
    """All accounts by name."""
    try:
        return _known(where).list()
    except NoStore:
        return []


def _known(where: str) -> Users:
    return open_store(where, create=False).users


def _found(known: Users, name: str) -> User:
    user = known.find(name)
    if user is None:
        raise UsageError(
            Text(
                f"没有用户“{name}”；请看 scheduler users list。",
                f'There is no user "{name}"; see scheduler users list.',
            )
        )
    return user
