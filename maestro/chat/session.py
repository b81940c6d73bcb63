"""A conversation without a terminal: text in, a Turn out. Saved after each turn; a fold of its log gives it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from maestro.domain.acts import Act
from maestro.domain.form import Form
from maestro.domain.handoff import Handoff
from maestro.interview.state import Outcome, State


@dataclass(frozen=True)
class Turn:
    """One exchange."""

    number: int
    user: str
    acts: tuple[Act, ...]
    outcome: Outcome
    request: Mapping[str, Any]
    elapsed_ms: float

    @property
    def reply(self) -> str:
        """Plain text, as the terminal shows it: the replies, the question, its numbered choices."""
        raise NotImplementedError

    def to_json(self) -> dict[str, Any]:
        """The turn object of `--format jsonl`."""
        raise NotImplementedError


class Session:
    """Interpreter, reducer and log of one conversation."""

    id: str
    form: Form
    state: State

    def turn(self, text: str) -> Turn:
        """Take one user message. Never raises on any text."""
        raise NotImplementedError

    def apply(self, text: str, acts: tuple[Act, ...]) -> Turn:
        """The same for acts that a command made (`/undo`, `/set`); `text` is kept as the user's message."""
        raise NotImplementedError

    def request(self) -> dict[str, Any]:
        """The request as it stands, keys in the schema's order."""
        raise NotImplementedError

    def handoff(self) -> Handoff:
        """The finished blueprint as what the orchestrator takes."""
        raise NotImplementedError
