"""`mutateExisting` of a MutatingPolicy: it changes resources that exist already, whatever is admitted.

Its autogen variants do so too, each for the targets of its own kinds. A target goes from policy to policy as an
admitted resource does; which targets a policy is about is judged on them as they were given.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.activation import Admission, kyverno_variables
from maestro.factory.kyverno.cel.environments import Place
from maestro.factory.kyverno.cel.expressions import AnyProgram, Conditions, Expressions
from maestro.factory.kyverno.cel.lang.errors import CompileError, EvalError, UnevaluatedError
from maestro.factory.kyverno.cel.lang.types import ANY, STRING, map_of
from maestro.factory.kyverno.cel.matching import MatchConstraints
from maestro.factory.kyverno.cel.mutations import Body, Discovery, attempt
from maestro.factory.kyverno.model import (
    CompiledPolicy,
    Document,
    Environment,
    Outcome,
    Phase,
    PolicyContext,
    PolicyHead,
    Request,
    ResourceIdentity,
    Response,
    Result,
)


@dataclass(frozen=True)
class ExistingPolicy:
    """The half of a policy that is about its targets; `constraints` are those of targets where it has any."""

    head: PolicyHead
    bodies: tuple[Body, ...]
    discovery: Discovery
    constraints: MatchConstraints | None
    selector: AnyProgram | None
    phase: Phase = Phase.MUTATE_EXISTING_CEL

    def evaluate(self, context: PolicyContext) -> Outcome:
        """Mutate the targets, each with every variant that is about it."""
        environment, responses = _with_targets(context.environment), list[Response]()
        changed: dict[ResourceIdentity, Document] = {}
        admission = Admission(replace(context, environment=environment), self.discovery.types)
        try:
            for body, target in self._selected(admission):
                identity = ResourceIdentity.of(target)
                document = changed.get(identity) or environment.changed_targets.get(identity) or target
                response, changed[identity] = self._mutate(body, document, identity, admission)
                responses.append(response)
        except (EvalError, CompileError, UnevaluatedError) as error:
            result = Result.UNEVALUATED if isinstance(error, UnevaluatedError) else Result.ERROR
            return Outcome((Response(self.head.name, self.head.kind, None, admission.identity, result, str(error)),))
        return Outcome(tuple(responses), targets=changed)

    def _selected(self, admission: Admission) -> Iterator[tuple[Body, Document]]:
        targets = admission.environment.targets
        names = self._names(admission) if targets and self.selector is not None else None
        for target in targets:
            for body in self.bodies:
                if not body.extracted and self._is_about(body, target, names, admission):
                    yield body, target

    def _is_about(self, body: Body, target: Document, names: set[tuple[str, str]] | None, admission: Admission) -> bool:
        if names is not None:
            return _key(target) in names
        candidate = Admission(replace(admission.context, request=Request.of(target)), self.discovery.types)
        return (self.constraints or body.constraints).matches(candidate, any_operation=True)

    def _names(self, admission: Admission) -> set[tuple[str, str]]:
        variables = kyverno_variables(admission, self.head.namespace)
        self.bodies[0].variables.bind(variables)
        selected = self.selector.evaluate(variables) if self.selector else None
        items = selected.get("items") if isinstance(selected, Mapping) else None
        chosen = items if isinstance(items, list) else [selected]
        return {_key(item) for item in chosen if isinstance(item, Mapping)}

    def _mutate(
        self, body: Body, target: Document, identity: ResourceIdentity, admission: Admission
    ) -> tuple[Response, Document]:
        variables = kyverno_variables(admission, self.head.namespace)
        variables |= {"object": target, "oldObject": None}
        verdict, patched = attempt(partial(body.mutate, target, variables, self.discovery.catalog), target)
        return Response(self.head.name, self.head.kind, None, identity, *verdict, patched, existing=True), patched


def _with_targets(environment: Environment) -> Environment:
    """Lookups see the targets here, and nothing else of the run where there is no cluster."""
    if environment.simulated_cluster:
        return environment
    return replace(environment, cluster=environment.targets, simulated_cluster=True)


def _key(document: Mapping[str, Any]) -> tuple[str, str]:
    identity = ResourceIdentity.of(document)
    return identity.namespace, identity.name


def existing_policy(
    head: PolicyHead, spec: Mapping[str, Any], bodies: tuple[Body, ...], discovery: Discovery
) -> CompiledPolicy | None:
    """The half of a policy that changes what exists, where it asks for that; raises CompileError."""
    evaluation = spec.get("evaluation")
    existing = evaluation.get("mutateExisting") if isinstance(evaluation, Mapping) else None
    if not isinstance(existing, Mapping) or not existing.get("enabled"):
        return None
    expressions = Expressions(Place(mutates=True, namespaced=bool(head.namespace)))
    expressions.variables(spec.get("variables"))
    wanted = spec.get("targetMatchConstraints")
    wanted = wanted if isinstance(wanted, Mapping) else {}
    conditions: Conditions = expressions.conditions(spec.get("targetMatchConditions"))
    selector = wanted.get("expression")
    return ExistingPolicy(
        head,
        tuple(replace(body, conditions=conditions) for body in bodies),
        discovery,
        MatchConstraints.of(wanted) if wanted.get("resourceRules") else None,
        expressions.compile(selector, map_of(STRING, ANY)) if selector else None,
    )
