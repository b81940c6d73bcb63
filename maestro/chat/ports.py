"""What a conversation needs of the rooms beside it: somewhere to hand a finished request to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from maestro.domain.acts import Collision
from maestro.domain.handoff import Handoff


@dataclass(frozen=True)
class Opened:
    """The pull request that a handoff ended in."""

    run: str
    number: int
    url: str
    branch: str
    title: str = ""


@dataclass(frozen=True)
class Progress:
    """One finished task of the run: `state` is done, failed or blocked; seconds it took."""

    task: str
    state: str
    summary: str
    seconds: float


class Runs(Protocol):
    """The orchestrator, as a conversation sees it."""

    def collision(self, handoff: Handoff) -> Collision | None:
        """An identity of the request that the base branch has already, with other content."""
        ...

    def submit(self, handoff: Handoff, progress: Callable[[Progress], None]) -> Opened:
        """Hand off, wait, report each task; raises the error tree on failure."""
        ...

    def problem(self) -> str | None:
        """Why this factory's forge cannot be served yet, in a sentence; None when it can."""
        ...
