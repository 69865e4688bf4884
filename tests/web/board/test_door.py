"""Who may come to the board where nobody has an account: only who sits at the machine."""

from __future__ import annotations

import httpx
import pytest


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "10.0.0.9"},
        {"host": "[fd00::9]:8080"},
        {"x-forwarded-for": "10.0.0.9"},
        {"x-forwarded-host": "plans.example.cn"},
        {"forwarded": "for=10.0.0.9"},
        {"via": "1.1 proxy"},
    ],
)
def test_what_a_proxy_passes_on_is_refused(client: httpx.Client, headers: dict[str, str]) -> None:
    for answer in (
        client.get("/api/plans", headers=headers),
        client.post("/api/plans", json={"title": "x", "from": "file"}, headers=headers),
    ):
        assert answer.status_code == 403
        assert "scheduler users add" in answer.json()["message_en"]
        assert "scheduler users add" in answer.json()["message_zh"]
    assert client.get("/api/plans").json()["plans"] == []
    # Calendars need no account, wherever they are asked from.
    assert client.get("/healthz", headers=headers).status_code in (200, 503)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "127.0.0.1", "[::1]:99"])
def test_the_machine_itself_is_let_in(client: httpx.Client, host: str) -> None:
    assert client.get("/api/plans", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "make accounts (scheduler users add)"), ("zh", "请用 scheduler users add 建立账号")],
)
def test_the_page_tells_what_opens_the_board(client: httpx.Client, lang: str, told: str) -> None:
    """Where nobody has an account there is no login to be sent to."""
    asked = {"x-forwarded-for": "10.0.0.9", "accept-language": lang}
    answer = client.get("/board/", headers=asked)
    assert (answer.status_code, answer.headers["cache-control"]) == (403, "private, no-store")
    assert told in answer.text
    assert answer.headers["content-type"].startswith("text/html")
    # The start page has the calendars, and says that there is more.
    start = client.get("/", headers=asked)
    assert '<a id="to-board" href="/board/">' in start.text
    assert 'id="to-board"' not in client.get("/feeds/", headers=asked).text
    assert client.get("/board/").status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_another_site_makes_no_work(client: httpx.Client, site: str) -> None:
    plan = f"/api/plans/{client.post('/api/plans', json={'from': 'file'}).json()['id']}"
    for path in (plan, f"{plan}/export/html", f"{plan}/stream", "/api/openapi.json"):
        answer = client.get(path, headers={"sec-fetch-site": site, "sec-fetch-mode": "no-cors"})
        assert answer.status_code == 403, path
        # A link, in a mail or elsewhere, leads here all the same.
        if "stream" not in path:
            link = {"sec-fetch-site": site, "sec-fetch-mode": "navigate"}
            assert client.get(path, headers=link).status_code == 200, path
    own = client.get(plan, headers={"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"})
    assert own.headers["cross-origin-resource-policy"] == "same-origin"


def test_numbers_beyond_what_is_kept(client: httpx.Client) -> None:
    plan = f"/api/plans/{client.post('/api/plans', json={'from': 'file'}).json()['id']}"
    for number in (2**53, 10**30, -1, 1.5, True):
        for path in ("undo", "redo", "edits", "try", "import"):
            answer = client.post(f"{plan}/{path}", json={"version": number})
            assert answer.status_code == 400, (path, number)
    for asked in ("1", "0000000001", "99999999999999999999", "9" * 500, "１", "²"):
        assert client.get(plan, params={"as_of": asked}).status_code == 404, asked
    assert client.get(plan, params={"as_of": "0"}).json()["version"] == 0
    for _ in range(2):
        version = client.get(plan).json()["version"]
        edits = [{"op": "lock", "event_id": "care", "what": ("dates", "both")[version]}]
        client.post(f"{plan}/edits", json={"version": version, "edits": edits})
    for asked in ("1", "0000000001", "0" * 400 + "1"):
        assert client.get(plan, params={"as_of": asked}).json()["version"] == 1, asked
        heard = client.get(f"{plan}/history", params={"after": asked}).json()["entries"]
        assert [entry["version"] for entry in heard] == [2]
    far = client.get(f"{plan}/history", params={"after": "9" * 30})
    assert far.json()["entries"] == []
