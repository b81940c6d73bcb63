"""MutatingPolicy and its namespaced form: patches on the resource at admission, or on targets that exist already."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from maestro.factory.kyverno.cel.activation import Admission, as_seen, kyverno_variables
from maestro.factory.kyverno.cel.autogen import Variant, rewrite_mutating, variants
from maestro.factory.kyverno.cel.environments import Place
from maestro.factory.kyverno.cel.exceptions import PolicyException, compile_exceptions, exempt, exempted_result
from maestro.factory.kyverno.cel.expressions import (
    AnyProgram,
    AuditAnnotations,
    Conditions,
    Expressions,
    PolicyVariables,
    Variables,
)
from maestro.factory.kyverno.cel.lang.errors import CompileError, EvalError, UnevaluatedError
from maestro.factory.kyverno.cel.lang.types import ANY, STRING, map_of
from maestro.factory.kyverno.cel.matching import MatchConstraints
from maestro.factory.kyverno.cel.patches import Patch, compile_patches
from maestro.factory.kyverno.cel.schemas.catalog import Catalog
from maestro.factory.kyverno.cel.specification import compiling, spec_of
from maestro.factory.kyverno.model import (
    CompiledPolicy,
    Document,
    GroupVersionKind,
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


@dataclass(frozen=True)
class Discovery:
    """What is known of kinds: their resource names and their fields."""

    types: ResourceTypes
    catalog: Catalog

    @classmethod
    def of(cls, setting: Setting) -> "Discovery":
        """The built-in kinds and the CRDs that are given."""
        return cls(ResourceTypes(setting.crds), Catalog(setting.crds))


@dataclass(frozen=True)
class Body:
    """The compiled body of a policy, or of one of its autogen variants."""

    constraints: MatchConstraints
    conditions: Conditions
    variables: PolicyVariables
    patches: tuple[Patch, ...]
    annotations: AuditAnnotations
    exceptions: tuple[PolicyException, ...]
    extracted: bool = False

    def mutate(self, document: Document, variables: dict[str, Any], catalog: Catalog) -> tuple[Verdict, Document]:
        """The verdict on a document, and the document afterwards."""
        matched = exempt(self.exceptions, variables)
        if matched:
            return exempted_result(matched), document
        self.variables.bind(variables)
        if not self.conditions.hold(variables):
            return (Result.SKIP, "skip"), document
        patched = self.apply(document, variables, catalog)
        self.annotations.evaluate(variables)
        return (Result.PASS, "success"), patched

    def apply(self, document: Document, variables: dict[str, Any], catalog: Catalog) -> Document:
        """The document after all patches; each sees what those before it did."""
        shape = catalog.find(GroupVersionKind.of(document))
        for patch in self.patches:
            document = patch.patch(document, variables, shape)
            variables["object"] = as_seen(document)
        return document


@dataclass(frozen=True)
class Targets:
    """Which existing resources a policy changes, beside what is admitted."""

    constraints: MatchConstraints
    conditions: Conditions
    selector: AnyProgram | None

    def select(self, admission: Admission, variables: Variables) -> list[Document]:
        """The targets among those that are given."""
        given = admission.environment.targets
        if self.selector is None:
            return [target for target in given if self._is_about(target, admission)]
        selected = self.selector.evaluate(variables)
        items = selected.get("items") if isinstance(selected, Mapping) else None
        chosen = items if isinstance(items, list) else [selected]
        names = {_key(item) for item in chosen if isinstance(item, Mapping)}
        return [target for target in given if _key(target) in names]

    def _is_about(self, target: Document, admission: Admission) -> bool:
        request = Request.of(target)
        candidate = Admission(replace(admission.context, request=request), admission.types)
        return self.constraints.matches(candidate, any_operation=True)


def _key(document: Mapping[str, Any]) -> tuple[str, str]:
    identity = ResourceIdentity.of(document)
    return identity.namespace, identity.name


@dataclass(frozen=True)
class MutatingPolicy:
    """A policy with its autogen variants, ready to mutate."""

    head: PolicyHead
    bodies: tuple[Body, ...]
    discovery: Discovery
    targets: Targets | None = None
    phase: Phase = Phase.MUTATE_CEL

    def concerns(self, request: Request) -> bool:
        """Whether a body is about resources of this type, or resources that exist already are changed."""
        return self.targets is not None or any(
            body.constraints.concerns(request, self.discovery.types) for body in self.bodies
        )

    def evaluate(self, context: PolicyContext) -> Outcome:
        """Mutate one resource, then the targets that it triggers changes of."""
        document = context.request.object or {}
        responses: list[Response] = []
        for body in self.bodies:
            admission = Admission(replace(context, request=context.request.with_object(document)), self.discovery.types)
            answer = self._mutate(body, admission, document)
            if answer is not None:
                responses.append(answer)
                document = answer.patched or document
        if self.targets is not None and context.environment.targets:
            responses += self._mutate_targets(self.targets, Admission(context, self.discovery.types))
        changed = document if document is not context.request.object and document else None
        return Outcome(tuple(responses), changed)

    def _mutate(self, body: Body, admission: Admission, document: Document) -> Response | None:
        verdict: Verdict
        patched = document
        try:
            if not body.constraints.matches(admission):
                return None
            if body.extracted:
                verdict = (Result.SKIP, "extraction mode: mutation of custom workload kinds is not supported")
            else:
                variables = kyverno_variables(admission, self.head.namespace)
                verdict, patched = body.mutate(document, variables, self.discovery.catalog)
        except (EvalError, CompileError) as error:
            verdict = (Result.ERROR, f"failed to evaluate policy: {error}")
        except UnevaluatedError as error:
            verdict = (Result.UNEVALUATED, str(error))
        return Response(self.head.name, self.head.kind, None, admission.identity, *verdict, patched=patched or None)

    def _mutate_targets(self, targets: Targets, admission: Admission) -> list[Response]:
        variables = kyverno_variables(admission, self.head.namespace)
        self.bodies[0].variables.bind(variables)
        try:
            selected = targets.select(admission, variables)
        except (EvalError, CompileError, UnevaluatedError) as error:
            result = Result.UNEVALUATED if isinstance(error, UnevaluatedError) else Result.ERROR
            return [Response(self.head.name, self.head.kind, None, admission.identity, result, str(error))]
        return [self._mutate_target(targets, target, admission) for target in selected]

    def _mutate_target(self, targets: Targets, target: Document, admission: Admission) -> Response:
        variables = kyverno_variables(admission, self.head.namespace)
        variables |= {"object": as_seen(target), "oldObject": None}
        body = replace(self.bodies[0], conditions=targets.conditions)
        patched = target
        try:
            verdict, patched = body.mutate(target, variables, self.discovery.catalog)
        except (EvalError, CompileError) as error:
            verdict = (Result.ERROR, f"failed to evaluate policy: {error}")
        except UnevaluatedError as error:
            verdict = (Result.UNEVALUATED, str(error))
        return Response(self.head.name, self.head.kind, None, ResourceIdentity.of(target), *verdict, patched=patched)


def compile_mutating(document: Document, setting: Setting) -> list[CompiledPolicy]:
    """Compile a MutatingPolicy; what does not compile ends the whole run, as in Kyverno's tools."""
    head, spec = PolicyHead.of(document), spec_of(document)
    with compiling(head):
        bodies = [Variant(spec), *variants(spec, rewrite_mutating)]
        compiled = tuple(_body(variant, head, setting) for variant in bodies)
        return [MutatingPolicy(head, compiled, Discovery.of(setting), _targets(spec, head))]


