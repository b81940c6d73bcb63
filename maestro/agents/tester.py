"""Checks what was committed, not what was meant: reads the files back, validates them, has them evaluated."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from maestro.agents.base import LEAST, Assignment, RejectedError
from maestro.agents.evaluation import Evaluation
from maestro.agents.toolbox import Toolbox
from maestro.domain.errors import ForgeError
from maestro.domain.findings import Violation
from maestro.domain.json import digest, get
from maestro.domain.runs import TaskKind, TaskResult

_SHOWN = 5  # violations that a message lists before it counts the rest


class Tester:
    """Does `test`."""

    need = LEAST

    def work(self, task: Assignment, tools: Toolbox) -> TaskResult:
        """RejectedError with every violation; else what the factory will make of the requests."""
        commit = task.found(TaskKind.IMPLEMENT, "commit")
        files = task.found(TaskKind.SCAFFOLD, "files")
        pairs = zip(task.handoff.requests, task.handoff.names, strict=True)
        committed = [_committed(tools, commit, files[name], request) for request, name in pairs]
        evaluations = examine(committed, task.handoff.identity, tools)
        data = {name: _plain(e) for name, e in zip(task.handoff.names, evaluations, strict=True)}
        return TaskResult(summary(evaluations), data={"evaluations": data})


def examine(requests: Sequence[Mapping[str, Any]], identity: tuple[str, ...], tools: Toolbox) -> tuple[Evaluation, ...]:
    """What the factory makes of each request; RejectedError with all violations of schema and policies."""
    violations: list[Violation] = []
    evaluations: list[Evaluation] = []
    for request in requests:
        found = list(tools.check(request))
        if not found:
            evaluations.append(tools.evaluate(request))
            found += evaluations[-1].violations
        name = str(get(request, identity[-1], "")) if len(requests) > 1 and identity else None
        violations += [replace(violation, environment=name) for violation in found]
    if violations:
        raise RejectedError(_told(violations), violations)
    return tuple(evaluations)


def _committed(tools: Toolbox, commit: str, file: str, request: Mapping[str, Any]) -> Mapping[str, Any]:
    found = tools.read_request(commit, file)
    if found is None or digest(found) != digest(request):
        raise ForgeError(
            f"{file} at {commit[:10]} is not the request that was handed over; the branch was changed", path=file
        )
    return found


def summary(evaluations: tuple[Evaluation, ...]) -> str:
    """`schema valid, 34 resources, 21 pass, 1 warn`, or that nobody looked at the policies."""
    words = ["schema valid"]
    resources = sum(sum((e.resources or {}).values()) for e in evaluations)
    if resources:
        words.append(f"{resources} resources")
    counts = Counter(row.result for e in evaluations for row in e.policies or ())
    words += [f"{counts[result]} {result}" for result in ("pass", "warn", "skip", "error", "fail") if counts[result]]
    if not all(e.evaluated for e in evaluations):
        words.append("policies not evaluated here")
    return ", ".join(words)


def _told(violations: Sequence[Violation]) -> str:
    rest = len(violations) - _SHOWN
    shown = "; ".join(_of(v) + v.message.rstrip(".") for v in violations[:_SHOWN])
    return f"{shown}{f'; and {rest} more' if rest > 0 else ''}. No pull request was opened."


def _of(violation: Violation) -> str:
    return f"{violation.environment}: " if violation.environment else ""


def _plain(evaluation: Evaluation) -> dict[str, Any]:
    return asdict(evaluation) | {"resources": dict(evaluation.resources) if evaluation.resources else None}
