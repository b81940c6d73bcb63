"""Which body a rule has: the table of what classic rules can do, and what each is compiled to."""

from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.rules import compile_rule
from maestro.factory.kyverno.classic.admission import Admission
from maestro.factory.kyverno.classic.exceptions import PolicyException
from maestro.factory.kyverno.classic.generate import GenerateBody
from maestro.factory.kyverno.classic.mutate import MutateBody
from maestro.factory.kyverno.classic.pod_security import PodSecurityBody
from maestro.factory.kyverno.classic.rule import Body, Match, RuleOutcome, RuleResult
from maestro.factory.kyverno.classic.targets import MutateExistingBody
from maestro.factory.kyverno.classic.validate import ValidateBody
from maestro.factory.kyverno.model import CelRule, Document, PolicyContext, PolicyHead, Result


def validate_body(rule: dict[str, Any], head: PolicyHead, spec: dict[str, Any]) -> Body | None:
    """The body of `validate` (or of `verifyImages`); None where the rule has neither."""
    name = str(rule.get("name") or "")
    validate = rule.get("validate")
    if not validate:
        reason = "image signatures are verified against a registry, which is not asked offline"
        return UnevaluatedBody(name, reason) if rule.get("verifyImages") else None
    if validate.get("manifests") is not None:
        return UnevaluatedBody(
            name, "signed manifests are verified with keys and registries, which are not asked offline"
        )
    if validate.get("podSecurity") is not None:
        return PodSecurityBody(name, validate["podSecurity"])
    if validate.get("cel") is not None:
        return CelBody(name, compile_rule(rule, head))
    return ValidateBody(rule, Match.of(rule, head.namespace), str(spec.get("validationFailureAction") or ""))


def mutate_body(rule: dict[str, Any]) -> Body | None:
    """The body of `mutate`; None where the rule has none."""
    mutate = rule.get("mutate")
    if not mutate:
        return None
    return MutateExistingBody(rule) if mutate.get("targets") else MutateBody(rule)


def generate_body(rule: dict[str, Any]) -> Body | None:
    """The body of `generate`; None where the rule has none."""
    return GenerateBody(rule) if rule.get("generate") else None


@dataclass(frozen=True)
class UnevaluatedBody:
    """A rule that needs what is not here."""

    name: str
    reason: str
    handles_exceptions: bool = False

    def process(
        self, admission: Admission, resource: Document | None, exceptions: list[PolicyException]
    ) -> RuleOutcome:
        """Say that nothing was evaluated."""
        del admission, exceptions
        return RuleOutcome((RuleResult(self.name, Result.UNEVALUATED, self.reason),), resource)


@dataclass(frozen=True)
class CelBody:
    """`validate.cel` with its preconditions, evaluated by the CEL half."""

    name: str
    rule: CelRule
    handles_exceptions: bool = False

    def process(
        self, admission: Admission, resource: Document | None, exceptions: list[PolicyException]
    ) -> RuleOutcome:
        """Evaluate the rule."""
        del exceptions
        context = PolicyContext(_cel_request(admission), admission.environment)
        said = self.rule.evaluate(context)
        return RuleOutcome((RuleResult(self.name, *said),) if said else (), resource)


def _cel_request(admission: Admission) -> Any:
    from dataclasses import replace

    return replace(
        admission.request,
        object=admission.new,
        old_object=admission.old,
        operation=admission.operation,
        resource=admission.resource,
    )
