"""A guard that says what a test tells it to."""

from collections.abc import Callable
from dataclasses import dataclass, field

from maestro.domain.actions import Action
from maestro.domain.findings import Finding, Severity
from maestro.guard.base import Verdict


def _nothing(action: Action) -> bool:
    return False


@dataclass
class FakeGuard:
    """Denies, warns of or breaks at the actions that a test picks; remembers all it was asked."""

    denies: Callable[[Action], bool] = _nothing
    warns: Callable[[Action], bool] = _nothing
    breaks: Callable[[Action], bool] = _nothing
    asked: list[Action] = field(default_factory=list)

    def judge(self, action: Action) -> Verdict:
        self.asked.append(action)
        if self.breaks(action):
            raise RuntimeError("the rule is broken")
        findings: list[Finding] = []
        if self.denies(action):
            findings.append(Finding("test.denied", "scope", Severity.HIGH, "not in this test", "Use another test."))
        if self.warns(action):
            findings.append(Finding("test.warned", "scope", Severity.INFO, "look at this"))
        return Verdict(not self.denies(action), tuple(findings))
