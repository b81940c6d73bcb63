"""The model's port: messages in, a text with its price out. Errors sit beside it.

ForgeError
└── ModelError              5  the model or the way to it failed
    ├── ModelBusyError      5  it said to come back later, and still did when patience ended
    │   └── ModelBrokenError 5  it failed in itself, time and again
    ├── ModelTimeoutError   5  it did not answer in time
    ├── ModelRefusedError   5  it refused the request as it was put
    └── ModelReplyError     5  what came back is no answer
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Protocol

from maestro.domain.errors import ForgeError
from maestro.domain.json import JsonObject, digest


class Role(StrEnum):
    """Who speaks."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True)
class Message:
    """One message of a prompt."""

    role: Role
    content: str


@dataclass(frozen=True)
class Usage:
    """What a call took. `usd` is None where nobody knows the model's price; 0 means that it is free."""

    input_tokens: int = 0
    output_tokens: int = 0
    usd: Decimal | None = None

    @property
    def tokens(self) -> int:
        """Both together, as budgets count them."""
        return self.input_tokens + self.output_tokens


@dataclass(frozen=True)
class Completion:
    """A model's answer; `cut` when it ended at the model's limit and not by itself."""

    text: str
    usage: Usage = Usage()
    cut: bool = False


class ChatModel(Protocol):
    """One model. It is used only when someone named it."""

    @property
    def name(self) -> str:
        """As it was named: `provider/model`."""
        ...

    def price(self, sent: int, received: int) -> Decimal | None:
        """USD for so many tokens; None where nobody knows it."""
        ...

    def complete(self, messages: Sequence[Message], schema: JsonObject | None = None) -> Completion:
        """The answer to the messages, JSON that fits `schema` where the model can be held to it."""
        ...


class ModelError(ForgeError):
    """The model, or the network on the way to it, failed. Holds no prompt, no key and no text of the provider's."""

    code: ClassVar[str] = "model"


class ModelBusyError(ModelError):
    """Too many requests or an overload, which did not pass while it was waited for."""


class ModelBrokenError(ModelBusyError):
    """The server failed in itself; some do so at a request that they do not understand."""


class ModelTimeoutError(ModelError):
    """No answer in time."""


class ModelRefusedError(ModelError):
    """The request was not to the provider's liking."""


class ModelReplyError(ModelError):
    """An answer without a text, or something that is no answer."""


def fingerprint(messages: Sequence[Message], schema: JsonObject | None) -> str:
    """Names one request, for record and replay; whichever model it goes to."""
    said = [[message.role.value, message.content] for message in messages]
    return digest({"messages": said, "schema": schema}, 32)
