"""vdirsyncer and khal poll a server over HTTP while the plan is published again and again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.tiny import POLICY, answer
from tests.cli.tiny import city as workspace
from tests.loading.workspaces import row
from tests.outputs.clients import Vdirsyncer, khal
from tests.web.serving import Running, running, until

DAY0 = date.today() + timedelta(days=60)
"""What is shown depends on the day, so the shows are ahead whenever this runs."""

HEAD = "event_id,venue_id,hall_ids,show_first\n"
ROWS = (
    row(id="boats", name_zh="船展", name_en="Boats", gross_m2=9000, move_in_days=1,
        status="definite"),
    row(id="care", name_zh="康养展", name_en="Care", industries="health", gross_m2=4000,
        status="tentative"),
    row(id="parade", name_zh="巡游", name_en="Parade", kind="festival", show_days=1,
        status="definite"),
)  # fmt: skip


def day(n: int) -> str:
    return (DAY0 + timedelta(days=n)).isoformat()


@dataclass
class Planner:
    """Publishes with the real command, and waits until the server has taken it over."""

    folder: Path
    served: Running
    releases: int = 0
    where: dict[str, tuple[str, str, int]] = field(default_factory=dict)

    def publish(self, **places: tuple[str, str, int] | None) -> None:
        """Change some places of the plan; ``None`` takes an event out of it."""
        for event, place in places.items():
            self.where.pop(event, None)
            if place:
                self.where[event] = place
        lines = [f"{e},{v},{h},{day(n)}\n" for e, (v, h, n) in self.where.items()]
        plan = self.folder / "plan.csv"
        plan.write_text(HEAD + "".join(lines))
        said = answer("-w", self.folder, "publish", plan)
        self.releases += 1
        assert (said["published"], said["release"]) == (True, self.releases)
        with self.served.client() as client:
            until(lambda: client.get("/healthz").json()["release"] == self.releases)


@dataclass
class Subscriber:
    """A person with vdirsyncer and khal, who follows one address."""

    folder: Path
    url: str

    def __post_init__(self) -> None:
        self.folder.mkdir()
        self.program = Vdirsyncer(self.folder, self.url)

    def polled(self) -> list[str]:
        """What khal lists after a sync; a second one finds nothing to do."""
        self.program.sync()
        before = self.program.contents()
        assert self.program.sync() == []
        assert self.program.contents() == before
        return sorted(khal(self.folder, self.program.items, day(-20), day(60)))

    def held(self) -> list[str]:
        """Event and phase of every item, as often as it is held, by its URL.

        vdirsyncer puts a hash in place of each UID of a calendar that it reads over HTTP.
        """
        found = (data.decode().replace("\r\n ", "") for data, _ in self.program.contents().values())
        return sorted(re.findall(r"^URL:\S+/events/(\S+)", "\n".join(found), re.M))


def shown(first: int, days: int, status: str, title: str) -> str:
    return f"{day(first)} {day(first + days - 1)} {status} {title}"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    policy = POLICY.replace("2021-05-01", day(-10)).replace("2021-05-31", day(50))
    return workspace(tmp_path / "town", *ROWS, policy=policy)


def test_subscribers_see_each_release_once_and_nothing_twice(town: Path, tmp_path: Path) -> None:
    both = "h2;h1"
    with running(town) as served:
        planner = Planner(town, served)
        planner.publish(
            boats=("expo", both, 0), care=("expo", "h1", 6), parade=("square", "", 20)
        )
        made = answer("-w", town, "tokens", "add", "venues/expo", "--base-url", served.url,
                      "--lang", "zh")  # fmt: skip
        with served.client() as client:
            until(lambda: client.get(made["url"]).status_code == 200)
        stranger = Subscriber(tmp_path / "stranger", f"{served.url}/feeds/en/city.ics")
        venue = Subscriber(tmp_path / "venue", made["url"])

        parade = shown(20, 1, "CONFIRMED", "Parade · Show")
        care = shown(6, 3, "TENTATIVE", "【暂定】康养展 · 展期")
        assert stranger.polled() == [shown(0, 3, "CONFIRMED", "Boats · Show"), parade]
        assert venue.polled() == [
            shown(-1, 1, "CONFIRMED", "船展 · 布展"),
            shown(0, 3, "CONFIRMED", "船展 · 展期"),
            care,
        ]
        held = stranger.held(), venue.held()
        assert held == (["boats#show", "parade#show"], ["boats#in", "boats#show", "care#show"])

        before = stranger.program.contents()
        planner.publish(boats=("expo", both, 10))
        assert stranger.polled() == [shown(10, 3, "CONFIRMED", "Boats · Show"), parade]
        assert venue.polled() == [
            care,
            shown(9, 1, "CONFIRMED", "船展 · 布展"),
            shown(10, 3, "CONFIRMED", "船展 · 展期"),
        ]
        assert (stranger.held(), venue.held()) == held
        (moved,) = stranger.program.contents().items() - before.items()
        assert b"SEQUENCE:1\r\n" in moved[1][0] and b"/events/boats" in moved[1][0]

        planner.publish(boats=None, care=None)
        gone = shown(10, 3, "CANCELLED", "[Cancelled] Boats · Show")
        assert stranger.polled() == [gone, parade]
        assert venue.polled() == [
            shown(6, 3, "CANCELLED", "【取消】康养展 · 展期"),
            shown(9, 1, "CANCELLED", "【取消】船展 · 布展"),
            shown(10, 3, "CANCELLED", "【取消】船展 · 展期"),
        ]
        assert (stranger.held(), venue.held()) == held

        planner.publish(boats=("expo", both, 12))
        late = Subscriber(tmp_path / "late", stranger.url)
        assert stranger.polled() == [shown(12, 3, "CONFIRMED", "Boats · Show"), parade]
        assert late.polled() == stranger.polled()
        assert stranger.held() == late.held() == held[0]
