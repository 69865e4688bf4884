"""The OpenAPI file against the real server: seeded requests, sound and broken; none ends in 500."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, seed, settings
from schemathesis.checks import not_a_server_error

from tests.board.town import workspace
from tests.web.serving import Running, running

FILE = Path(__file__).parents[3] / "docs" / "openapi.json"
SCHEMA = schemathesis.openapi.from_path(FILE)
PROGRAM = {"x-scheduler": "test"}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(workspace(tmp_path_factory.mktemp("fuzzed"))) as served:
        with served.client(headers=PROGRAM) as client:
            assert client.post("/api/plans", json={"from": "file"}).json()["id"] == 1
        yield served


@seed(2021)
@settings(
    max_examples=20, deadline=None, phases=[Phase.explicit, Phase.generate], database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@SCHEMA.parametrize()
def test_no_request_breaks_the_server(case: Any, town: Running) -> None:
    if case.path.endswith("/stream"):
        return
    if "plan" in (case.path_parameters or {}):
        case.path_parameters["plan"] = 1
    answer = case.call(base_url=town.url, headers=PROGRAM, timeout=30)
    case.validate_response(answer, checks=(not_a_server_error,))
