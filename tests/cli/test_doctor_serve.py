"""Our own server and calendars, as the doctor finds them at an address."""

from __future__ import annotations

from pathlib import Path

from tests.cli.tiny import answer
from tests.web.serving import Town, running


def test_our_server_has_nothing_but_the_missing_https(tmp_path: Path) -> None:
    Town(tmp_path).publish()
    with running(tmp_path) as served:
        for path in ("en/city.ics", "zh/halls/expo--h3.ics", "en/busy/expo.ics"):
            told = answer("doctor", "--allow-private", f"{served.url}/feeds/{path}")
            assert [f["id"] for f in told["findings"]] == ["http-plain"], path


def test_our_private_addresses_are_kept_apart(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.publish()
    _, token = town.give("halls/expo--h3.ics")
    with running(tmp_path) as served:
        told = answer("doctor", "--allow-private", f"{served.url}/f/{token}/h3.ics")
        assert [f["id"] for f in told["findings"]] == ["http-plain"]
