"""One function per use case; the command line and the web page only parse and show."""

from scheduler.scenarios.compare import Change, Comparison, compare_answer
from scheduler.search.clock import Stop, interruptible
from scheduler.search.params import OnProgress, Progress, SolveParams, silent
from scheduler.workflow.comparing import compare
from scheduler.workflow.judging import Judged, check, opened
from scheduler.workflow.resolving import Resolution, apply_remedy, check_new, conflicts
from scheduler.workflow.solving import Request, solve
from scheduler.workflow.starting import init
from scheduler.workflow.validating import Validation, validate
from scheduler.workflow.writing import feeds, report, write_all

__all__ = [
    "Change", "Comparison", "Judged", "OnProgress", "Progress", "Request", "Resolution",
    "SolveParams", "Stop", "Validation", "apply_remedy", "check", "check_new", "compare",
    "compare_answer", "conflicts", "feeds", "init", "interruptible", "opened", "report",
    "silent", "solve", "validate", "write_all",
]  # fmt: skip
