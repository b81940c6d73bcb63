"""A model that pays: reserved before, booked after, refused beyond a limit; and the guard in front of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from maestro.budget.base import Account, Amount
from maestro.budget.metered import MeteredModel, Rates
from maestro.domain.actions import PromptAction
from maestro.domain.errors import BlockedError
from maestro.domain.json import JsonObject
from maestro.guard.load import guard_of
from maestro.guard.prompts import GuardedModel
from maestro.llm.base import Completion, Message, ModelBusyError, ModelTimeoutError, Role, Usage
from tests.fakes.guard import FakeGuard
from tests.fakes.ledger import FakeLedger

MESSAGES = (Message(Role.SYSTEM, "be brief"), Message(Role.USER, "a shop"))
KEY = "ghp_" + "a1B2c3D4e5F6g7H8i9J0" + "k1L2m3N4o5P6q7R8"


@dataclass
class Plain:
    """A model with a price of its own, or without one; fails as told."""

    usage: Usage = field(default_factory=lambda: Usage(1000, 100))
    rate: Decimal | None = None
    failing: Exception | None = None
    asked: list[Sequence[Message]] = field(default_factory=list)
    name: str = "test/model"

    def price(self, sent: int, received: int) -> Decimal | None:
        return None if self.rate is None else self.rate * (sent + received)

    def complete(self, messages: Sequence[Message], schema: JsonObject | None = None) -> Completion:
        del schema
        self.asked.append(messages)
        if self.failing is not None:
            raise self.failing
        return Completion("{}", self.usage)


def metered(model: Plain, book: FakeLedger, most: Decimal | None = None) -> MeteredModel:
    account = Account("shop", "20260101-120000-abcdef", "interview")
    return MeteredModel(model, book, lambda: account, Rates(Decimal(10), Decimal(20)), 1000, most)


def test_the_dearest_is_reserved_and_what_it_took_is_booked() -> None:
    book, model = FakeLedger(), Plain()
    completion = metered(model, book).complete(MESSAGES)
    [(key, (account, reserved))] = book.reserved.items()
    assert (account.tenant, account.task) == ("shop", "interview")
    assert reserved.usd > Decimal("0.02")  # a thousand tokens of an answer, at the worst price
    assert book.settled == {key: Amount(Decimal("0.012"), 1100)}
    assert completion.usage.usd == Decimal("0.012")


def test_a_known_price_goes_before_the_configured_one() -> None:
    book = FakeLedger()
    completion = metered(Plain(rate=Decimal(0)), book).complete(MESSAGES)
    assert completion.usage.usd == 0
    assert next(iter(book.reserved.values()))[1].usd == 0
    paid = Plain(Usage(1000, 100, Decimal("0.5")))
    assert metered(paid, FakeLedger()).complete(MESSAGES).usage.usd == Decimal("0.5")


def test_without_a_reservation_there_is_no_call() -> None:
    model = Plain()
    with pytest.raises(BlockedError):
        metered(model, FakeLedger(refuses="interview")).complete(MESSAGES)
    with pytest.raises(RuntimeError):
        metered(model, FakeLedger(breaks=True)).complete(MESSAGES)
    assert model.asked == []


def test_a_conversation_has_a_cap_of_its_own() -> None:
    model = Plain()
    paid = metered(model, FakeLedger(), Decimal("0.03"))
    paid.complete(MESSAGES)
    with pytest.raises(BlockedError, match="--max-budget-usd"):
        paid.complete(MESSAGES)
    assert len(model.asked) == 1


def test_a_call_that_nobody_charged_is_given_back_and_any_other_is_not() -> None:
    book = FakeLedger()
    with pytest.raises(ModelBusyError):
        metered(Plain(failing=ModelBusyError("busy")), book).complete(MESSAGES)
    assert book.released == set(book.reserved)
    unsure = FakeLedger()
    with pytest.raises(ModelTimeoutError):
        metered(Plain(failing=ModelTimeoutError("late")), unsure).complete(MESSAGES)
    assert unsure.settled == {key: amount for key, (_, amount) in unsure.reserved.items()}


def test_each_call_has_a_reservation_of_its_own() -> None:
    book = FakeLedger()
    paid = metered(Plain(), book)
    paid.complete(MESSAGES)
    paid.complete(MESSAGES)
    assert len(book.settled) == 2


def test_what_is_sent_holds_no_credential() -> None:
    model, guard = Plain(), FakeGuard()
    GuardedModel(model, guard).complete((Message(Role.USER, f"our token is {KEY}, keep it"),))
    [[sent]] = model.asked
    assert KEY not in sent.content
    assert "[redacted:" in sent.content
    [judged] = guard.asked
    assert isinstance(judged, PromptAction)
    assert (judged.text, judged.model) == (sent.content, "test/model")


def test_what_the_guard_denies_is_not_sent() -> None:
    model = Plain()
    with pytest.raises(BlockedError, match="guard") as caught:
        GuardedModel(model, FakeGuard(denies=lambda _: True)).complete(MESSAGES)
    assert model.asked == []
    assert "a shop" not in caught.value.message


def test_the_built_in_guard_lets_an_ordinary_prompt_go() -> None:
    model = Plain()
    GuardedModel(model, guard_of()).complete(MESSAGES)
    assert len(model.asked) == 1
