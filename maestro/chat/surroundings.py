"""What a conversation finds around it: first lines, handoff, where exports go. Imports nothing heavy."""

from collections.abc import Callable, Sequence
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from maestro.domain.record import dataclass

if TYPE_CHECKING:
    from maestro.chat.blocks import Block
    from maestro.chat.ports import Models, Opened, Progress, Runs
    from maestro.chat.rows import Row
    from maestro.chat.transcript import Kept
    from maestro.chat.turn import Turn


class Step(Enum):
    """What a loop does after a line."""

    GO_ON = auto()
    LEAVE = auto()
    DONE = auto()


class Display(Protocol):
    """Where a conversation prints."""

    def lines(self, *lines: str) -> None:
        """Plain sentences, an empty one for a gap."""
        ...

    def show(self, block: "Block") -> None:
        """One block."""
        ...

    def turn(self, turn: "Turn", changed: Sequence["Row"]) -> None:
        """What a turn changed, said and asks."""
        ...

    def progress(self, step: "Progress") -> None:
        """A finished task of the handoff."""
        ...

    def opened(self, opened: "Opened", notes: Sequence[str]) -> None:
        """The pull request and what happens next."""
        ...


@dataclass(frozen=True)
class Surroundings:
    """`greeting` is said first; `notes` end the final block; `kept` lists the conversations that were saved.

    `models` is who reads what is said, asked when it is needed.
    """

    runs: "Runs"
    greeting: tuple[str, ...]
    notes: Callable[["Opened"], tuple[str, ...]]
    folder: Path
    kept: Callable[[], "tuple[Kept, ...]"] = tuple
    models: Callable[[], "Models | None"] = lambda: None

    def greet(self, display: Display) -> None:
        """The first lines; a forge that cannot be served is named."""
        display.lines(*self.greeting)
        problem = self.runs.problem()
        if problem is not None:
            display.lines(problem)
        display.lines("")
