"""How much a task and a tenant may use, and whether one more reservation fits: pure checks.

Refuses "no limit": what the factory's `budgets` do not state is the default here.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from maestro.budget.base import Account, Amount
from maestro.domain.errors import BlockedError
from maestro.domain.record import dataclass


class Period(StrEnum):
    """After how long a tenant's budget begins anew."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class TenantLimit:
    """What one tenant may use in each period."""

    amount: Amount
    period: Period = Period.MONTH


@dataclass(frozen=True)
class Limits:
    """The book's rules. `tenants` holds those with a limit of their own."""

    task: Amount = field(default_factory=lambda: Amount(Decimal(2), 500_000))
    tenant: TenantLimit = field(default_factory=lambda: TenantLimit(Amount(Decimal(50), 20_000_000)))
    tenants: Mapping[str, TenantLimit] = field(default_factory=dict)

    def of(self, tenant: str) -> TenantLimit:
        """The tenant's own limit, else everybody's."""
        return self.tenants.get(tenant, self.tenant)


def period_key(period: Period, now: datetime) -> str:
    """The period that a moment lies in: `2026`, `2026-11`, `2026-W47`, `2026-11-21`."""
    match period:
        case Period.DAY:
            return now.strftime("%Y-%m-%d")
        case Period.WEEK:
            year, week, _ = now.isocalendar()
            return f"{year}-W{week:02d}"
        case Period.MONTH:
            return now.strftime("%Y-%m")
        case Period.YEAR:
            return now.strftime("%Y")
        case _ as never:
            assert_never(never)


def check(account: Account, asked: Amount, booked: Amount, limit: Amount, whose: str) -> None:
    """BlockedError when what is booked and what is asked for together pass the limit."""
    if booked.usd + asked.usd > limit.usd:
        _refuse(account, whose, f"{limit.usd:f} USD", f"{booked.usd:f} USD", f"{asked.usd:f} USD")
    if booked.tokens + asked.tokens > limit.tokens:
        _refuse(account, whose, f"{limit.tokens} tokens", f"{booked.tokens} tokens", f"{asked.tokens} tokens")


def _refuse(account: Account, whose: str, limit: str, booked: str, asked: str) -> None:
    raise BlockedError(
        f"the budget of {whose} does not cover task {account.task} of run {account.run}: the limit is {limit}, "
        f"{booked} are spent or reserved, {asked} more are needed. Who owns the factory's guard.yaml can raise it "
        "under `budgets`.",
    )
