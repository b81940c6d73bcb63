"""The interpreter's port: a message and what may be looked at, to typed acts."""

from typing import Protocol

from maestro.domain.acts import Act
from maestro.domain.conversation import View


class Interpreter(Protocol):
    """Reads acts from words. Never raises on any text; what it does not understand is `Unclear`."""

    def interpret(self, text: str, view: View) -> tuple[Act, ...]:
        """The acts, in the order in which they were said; each quote is a substring of `text`."""
        ...
