"""What an agent is and what it is given.

An agent acts through its toolbox only; it keeps nothing between two calls and may be called again for the same
task after a crash: every effect is idempotent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from maestro.agents.toolbox import Toolbox
from maestro.budget.base import Amount
from maestro.domain.errors import ViolationError
from maestro.domain.findings import Violation
from maestro.domain.handoff import Handoff
from maestro.domain.runs import TaskKind, TaskResult

# A task without a model costs nothing; it reserves the least that can be booked, so that a budget that is
# zero or used up stops it like any other work, and settles at nothing.
LEAST = Amount(Decimal("0.000001"), 1)


@dataclass(frozen=True)
class Assignment:
    """One task of a run: what was handed over and what the tasks before it left behind."""

    run: str
    kind: TaskKind
    handoff: Handoff
    created: datetime
    earlier: Mapping[TaskKind, TaskResult] = field(default_factory=dict)

    def found(self, kind: TaskKind, key: str) -> Any:
        """A piece of data that an earlier task left behind."""
        return self.earlier[kind].data[key]


class Agent(Protocol):
    """Does one kind of task."""

    need: Amount

    def work(self, task: Assignment, tools: Toolbox) -> TaskResult:
        """Do it; raise a MaestroError that says what is wrong and what to do."""
        ...


class RejectedError(ViolationError):
    """A request breaks rules; all of them travel with the error."""

    def __init__(self, message: str, violations: Sequence[Violation]) -> None:
        """Keep the violations; the first one's path is the error's."""
        super().__init__(message, path=violations[0].path if violations else None)
        self.violations = tuple(violations)
