"""Jobs over HTTP, asked from the real command."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import httpx
import pytest

from scheduler.cores import usable_cores
from tests.jobs.test_queue import alive
from tests.web.board.asking import PARK, PROGRAM, begun, edited
from tests.web.board.patience import JOB_S
from tests.web.board.test_stream import listening
from tests.web.board.town import CROWD, write
from tests.web.serving import Running, running, until


def ended(client: httpx.Client, job: dict[str, Any]) -> dict[str, Any]:
    def over() -> bool:
        return client.get(f"/api/jobs/{job['id']}").json()["state"] not in ("waiting", "running")

    until(over)
    found: dict[str, Any] = client.get(f"/api/jobs/{job['id']}").json()
    return found


def workers(town: Running) -> list[int]:
    """Processes of jobs: the server's children that were spawned for the queue."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            command = (folder / "cmdline").read_bytes()
        except (OSError, IndexError):
            continue
        if parent == town.process.pid and b"spawn_main" in command:
            found.append(int(folder.name))
    return found


def test_a_plan_is_improved_and_the_proposal_accepted(client: httpx.Client, town: Running) -> None:
    plan = begun(client)
    edited(client, plan, 0)
    with listening(town, plan) as heard:
        answer = client.post(f"{plan}/jobs", json={"kind": "near", "weight": 0.5})
        assert answer.status_code == 202
        states = []
        for kind, _, data in heard:
            assert kind == "job"
            states.append(data["state"])
            if data["state"] == "done":
                break
        assert states[0] in ("waiting", "running")
    job = ended(client, answer.json())
    assert job["curve"][-1][1] == job["best"]
    rows = job["result"]["placements"]
    accepted = edited(client, plan, 1, {"op": "accept", "placements": rows}).json()
    assert accepted["changed"]["unplaced"] == []
    assert accepted["cost"] == job["result"]["cost"]
    assert [j["id"] for j in client.get(f"{plan}/jobs").json()["jobs"]] == [job["id"]]


def test_without_a_plan_a_way_out_is_applied_and_then_there_is_one(client: httpx.Client) -> None:
    plan = begun(client)
    clash = {"op": "place", "event_id": "care", "venue_id": "expo", "hall_ids": ["h1"],
             "show_first": "2021-05-12"}  # fmt: skip
    locks = [{"op": "lock", "event_id": e, "what": "both"} for e in ("care", "boats")]
    assert edited(client, plan, 0, clash, *locks).status_code == 200

    def solved(kind: str) -> dict[str, Any]:
        asked = {"kind": kind, "time_limit": JOB_S}
        return ended(client, client.post(f"{plan}/jobs", json=asked).json())

    stuck = solved("near")
    assert stuck["result"]["status"] == "infeasible"
    job = solved("conflicts")
    assert job["result"] == {k: v for k, v in stuck["result"].items() if k != "status"}
    (conflict,) = job["result"]["conflicts"]
    assert [m["locked"] for m in conflict["members"]] == [True, True, False]
    way = next(r for r in conflict["remedies"] if r["text_en"] == "Unlock Care")
    assert (way["text_zh"], way["price"]) == ("解除“康养展”的锁定", 300)
    assert edited(client, plan, job["version"], *way["apply"]).status_code == 200
    rows = solved("repair")["result"]["placements"]
    after = edited(client, plan, 2, {"op": "accept", "placements": rows}).json()
    assert (after["version"], after["ok"]) == (3, True)
    late = edited(client, plan, job["version"], *way["apply"])
    assert late.status_code == 409
    client.post(f"{plan}/undo", json={})
    client.post(f"{plan}/undo", json={})
    assert client.get(plan).json()["locks"] == {"care": "both", "boats": "both"}


