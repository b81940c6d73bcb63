"""The order of evaluation: each resource by itself, phase after phase, every mutation feeding the next.

Owns order and chaining only; what a policy says is the policy's own business.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from maestro.factory.kyverno.model import (
    MUTATING,
    CompiledPolicy,
    Document,
    Environment,
    Phase,
    PolicyContext,
    Request,
    Response,
    Selective,
)

_TYPES = 1024  # types of resources whose silent policies are remembered


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
        self._silent: dict[tuple[object, ...], frozenset[int]] = {}

    def evaluate(self, request: Request, environment: Environment | None = None) -> Evaluation:
        """Judge one admission with every policy."""
        environment = environment or Environment()
        responses: list[Response] = []
        silent = self._silent_on(request)
        for place, policy in enumerate(self._policies):
            if place in silent or (not request.resource and policy.phase != Phase.DELETE):
                continue
            outcome = policy.evaluate(PolicyContext(request, environment))
            namespace = policy.head.namespace
            responses += (replace(response, policy_namespace=namespace) for response in outcome.responses)
            if outcome.patched is not None and policy.phase in MUTATING:
                request = request.with_object(outcome.patched)
                silent = self._silent_on(request)
        return Evaluation(request, tuple(responses), request.resource)

    def _silent_on(self, request: Request) -> frozenset[int]:
        """The places of the policies that have nothing to say of resources of this type, found once a type."""
        key = request.kind, request.subresource, request.operation
        found = self._silent.get(key)
        if found is None:
            found = frozenset(
                place
                for place, policy in enumerate(self._policies)
                if isinstance(policy, Selective) and not policy.concerns(request)
            )
            if len(self._silent) >= _TYPES:
                self._silent.clear()
            self._silent[key] = found
        return found
