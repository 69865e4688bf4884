"""One function per use case; the command line and the web page only parse and show."""

from scheduler.scenarios.answer import effect_answer
from scheduler.scenarios.compare import Change, Comparison, compare_answer
from scheduler.scenarios.effect import Effect
from scheduler.scenarios.many import scenario_files
from scheduler.scenarios.scenario import Scenario
from scheduler.search.clock import Stop, interruptible
from scheduler.search.params import OnProgress, Progress, SolveParams, silent
from scheduler.sweep.base import Settings
from scheduler.sweep.figures import Group, Loss, Result
from scheduler.workflow.comparing import compare
from scheduler.workflow.curving import as_it_is, curve, draw_curves, write_curves
from scheduler.workflow.explaining import Explained, explain, explain_answer
from scheduler.workflow.judging import Judged, check, opened
from scheduler.workflow.options import Offer, is_file, options, options_answer, with_new_event
from scheduler.workflow.prices import Price, Prices, gains, prices, prices_answer
from scheduler.workflow.repairing import Repaired, repair, repair_answer
from scheduler.workflow.resolving import Resolution, apply_remedy, check_new, conflicts
from scheduler.workflow.robust import Toughness
from scheduler.workflow.solving import Request, solve
from scheduler.workflow.standing import Stands, standing
from scheduler.workflow.starting import init
from scheduler.workflow.sweep_ahead import Asked, sweep_ahead
from scheduler.workflow.sweeping import Swept, sweep, swept_answer
from scheduler.workflow.validating import Validation, validate
from scheduler.workflow.whatif import (
    Answered,
    met,
    ranked,
    scenarios,
    whatif,
    whatif_answer,
)
from scheduler.workflow.whatif_writing import Targets, names_of, write_cities, write_whatif
from scheduler.workflow.writing import feeds, pdf, report, write_all

__all__ = [
    "Answered", "Asked", "Change", "Comparison", "Effect", "Explained", "Group", "Judged", "Loss",
    "Offer", "OnProgress", "Price", "Prices", "Progress", "Repaired", "Request", "Resolution",
    "Result", "Scenario", "Settings", "SolveParams", "Stands", "Stop", "Swept", "Targets",
    "Toughness", "Validation", "apply_remedy", "as_it_is", "check", "check_new", "compare",
    "compare_answer", "conflicts", "curve", "draw_curves", "effect_answer", "explain",
    "explain_answer", "feeds", "gains", "init", "interruptible", "is_file", "met", "names_of",
    "opened", "options", "options_answer", "pdf", "prices", "prices_answer", "ranked", "repair",
    "repair_answer", "report", "scenario_files", "scenarios", "silent", "solve", "standing",
    "sweep", "sweep_ahead", "swept_answer", "validate", "whatif", "whatif_answer", "with_new_event",
    "write_all", "write_cities", "write_curves", "write_whatif",
]  # fmt: skip