def _body(variant: Variant, head: PolicyHead, setting: Setting) -> Body:
    spec = variant.spec
    expressions = Expressions(Place(mutates=True, namespaced=bool(head.namespace)))
    variables = expressions.variables(spec.get("variables"))
    return Body(
        MatchConstraints.of(spec.get("matchConstraints")),
        expressions.conditions(spec.get("matchConditions")),
        variables,
        compile_patches(spec, expressions),
        expressions.annotations(spec.get("auditAnnotations")),
        compile_exceptions(setting.exceptions, head, expressions),
        extracted=variant.extracted,
    )


def _targets(spec: Mapping[str, Any], head: PolicyHead) -> Targets | None:
    evaluation = spec.get("evaluation")
    existing = evaluation.get("mutateExisting") if isinstance(evaluation, Mapping) else None
    if not isinstance(existing, Mapping) or not existing.get("enabled"):
        return None
    expressions = Expressions(Place(mutates=True, namespaced=bool(head.namespace)))
    expressions.variables(spec.get("variables"))
    wanted = spec.get("targetMatchConstraints")
    wanted = wanted if isinstance(wanted, Mapping) else {}
    constraints = wanted if wanted.get("resourceRules") else spec.get("matchConstraints")
    selector = wanted.get("expression")
    return Targets(
        MatchConstraints.of(constraints),
        expressions.conditions(spec.get("targetMatchConditions")),
        expressions.compile(selector, map_of(STRING, ANY)) if selector else None,
    )
