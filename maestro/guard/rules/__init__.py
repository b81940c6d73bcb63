"""The guard's rules, in the order in which they are asked."""

from collections.abc import Callable

from maestro.guard.base import Rule
from maestro.guard.config import Facts, GuardConfig
from maestro.guard.rules.budget import BudgetRule
from maestro.guard.rules.licences import LicenceRule
from maestro.guard.rules.operations import OperationRule
from maestro.guard.rules.residency import ResidencyRule
from maestro.guard.rules.scope import ScopeRule
from maestro.guard.rules.secrets import SecretRule

RULES: tuple[Callable[[GuardConfig, Facts], Rule], ...] = (
    SecretRule.of,
    ScopeRule.of,
    OperationRule.of,
    ResidencyRule.of,
    LicenceRule.of,
    BudgetRule.of,
)


def rules_of(config: GuardConfig, facts: Facts) -> tuple[Rule, ...]:
    """Each rule with its part of the configuration."""
    return tuple(make(config, facts) for make in RULES)
