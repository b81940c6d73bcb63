"""The interpreter's port: a message and what may be looked at, to typed acts."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, runtime_checkable

from maestro.domain.acts import Act
from maestro.domain.conversation import View


class Interpreter(Protocol):
    """Reads acts from words. Never raises on any text; what it does not understand is `Unclear`."""

    def interpret(self, text: str, view: View) -> tuple[Act, ...]:
        """The acts, in the order in which they were said; each quote is a substring of `text`."""
        ...


@dataclass(frozen=True)
class Bill:
    """What reading one message took, and what is to be said of it. Nothing for a reading without a model."""

    usd: Decimal = Decimal(0)
    tokens: int = 0
    notes: tuple[str, ...] = ()


@runtime_checkable
class Billed(Protocol):
    """An interpreter whose readings may cost something."""

    def bill(self) -> Bill:
        """That of the last reading, once."""
        ...
