"""Asks a MathOpt solver for its answer, with nothing but parameters."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from ortools.math_opt import (
    callback_pb2,
    model_parameters_pb2,
    parameters_pb2,
    result_pb2,
)
from ortools.util.python.solve_interrupter import SolveInterrupter

HEED_S = 0.25
"""Seconds between two looks at whether to go on."""


def ask(
    solver: Any,
    params: parameters_pb2.SolveParametersProto,
    go_on: Callable[[], bool] | None = None,
    start: bytes = b"",
) -> result_pb2.SolveResultProto:
    """The result of a solve without callbacks or messages.

    Zeros are left out of it and reduced costs are not told: of three million variables they take
    more time to be told than a few pivots.

    Parameters
    ----------
    go_on
        Asked again and again; when false, the solver ends with what it has. The solver then works
        in a thread of its own, since no signal is heeded while the main thread is inside it.
    start
        A serialised `SolutionHintProto` to begin with; none if empty.
    """
    interrupter = SolveInterrupter()
    told = model_parameters_pb2.ModelSolveParametersProto()
    told.variable_values_filter.skip_zero_values = True
    told.dual_values_filter.skip_zero_values = True
    told.reduced_costs_filter.filter_by_ids = True
    if start:
        told.solution_hints.add().ParseFromString(start)

    def answer() -> result_pb2.SolveResultProto:
        result: result_pb2.SolveResultProto = solver.solve(
            params,
            told,
            None,
            callback_pb2.CallbackRegistrationProto(),
            None,
            interrupter.pybind_interrupter,
        )
        return result

    if go_on is None:
        return answer()
    with ThreadPoolExecutor(1) as pool:
        asked: Future[result_pb2.SolveResultProto] = pool.submit(answer)
        try:
            while not wait([asked], HEED_S).done and go_on():
                pass
        finally:
            interrupter.interrupt()
    return asked.result()
