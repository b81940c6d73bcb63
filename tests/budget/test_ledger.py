"""The book: idempotent by key, never past a limit, whoever asks at the same time; no book, no spending."""

import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maestro.budget.base import Account, Amount
from maestro.budget.ledger import SqliteLedger
from maestro.budget.limits import Limits, Period, TenantLimit
from maestro.domain.errors import BlockedError

LIMITS = Limits(
    task=Amount(Decimal(1), 100),
    tenant=TenantLimit(Amount(Decimal(2), 150)),
    tenants={"small": TenantLimit(Amount(Decimal("0.5"), 10), Period.DAY)},
)


def account(tenant: str = "shop", run: str = "1", task: str = "docs") -> Account:
    return Account(tenant, run, task)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 31, 23, 59, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(tmp_path: Path, clock: Clock) -> Iterator[SqliteLedger]:
    with closing(SqliteLedger(tmp_path / "state.db", LIMITS, clock)) as opened:
        yield opened


def usd(amount: str, tokens: int = 0) -> Amount:
    return Amount(Decimal(amount), tokens)


def test_what_is_reserved_counts_until_it_is_released_or_settled_lower(book: SqliteLedger) -> None:
    book.reserve("a", account(), usd("0.75", 60))
    assert book.spent("shop") == usd("0.75", 60)
    book.settle("a", usd("0.10", 5))
    assert book.spent("shop") == usd("0.10", 5)
    book.reserve("b", account(), usd("0.5"))
    book.release("b")
    assert book.spent("shop") == usd("0.10", 5)


def test_a_task_and_a_tenant_each_have_their_limit(book: SqliteLedger) -> None:
    with pytest.raises(BlockedError, match="budget of a task"):
        book.reserve("a", account(), usd("1.000001"))
    book.reserve("a", account(run="1"), usd("1"))
    book.reserve("b", account(run="2"), usd("1"))
    with pytest.raises(BlockedError, match="tenant shop"):
        book.reserve("c", account(run="3"), usd("0.000001"))
    book.reserve("d", account("other", run="4"), usd("1"))


def test_tokens_are_a_limit_of_their_own(book: SqliteLedger) -> None:
    with pytest.raises(BlockedError, match="101 tokens more"):
        book.reserve("a", account(), usd("0", 101))


def test_attempts_of_one_task_share_its_limit(book: SqliteLedger) -> None:
    book.reserve("1/docs/1", account(), usd("0.6"))
    book.settle("1/docs/1", usd("0.6"))
    with pytest.raises(BlockedError, match="budget of a task"):
        book.reserve("1/docs/2", account(), usd("0.6"))


def test_a_new_period_begins_anew(book: SqliteLedger, clock: Clock) -> None:
    book.reserve("a", account(run="1"), usd("1"))
    book.reserve("b", account(run="2"), usd("1"))
    clock.now = datetime(2026, 4, 1, tzinfo=UTC)
    book.reserve("c", account(run="3"), usd("1"))
    assert book.spent("shop") == usd("1")


def test_a_settling_that_names_nothing_reserved_is_refused(book: SqliteLedger) -> None:
    with pytest.raises(BlockedError, match="nothing is reserved"):
        book.settle("unknown", usd("0"))
    book.reserve("a", account(), usd("0.5"))
    book.release("a")
    with pytest.raises(BlockedError, match="released"):
        book.settle("a", usd("0"))


def test_a_released_key_can_be_reserved_again(book: SqliteLedger) -> None:
    book.reserve("a", account(), usd("0.5"))
    book.release("a")
    book.reserve("a", account(), usd("0.5"))
    assert book.spent("shop") == usd("0.5")


def test_fractions_are_rounded_up(book: SqliteLedger) -> None:
    book.reserve("a", account(), usd("0.0000001"))
    assert book.spent("shop") == usd("0.000001")


def test_no_book_no_spending(tmp_path: Path) -> None:
    (tmp_path / "state.db").write_bytes(b"not a database at all, not even a little" * 100)
    with pytest.raises(BlockedError, match="cannot be used"):
        SqliteLedger(tmp_path / "state.db", LIMITS)


