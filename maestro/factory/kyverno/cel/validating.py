"""ValidatingPolicy and its namespaced form: expressions that must be true of a resource.

Modes: Kubernetes (the default) judges admissions, JSON any document, HTTP and Envoy the requests of a proxy.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.activation import Admission, kyverno_variables, no_exceptions
from maestro.factory.kyverno.cel.autogen import Variant, rewrite_validating, variants
from maestro.factory.kyverno.cel.environments import Place
from maestro.factory.kyverno.cel.exceptions import PolicyException, compile_exceptions, exempt, exempted_result
from maestro.factory.kyverno.cel.expressions import (
    AuditAnnotations,
    Conditions,
    Expressions,
    PolicyVariables,
    Validation,
    entries,
)
from maestro.factory.kyverno.cel.extraction import pod_requests
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
    Request,
    ResourceIdentity,
    Response,
    Result,
    Setting,
)
from maestro.factory.kyverno.resources import ResourceTypes

Verdict = tuple[Result, str]


class _LoadError(EvalError):
    """A condition or an annotation that cannot be evaluated: the tools word it otherwise than a validation."""


@dataclass(frozen=True)
class Rules:
    """The compiled body of a policy, or of one of its autogen variants."""

    constraints: MatchConstraints | None
    conditions: Conditions
    variables: PolicyVariables
    validations: tuple[Validation, ...]
    annotations: AuditAnnotations
    exceptions: tuple[PolicyException, ...]
    ignore_failures: bool
    extracted: bool = False

    def judge(self, variables: dict[str, Any]) -> Verdict | None:
        """What the policy says of these variables; None where its match conditions do not select them."""
        matched = exempt(self.exceptions, variables)
        if matched:
            return exempted_result(matched)
        try:
            if not self.conditions.hold(variables):
                return None
        except EvalError as error:
            if self.ignore_failures:
                return None
            raise _LoadError(str(error)) from None
        self.variables.bind(variables)
        return self._validate(variables)

    def _validate(self, variables: dict[str, Any]) -> Verdict:
        for index, validation in enumerate(self.validations):
            answer = validation.program.evaluate(variables)
            if answer is not True:
                message = _message(validation, index, variables)
                self._annotate(variables)
                return Result.FAIL, message
        self._annotate(variables)
        return Result.PASS, "success"

    def _annotate(self, variables: dict[str, Any]) -> None:
        try:
            self.annotations.evaluate(variables)
        except EvalError as error:
            raise _LoadError(str(error)) from None


def _told(error: EvalError | CompileError) -> str:
    return f"failed to load context: {error}" if isinstance(error, _LoadError) else f"error: {error}"


def _message(validation: Validation, index: int, variables: dict[str, Any]) -> str:
    message = validation.message
    if validation.message_program is not None:
        try:
            message = str(validation.message_program.evaluate(variables))
        except EvalError as error:
            message = f"failed to evaluate message expression: {error}"
    return message or f"CEL expression validation failed at index {index}"


@dataclass(frozen=True)
class ValidatingPolicy:
    """A policy with its autogen variants, ready to judge admissions."""

    head: PolicyHead
    rules: tuple[Rules, ...]
    types: ResourceTypes
    json: bool = False
    phase: Phase = Phase.VALIDATE_CEL

    def concerns(self, request: Request) -> bool:
        """Whether a variant is about resources of this type; any document is judged as JSON."""
        return self.json or any(
            rules.constraints is not None and rules.constraints.concerns(request, self.types) for rules in self.rules
        )

    def evaluate(self, context: PolicyContext) -> Outcome:
        """Judge one resource; each variant that is about it answers."""
        if self.json:
            return self._judge_document(context)
        resource = context.request.resource
        if not resource.get("kind"):  # a bare document is for the JSON mode
            return Outcome()
        admission = Admission(context, self.types)
        answers = [self._answer(rules, admission) for rules in self.rules]
        return Outcome(tuple(answer for answer in answers if answer is not None))

    def _answer(self, rules: Rules, admission: Admission) -> Response | None:
        if rules.constraints is None:
            return None
        try:
            if not rules.constraints.matches(admission):
                return None
            verdict = self._verdict(rules, admission)
        except (EvalError, CompileError) as error:
            verdict = (Result.ERROR, _told(error))
        except UnevaluatedError as error:
            verdict = (Result.UNEVALUATED, str(error))
        return self._response(admission.identity, verdict)

    def _verdict(self, rules: Rules, admission: Admission) -> Verdict | None:
        if not rules.extracted:
            return rules.judge(kyverno_variables(admission, self.head.namespace))
        verdict: Verdict | None = None
        for request in pod_requests(admission.request):
            pod = Admission(replace(admission.context, request=request), self.types)
            verdict = rules.judge(kyverno_variables(pod, self.head.namespace))
            if verdict and verdict[0] is Result.FAIL:
                return verdict
        return verdict

    def _judge_document(self, context: PolicyContext) -> Outcome:
        document = context.request.resource
        variables = {
            **kyverno_variables(Admission(context, self.types), self.head.namespace),
            "object": document,
            "oldObject": None,
            "request": None,
            "namespaceObject": None,
            "exceptions": no_exceptions(),
        }
        try:
            verdict = self.rules[0].judge(variables)
        except EvalError as error:
            verdict = (Result.ERROR, _told(error))
        except UnevaluatedError as error:
            verdict = (Result.UNEVALUATED, str(error))
        return Outcome((self._response(ResourceIdentity.of(context.request.resource), verdict),))

    def _response(self, identity: ResourceIdentity, verdict: Verdict | None) -> Response:
        result, message = verdict or (Result.SKIP, "skip")
        if result is Result.FAIL and not self.head.scored:
            result = Result.WARN
        return Response(self.head.name, self.head.kind, None, identity, result, message)


def compile_validating(document: Document, setting: Setting) -> list[CompiledPolicy]:
    """Compile a ValidatingPolicy; what does not compile ends the whole run, as in Kyverno's tools."""
    head, spec = PolicyHead.of(document), spec_of(document)
    mode = _mode(spec)
    with compiling(head):
        if mode in {"HTTP", "Envoy"}:
            from maestro.factory.kyverno.cel.proxies import compile_proxy

            return [compile_proxy(head, spec, mode)]
        types = ResourceTypes(setting.crds)
        bodies = [Variant(spec)] if mode == "JSON" else [Variant(spec), *variants(spec, rewrite_validating)]
        rules = tuple(_rules(body, head, setting) for body in bodies)
        return [ValidatingPolicy(head, rules, types, json=mode == "JSON")]


def _mode(spec: Mapping[str, Any]) -> str:
    evaluation = spec.get("evaluation")
    return str(evaluation.get("mode") or "") if isinstance(evaluation, Mapping) else ""


def _rules(variant: Variant, head: PolicyHead, setting: Setting) -> Rules:
    spec = variant.spec
    expressions = Expressions(Place(namespaced=bool(head.namespace)))
    conditions = expressions.conditions(spec.get("matchConditions"))  # these do not see the variables
    variables = expressions.variables(spec.get("variables"))
    constraints = spec.get("matchConstraints")
    return Rules(
        MatchConstraints.of(constraints) if isinstance(constraints, Mapping) else None,
        conditions,
        variables,
        tuple(Validation.of(item, expressions) for item in entries(spec.get("validations"))),
        expressions.annotations(spec.get("auditAnnotations")),
        compile_exceptions(setting.exceptions, head, expressions),
        ignore_failures=spec.get("failurePolicy") == "Ignore",
        extracted=variant.extracted,
    )
