"""What a MutatingPolicy does to one document, whosever it is: exceptions, variables, conditions, patches."""

from collections.abc import Callable
from typing import Any, TypeVar

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.autogen import Variant
from maestro.factory.kyverno.cel.environments import Place
from maestro.factory.kyverno.cel.exceptions import PolicyException, compile_exceptions, exempt, exempted_result
from maestro.factory.kyverno.cel.expressions import AuditAnnotations, Conditions, Expressions, PolicyVariables
from maestro.factory.kyverno.cel.lang.errors import CompileError, EvalError, UnevaluatedError
from maestro.factory.kyverno.cel.matching import MatchConstraints
from maestro.factory.kyverno.cel.patches import Patch, compile_patches
from maestro.factory.kyverno.cel.schemas.catalog import Catalog
from maestro.factory.kyverno.model import Document, GroupVersionKind, PolicyHead, Result, Setting
from maestro.factory.kyverno.resources import ResourceTypes

Verdict = tuple[Result, str]
Answer = TypeVar("Answer", Verdict, Verdict | None)


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

    @classmethod
    def of(cls, variant: Variant, head: PolicyHead, setting: Setting) -> "Body":
        """Compile one; raises CompileError."""
        spec = variant.spec
        expressions = Expressions(Place(mutates=True, namespaced=bool(head.namespace)))
        variables = expressions.variables(spec.get("variables"))
        return cls(
            MatchConstraints.of(spec.get("matchConstraints")),
            expressions.conditions(spec.get("matchConditions")),
            variables,
            compile_patches(spec, expressions),
            expressions.annotations(spec.get("auditAnnotations")),
            compile_exceptions(setting.exceptions, head, expressions),
            extracted=variant.extracted,
        )

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
            variables["object"] = document
        return document


def attempt(mutate: Callable[[], tuple[Answer, Document]], document: Document) -> tuple[Answer | Verdict, Document]:
    """A mutation, and what becomes of one that goes wrong: its error, and the document as it was."""
    try:
        return mutate()
    except (EvalError, CompileError) as error:
        return (Result.ERROR, f"failed to evaluate policy: {error}"), document
    except UnevaluatedError as error:
        return (Result.UNEVALUATED, str(error)), document
