"""Solves one mixed-integer program: reads it from standard input, writes the result to output.

A process of its own (``python -m scheduler.cpsat.highs``), since HiGHS can be stopped in no other
way and writes to standard output as it likes.
"""

from __future__ import annotations

import os
import sys

from ortools.math_opt import model_pb2, parameters_pb2
from ortools.math_opt.core.python import solver as mathopt

from scheduler.cpsat.asking import ask


def main() -> None:
    """Parameters and start, each behind its length (8 bytes), program; then the result."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    read = sys.stdin.buffer
    params = parameters_pb2.SolveParametersProto()
    params.ParseFromString(read.read(int.from_bytes(read.read(8), "big")))
    start = read.read(int.from_bytes(read.read(8), "big"))
    program = model_pb2.ModelProto()
    program.ParseFromString(read.read())
    solver = mathopt.new(
        parameters_pb2.SOLVER_TYPE_HIGHS, program, parameters_pb2.SolverInitializerProto()
    )
    del program  # The solver has its own copy; of a large city each is hundreds of megabytes.
    result = ask(solver, params, start=start)
    answer.write(result.SerializeToString())
    answer.close()


if __name__ == "__main__":
    main()
