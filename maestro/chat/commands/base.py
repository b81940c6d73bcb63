"""What a slash command is: it looks at a Desk and answers with one Result; it changes nothing itself."""

from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path
from typing import Protocol

from maestro.chat.blocks import Block
from maestro.chat.ports import Models
from maestro.chat.session import Session
from maestro.chat.transcript import Kept
from maestro.domain.acts import Act
from maestro.domain.errors import UsageError
from maestro.domain.form import Form
from maestro.domain.record import dataclass
from maestro.interview.state import Outcome


@dataclass(frozen=True)
class Desk:
    """All that a command may look at. `kept` asks when it is called; `folder` is where exports go."""

    session: Session
    outcome: Outcome | None
    folder: Path
    kept: Callable[[], tuple[Kept, ...]]
    cost_usd: float
    models: Models | None = None

    @property
    def form(self) -> Form:
        """The form of the factory."""
        return self.session.form

    @property
    def missing(self) -> tuple[str, ...]:
        """Paths that must still be filled."""
        return self.outcome.missing if self.outcome else ()

    @property
    def open_field(self) -> str:
        """The field that the open question is about, "" where it is about none."""
        asked = self.session.state.question
        path = (asked.about or asked.path) if asked else ""
        return path if self.form.at(path) is not None else ""


@dataclass(frozen=True)
class Show:
    """Print these."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Apply:
    """Let the interview take these acts; the command line is kept as the user's message."""

    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Prefill:
    """Put a text into the next input, for the user to change and send."""

    text: str
    block: Block


@dataclass(frozen=True)
class Leave:
    """End the conversation; it is saved."""


Result = Show | Apply | Prefill | Leave


class Takes(Enum):
    """What a command's argument is, so that it can be completed."""

    NOTHING = auto()
    FIELD = auto()
    FIELD_AND_VALUE = auto()
    SCENARIOS = auto()
    FOLDER = auto()
    FILE = auto()


class Command(Protocol):
    """One slash command."""

    name: str
    argument: str
    summary: str
    takes: Takes

    def run(self, desk: Desk, argument: str, /) -> Result:
        """Answer; raises the error tree on a wrong argument."""
        ...


def refuse_argument(command: Command, argument: str) -> None:
    """For commands that take none: a surplus word is a mistake, not noise."""
    if argument.strip():
        raise UsageError(f"/{command.name} takes nothing after it; found {argument.strip()!r}")
