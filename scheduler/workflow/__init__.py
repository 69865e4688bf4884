"""One function per use case; the command line and the web page only parse and show."""

from scheduler.scenarios.answer import effect_answer
from scheduler.scenarios.compare import Change, Comparison, compare_answer
from scheduler.scenarios.effect import Effect
from scheduler.search.clock import Stop, interruptible
from scheduler.search.params import OnProgress, Progress, SolveParams, silent
from scheduler.workflow.comparing import compare
from scheduler.workflow.explaining import Explained, explain, explain_answer
from scheduler.workflow.judging import Judged, check, opened
from scheduler.workflow.options import Offer, is_file, options, options_answer, with_new_event
from scheduler.workflow.prices import Price, Prices, gains, prices, prices_answer
from scheduler.workflow.repairing import Repaired, repair, repair_answer
from scheduler.workflow.resolving import Resolution, apply_remedy, check_new, conflicts
from scheduler.workflow.solving import Request, solve
from scheduler.workflow.standing import Stands, standing
from scheduler.workflow.starting import init
from scheduler.workflow.validating import Validation, validate
from scheduler.workflow.whatif import (
    Answered,
    ranked,
    scenario_files,
    scenarios,
    whatif,
    whatif_answer,
    write_whatif,
)
from scheduler.workflow.writing import feeds, pdf, report, write_all

__all__ = [
    "Answered", "Change", "Comparison", "Effect", "Explained", "Judged", "Offer",
    "OnProgress", "Price", "Prices", "Progress", "Repaired", "Request", "Resolution",
    "SolveParams", "Stands", "Stop", "Validation", "apply_remedy", "check", "check_new",
    "compare", "compare_answer", "conflicts", "effect_answer", "explain", "explain_answer",
    "feeds", "gains", "init", "interruptible", "is_file", "opened", "options",
    "options_answer", "pdf", "prices", "prices_answer", "ranked", "repair", "repair_answer",
    "report", "scenario_files", "scenarios", "silent", "solve", "standing", "validate",
    "whatif", "whatif_answer", "with_new_event", "write_all", "write_whatif",
]  # fmt: skip
