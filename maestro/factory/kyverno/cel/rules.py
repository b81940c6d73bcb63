"""What the classic half takes from CEL: the bodies of `validate.cel`, with their `celPreconditions`.

These live in Kubernetes' world, not Kyverno's: none of Kyverno's functions, and an error denies.
"""

from collections.abc import Mapping
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.activation import Admission, admission_variables, label_map, user_map
from maestro.factory.kyverno.cel.environments import Place
from maestro.factory.kyverno.cel.expressions import Conditions, Expressions, PolicyVariables, entries
from maestro.factory.kyverno.cel.lang.errors import CompileError, EvalError, UnevaluatedError
from maestro.factory.kyverno.cel.matching import Selector
from maestro.factory.kyverno.cel.statements import Statement
from maestro.factory.kyverno.model import (
    CelRule,
    Document,
    GroupVersionKind,
    InvalidPolicyError,
    PolicyContext,
    PolicyHead,
    ResourceIdentity,
    Result,
)
from maestro.factory.kyverno.resources import ResourceTypes

_NO_RESOURCE = {"group": "", "version": "", "resource": ""}  # the command line tools do not fill it in


@dataclass(frozen=True)
class Parameters:
    """Which parameter resources a rule is evaluated with."""

    kind: GroupVersionKind
    reference: Mapping[str, Any]
    types: ResourceTypes

    def find(self, admission: Admission) -> list[Document]:
        """The parameters among what is given; EvalError where there is none."""
        namespace = self._namespace(admission)
        given = [*admission.environment.params, *admission.environment.cluster]
        of_kind = [item for item in given if GroupVersionKind.of(item) == self.kind]
        placed = [item for item in of_kind if ResourceIdentity.of(item).namespace == namespace]
        if self.reference.get("name"):
            found = [item for item in placed if ResourceIdentity.of(item).name == self.reference["name"]][:1]
        else:
            selector = Selector.of(self.reference.get("selector"))
            found = [item for item in placed if selector.matches(label_map(item))]
        if not found and (self.reference.get("name") or self.reference.get("parameterNotFoundAction") == "Deny"):
            raise EvalError(f"no parameter resource {self.kind.kind} was found")
        return found

    def _namespace(self, admission: Admission) -> str:
        given = str(self.reference.get("namespace") or "")
        if not self.types.find(self.kind.group, self.kind.kind).namespaced:
            if given:
                raise EvalError("paramRef.namespace must not be provided for a cluster-scoped `paramKind`")
            return ""
        if not given and not admission.namespace:
            raise EvalError("can't use namespaced paramRef to match cluster-scoped resources")
        return given or admission.namespace


@dataclass(frozen=True)
class ValidateCel:
    """The body of one rule."""

    name: str
    conditions: Conditions
    variables: PolicyVariables
    statements: tuple[Statement, ...]
    parameters: Parameters | None
    types: ResourceTypes

    def evaluate(self, context: PolicyContext) -> tuple[Result, str] | None:
        """Judge one resource; `skip` where the preconditions do not hold."""
        admission = Admission(context, self.types)
        variables = admission_variables(admission, labels=False)
        request = {**variables["request"], "resource": _NO_RESOURCE, "requestResource": _NO_RESOURCE}
        variables["request"] = {**request, "userInfo": user_map(context.request.user)}
        try:
            found = self.parameters.find(admission) if self.parameters else [None]
        except EvalError as error:
            return Result.ERROR, f"error in parameterized resource: {error}"
        for parameter in found:
            if self.parameters:
                variables["params"] = parameter
            verdict = self._judge(variables)
            if verdict is not None:
                return verdict
        return Result.PASS, f"Validation rule '{self.name}' passed."

    def _judge(self, variables: dict[str, Any]) -> tuple[Result, str] | None:
        self.variables.bind(variables)
        try:
            if not self.conditions.hold({**variables, "namespaceObject": None}):
                return Result.SKIP, "cel preconditions not met"
            for statement in self.statements:
                failed = statement.failure(variables)
                if failed is not None:
                    return Result.FAIL, failed
        except EvalError as error:
            return Result.FAIL, str(error)
        except UnevaluatedError as error:
            return Result.UNEVALUATED, str(error)
        return None


def compile_rule(rule: Document, head: PolicyHead) -> CelRule:
    """Compile the rule's `validate.cel`; an expression that does not compile denies when it is used."""
    validate = rule.get("validate") or {}
    cel = validate.get("cel")
    if not isinstance(cel, Mapping):
        raise InvalidPolicyError(f"policy {head.name}: validate.cel of rule {rule.get('name')} is no object")
    try:
        return _compile(rule, cel, str(validate.get("message") or ""))
    except (CompileError, AttributeError, TypeError) as error:
        raise InvalidPolicyError(f"policy {head.name}: rule {rule.get('name')} is malformed: {error}") from error


def _compile(rule: Document, cel: Mapping[str, Any], message: str) -> ValidateCel:
    types = ResourceTypes()
    expressions = Expressions(Place(kyverno=False, params=bool(cel.get("paramKind")), authorizer=True), lenient=True)
    variables = expressions.variables(cel.get("variables"))
    return ValidateCel(
        str(rule.get("name") or ""),
        expressions.conditions(rule.get("celPreconditions")),
        variables,
        tuple(Statement.of(item, expressions, message) for item in entries(cel.get("expressions"))),
        _parameters(cel, types),
        types,
    )


def _parameters(cel: Mapping[str, Any], types: ResourceTypes) -> Parameters | None:
    kind, reference = cel.get("paramKind"), cel.get("paramRef")
    if not isinstance(kind, Mapping):
        return None
    return Parameters(GroupVersionKind.of(kind), reference if isinstance(reference, Mapping) else {}, types)
