"""Who asks: nobody is asked for a name on one's own machine, everybody elsewhere."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from scheduler.accounts.attempts import Attempts
from scheduler.accounts.passwords import hashed, matches, outdated
from scheduler.accounts.rules import checked_name
from scheduler.accounts.sessions import Session, Sessions
from scheduler.errors import UsageError
from scheduler.store import User, Users

MOST_AT_ONCE, MOST_WAITING = 2, 16
"""Passwords that are looked at together (each takes 64 MiB), and logins that wait for it."""


@dataclass(frozen=True)
class Person:
    """Who does something; `name` is blank on one's own machine."""

    name: str
    planner: bool


OWNER = Person("", planner=True)
"""Whoever sits at the machine that serves to itself alone."""


@dataclass(frozen=True)
class Login:
    """What became of a login: a cookie, or seconds to wait, or neither: a wrong name or password.

    `busy` is too many at once.
    """

    cookie: str | None = None
    wait_s: float = 0.0
    busy: bool = False


@dataclass
class Access:
    """Lets people in.

    Parameters
    ----------
    needed
        Whether accounts are needed: not on 127.0.0.1 under its own name.
    users
        Gives the accounts of the store, which may not be there yet.
    """

    needed: bool
    users: Callable[[], Users | None]
    clock: Callable[[], float] = time.monotonic
    attempts: Attempts = field(default_factory=Attempts)

    def __post_init__(self) -> None:
        self._at_once = asyncio.Semaphore(MOST_AT_ONCE)
        self._waiting = 0
        self._sessions: Sessions | None = None

    async def person(self, headers: Mapping[bytes, bytes], *, secure: bool) -> Person | None:
        """Who asks; ``None`` when that is not known."""
        if not self.needed:
            return OWNER
        return await asyncio.to_thread(self._person, headers.get(b"cookie", b""), secure)

    async def empty(self) -> bool:
        """Whether nobody could log in, since there is no account."""
        return not await asyncio.to_thread(lambda: (u := self.users()) and u.list())

    async def login(self, name: str, password: str, address: str, *, secure: bool) -> Login:
        """Try a name and a password from an address."""
        try:
            name = checked_name(name)
        except UsageError:
            name = ""
        wait = self.attempts.begin(name, address, self.clock())
        if wait:
            return Login(wait_s=wait)
        if self._waiting >= MOST_WAITING:
            return Login(busy=True)
        self._waiting += 1
        try:
            async with self._at_once:
                cookie = await asyncio.to_thread(self._login, name, password, secure)
        finally:
            self._waiting -= 1
        if cookie is not None:
            self.attempts.succeeded(name, address)
        return Login(cookie)

    def ended(self, *, secure: bool) -> str:
        """Cookie that ends a session."""
        return Sessions(b"").ended(secure=secure)

    def _person(self, cookies: bytes, secure: bool) -> Person | None:
        users = self.users()
        if users is None or not cookies:
            return None
        session = self._signed(users).read(cookies.decode("latin-1"), secure=secure)
        user = None if session is None else users.find(session.name)
        if user is None or session is None or user.epoch != session.epoch:
            return None
        return Person(user.name, user.role == "planner")

    def _login(self, name: str, password: str, secure: bool) -> str | None:
        users = self.users()
        user = users.find(name) if users and name else None
        if not matches(password, user.hash if user else None) or user is None or users is None:
            return None
        if outdated(user.hash):
            users.set_hash(name, hashed(password), anew=False)
        users.touch(name)
        return self._signed(users).cookie(_session(user), secure=secure)

    def _signed(self, users: Users) -> Sessions:
        if self._sessions is None:
            self._sessions = Sessions(users.signing_key())
        return self._sessions


def _session(user: User) -> Session:
    return Session(user.name, user.epoch)
