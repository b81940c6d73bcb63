"""MutatingPolicy and its namespaced form: patches on the resource at admission; targets are a matter of `existing`."""

from dataclasses import replace

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.activation import Admission, kyverno_variables
from maestro.factory.kyverno.cel.autogen import Variant, rewrite_mutating, variants
from maestro.factory.kyverno.cel.existing import existing_policy
from maestro.factory.kyverno.cel.mutations import Body, Discovery, Verdict, attempt
from maestro.factory.kyverno.cel.specification import compiling, spec_of
from maestro.factory.kyverno.model import (
    CompiledPolicy,
    Document,
    Outcome,
    Phase,
    PolicyContext,
    PolicyHead,
    Request,
    Response,
    Result,
    Setting,
)

_EXTRACTED = "extraction mode: mutation of custom workload kinds is not supported"


@dataclass(frozen=True)
class MutatingPolicy:
    """A policy with its autogen variants, ready to mutate."""

    head: PolicyHead
    bodies: tuple[Body, ...]
    discovery: Discovery
    phase: Phase = Phase.MUTATE_CEL

    def concerns(self, request: Request) -> bool:
        """Whether a body is about resources of this type."""
        return any(body.constraints.concerns(request, self.discovery.types) for body in self.bodies)

    def evaluate(self, context: PolicyContext) -> Outcome:
        """Mutate one resource, variant after variant."""
        document = context.request.object or {}
        responses: list[Response] = []
        for body in self.bodies:
            admission = Admission(_with(context, document), self.discovery.types)
            answer = self._mutate(body, admission, document)
            if answer is not None:
                responses.append(answer)
                document = answer.patched or document
        changed = document if document is not context.request.object and document else None
        return Outcome(tuple(responses), changed)

    def _mutate(self, body: Body, admission: Admission, document: Document) -> Response | None:
        def mutate() -> tuple[Verdict | None, Document]:
            if not body.constraints.matches(admission):
                return None, document
            if body.extracted:
                return (Result.SKIP, _EXTRACTED), document
            variables = kyverno_variables(admission, self.head.namespace)
            return body.mutate(document, variables, self.discovery.catalog)

        verdict, patched = attempt(mutate, document)
        if verdict is None:
            return None
        return Response(self.head.name, self.head.kind, None, admission.identity, *verdict, patched=patched or None)


def _with(context: PolicyContext, document: Document) -> PolicyContext:
    """The same admission of the document as it stands."""
    request = context.request
    same = request.object is document and request.resource is document
    return context if same else replace(context, request=request.with_object(document))


def compile_mutating(document: Document, setting: Setting) -> list[CompiledPolicy]:
    """Compile a MutatingPolicy; what does not compile ends the whole run, as in Kyverno's tools."""
    head, spec = PolicyHead.of(document), spec_of(document)
    with compiling(head):
        found = [Variant(spec), *variants(spec, rewrite_mutating)]
        bodies = tuple(Body.of(variant, head, setting) for variant in found)
        discovery = Discovery.of(setting)
        existing = existing_policy(head, spec, bodies, discovery)
        return [MutatingPolicy(head, bodies, discovery), *([existing] if existing else [])]
