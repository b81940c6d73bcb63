"""ValidatingPolicy in HTTP and Envoy mode: the request of a proxy is allowed, denied or not concerned."""

from collections.abc import Mapping
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.environments import Place
from maestro.factory.kyverno.cel.expressions import AnyProgram, Conditions, Expressions, PolicyVariables, entries
from maestro.factory.kyverno.cel.lang.errors import EvalError, UnevaluatedError
from maestro.factory.kyverno.cel.libs.documents import JsonLibrary, YamlLibrary
from maestro.factory.kyverno.cel.libs.proxies import Decision
from maestro.factory.kyverno.model import Outcome, Phase, PolicyContext, PolicyHead, ResourceIdentity, Response, Result
from maestro.factory.kyverno.values.golang import as_float64


@dataclass(frozen=True)
class ProxyPolicy:
    """A policy on the requests of a proxy; its first validation that decides is the answer."""

    head: PolicyHead
    conditions: Conditions
    variables: PolicyVariables
    decisions: tuple[AnyProgram, ...]
    phase: Phase = Phase.VALIDATE_CEL

    def evaluate(self, context: PolicyContext) -> Outcome:
        """Judge one request; resources of a cluster are none."""
        if context.request.resource.get("kind"):
            return Outcome()
        variables = {
            "object": as_float64(context.request.resource),
            "json": JsonLibrary(),
            "yaml": YamlLibrary(context.environment.outside.parse_yaml),
        }
        try:
            result, message = self._decide(variables)
        except EvalError as error:
            result, message = Result.ERROR, str(error)
        except UnevaluatedError as error:
            result, message = Result.UNEVALUATED, str(error)
        identity = ResourceIdentity.of(context.request.resource)
        return Outcome((Response(self.head.name, self.head.kind, None, identity, result, message),))

    def _decide(self, variables: dict[str, Any]) -> tuple[Result, str]:
        self.variables.bind(variables)
        if not self.conditions.hold(variables):
            return Result.SKIP, "request does not match"
        for program in self.decisions:
            decision = program.evaluate(variables)
            if isinstance(decision, Decision) and decision.final:
                if decision.allowed:
                    return Result.PASS, "request allowed"
                return Result.FAIL, f"request denied: {decision.detail}"
        return Result.SKIP, "request does not match"


def compile_proxy(head: PolicyHead, spec: Mapping[str, Any], mode: str) -> ProxyPolicy:
    """Compile the body of a policy in HTTP or Envoy mode."""
    expressions = Expressions(Place(proxy=mode.lower()))
    variables = expressions.variables(spec.get("variables"))
    conditions = expressions.conditions(spec.get("matchConditions"))
    decisions = tuple(expressions.compile(item.get("expression")) for item in entries(spec.get("validations")))
    return ProxyPolicy(head, conditions, variables, decisions)
