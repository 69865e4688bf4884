"""The certificate in plan.json: what it takes to repeat a solve and to believe its answer."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from scheduler.domain.certificate import Certificate
from scheduler.domain.problem import Problem
from scheduler.domain.span import iso
from scheduler.outputs.origin import Origin, versions


def certificate_answer(
    problem: Problem, certificate: Certificate, origin: Origin
) -> dict[str, Any]:
    """Content of ``certificate``; `docs/certificate.md` explains it.

    It holds neither times nor paths of a machine, so that it repeats itself: ``near`` is named by
    its place in the workspace, or by its file name alone.
    """
    only = {"from": iso(origin.only[0]), "to": iso(origin.only[1])} if origin.only else None
    return {
        "input_hash": problem.input_hash,
        "versions": versions(),
        "seed": certificate.seed,
        "workers": certificate.workers,
        "parameters": {
            "time_limit_s": certificate.time_limit_s,
            "gap": certificate.gap,
            "near": origin.hash or None,
            "only": only,
            **({} if origin.today is None else {"today": iso(origin.today)}),
            **({} if origin.robust is None else {"robust": list(origin.robust.hashes)}),
        },
        "command": _command(certificate, origin),
        "bound_origin": certificate.bound_origin,
        "confirmed": _confirmed(certificate),
    }


def _command(c: Certificate, origin: Origin) -> list[str]:
    """Arguments of ``scheduler`` that ask for the same again."""
    words = ["solve", "--seed", str(c.seed), "--workers", str(c.workers)]
    words += ["--time-limit", _number(c.time_limit_s), "--gap", _number(c.gap)]
    if origin.file:
        words += ["--near", origin.file]
    if origin.only:
        words += ["--only", "..".join(map(iso, origin.only))]
    if origin.today is not None:
        words += ["--today", iso(origin.today)]
    if c.certify:
        words.append("--certify")
    if origin.robust is not None:
        words += [word for file, _ in origin.robust.scenarios for word in ("--robust", file)]
        words += ["--epsilon", str(origin.robust.epsilon), "--measure", origin.robust.measure]
    return words


def _number(value: float) -> str:
    return str(value).removesuffix(".0")


def _confirmed(certificate: Certificate) -> dict[str, Any] | None:
    if certificate.confirmed is None:
        return None
    how = asdict(certificate.confirmed)
    answer = how.pop("answer")
    lists = {key: list(how[key]) for key in ("strategies", "reused")}
    return {"answer": answer, "how": how | lists}
