"""Kubernetes' own admission policies with their bindings and parameters: validating and mutating.

As the command line tools judge them: always a CREATE, with or without a binding; a binding replaces the policy's own
match constraints.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.activation import Admission, admission_variables, label_map
from maestro.factory.kyverno.cel.environments import Place
from maestro.factory.kyverno.cel.expressions import Conditions, Expressions, PolicyVariables, entries
from maestro.factory.kyverno.cel.lang.errors import CompileError, EvalError, UnevaluatedError
from maestro.factory.kyverno.cel.matching import MatchConstraints, Selector
from maestro.factory.kyverno.cel.patches import Patch, compile_patches
from maestro.factory.kyverno.cel.schemas.shapes import ANYTHING
from maestro.factory.kyverno.cel.specification import compiling, spec_of
from maestro.factory.kyverno.cel.statements import Statement
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
_MUTATING_VERSION = "admissionregistration.k8s.io/v1alpha1"  # the only one that the tools load


@dataclass(frozen=True)
class Binding:
    """One binding: which resources it selects, and which parameters it brings."""

    constraints: MatchConstraints | None
    reference: Mapping[str, Any] | None

    @classmethod
    def of(cls, document: Document) -> "Binding":
        """Read it."""
        spec = spec_of(document)
        resources, reference = spec.get("matchResources"), spec.get("paramRef")
        return cls(
            MatchConstraints.of(resources, known_labels_only=True) if isinstance(resources, Mapping) else None,
            reference if isinstance(reference, Mapping) else None,
        )

    def parameter(self, admission: Admission) -> Document | None:
        """The parameter resource; a list of them where a selector is given; None where nothing is found."""
        if self.reference is None:
            return None
        given = admission.environment.params
        if isinstance(self.reference.get("selector"), Mapping):
            selector = Selector.of(self.reference["selector"])
            items = [item for item in given if selector.matches(label_map(item))]
            return {"items": items} if items else None
        return next((item for item in given if self._names(item)), None)

    def _names(self, item: Document) -> bool:
        reference, identity = self.reference or {}, ResourceIdentity.of(item)
        if reference.get("name"):
            return bool(identity.name == reference["name"])
        return bool(reference.get("namespace")) and identity.namespace == reference["namespace"]


@dataclass(frozen=True)
class Selection:
    """When a policy is evaluated, and with which parameters."""

    constraints: MatchConstraints
    bindings: tuple[Binding, ...]

    def rounds(self, admission: Admission) -> Iterator[Document | None]:
        """The parameter of each round of evaluation; no round where the resource is not selected."""
        if not self.bindings:
            if self.constraints.matches(admission):
                yield None
            return
        for binding in self.bindings:
            if binding.constraints is None or binding.constraints.matches(admission):
                yield binding.parameter(admission)


def _creation(context: PolicyContext) -> PolicyContext:
    return replace(context, request=Request.of(context.request.resource, user=context.request.user))


@dataclass(frozen=True)
class ValidatingAdmissionPolicy:
    """A ValidatingAdmissionPolicy ready to judge."""

    head: PolicyHead
    selection: Selection
    conditions: Conditions
    variables: PolicyVariables
    statements: tuple[Statement, ...]
    ignore_failures: bool
    params: bool
    types: ResourceTypes
    phase: Phase = Phase.VALIDATE_ADMISSION

    def evaluate(self, context: PolicyContext) -> Outcome:
        """Judge one resource; with several bindings the last one speaks."""
        admission = Admission(_creation(context), self.types)
        verdict: Verdict | None = None
        try:
            for parameter in self.selection.rounds(admission):
                verdict = self._judge(admission, parameter)
        except CompileError as error:
            verdict = (Result.ERROR, error.message)
        if verdict is None and self.selection.bindings:
            verdict = (Result.SKIP, "no binding of the policy selects the resource")
        if verdict is None:
            return Outcome()
        return Outcome((Response(self.head.name, self.head.kind, self.head.name, admission.identity, *verdict),))

    def _judge(self, admission: Admission, parameter: Document | None) -> Verdict:
        variables = admission_variables(admission)
        variables["namespaceObject"] = variables["namespaceObject"] or {"metadata": {}, "spec": {}, "status": {}}
        if self.params:
            variables["params"] = parameter
        self.variables.bind(variables)
        try:
            if not self._selected(variables):
                return Result.SKIP, "match conditions aren't met"
            for statement in self.statements:
                failed = statement.failure(variables)
                if failed is not None:
                    return (Result.FAIL if self.head.scored else Result.WARN), failed
        except EvalError as error:
            return Result.ERROR, str(error)
        except UnevaluatedError as error:
            return Result.UNEVALUATED, str(error)
        return Result.PASS, ""

    def _selected(self, variables: dict[str, Any]) -> bool:
        try:
            return self.conditions.hold({**variables, "namespaceObject": None})
        except EvalError:
            if self.ignore_failures:
                return False
            raise


@dataclass(frozen=True)
class MutatingAdmissionPolicy:
    """A MutatingAdmissionPolicy ready to mutate. Where it fails, the tools say nothing of it at all."""

    head: PolicyHead
    selection: Selection
    conditions: Conditions
    variables: PolicyVariables
    patches: tuple[Patch, ...]
    ignore_failures: bool
    params: bool
    types: ResourceTypes
    phase: Phase = Phase.MUTATE_ADMISSION

    def evaluate(self, context: PolicyContext) -> Outcome:
        """Mutate one resource, once for each binding."""
        document = context.request.resource
        admission = Admission(_creation(context), self.types)
        response: Response | None = None
        try:
            for parameter in self.selection.rounds(admission):
                response, document = self._mutate(admission, parameter, document)
        except (EvalError, CompileError):
            return Outcome()
        except UnevaluatedError as error:
            return Outcome((self._response(admission, Result.UNEVALUATED, str(error), document),))
        changed = document if document is not context.request.resource else None
        return Outcome((response,) if response else (), changed)

    def _mutate(
        self, admission: Admission, parameter: Document | None, document: Document
    ) -> tuple[Response | None, Document]:
        variables = {**admission_variables(admission), "object": document}
        if self.params:
            variables["params"] = parameter
        self.variables.bind(variables)
        try:
            selected = self.conditions.hold({**variables, "namespaceObject": None})
        except EvalError:
            if not self.ignore_failures:
                raise
            selected = False
        if not selected:
            return self._response(admission, Result.SKIP, "match conditions aren't met", document), document
        PolicyVariables({}).bind(variables)  # the tools have none to hand when they patch
        for patch in self.patches:
            document = patch.patch(document, variables, ANYTHING)
            variables["object"] = document
        return self._response(admission, Result.PASS, "mutation is successfully applied", document), document

    def _response(self, admission: Admission, result: Result, message: str, document: Document) -> Response:
        head = self.head
        return Response(head.name, head.kind, head.name, admission.identity, result, message, patched=document)


def _selection(spec: Mapping[str, Any], head: PolicyHead, setting: Setting) -> Selection:
    kind = f"{head.kind}Binding"
    bound = [
        item for item in setting.bindings if item.get("kind") == kind and spec_of(item).get("policyName") == head.name
    ]
    constraints = MatchConstraints.of(spec.get("matchConstraints"), known_labels_only=True)
    return Selection(constraints, tuple(map(Binding.of, bound)))


def compile_validating_admission(document: Document, setting: Setting) -> list[CompiledPolicy]:
    """Compile a ValidatingAdmissionPolicy; a broken expression is an error where it is used."""
    head, spec = PolicyHead.of(document), spec_of(document)
    with compiling(head):
        params = bool(spec.get("paramKind"))
        expressions = Expressions(Place(kyverno=False, params=params), lenient=True)
        variables = expressions.variables(spec.get("variables"))
        policy = ValidatingAdmissionPolicy(
            head,
            _selection(spec, head, setting),
            expressions.conditions(spec.get("matchConditions")),
            variables,
            tuple(Statement.of(item, expressions) for item in entries(spec.get("validations"))),
            spec.get("failurePolicy") == "Ignore",
            params,
            ResourceTypes(setting.crds),
        )
        return [policy]


def compile_mutating_admission(document: Document, setting: Setting) -> list[CompiledPolicy]:
    """Compile a MutatingAdmissionPolicy of the version that the tools load; others give nothing."""
    head, spec = PolicyHead.of(document), spec_of(document)
    if document.get("apiVersion") != _MUTATING_VERSION:
        return []
    with compiling(head):
        params = bool(spec.get("paramKind"))
        expressions = Expressions(Place(kyverno=False, params=params, mutates=True), lenient=True)
        variables = expressions.variables(spec.get("variables"))
        policy = MutatingAdmissionPolicy(
            head,
            _selection(spec, head, setting),
            expressions.conditions(spec.get("matchConditions")),
            variables,
            compile_patches(spec, expressions),
            spec.get("failurePolicy") == "Ignore",
            params,
            ResourceTypes(setting.crds),
        )
        return [policy]
