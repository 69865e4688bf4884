"""A server that several tests ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.serving import Running, Town, running


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The small city's first release, with one token that holds and one that is revoked."""
    folder = tmp_path_factory.mktemp("town")
    made = Town(folder)
    made.publish()
    _, token = made.give()
    number, revoked = made.give()
    made.revoke(number)
    with running(folder) as served:
        served.token, served.revoked = token, revoked
        yield served
