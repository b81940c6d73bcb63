"""How much a task and a tenant may use: read from the factory's `budgets`, pure checks.

A limit that the factory does not state is the default here, never "no limit". Unknown keys and values that are no
amounts are refused, naming the key.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, assert_never

from maestro.budget.base import Account, Amount
from maestro.domain.errors import BlockedError, ConfigError

_MOST_USD = Decimal(1_000_000_000)
_MOST_TOKENS = 10**15


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

    task: Amount = Amount(Decimal(2), 500_000)
    tenant: TenantLimit = TenantLimit(Amount(Decimal(50), 20_000_000))
    tenants: Mapping[str, TenantLimit] = field(default_factory=dict)

    def of(self, tenant: str) -> TenantLimit:
        """The tenant's own limit, else everybody's."""
        return self.tenants.get(tenant, self.tenant)


def limits_of(budgets: Mapping[str, Any] | None, where: str = "policies/guard.yaml") -> Limits:
    """The `budgets` section of a guard configuration; ConfigError names file and key."""
    standard = Limits()
    if budgets is None:
        return standard
    section = _mapping(budgets, f"{where}: budgets", ("task", "tenant", "tenants"))
    tenant = _tenant(section.get("tenant"), standard.tenant, f"{where}: budgets.tenant")
    every = section.get("tenants")
    own = _mapping(every if every is not None else {}, f"{where}: budgets.tenants", None)
    return Limits(
        task=_amount(section.get("task"), standard.task, f"{where}: budgets.task", ("usd", "tokens")),
        tenant=tenant,
        tenants={str(name): _tenant(v, tenant, f"{where}: budgets.tenants.{name}") for name, v in own.items()},
    )


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


def _tenant(value: Any, standard: TenantLimit, where: str) -> TenantLimit:
    if value is None:
        return standard
    section = _mapping(value, where, ("usd", "tokens", "period"))
    amount = _amount({k: v for k, v in section.items() if k != "period"}, standard.amount, where, ("usd", "tokens"))
    period = section.get("period", standard.period)
    if period not in list(Period):
        raise ConfigError(f"{where}.period is {period!r}; expected one of {', '.join(Period)}", path=where)
    return TenantLimit(amount, Period(period))


def _amount(value: Any, standard: Amount, where: str, keys: tuple[str, ...]) -> Amount:
    if value is None:
        return standard
    section = _mapping(value, where, keys)
    usd = _usd(section["usd"], f"{where}.usd") if "usd" in section else standard.usd
    tokens = _tokens(section["tokens"], f"{where}.tokens") if "tokens" in section else standard.tokens
    return Amount(usd, tokens)


def _usd(value: Any, where: str) -> Decimal:
    try:
        usd = Decimal(str(value)) if not isinstance(value, bool) else Decimal("NaN")
    except InvalidOperation:
        usd = Decimal("NaN")
    if not usd.is_finite() or not 0 <= usd <= _MOST_USD:
        raise ConfigError(f"{where} is {value!r}; expected an amount in USD such as 2.50", path=where)
    return usd


def _tokens(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_TOKENS:
        raise ConfigError(f"{where} is {value!r}; expected a whole number of tokens such as 200000", path=where)
    return value


def _mapping(value: Any, where: str, keys: tuple[str, ...] | None) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ConfigError(f"{where} is {value!r}; expected keys and values", path=where)
    for key in value:
        if keys is not None and key not in keys:
            raise ConfigError(f"{where}.{key} is not known; expected {', '.join(keys)}", path=where)
    return value
