"""GeneratingPolicy and its namespaced form: resources that a trigger brings forth, by expression or by template."""

from collections.abc import Callable, Mapping
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.activation import Admission, kyverno_variables
from maestro.factory.kyverno.cel.environments import Place
from maestro.factory.kyverno.cel.exceptions import PolicyException, compile_exceptions, exempt, exempted_result
from maestro.factory.kyverno.cel.expressions import (
    AuditAnnotations,
    Conditions,
    Expressions,
    PolicyVariables,
    entries,
)
from maestro.factory.kyverno.cel.lang.errors import CompileError, EvalError, UnevaluatedError
from maestro.factory.kyverno.cel.lang.types import BOOL
from maestro.factory.kyverno.cel.libs.lookups import Generator
from maestro.factory.kyverno.cel.matching import MatchConstraints
from maestro.factory.kyverno.cel.specification import compiling, spec_of
from maestro.factory.kyverno.cel.templates import compile_template, render
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
    metadata_of,
)
from maestro.factory.kyverno.resources import ResourceTypes

Generation = Callable[[dict[str, Any]], Any]


@dataclass(frozen=True)
class GeneratingPolicy:
    """A policy ready to generate."""

    head: PolicyHead
    constraints: MatchConstraints | None
    conditions: Conditions
    variables: PolicyVariables
    generations: tuple[Generation, ...]
    annotations: AuditAnnotations
    exceptions: tuple[PolicyException, ...]
    types: ResourceTypes
    phase: Phase = Phase.GENERATE_CEL

    def evaluate(self, context: PolicyContext) -> Outcome:
        """What the trigger brings forth; nothing is said where the match conditions do not hold."""
        admission = Admission(context, self.types)
        generator = Generator(self.head.namespace)
        try:
            if self.constraints is None or not self.constraints.matches(admission):
                return Outcome()
            verdict = self._generate(admission, generator)
        except (EvalError, CompileError) as error:
            verdict = (Result.ERROR, f"failed to evaluate policy: {error}")
        except UnevaluatedError as error:
            verdict = (Result.UNEVALUATED, str(error))
        if verdict is None:
            return Outcome()
        made = tuple(generator.made) if verdict[0] is Result.PASS else ()
        head = self.head
        return Outcome((Response(head.name, head.kind, None, admission.identity, *verdict, generated=made),))

    def _generate(self, admission: Admission, generator: Generator) -> tuple[Result, str] | None:
        variables = kyverno_variables(admission, self.head.namespace)
        variables["generator"] = generator
        matched = exempt(self.exceptions, variables)
        if matched:
            return exempted_result(matched)
        if not self.conditions.hold(variables):
            return None
        self.variables.bind(variables)
        for generation in self.generations:
            generation(variables)
        self.annotations.evaluate(variables)
        return Result.PASS, "policy evaluated successfully"


def compile_generating(document: Document, setting: Setting) -> list[CompiledPolicy]:
    """Compile a GeneratingPolicy."""
    head, spec = PolicyHead.of(document), spec_of(document)
    with compiling(head):
        expressions = Expressions(Place(generates=True, namespaced=bool(head.namespace)))
        conditions = expressions.conditions(spec.get("matchConditions"))
        variables = expressions.variables(spec.get("variables"))
        constraints = spec.get("matchConstraints")
        policy = GeneratingPolicy(
            head,
            MatchConstraints.of(constraints) if isinstance(constraints, dict) else None,
            conditions,
            variables,
            tuple(_generation(item, head, expressions) for item in entries(spec.get("generate"))),
            expressions.annotations(spec.get("auditAnnotations")),
            compile_exceptions(setting.exceptions, head, expressions),
            ResourceTypes(setting.crds),
        )
        return [policy]


def _generation(item: Mapping[str, Any], head: PolicyHead, expressions: Expressions) -> Generation:
    template, expression = item.get("template"), item.get("expression")
    if isinstance(template, Mapping) == bool(expression):
        raise CompileError("a generation has either an expression or a template")
    if not isinstance(template, Mapping):
        return expressions.compile(expression, BOOL).evaluate
    documents = compile_template(template, expressions)

    def generate(variables: dict[str, Any]) -> None:
        for document in render(documents, variables):
            _place(document, head, variables["generator"])

    return generate


def _place(document: Document, head: PolicyHead, generator: Generator) -> None:
    namespace = str(metadata_of(document).get("namespace") or "")
    if head.namespace and namespace not in {"", head.namespace}:
        raise EvalError(
            f"cross-namespace generation denied: a policy in namespace {head.namespace!r} cannot generate resources "
            f"into namespace {namespace!r}"
        )
    generator.apply(namespace or head.namespace, [document])
