"""ClusterPolicy and Policy -> what runs in each phase: mutations, validations, generations.

A policy is compiled once; its autogen variants are compiled when a resource of their kind first comes by.
"""

from collections.abc import Sequence
from dataclasses import field, replace
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.classic.admission import Admission
from maestro.factory.kyverno.classic.autogen import compute_rules
from maestro.factory.kyverno.classic.bodies import generate_body, mutate_body, validate_body
from maestro.factory.kyverno.classic.checks import check_policy
from maestro.factory.kyverno.classic.rule import Rule, RuleResult
from maestro.factory.kyverno.model import (
    NOTHING,
    CompiledPolicy,
    Document,
    Outcome,
    Phase,
    PolicyContext,
    PolicyHead,
    ResourceIdentity,
    Response,
    Result,
    Setting,
    metadata_of,
)
from maestro.factory.kyverno.query.errors import QueryError

_NAMESPACED = "Policy"


@dataclass(frozen=True)
class Scope:
    """A namespaced policy is for its own namespace only."""

    namespace: str | None

    @classmethod
    def of(cls, head: PolicyHead) -> "Scope":
        """The scope of a policy; without a namespace it is that of `default`."""
        return cls((head.namespace or "default") if head.kind == _NAMESPACED else None)

    def contains(self, admission: Admission) -> bool:
        """Whether both the new and the old resource lie in it."""
        if self.namespace is None:
            return True
        found = [document for document in (admission.new, admission.old) if document is not None]
        return all(str(metadata_of(document).get("namespace") or "") == self.namespace for document in found)


@dataclass
class ClassicPolicy:
    """What all phases of a classic policy share."""

    head: PolicyHead
    spec: Document
    rules: list[Document]
    setting: Setting
    phase: Phase
    _compiled: dict[str, list[Rule]] = field(default_factory=dict)

    def evaluate(self, context: PolicyContext) -> Outcome:
        """Run the rules of this phase on one admission."""
        try:
            admission = Admission.of(self.head, context)
        except QueryError as error:
            response = self._response(RuleResult("", Result.ERROR, str(error)), context.request.resource)
            return Outcome((response,))
        if not Scope.of(self.head).contains(admission):
            return NOTHING
        return self._run(admission)

    def _run(self, admission: Admission) -> Outcome:
        results: list[RuleResult] = []
        resource = admission.new
        admission.json.checkpoint()
        for rule in self._rules_for(admission):
            outcome = rule.run(admission, resource)
            resource = outcome.resource
            results += outcome.results
            if self.spec.get("applyRules") == "One" and any(result.applied for result in outcome.results):
                break
        return self._outcome(admission, results, resource)

    def _outcome(self, admission: Admission, results: Sequence[RuleResult], resource: Document | None) -> Outcome:
        del resource
        return Outcome(tuple(self._response(result, admission.resource) for result in results))

    def _rules_for(self, admission: Admission) -> list[Rule]:
        """Validation looks at the variant for the resource's kind only."""
        kind = admission.request.kind.kind
        if kind not in self._compiled:
            self._compiled[kind] = self._compile(compute_rules(self.head, self.rules, kind))
        return self._compiled[kind]

    def _compile(self, documents: list[Document]) -> list[Rule]:
        compiled = []
        for document in documents:
            body = self._body(document)
            if body is not None:
                compiled.append(Rule.of(document, self.head, body, self.setting.exceptions))
        return compiled

    def _body(self, document: Document) -> Any:
        return validate_body(document, self.head, self.spec)

    def _response(self, result: RuleResult, resource: Document) -> Response:
        verdict = result.result
        if verdict is Result.FAIL and not self.head.scored:
            verdict = Result.WARN
        return Response(
            policy=self.head.name,
            policy_kind=self.head.kind,
            rule=result.rule,
            resource=ResourceIdentity.of(result.target or resource),
            result=verdict,
            message=result.message,
            patched=result.target,
            generated=result.generated,
            path=result.path,
        )


class ValidatePhase(ClassicPolicy):
    """The validations of a policy."""


class AllVariantsPhase(ClassicPolicy):
    """A phase that looks at the variants for all kinds of controllers."""

    def _rules_for(self, admission: Admission) -> list[Rule]:
        del admission
        if "" not in self._compiled:
            self._compiled[""] = self._compile(compute_rules(self.head, self.rules))
        return self._compiled[""]


class MutatePhase(AllVariantsPhase):
    """The mutations of a policy: each rule sees what the one before made of the resource."""

    def _body(self, document: Document) -> Any:
        return mutate_body(document)

    def _outcome(self, admission: Admission, results: Sequence[RuleResult], resource: Document | None) -> Outcome:
        if admission.operation == "DELETE":
            resource = None  # what is being deleted has no new state, so nothing is left for the phases after
        patched = resource if resource is not None else {}
        responses = []
        for result in results:
            response = self._response(result, admission.resource)
            if result.target is None:
                response = replace(response, patched=patched)
            responses.append(response)
        return Outcome(tuple(responses), patched)


class GeneratePhase(AllVariantsPhase):
    """The generations of a policy; the resource itself stays as it is."""

    def _body(self, document: Document) -> Any:
        return generate_body(document)


def compile_classic(document: Document, setting: Setting) -> list[CompiledPolicy]:
    """Compile a policy into its phases; raises InvalidPolicyError for what Kyverno would refuse."""
    head = PolicyHead.of(document)
    rules = check_policy(head, document, setting.outside)
    phases: list[CompiledPolicy] = []
    kinds: tuple[tuple[type[ClassicPolicy], Phase, tuple[str, ...]], ...] = (
        (MutatePhase, Phase.MUTATE, ("mutate",)),
        (ValidatePhase, Phase.VALIDATE, ("validate", "verifyImages")),
        (GeneratePhase, Phase.GENERATE, ("generate",)),
    )
    for kind, phase, keys in kinds:
        if any(rule.get(key) for rule in rules for key in keys):
            phases.append(kind(head, document["spec"], rules, setting, phase))
    return phases
