"""One function per use case; the command line and the web page only parse and show."""

from scheduler.scenarios.compare import Change, Comparison, compare_answer
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
from scheduler.workflow.writing import feeds, pdf, report, write_all

__all__ = [
    "Change", "Comparison", "Explained", "Judged", "Offer", "OnProgress", "Price", "Prices",
    "Progress", "Repaired", "Request", "Resolution", "SolveParams", "Stands", "Stop",
    "Validation", "apply_remedy", "check", "check_new", "compare", "compare_answer",
    "conflicts", "explain", "explain_answer", "feeds", "gains", "init", "interruptible",
    "is_file", "opened", "options", "options_answer", "pdf", "prices", "prices_answer", "repair",
    "repair_answer", "report", "silent", "solve", "standing", "validate", "with_new_event",
    "write_all",
]  # fmt: skip
