"""DeletingPolicy and its namespaced form: whether a resource would be deleted. `pass` where the conditions hold."""

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.activation import Admission, kyverno_variables
from maestro.factory.kyverno.cel.environments import Place
from maestro.factory.kyverno.cel.exceptions import PolicyException, compile_exceptions
from maestro.factory.kyverno.cel.expressions import Conditions, Expressions, PolicyVariables
from maestro.factory.kyverno.cel.lang.errors import CompileError, EvalError, UnevaluatedError
from maestro.factory.kyverno.cel.matching import MatchConstraints
from maestro.factory.kyverno.cel.specification import compiling, spec_of
from maestro.factory.kyverno.model import (
    CompiledPolicy,
    Document,
    Outcome,
    Phase,
    PolicyContext,
    PolicyHead,
    Response,
    Result,
    Setting,
)
from maestro.factory.kyverno.resources import ResourceTypes

_OF_REQUESTS = ("oldObject", "request", "exceptions")  # declared, yet without a value: nothing was requested


@dataclass(frozen=True)
class DeletingPolicy:
    """A policy ready to judge what stands in a cluster; operations play no part."""

    head: PolicyHead
    constraints: MatchConstraints | None
    conditions: Conditions
    variables: PolicyVariables
    exceptions: tuple[PolicyException, ...]
    types: ResourceTypes
    phase: Phase = Phase.DELETE

    def evaluate(self, context: PolicyContext) -> Outcome:
        """Whether the resource would go."""
        admission = Admission(context, self.types)
        resource = context.request.resource
        try:
            if resource.get("kind") and not self._is_about(admission):
                return Outcome()
            verdict = self._judge(admission)
        except (EvalError, CompileError) as error:
            verdict = (Result.ERROR, str(error))
        except UnevaluatedError as error:
            verdict = (Result.UNEVALUATED, str(error))
        result, message = verdict
        return Outcome((Response(self.head.name, self.head.kind, None, admission.identity, result, message),))

    def _is_about(self, admission: Admission) -> bool:
        return self.constraints is not None and self.constraints.matches(admission, any_operation=True)

    def _judge(self, admission: Admission) -> tuple[Result, str]:
        variables = dict(kyverno_variables(admission, self.head.namespace))
        for name in _OF_REQUESTS:
            variables.pop(name, None)
        variables["object"] = admission.request.resource
        self.variables.bind(variables)
        exempt = [exception for exception in self.exceptions if exception.conditions.hold(variables)]
        if not exempt and self.conditions.hold(variables):
            return Result.PASS, "resource matched"
        return Result.FAIL, "resource did not match"


def compile_deleting(document: Document, setting: Setting) -> list[CompiledPolicy]:
    """Compile a DeletingPolicy."""
    head, spec = PolicyHead.of(document), spec_of(document)
    with compiling(head):
        expressions = Expressions(Place(namespaced=bool(head.namespace)))
        variables = expressions.variables(spec.get("variables"))
        constraints = spec.get("matchConstraints")
        policy = DeletingPolicy(
            head,
            MatchConstraints.of(constraints) if isinstance(constraints, dict) else None,
            expressions.conditions(spec.get("conditions")),
            variables,
            compile_exceptions(setting.exceptions, head, expressions),
            ResourceTypes(setting.crds),
        )
        return [policy]