def test_what_cannot_be_asked(client: httpx.Client) -> None:
    plan = begun(client)
    answer = client.post(f"{plan}/jobs", json={"kind": "options", "event_id": "cares"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["column"] == "job.event_id"
    assert client.get("/api/jobs/nothing").status_code == 404
    assert client.post("/api/jobs/nothing/stop").status_code == 404
    assert client.post("/api/plans/999/jobs", json={"kind": "solve"}).status_code == 404


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_the_board_outlives_a_job_that_is_killed(client: httpx.Client, town: Running) -> None:
    plan = begun(client)
    before = set(workers(town))
    job = client.post(f"{plan}/jobs", json={"kind": "solve"}).json()
    until(lambda: bool(set(workers(town)) - before))
    for pid in set(workers(town)) - before:
        os.kill(pid, signal.SIGKILL)
    found = ended(client, job)
    assert found["state"] == "failed"
    assert found["message_zh"] and found["message_en"]
    assert edited(client, plan, 0, PARK).status_code == 200


LONG = {"kind": "solve", "time_limit": 600}


def test_jobs_wait_while_the_cores_are_busy(crowd: Running) -> None:
    with crowd.client(headers=PROGRAM) as client:
        plan = begun(client)
        slots = max(2, usable_cores() // 2)
        jobs = [client.post(f"{plan}/jobs", json=LONG).json() for _ in range(slots + 1)]

        def states() -> list[str]:
            return [j["state"] for j in client.get(f"{plan}/jobs").json()["jobs"]]

        assert states() == [*["running"] * slots, "waiting"]
        until(lambda: client.get(f"/api/jobs/{jobs[0]['id']}").json()["best"] is not None)
        assert states()[-1] == "waiting"
        client.post(f"/api/jobs/{jobs[0]['id']}/stop")
        first = ended(client, jobs[0])
        assert (first["state"], first["result"]["status"]) == ("done", "feasible")
        assert first["result"]["cost"] == first["best"]
        until(lambda: states()[-1] == "running")
        for job in jobs[1:]:
            client.post(f"/api/jobs/{job['id']}/stop")
            ended(client, job)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_job_outlives_the_server(tmp_path: Path, number: int) -> None:
    folder = write(tmp_path / "bay", **CROWD)
    with running(folder) as served, served.client(headers=PROGRAM) as client:
        plan = begun(client)
        for _ in range(3):
            client.post(f"{plan}/jobs", json=LONG)
        until(lambda: len(workers(served)) >= 2)
        pids = workers(served)
        if number == signal.SIGINT:  # Ctrl-C reaches every process of the terminal
            for pid in pids:
                os.kill(pid, number)
        status = served.end(number)
        until(lambda: not any(map(alive, pids)))
        assert number == signal.SIGKILL or status == 0
        assert "Traceback" not in served.said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_jobs_are_told_after_a_restart(tmp_path: Path, number: int) -> None:
    folder = write(tmp_path / "bay", **CROWD)
    with running(folder) as served, served.client(headers=PROGRAM) as client:
        plan = begun(client)
        asked = {"kind": "explain", "event_id": "e0", "time_limit": 1}
        done = ended(client, client.post(f"{plan}/jobs", json=asked).json())
        jobs = [client.post(f"{plan}/jobs", json=LONG).json() for _ in range(4)]
        until(lambda: client.get(f"/api/jobs/{jobs[0]['id']}").json()["state"] == "running")
        served.end(number)
    with running(folder) as served, served.client(headers=PROGRAM) as client:
        told = {j["id"]: j for j in client.get(f"{plan}/jobs").json()["jobs"]}
        assert list(told) == [done["id"], *(j["id"] for j in jobs)]
        assert client.get(f"/api/jobs/{done['id']}").json() == done
        last = client.get(f"/api/jobs/{jobs[-1]['id']}").json()
        assert (last["state"], last["result"]) == ("failed", None)
        assert "restarted" in last["message_en"] and "重启" in last["message_zh"]
        assert not {"waiting", "running"} & {j["state"] for j in told.values()}
        again = client.post(f"/api/jobs/{jobs[-1]['id']}/stop").json()
        assert again["state"] == "failed"
        with listening(served, plan) as heard:
            assert [next(heard)[2]["id"] for _ in told] == list(told)
