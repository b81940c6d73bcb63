"""A model that the guard stands in front of: what is sent is redacted, then judged, and only then sent."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from maestro.domain.actions import PromptAction
from maestro.domain.errors import BlockedError
from maestro.domain.json import JsonObject
from maestro.domain.record import dataclass
from maestro.guard.base import Guard
from maestro.guard.redact import redact
from maestro.llm.base import ChatModel, Completion, Message


@dataclass(frozen=True)
class GuardedModel:
    """Asks the model behind it with prompts that hold no credential and that the guard allows."""

    model: ChatModel
    guard: Guard

    @property
    def name(self) -> str:
        """That of the model behind it."""
        return self.model.name

    def price(self, sent: int, received: int) -> Decimal | None:
        """That of the model behind it."""
        return self.model.price(sent, received)

    def complete(self, messages: Sequence[Message], schema: JsonObject | None = None) -> Completion:
        """The model's answer; BlockedError, which repeats no word of the prompt, where the guard says no."""
        clean = tuple(replace(message, content=redact(message.content)) for message in messages)
        text = "\n".join(message.content for message in clean)
        verdict = self.guard.judge(PromptAction(text, self.name))
        if not verdict.allowed:
            reasons = ", ".join(sorted({finding.rule for finding in verdict.findings}))
            raise BlockedError(f"the guard does not let this prompt go to the model {self.name} ({reasons}).")
        return self.model.complete(clean, schema)
