"""The ledger's port. Money is reserved before a call and settled after it; both fail closed."""

from decimal import Decimal
from typing import Protocol

from maestro.domain.record import dataclass


@dataclass(frozen=True)
class Amount:
    """USD and tokens, never negative."""

    usd: Decimal = Decimal(0)
    tokens: int = 0


@dataclass(frozen=True)
class Account:
    """Whose money: a tenant (the request's identity prefix), a run, a task of it."""

    tenant: str
    run: str
    task: str


class Ledger(Protocol):
    """Every method may be repeated under the same key with the same effect as once."""

    def reserve(self, key: str, account: Account, amount: Amount) -> None:
        """Set aside; BlockedError names the limit, what is spent and reserved, and who can raise it."""
        ...

    def settle(self, key: str, used: Amount) -> None:
        """Turn a reservation into what was really used."""
        ...

    def release(self, key: str) -> None:
        """Give a reservation back unused."""
        ...

    def spent(self, tenant: str) -> Amount:
        """Used and reserved in the tenant's current period."""
        ...
