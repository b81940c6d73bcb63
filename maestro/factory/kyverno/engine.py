"""The order of evaluation: each resource by itself, phase after phase, every mutation feeding the next.

Owns order and chaining only; what a policy says is the policy's own business.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from maestro.factory.kyverno.model import (
    MUTATING,
    CompiledPolicy,
    Document,
    Environment,
    Phase,
    PolicyContext,
    Request,
    Response,
)


@dataclass(frozen=True)
class Evaluation:
    """All responses for one resource, and the resource after every mutation (`{}` after a mutation that went wrong)."""

    request: Request
    responses: tuple[Response, ...]
    resource: Document


class Engine:
    """A set of compiled policies in their order of evaluation."""

    def __init__(self, policies: Iterable[CompiledPolicy]) -> None:
        """Sort by phase; within a phase the given order stays."""
        self._policies = sorted(policies, key=lambda policy: policy.phase)

    def evaluate(self, request: Request, environment: Environment | None = None) -> Evaluation:
        """Judge one admission with every policy."""
        environment = environment or Environment()
        responses: list[Response] = []
        for policy in self._policies:
            if not request.resource and policy.phase != Phase.DELETE:
                continue
            outcome = policy.evaluate(PolicyContext(request, environment))
            responses += outcome.responses
            if outcome.patched is not None and policy.phase in MUTATING:
                request = request.with_object(outcome.patched)
        return Evaluation(request, tuple(responses), request.resource)
