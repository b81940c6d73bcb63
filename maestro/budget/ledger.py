"""The budget book in a SQLite file, shared by all processes of a user.

Each reservation is checked and written in one `BEGIN IMMEDIATE` transaction, so that two processes can never pass
a limit together. Amounts are stored as whole micro-dollars, rounded up.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import ROUND_CEILING, Decimal
from pathlib import Path

from maestro.budget.base import Account, Amount
from maestro.budget.limits import Limits, check, period_key
from maestro.budget.sqlitefile import connect
from maestro.domain.errors import BlockedError

_MICRO = Decimal(1_000_000)

# Its own table and no `user_version`: the file is the run store's too.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS ledger (key TEXT PRIMARY KEY, tenant TEXT NOT NULL, run TEXT NOT NULL, task TEXT NOT NULL,
    period TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('reserved', 'settled', 'released')),
    micro_usd INTEGER NOT NULL CHECK (micro_usd >= 0), tokens INTEGER NOT NULL CHECK (tokens >= 0), at TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS ledger_of_tenant ON ledger (tenant, period)
"""
_SUM = "SELECT COALESCE(SUM(micro_usd), 0), COALESCE(SUM(tokens), 0) FROM ledger WHERE state <> 'released'"
_BY_TASK = f"{_SUM} AND run = ? AND task = ?"
_BY_TENANT = f"{_SUM} AND tenant = ? AND period = ?"


def _utc_now() -> datetime:
    return datetime.now(UTC)


class SqliteLedger:
    """Adapter of `Ledger`. Whatever goes wrong with the file is a refusal: no book, no spending."""

    def __init__(self, path: Path, limits: Limits, clock: Callable[[], datetime] = _utc_now) -> None:
        """Open or make the book."""
        self._limits = limits
        self._clock = clock
        self._path = path
        self._lock = threading.RLock()
        with self._translated():
            self._db = connect(path)
        try:
            self._prepare()
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        """Let the file go."""
        self._db.close()

    def reserve(self, key: str, account: Account, amount: Amount) -> None:
        """Set aside; a key that is reserved or settled already stays as it is."""
        limit = self._limits.of(account.tenant)
        period = period_key(limit.period, self._clock())
        asked = _rounded(amount)
        with self._transaction():
            if self._state(key) in ("reserved", "settled"):
                return
            check(account, asked, self._sum(_BY_TASK, account.run, account.task), self._limits.task, "a task")
            tenant = f"tenant {account.tenant} in {period}"
            check(account, asked, self._sum(_BY_TENANT, account.tenant, period), limit.amount, tenant)
            row = (key, account.tenant, account.run, account.task, period, "reserved", *_row(asked), self._now())
            self._db.execute("INSERT OR REPLACE INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def settle(self, key: str, used: Amount) -> None:
        """Book what was really used; a second settling changes nothing."""
        with self._transaction():
            match self._state(key):
                case "settled":
                    return
                case "reserved":
                    changed = ("settled", *_row(_rounded(used)), self._now(), key)
                    self._db.execute(
                        "UPDATE ledger SET state = ?, micro_usd = ?, tokens = ?, at = ? WHERE key = ?", changed
                    )
                case state:
                    raise BlockedError(f"nothing is reserved under {key!r} (it is {state or 'unknown'}) to settle")

    def release(self, key: str) -> None:
        """Give back what is reserved; settled stays settled, unknown stays unknown."""
        with self._transaction():
            self._db.execute(
                "UPDATE ledger SET state = 'released', at = ? WHERE key = ? AND state = 'reserved'", (self._now(), key)
            )

    def spent(self, tenant: str) -> Amount:
        """Used and reserved in the tenant's current period."""
        period = period_key(self._limits.of(tenant).period, self._clock())
        with self._transaction():
            return self._sum(_BY_TENANT, tenant, period)

    def _prepare(self) -> None:
        with self._transaction():
            for statement in _SCHEMA.split(";"):
                self._db.execute(statement)

    def _state(self, key: str) -> str | None:
        row = self._db.execute("SELECT state FROM ledger WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def _sum(self, query: str, *values: str) -> Amount:
        micro, tokens = self._db.execute(query, values).fetchone()
        return Amount(Decimal(micro) / _MICRO, int(tokens))

    def _now(self) -> str:
        return self._clock().isoformat()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock, self._translated():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise BlockedError(
                f"the budget book at {self._path} cannot be used ({error}); nothing is done without it. "
                "Move the file away to start anew, or set MAESTRO_HOME to another folder.",
                path=str(self._path),
            ) from error


def _rounded(amount: Amount) -> Amount:
    """Whole micro-dollars, upwards: a book never says less than was used."""
    return Amount((amount.usd * _MICRO).to_integral_value(ROUND_CEILING) / _MICRO, amount.tokens)


def _row(amount: Amount) -> tuple[int, int]:
    return int(amount.usd * _MICRO), amount.tokens
