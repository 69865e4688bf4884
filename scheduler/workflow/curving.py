"""The best cost with few moved events, and with more: of scenarios, or of a city as it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scheduler.domain.span import Day, iso
from scheduler.domain.text import Text
from scheduler.outputs import bundle
from scheduler.outputs.answers import dumped
from scheduler.outputs.curve import write_page, write_picture
from scheduler.scenarios.known import from_standing
from scheduler.scenarios.scenario import Scenario
from scheduler.search.params import OnProgress, SolveParams, silent
from scheduler.workflow.standing import Stands

if TYPE_CHECKING:
    from scheduler.scenarios.curve import Curve

CURVE_JSON, CURVE_SVG, CURVE_HTML = "curve.json", "curve.svg", "curve.html"

AS_IT_IS = Text("工作区现状", "The workspace as it is")


def as_it_is(stands: Stands, today: Day | None = None) -> Scenario:
    """The workspace itself as a scenario without changes; its file is blank.

    Parameters
    ----------
    today
        What has begun by then stays, what begins within the permit's days stays or is dropped;
        ``None`` is before the horizon.
    """
    title = AS_IT_IS
    if today is not None:
        day = iso(today)
        title = Text(f"{title.zh}（{day}）", f"{title.en} on {day}")
    return from_standing(Scenario("", title, stands.problem), stands.plan, today)


def curve(
    stands: Stands, scenario: Scenario, params: SolveParams, tell: OnProgress = silent
) -> dict[str, Any]:
    """The curve from the standing plan under a scenario; the limit is a solve's.

    Raises
    ------
    AuditMismatch
        When the search or two proofs contradict the audit or each other: never a user's fault.
    """
    # Not at the top, since the solver takes a second to load.
    from scheduler.scenarios.curve import curve as search
    from scheduler.scenarios.curve_answer import curve_answer

    found: Curve = search(scenario.problem, stands.plan, params, tell)
    return curve_answer(found, scenario)


def write_curves(out: Path, curves: Sequence[dict[str, Any]], lang: str) -> list[Path]:
    """Write curve.json, curve.svg and curve.html into a folder."""

    def fill(folder: Path) -> None:
        (folder / CURVE_JSON).write_text(dumped({"curves": list(curves)}), encoding="utf-8")
        write_picture(folder / CURVE_SVG, curves)
        write_page(folder / CURVE_HTML, curves, lang)

    return bundle.install(out, fill)


def draw_curves(path: Path, curves: Sequence[dict[str, Any]], lang: str) -> None:
    """Write the picture alone, in one language."""
    with bundle.telling(path):
        write_picture(path, curves, (lang,))
