"""What an edit changed is enough: whoever takes it over has the plan that the server has."""

from __future__ import annotations

import gzip
from typing import Any

import httpx

from scheduler.board.opened import MOST_NEWS
from tests.board.applying import applied
from tests.web.board.conftest import Open
from tests.web.board.test_board_plans import PARK, begun, edited
from tests.web.board.test_stream import listening
from tests.web.serving import Running

CARE = {"op": "place", "event_id": "care", "venue_id": "expo", "hall_ids": ["h1"],
        "show_first": "2021-05-08"}  # fmt: skip
CLOSE = {"op": "close", "venue_id": "expo", "from": "2021-05-01", "to": "2021-05-20"}
NAMED = {"op": "change_event", "event_id": "care", "set": {"name_en": "Nursing"}}
DROP = {"op": "drop_event", "event_id": "boats"}
EDITS = (CARE, PARK, CLOSE, NAMED, CARE, DROP)


def test_answers_make_the_plan_that_stands(client: httpx.Client) -> None:
    plan = begun(client)
    said = client.get(plan).json()
    for version, edit in enumerate(EDITS):
        said = applied(said, edited(client, plan, version, edit).json())
        assert said == client.get(plan).json()
    for step in ("undo", "undo", "undo", "redo"):
        said = applied(said, client.post(f"{plan}/{step}", json={}).json())
        assert said == client.get(plan).json()


def test_the_stream_tells_the_same_to_others(town: Running, client: httpx.Client) -> None:
    plan = begun(client)
    said = client.get(plan).json()
    with listening(town, plan) as heard:
        for version, edit in enumerate(EDITS):
            answer = edited(client, plan, version, edit).json()
            kind, number, news = next(heard)
            assert (kind, number, news["delta"]) == ("edit", str(version + 1), answer)
            said = applied(said, news["delta"])
        client.post(f"{plan}/title", json={"title": "夏季"})
        said = applied(said, next(heard)[2]["delta"])
    assert said["title"] == "夏季"
    assert said == client.get(plan).json()


def test_what_is_long_ago_is_told_without_its_changes(
    town: Running, client: httpx.Client
) -> None:
    plan = begun(client)
    for version in range(MOST_NEWS + 2):
        edited(client, plan, version, (PARK, CARE)[version % 2])
    with listening(town, plan, **{"last-event-id": "1"}) as heard:
        assert "delta" not in next(heard)[2]
        assert "delta" in next(heard)[2]


def test_a_plan_that_somebody_has_is_not_sent_again(client: httpx.Client) -> None:
    plan = begun(client)
    answers = {
        coding: client.get(plan, headers={"accept-encoding": coding})
        for coding in ("identity", "gzip")
    }
    assert answers["identity"].json() == answers["gzip"].json()
    assert int(answers["gzip"].headers["content-length"]) == len(
        gzip.compress(answers["identity"].content, 1, mtime=0)
    )
    for coding, answer in answers.items():
        tag = {"accept-encoding": coding, "if-none-match": answer.headers["etag"]}
        again = client.get(plan, headers=tag)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == answer.headers["etag"]
    tag = {"if-none-match": answers["gzip"].headers["etag"]}
    edited(client, plan, 0)
    assert client.get(plan, headers=tag).json()["version"] == 1


SAME = """() => {
  const { plan } = document.querySelector('hall-timeline').board;
  return { doc: plan.doc, hard: [...plan.hardOf.keys()], placed: [...plan.place.keys()] };
}"""


def test_a_page_follows_another_without_reading_the_plan_again(open_board: Open) -> None:
    one = open_board()
    two = open_board(plan=one.plan)
    asked: list[str] = []
    two.page.on("request", lambda r: asked.append(r.url))
    edits: list[dict[str, Any]] = [
        {"op": "place", "event_id": "auto", "venue_id": "expo", "hall_ids": ["h1"],
         "show_first": "2021-05-10"},
        {"op": "park", "event_id": "evil"},
        {"op": "close", "venue_id": "expo", "hall_id": "h2", "from": "2021-05-01",
         "to": "2021-05-30"},
        {"op": "change_event", "event_id": "gala",
         "set": {"name_en": "Night", "industries": "sea"}},
        {"op": "lock", "event_id": "tea", "what": "dates"},
        {"op": "drop_event", "event_id": "picnic"},
    ]  # fmt: skip
    apply = "edit => document.querySelector('hall-timeline').board.session.apply([edit], '')"
    for edit in edits:
        one.page.evaluate(apply, edit)
    session = "() => document.querySelector('hall-timeline').board.session"
    one.page.evaluate(f"{session}.undo()")
    one.page.evaluate(f"{session}.rename('Summer')")
    version = len(edits) + 2
    now = one.document()
    assert now["version"] == version
    for page in (one, two):
        page.settled(version)
        assert page.page.inner_text("#plan-name") == "Summer"
        found = page.page.evaluate(SAME)
        assert found["doc"] == now
        hard = {e for f in now["findings"] if f["hard"] for e in f["events"]}
        assert set(found["hard"]) == hard
        assert found["placed"] == [p["event_id"] for p in now["placements"]]
    assert [url for url in asked if "/api/" in url] == []


def test_a_page_that_missed_an_edit_reads_the_plan_again(open_board: Open) -> None:
    opened = open_board()
    hear = """() => {
      const { session } = document.querySelector('hall-timeline').board;
      session.plan.doc.version = -5;
      session.plan.doc.title = 'old';
    }"""
    opened.page.evaluate(hear)
    httpx.post(
        f"{opened.url}/api/plans/{opened.plan}/edits", headers={"origin": opened.url},
        json={"version": 0, "edits": [{"op": "park", "event_id": "evil"}]}, trust_env=False,
        timeout=30,
    ).raise_for_status()  # fmt: skip
    opened.settled(1)
    assert opened.page.evaluate(SAME)["doc"] == opened.document()
