"""The pipeline as the agents' evaluator: what it renders, what each policy changed, what stands against it."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from maestro.agents.evaluation import Evaluation, PolicyRow
from maestro.domain.errors import ViolationError
from maestro.domain.findings import Violation
from maestro.factory.generated import Generated

_WORST = ("fail", "error", "warn", "unevaluated", "pass")
_FIELDS = 6  # changed fields that are named


class Pipeline(Protocol):
    """Runs a request through chart and policies."""

    def run(self, request: Mapping[str, Any]) -> Generated:
        """ViolationError where the chart refuses the request."""
        ...


class PipelineEvaluator:
    """Evaluates in process."""

    def __init__(self, pipeline: Pipeline) -> None:
        """Keep the pipeline."""
        self._pipeline = pipeline

    def evaluate(self, request: Mapping[str, Any]) -> Evaluation:
        """Failing policies are violations; a chart that refuses the request is one as well."""
        try:
            made = self._pipeline.run(request)
        except ViolationError as error:
            return Evaluation(True, (Violation("policy", error.path or "", error.message),))
        violations = tuple(Violation("policy", verdict.policy, verdict.told) for verdict in made.failures)
        rows = (*_changing(made), *_judging(made))
        note = "some policies cannot be evaluated here; the factory's CI does" if made.counts["unevaluated"] else ""
        return Evaluation(True, violations, made.kinds, rows, note)


def _changing(made: Generated) -> Iterator[PolicyRow]:
    """One row a mutating policy that did something."""
    policies = dict.fromkeys(mutation.policy for mutation in made.mutations)
    for policy in policies:
        mine = [m for m in made.mutations if m.policy == policy]
        resources = dict.fromkeys(m.resource for m in mine)
        fields = tuple(dict.fromkeys(m.field for m in mine))[:_FIELDS]
        yield PolicyRow(policy, "applied", resource=_several(list(resources)), changed=fields)


def _judging(made: Generated) -> Iterator[PolicyRow]:
    """One row a validating policy with its worst result; those that had nothing to judge are left out."""
    for policy in dict.fromkeys(verdict.policy for verdict in made.verdicts):
        mine = [v for v in made.verdicts if v.policy == policy and v.result in _WORST]
        if not mine:
            continue
        worst = min(mine, key=lambda v: _WORST.index(v.result))
        same = [v.name for v in mine if v.result == worst.result]
        message = "" if worst.result == "pass" else worst.message
        yield PolicyRow(policy, worst.result, message, _several(same))


def _several(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} resources"
