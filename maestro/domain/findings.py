"""What a check found: findings, and the report that owns the exit code."""

from dataclasses import field
from enum import StrEnum

from maestro.domain.record import dataclass


class Severity(StrEnum):
    """How bad a finding is, worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 is the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong at one place. `message` never holds a secret's value.

    `family` is one of secrets, budget, licence, operations, residency, scope, schema, policy, suppression.
    `file` and the 1-based lines are None where no file is meant; `fingerprint` is stable across line moves.
    `reason` is why a suppressed finding is accepted, in the words of whoever accepted it.
    """

    rule: str
    family: str
    severity: Severity
    message: str
    remedy: str = ""
    file: str | None = None
    line: int | None = None
    end_line: int | None = None
    path: str | None = None
    fingerprint: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Report:
    """All findings of one check; `fail_on` is the mildest severity that fails it."""

    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Finding, ...] = ()
    fail_on: Severity = Severity.LOW
    notes: tuple[str, ...] = field(default=())

    @property
    def failing(self) -> tuple[Finding, ...]:
        """The findings at or above `fail_on`."""
        return tuple(f for f in self.findings if f.severity.rank <= self.fail_on.rank)

    @property
    def exit_code(self) -> int:
        """0 when nothing fails, else 1."""
        return 1 if self.failing else 0


@dataclass(frozen=True)
class Violation:
    """One rule of the schema, a policy or the guard that a request breaks. `path` is dotted.

    `environment` names the request where there are several and not all break it.
    """

    source: str
    path: str
    message: str
    environment: str | None = None
