"""Broken hard rules for which a plan is published all the same: each finding by its own name."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scheduler.domain.problem import Problem
from scheduler.domain.reason import Finding, Reason
from scheduler.domain.span import iso
from scheduler.domain.text import Text
from scheduler.errors import UsageError
from scheduler.outputs.answers import Json, finding_answer
from scheduler.rules import BY_ID
from scheduler.store import Accepted

FEW = 3
"""Most events that a name lists; days and halls tell apart what concerns more of them."""


@dataclass(frozen=True)
class Refusal:
    """A finding that nobody has accepted.

    Parameters
    ----------
    name
        What ``--accept`` calls it; no other finding of the plan has this name.
    """

    finding: Finding
    name: str


def acceptances(given: Iterable[str]) -> dict[str, str]:
    """Reasons by the name of a finding, of ``RULE:REASON`` or ``RULE/EVENT:REASON``.

    Raises
    ------
    UsageError
        For a rule that does not exist, a name given twice, and where a reason is missing.
    """
    found: dict[str, str] = {}
    for words in given:
        name, reason = (part.strip() for part in (*re.split("[:：]", words, maxsplit=1), "")[:2])
        if name.partition("/")[0] not in BY_ID or name in found or not reason:
            raise UsageError(
                Text(
                    f"--accept “{words}”须写作 规则:理由，或 规则/活动:理由，每处一次；"
                    "写法见不予发布时的提示。",
                    f'--accept "{words}" must be RULE:REASON or RULE/EVENT:REASON, each finding '
                    "once; a refusal tells how to write each.",
                )
            )
        found[name] = reason
    return found


def settled(
    problem: Problem, hard: Sequence[Finding], reasons: dict[str, str],
    before: Iterable[Accepted] = (),
) -> tuple[list[Refusal], tuple[Accepted, ...]]:  # fmt: skip
    """What nobody has accepted, and what somebody has, in the order of the findings.

    Parameters
    ----------
    before
        Acceptances of an older release: they stand for findings that say the very same.

    Raises
    ------
    UsageError
        When a name fits no finding, several, or one that another name fits too: nobody accepts
        what he has not seen.
    """
    names = _names(hard)
    chosen = _chosen(names, reasons)
    answers = [finding_answer(problem, f) for f in hard]
    for place, reason in _again(answers, before).items():
        chosen.setdefault(place, reason)
    refused = [Refusal(f, _own(names, n)) for n, f in enumerate(hard) if n not in chosen]
    accepted = (
        Accepted(f.reason.rule, chosen[n], (answers[n],)) for n, f in enumerate(hard) if n in chosen
    )
    return refused, tuple(accepted)


def refusals_answer(problem: Problem, refused: Iterable[Refusal]) -> list[Json]:
    """Refused findings as in ``check``, each with the name by which it can be accepted."""
    return [finding_answer(problem, r.finding) | {"accept": r.name} for r in refused]


def _chosen(names: Sequence[Sequence[str]], reasons: dict[str, str]) -> dict[int, str]:
    """Reasons by place among the findings."""
    found: dict[int, str] = {}
    for name, reason in reasons.items():
        places = [n for n, own in enumerate(names) if name in own]
        if not places:
            raise UsageError(
                Text(
                    f"--accept {name}：此方案并未这样违反硬规则，请去掉。",
                    f"--accept {name}: the plan does not break this hard rule so; leave it out.",
                )
            )
        if len(places) > 1 or places[0] in found:
            raise _unclear(name, [_own(names, n) for n in places])
        found[places[0]] = reason
    return found


def _unclear(name: str, own: Sequence[str]) -> UsageError:
    if len(own) == 1:
        return UsageError(
            Text(
                f"--accept {name}：这一处已另行接受，请只留一条。",
                f"--accept {name}: this finding is accepted twice; leave one of them out.",
            )
        )
    return UsageError(
        Text(
            f"--accept {name}：违反之处共 {len(own)} 处，须逐处接受：{'、'.join(own)}",
            f"--accept {name}: there are {len(own)} such findings; accept each by itself: "
            f"{', '.join(own)}",
        )
    )


def _again(answers: Sequence[Json], before: Iterable[Accepted]) -> dict[int, str]:
    """Reasons given before, by place; a changed amount or sentence is another finding."""
    known = [(dict(said), one.reason) for one in before for said in one.findings]
    return {n: why for n, said in enumerate(answers) for old, why in known if old == said}


def _own(names: Sequence[Sequence[str]], place: int) -> str:
    """The shortest name that is this finding's alone, and says more than its rule."""
    count = Counter(name for own in names for name in own)
    return next(name for name in names[place][1:] if count[name] == 1)


def _names(hard: Sequence[Finding]) -> list[list[str]]:
    """Every name of each finding, from the rule alone to what only this one is called."""
    found, seen = [], Counter[str]()
    for finding in hard:
        names = list(dict.fromkeys(_called(finding.reason)))
        seen[names[-1]] += 1
        # Findings that say the very same can only be counted.
        found.append([*names, f"{names[-1]}.{seen[names[-1]]}"])
    return found


def _called(reason: Reason) -> Iterator[str]:
    events = reason.events if len(reason.events) <= FEW else ()
    days = sorted({iso(d) for d in (*reason.days[:1], *reason.days[-1:])})
    subjects = (), events, (*events, "..".join(days)), (*events, *reason.halls, "..".join(days))
    for words in subjects:
        yield "/".join((reason.rule, *filter(None, words)))
    content = repr((reason.case, reason.events, reason.halls, reason.days, reason.facts))
    yield f"{reason.rule}/{hashlib.sha256(content.encode()).hexdigest()[:8]}"
