"""Our own server and calendars, as the doctor finds them at an address."""

from __future__ import annotations

from pathlib import Path

from tests.cli.tiny import answer
from tests.web.test_serve_command import published, served


def test_our_server_has_nothing_but_the_missing_https(tmp_path: Path) -> None:
    with served(published(tmp_path)) as (url, _):
        for path in ("en/city.ics", "zh/halls/expo--h3.ics", "en/busy/expo.ics"):
            told = answer("doctor", "--allow-private", f"{url}/feeds/{path}")
            assert [f["id"] for f in told["findings"]] == ["http-plain"], path
