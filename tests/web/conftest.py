"""A server that several tests ask."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest

from tests.web.serving import CITY, Running, Town, need_fast, running


@pytest.fixture(scope="module")
def town(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """The small city's first release, with one token that holds and one that is revoked.

    By parameter ``pure`` or ``fast``, without or with the quicker parser and loop.
    """
    how = getattr(request, "param", "")
    if how == "fast":
        need_fast()
    folder = tmp_path_factory.mktemp("town")
    made = Town(folder)
    made.publish()
    _, token = made.give()
    number, revoked = made.give()
    made.revoke(number)
    with running(folder, pure=how == "pure") as served:
        served.token, served.revoked = token, revoked
        yield served


@pytest.fixture
def lives(town: Running) -> Iterator[None]:
    """After each attack the next reader is served."""
    yield
    for _ in range(1000):
        try:
            with town.client() as client:
                assert client.get(CITY.decode()).status_code == 200
            return
        except httpx.TransportError:  # connections beyond the limit are being cleared away
            time.sleep(0.02)
    pytest.fail("the server did not recover")
