"""The certificate in plan.json: what it takes to repeat a solve and to believe its answer."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from scheduler.domain.certificate import Certificate
from scheduler.domain.problem import Problem
from scheduler.domain.span import iso
from scheduler.outputs.origin import Origin, Supposed, versions


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
            **({} if origin.supposed is None else _supposed(origin.supposed)),
        },
        "command": _command(certificate, origin),
        "bound_origin": certificate.bound_origin,
        "confirmed": _confirmed(certificate),
    }


def _command(c: Certificate, origin: Origin) -> list[str]:
    """Arguments of ``scheduler`` that ask for the same again."""
    limits = ["--seed", str(c.seed), "--workers", str(c.workers)]
    limits += ["--time-limit", _number(c.time_limit_s)]
    if origin.supposed is not None:
        return ["whatif", *_suppose(origin.supposed), *limits]
    words = ["solve", *limits, "--gap", _number(c.gap)]
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


def _suppose(asked: Supposed) -> list[str]:
    """Scenario and standing plan; a name that begins like an option is made none."""
    words = [f"./{asked.scenario}" if asked.scenario.startswith("-") else asked.scenario]
    if not asked.near:
        words.append("--free")
    if asked.plan:
        words += ["--plan", asked.plan]
    if asked.today is not None:
        words += ["--today", iso(asked.today)]
    return words


def _supposed(asked: Supposed) -> dict[str, Any]:
    known = {} if asked.today is None else {"today": iso(asked.today)}
    return {"scenario": asked.scenario, "plan": asked.hash or None, **known}


def _number(value: float) -> str:
    return str(value).removesuffix(".0")


def _confirmed(certificate: Certificate) -> dict[str, Any] | None:
    if certificate.confirmed is None:
        return None
    how = asdict(certificate.confirmed)
    answer = how.pop("answer")
    lists = {key: list(how[key]) for key in ("strategies", "reused")}
    return {"answer": answer, "how": how | lists}