def test_threads_together_never_pass_the_limit(tmp_path: Path) -> None:
    books = [SqliteLedger(tmp_path / "state.db", LIMITS) for _ in range(4)]
    won: list[str] = []

    def spend(number: int) -> None:
        for attempt in range(10):
            key = f"{number}/{attempt}"
            try:
                books[number].reserve(key, account(run=key), usd("0.3"))
                won.append(key)
            except BlockedError:
                pass

    threads = [threading.Thread(target=spend, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 6
    assert books[0].spent("shop") == usd("1.8")
    for opened in books:
        opened.close()


_AMOUNTS = st.builds(Amount, st.decimals(0, 1, places=3), st.integers(0, 80))
_KEYS = st.sampled_from([f"{run}/{task}" for run in "123" for task in "ab"])


class Book(RuleBasedStateMachine):
    """Any sequence of calls, each of them repeated: the same as once, and never past a limit."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.book = SqliteLedger(Path(self.folder.name) / "state.db", LIMITS, lambda: datetime(2026, 3, 4, tzinfo=UTC))
        self.model: dict[str, tuple[str, Amount]] = {}

    def teardown(self) -> None:
        self.book.close()
        self.folder.cleanup()

    @rule(key=_KEYS, amount=_AMOUNTS, tenant=st.sampled_from(["shop", "small"]))
    def reserve(self, key: str, amount: Amount, tenant: str) -> None:
        run, task = key.split("/")
        name = f"{tenant}/{key}"
        for _ in range(2):
            try:
                self.book.reserve(name, account(tenant, f"{tenant}{run}", task), amount)
            except BlockedError:
                return
        if self.model.get(name, ("", amount))[0] not in ("reserved", "settled"):
            self.model[name] = ("reserved", amount)

    @rule(key=_KEYS, share=st.decimals(0, 1, places=2), tenant=st.sampled_from(["shop", "small"]))
    def settle(self, key: str, share: Decimal, tenant: str) -> None:
        name = f"{tenant}/{key}"
        state, amount = self.model.get(name, ("", Amount()))
        used = Amount((amount.usd * share).quantize(Decimal("0.001")), int(amount.tokens * share))
        for _ in range(2):
            try:
                self.book.settle(name, used)
            except BlockedError:
                assert state not in ("reserved", "settled")
                return
        if state == "reserved":
            self.model[name] = ("settled", used)

    @rule(key=_KEYS, tenant=st.sampled_from(["shop", "small"]))
    def release(self, key: str, tenant: str) -> None:
        name = f"{tenant}/{key}"
        self.book.release(name)
        self.book.release(name)
        state, amount = self.model.get(name, ("", Amount()))
        if state == "reserved":
            self.model[name] = ("released", amount)

    @invariant()
    def the_sum_is_right_and_within_the_limit(self) -> None:
        for tenant in ("shop", "small"):
            rows = [a for name, (state, a) in self.model.items() if name.startswith(tenant) and state != "released"]
            spent = self.book.spent(tenant)
            assert spent == Amount(sum((a.usd for a in rows), Decimal(0)), sum(a.tokens for a in rows))
            limit = LIMITS.of(tenant).amount
            assert spent.usd <= limit.usd
            assert spent.tokens <= limit.tokens


Book.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestBook = Book.TestCase


@given(st.lists(st.integers(1, 40), max_size=8))
@settings(max_examples=20, deadline=None)
def test_every_reservation_is_all_or_nothing(asked: list[int]) -> None:
    with (
        TemporaryDirectory() as folder,
        closing(SqliteLedger(Path(folder) / "state.db", LIMITS)) as book,
    ):
        granted = 0
        for number, tokens in enumerate(asked):
            try:
                book.reserve(str(number), account(run=str(number)), usd("0", tokens))
                granted += tokens
            except BlockedError:
                assert granted + tokens > 150
            assert book.spent("shop").tokens == granted
