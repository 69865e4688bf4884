"""A server that several tests ask."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest

from scheduler.web.keys import Key
from tests.web.serving import Folder, Running, release, running

TOKEN, REVOKED, UNKNOWN = "A" * 22, "B" * 22, "C" * 22


def key(number: int, token: str, *, path: str = "city.ics", revoked: bool = False) -> Key:
    digest = hashlib.sha256(token.encode()).digest()
    return Key(number, digest, path, "zh", "label", revoked)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The small city's first release, with one token that holds and one that is revoked."""
    folder = Folder(tmp_path_factory.mktemp("town"))
    folder.add(release())
    folder.give(key(1, TOKEN), key(2, REVOKED, revoked=True))
    with running(folder.path) as served:
        yield served
