"""Whether a task's limits make sense. What is left of a budget is the ledger's to say."""

from collections.abc import Iterator, Sequence

from maestro.domain.actions import Action, TaskAction
from maestro.domain.findings import Finding, Severity
from maestro.domain.record import dataclass
from maestro.guard.config import Budgets, Facts, GuardConfig
from maestro.guard.found import printable, stamped


@dataclass(frozen=True)
class BudgetRule:
    """Warns when one task may spend more than its tenant has: the limit would never be met."""

    budgets: Budgets
    name: str = "budget"
    family: str = "budget"

    @classmethod
    def of(cls, config: GuardConfig, _: Facts) -> "BudgetRule":
        """The rule for the budgets of guard.yaml."""
        return cls(config.budgets)

    def judge(self, action: Action) -> Sequence[Finding]:
        """Tasks only."""
        return list(self._tasks(action)) if isinstance(action, TaskAction) else ()

    def _tasks(self, action: TaskAction) -> Iterator[Finding]:
        task, tenant = self.budgets.task, self.budgets.tenants.get(action.tenant, self.budgets.tenant)
        pairs = (("USD", task.usd, tenant.usd), ("tokens", task.tokens, tenant.tokens))
        for unit, one, whole in pairs:
            if one is not None and whole is not None and one > whole:
                message = f"a task may use {one} {unit}, its tenant {printable(action.tenant)} has {whole} in all"
                advice = "Lower budgets.task in guard.yaml or raise the tenant's limit."
                yield stamped(Finding("budget.task-above-tenant", self.family, Severity.LOW, message, advice), unit)
