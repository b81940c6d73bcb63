"""A budget book in memory."""

from dataclasses import dataclass, field
from decimal import Decimal

from maestro.budget.base import Account, Amount
from maestro.domain.errors import BlockedError


@dataclass
class FakeLedger:
    """Refuses tasks that a test picks; keeps the keys of what was reserved, settled and released."""

    refuses: str = ""
    breaks: bool = False
    reserved: dict[str, tuple[Account, Amount]] = field(default_factory=dict)
    settled: dict[str, Amount] = field(default_factory=dict)
    released: set[str] = field(default_factory=set)

    def reserve(self, key: str, account: Account, amount: Amount) -> None:
        if self.breaks:
            raise RuntimeError("the book is gone")
        if account.task == self.refuses:
            raise BlockedError(f"the budget does not cover {account.task}")
        self.reserved.setdefault(key, (account, amount))

    def settle(self, key: str, used: Amount) -> None:
        self.settled.setdefault(key, used)

    def release(self, key: str) -> None:
        self.released.add(key)

    def spent(self, tenant: str) -> Amount:
        booked = [a for account, a in self.reserved.values() if account.tenant == tenant]
        return Amount(sum((a.usd for a in booked), Decimal(0)), sum(a.tokens for a in booked))
