"""`validate.podSecurity`."""

from dataclasses import dataclass
from typing import Any

from maestro.factory.kyverno.classic.admission import Admission
from maestro.factory.kyverno.classic.exceptions import PolicyException
from maestro.factory.kyverno.classic.rule import RuleOutcome, RuleResult
from maestro.factory.kyverno.model import Document, Result


@dataclass(frozen=True)
class PodSecurityBody:
    """A level of the Pod Security Standards."""

    name: str
    standard: dict[str, Any]
    handles_exceptions: bool = True

    def process(
        self, admission: Admission, resource: Document | None, exceptions: list[PolicyException]
    ) -> RuleOutcome:
        """Judge the Pod."""
        del admission, exceptions
        return RuleOutcome((RuleResult(self.name, Result.UNEVALUATED, "pod security"),), resource)
