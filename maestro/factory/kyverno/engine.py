"""The order of evaluation: each resource by itself, phase after phase, every mutation feeding the next.

Owns order and chaining only; what a policy says is the policy's own business.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from maestro.domain.record import dataclass
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

_CEL_MUTATIONS = frozenset({"MutatingPolicy", "NamespacedMutatingPolicy"})
_TYPES = 1024  # types of resources whose silent policies are remembered


@dataclass(frozen=True)
class Evaluation:
    """All responses for one resource, and the resource after every mutation (`{}` after a mutation that went wrong)."""

    request: Request
    responses: tuple[Response, ...]
    resource: Document
    environment: Environment

    def shown(self) -> Iterator[Response]:
        """The responses as Kyverno's tools show them: a MutatingPolicy with what all of its kind made of the object."""
        for response in self.responses:
            if response.patched is None or response.policy_kind not in _CEL_MUTATIONS:
                yield response
            elif response.existing:
                yield replace(response, patched=self.environment.changed_targets[response.resource])
            else:
                yield replace(response, patched=self.resource)


class Engine:
    """A set of compiled policies in their order of evaluation."""

    def __init__(self, policies: Iterable[CompiledPolicy]) -> None:
        """Sort by phase; within a phase the given order stays."""
        self._policies = sorted(policies, key=lambda policy: policy.phase)
        self._silent: dict[tuple[object, ...], frozenset[int]] = {}

    def evaluate(self, request: Request, environment: Environment | None = None) -> Evaluation:
        """Judge one admission with every policy."""
        run = _Run(request, environment or Environment())
        silent = self._silent_on(request)
        for place, policy in enumerate(self._policies):
            if place in silent or (not run.request.resource and policy.phase != Phase.DELETE):
                continue
            if run.judge(policy):
                silent = self._silent_on(run.request)
        return Evaluation(run.request, tuple(run.responses), run.request.resource, run.environment)

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


class _Run:
    """One admission on its way through the policies."""

    def __init__(self, request: Request, environment: Environment) -> None:
        self.request, self.environment = request, environment
        self.responses: list[Response] = []
        self._phase: Phase | None = None

    def judge(self, policy: CompiledPolicy) -> bool:
        """Hear a policy; whether it mutated the resource."""
        self._enter(policy.phase)
        outcome = policy.evaluate(PolicyContext(self.request, self.environment))
        namespace = policy.head.namespace
        self.responses += (
            response if response.policy_namespace == namespace else replace(response, policy_namespace=namespace)
            for response in outcome.responses
        )
        if outcome.targets:
            changed = {**self.environment.changed_targets, **outcome.targets}
            self.environment = replace(self.environment, changed_targets=changed)
        if outcome.patched is None or policy.phase not in MUTATING:
            return False
        self.request = self.request.with_object(outcome.patched)
        return True

    def _enter(self, phase: Phase) -> None:
        """MutatingPolicies share one request, and see in it the object before the first of them."""
        if phase is not self._phase:
            self._phase = phase
            sent = self.request.object if phase is Phase.MUTATE_CEL else None
            if sent is not self.request.sent:
                self.request = replace(self.request, sent=sent)
