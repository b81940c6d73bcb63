"""The guard: all rules in order over one action. Fails closed: a rule that raises is a denial."""

from collections.abc import Sequence

from maestro.domain.actions import Action
from maestro.domain.findings import Finding, Severity
from maestro.domain.record import dataclass
from maestro.guard.base import Rule, Verdict
from maestro.guard.found import distinct, stamped


@dataclass(frozen=True)
class Chain:
    """Implements the Guard port. A finding at `denies` or worse denies; milder ones travel as warnings."""

    rules: tuple[Rule, ...]
    denies: Severity = Severity.MEDIUM

    def judge(self, action: Action) -> Verdict:
        """Every rule is asked, so that one answer names all that is wrong."""
        findings = distinct(finding for rule in self.rules for finding in _asked(rule, action))
        return Verdict(all(f.severity.rank > self.denies.rank for f in findings), findings)


def _asked(rule: Rule, action: Action) -> Sequence[Finding]:
    try:
        return tuple(rule.judge(action))
    except Exception as error:  # noqa: BLE001 - whatever a rule raises, the answer must be no
        return (_failed(rule, error),)


def _failed(rule: Rule, error: Exception) -> Finding:
    # The error's text may quote what was judged, a secret included: its type alone is said.
    return stamped(
        Finding(
            f"guard.{rule.name}-failed",
            rule.family,
            Severity.CRITICAL,
            f"the guard's rule '{rule.name}' could not judge this ({type(error).__name__}); that is a denial",
            "Report this as a bug of Maestro; until it is solved a person has to judge.",
        )
    )
