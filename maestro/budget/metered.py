"""A model that pays: the dearest that a call can become is reserved before it, what it took is booked after it.

Fails closed: without a reservation there is no call, and a call whose price nobody learnt is booked as reserved.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import field, replace
from decimal import Decimal

from maestro.budget.base import Account, Amount, Ledger
from maestro.domain.errors import AuthError, BlockedError, ConfigError
from maestro.domain.json import JsonObject, canonical
from maestro.domain.record import dataclass
from maestro.llm.base import ChatModel, Completion, Message, ModelBusyError, Usage

_CHARACTERS_A_TOKEN = 2  # of a prompt, for the reservation: rather too many tokens than too few
_AROUND = 16  # tokens that a provider adds to each message
_MILLION = Decimal(1_000_000)
_UNCHARGED = (AuthError, ConfigError, ModelBusyError)  # refused before anything was worked on


@dataclass(frozen=True)
class Rates:
    """USD for a million tokens where nobody knows a model's price: what is sent, and what comes back."""

    sent: Decimal = Decimal(15)
    received: Decimal = Decimal(75)

    def price(self, sent: int, received: int) -> Decimal:
        """Of so many tokens."""
        return (self.sent * sent + self.received * received) / _MILLION


@dataclass
class MeteredModel:
    """Asks the model behind it as long as the book allows it; `most` bounds the USD of this object's calls."""

    model: ChatModel
    ledger: Ledger
    account: Callable[[], Account]
    rates: Rates = field(default_factory=Rates)
    answer_tokens: int = 4096
    most: Decimal | None = None
    spent: Decimal = Decimal(0)

    @property
    def name(self) -> str:
        """That of the model behind it."""
        return self.model.name

    def price(self, sent: int, received: int) -> Decimal:
        """The model's price, else the configured worst case."""
        known = self.model.price(sent, received)
        return self.rates.price(sent, received) if known is None else known

    def complete(self, messages: Sequence[Message], schema: JsonObject | None = None) -> Completion:
        """The model's answer with what was booked for it; BlockedError when it does not fit a budget."""
        dearest = self._dearest(messages, schema)
        self._within_the_cap(dearest)
        key = f"model:{secrets.token_hex(12)}"
        self.ledger.reserve(key, self.account(), dearest)
        try:
            completion = self.model.complete(messages, schema)
        except _UNCHARGED:
            self.ledger.release(key)
            raise
        except BaseException:
            self._book(key, dearest)
            raise
        usage = self._priced(completion.usage)
        self._book(key, Amount(usage.usd or Decimal(0), usage.tokens))
        return replace(completion, usage=usage)

    def _dearest(self, messages: Sequence[Message], schema: JsonObject | None) -> Amount:
        characters = sum(len(message.content.encode()) for message in messages)
        characters += len(canonical(schema)) if schema is not None else 0
        sent = -(-characters // _CHARACTERS_A_TOKEN) + _AROUND * len(messages)
        return Amount(self.price(sent, self.answer_tokens), sent + self.answer_tokens)

    def _within_the_cap(self, dearest: Amount) -> None:
        if self.most is not None and self.spent + dearest.usd > self.most:
            raise BlockedError(
                f"the budget of this conversation ({self.most:f} USD, --max-budget-usd) does not cover another call: "
                f"{self.spent:.4f} USD are spent, up to {dearest.usd:.4f} USD more are needed."
            )

    def _priced(self, usage: Usage) -> Usage:
        known = usage.usd if usage.usd is not None else self.price(usage.input_tokens, usage.output_tokens)
        return replace(usage, usd=known)

    def _book(self, key: str, used: Amount) -> None:
        self.spent += used.usd
        self.ledger.settle(key, used)
