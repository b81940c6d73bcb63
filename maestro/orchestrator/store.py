"""The port of the run store: the truth about every run. The queue carries ids only.

A store refuses nothing by itself: what may follow what is `flow`'s; it makes each change whole, lasting and alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from maestro.domain.handoff import Handoff
from maestro.domain.runs import Run


@dataclass(frozen=True)
class Event:
    """One line of a run's log. `task` is empty for what happened to the run itself."""

    at: datetime
    run: str
    task: str
    event: str
    detail: str = ""


class Store(Protocol):
    """Runs by id; one run for each content and factory."""

    def begin(self, factory: str, handoff: Handoff) -> tuple[Run, bool]:
        """The run of this content, and whether it was made just now."""
        ...

    def load(self, run_id: str) -> Run:
        """UsageError when there is none of that id."""
        ...

    def runs(self, factory: str | None = None) -> Sequence[Run]:
        """All of them, newest first."""
        ...

    def change(self, run_id: str, step: Callable[[Run], Run]) -> Run:
        """Apply a pure step to the run as it is now, alone; what it raises, changes nothing."""
        ...

    def events(self, run_id: str, after: int = 0) -> Sequence[Event]:
        """The log from its `after`-th line on."""
        ...
