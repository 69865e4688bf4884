"""Asks a MathOpt solver for its answer, with nothing but parameters."""

from __future__ import annotations

from typing import Any

from ortools.math_opt import (
    callback_pb2,
    model_parameters_pb2,
    parameters_pb2,
    result_pb2,
)


def ask(solver: Any, params: parameters_pb2.SolveParametersProto) -> result_pb2.SolveResultProto:
    """The result of a solve without callbacks, hints or messages."""
    result: result_pb2.SolveResultProto = solver.solve(
        params,
        model_parameters_pb2.ModelSolveParametersProto(),
        None,
        callback_pb2.CallbackRegistrationProto(),
        None,
        None,
    )
    return result
