"""What the factory's chart and policies make of a request: the port behind which the engine stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from maestro.domain.findings import Violation


@dataclass(frozen=True)
class PolicyRow:
    """What one policy said of a request's resources."""

    policy: str
    result: str  # pass, warn, fail, error, skip
    message: str = ""
    resource: str = ""
    changed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Evaluation:
    """What the factory makes of a request. `evaluated` is False where nobody looked; `note` says why."""

    evaluated: bool
    violations: tuple[Violation, ...] = ()
    resources: Mapping[str, int] | None = None
    policies: tuple[PolicyRow, ...] | None = None
    note: str = ""


class Evaluator(Protocol):
    """Renders a request and applies the policies."""

    def evaluate(self, request: Mapping[str, Any]) -> Evaluation:
        """Violations are failing policies; warnings are rows."""
        ...


class NotEvaluated:
    """The evaluator of a place without a policy engine: says so instead of pretending."""

    def evaluate(self, request: Mapping[str, Any]) -> Evaluation:
        """Nothing was looked at."""
        del request
        return Evaluation(False, note="policies not evaluated here: the factory's own checks do that on the branch")
