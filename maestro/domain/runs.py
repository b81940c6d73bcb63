"""Runs and tasks: what one handoff is made of, and which step may follow which.

The transition tables are the only source of legal steps; anything else raises, naming state and event.
Nothing here reads a clock, a process table or a store.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum

from maestro.domain.errors import MaestroError, UsageError
from maestro.domain.findings import Finding, Violation
from maestro.domain.handoff import Handoff
from maestro.domain.json import Json
from maestro.domain.record import dataclass


class TaskKind(StrEnum):
    """The steps of a run, in their order."""

    PLAN = "plan"
    SCAFFOLD = "scaffold"
    IMPLEMENT = "implement"
    TEST = "test"
    DOCS = "docs"
    OPEN = "open"
    REVIEW = "review"


class TaskState(StrEnum):
    """Where a task stands. Executed: its effects and its result are there, its cost is not booked yet."""

    WAITING = "waiting"
    LEASED = "leased"
    EXECUTED = "executed"
    COMPLETED = "completed"
    FAILED = "failed"
    BLOCKED = "blocked"


class TaskEvent(StrEnum):
    """What can happen to a task."""

    LEASE = "lease"
    EXECUTE = "execute"
    COMPLETE = "complete"
    FAIL = "fail"
    BLOCK = "block"
    RESET = "reset"


class RunState(StrEnum):
    """Where a run stands. Pending: a human must approve before it publishes."""

    QUEUED = "queued"
    RUNNING = "running"
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    BLOCKED = "blocked"
    CANCELLED = "cancelled"

    @property
    def live(self) -> bool:
        """Whether tasks may still be done without anybody asking for it again."""
        return self in (RunState.QUEUED, RunState.RUNNING)


class RunEvent(StrEnum):
    """What can happen to a run."""

    START = "start"
    HOLD = "hold"
    APPROVE = "approve"
    FINISH = "finish"
    FAIL = "fail"
    BLOCK = "block"
    CANCEL = "cancel"
    RESTART = "restart"


TASK_TRANSITIONS: Mapping[tuple[TaskState, TaskEvent], TaskState] = {
    (TaskState.WAITING, TaskEvent.LEASE): TaskState.LEASED,
    (TaskState.LEASED, TaskEvent.LEASE): TaskState.LEASED,  # of a process that died
    (TaskState.EXECUTED, TaskEvent.LEASE): TaskState.EXECUTED,  # only the booking is left to do
    (TaskState.LEASED, TaskEvent.EXECUTE): TaskState.EXECUTED,
    (TaskState.EXECUTED, TaskEvent.COMPLETE): TaskState.COMPLETED,
    (TaskState.LEASED, TaskEvent.FAIL): TaskState.FAILED,
    (TaskState.EXECUTED, TaskEvent.FAIL): TaskState.FAILED,
    (TaskState.WAITING, TaskEvent.BLOCK): TaskState.BLOCKED,  # denied before it was queued
    (TaskState.WAITING, TaskEvent.FAIL): TaskState.FAILED,
    (TaskState.LEASED, TaskEvent.BLOCK): TaskState.BLOCKED,
    (TaskState.EXECUTED, TaskEvent.BLOCK): TaskState.BLOCKED,
    **{(state, TaskEvent.RESET): TaskState.WAITING for state in TaskState},
}

_ENDED = (RunState.FAILED, RunState.BLOCKED, RunState.CANCELLED, RunState.SUCCEEDED)
_UNFINISHED = (RunState.QUEUED, RunState.RUNNING, RunState.PENDING)

RUN_TRANSITIONS: Mapping[tuple[RunState, RunEvent], RunState] = {
    (RunState.QUEUED, RunEvent.START): RunState.RUNNING,
    (RunState.RUNNING, RunEvent.START): RunState.RUNNING,
    (RunState.RUNNING, RunEvent.HOLD): RunState.PENDING,
    (RunState.PENDING, RunEvent.APPROVE): RunState.RUNNING,
    (RunState.RUNNING, RunEvent.FINISH): RunState.SUCCEEDED,
    (RunState.RUNNING, RunEvent.FAIL): RunState.FAILED,
    (RunState.QUEUED, RunEvent.BLOCK): RunState.BLOCKED,
    (RunState.RUNNING, RunEvent.BLOCK): RunState.BLOCKED,
    **{(state, RunEvent.CANCEL): RunState.CANCELLED for state in (*_UNFINISHED, RunState.FAILED, RunState.BLOCKED)},
    **{(state, RunEvent.RESTART): RunState.RUNNING for state in _ENDED},
}


class TransitionError(UsageError):
    """A step that the tables do not know."""

    code = "transition"


def task_after(state: TaskState, event: TaskEvent) -> TaskState:
    """The task's next state; TransitionError names both."""
    try:
        return TASK_TRANSITIONS[state, event]
    except KeyError:
        raise TransitionError(f"a task that is {state} cannot {event}") from None


def run_after(state: RunState, event: RunEvent) -> RunState:
    """The run's next state; TransitionError names both."""
    try:
        return RUN_TRANSITIONS[state, event]
    except KeyError:
        raise TransitionError(f"a run that is {state} cannot {event}") from None


@dataclass(frozen=True)
class Owner:
    """The process that works on a task. `started` tells it from a later process of the same number."""

    host: str
    pid: int
    started: str


@dataclass(frozen=True)
class TaskResult:
    """What a task leaves behind: a line for people, findings, and data for the tasks after it."""

    summary: str
    findings: tuple[Finding, ...] = ()
    data: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """Why a task ended badly, as it is stored: the error's code, exit code, sentence and place."""

    code: str
    exit_code: int
    message: str
    path: str | None = None
    violations: tuple[Violation, ...] = ()

    @classmethod
    def of(cls, error: MaestroError) -> "Problem":
        """What is kept of an error."""
        violations = tuple(getattr(error, "violations", ()))
        return cls(error.code, error.exit_code, error.message, error.path, violations)


@dataclass(frozen=True)
class Task:
    """One step of a run. `attempt` grows with every restart, not when a dead process's lease is taken over."""

    kind: TaskKind
    state: TaskState = TaskState.WAITING
    owner: Owner | None = None
    attempt: int = 1
    leased: datetime | None = None
    ended: datetime | None = None
    result: TaskResult | None = None
    problem: Problem | None = None

    def after(self, event: TaskEvent) -> "Task":
        """The task in its next state."""
        return replace(self, state=task_after(self.state, event))


@dataclass(frozen=True)
class Pull:
    """The pull request that a run opened."""

    number: int
    url: str
    branch: str
    commit: str


@dataclass(frozen=True)
class Approval:
    """One person's word for exactly one content."""

    by: str
    digest: str
    at: datetime


@dataclass(frozen=True)
class Run:
    """One handoff on its way. `factory` names the repository; `created` dates its commit."""

    id: str
    factory: str
    handoff: Handoff
    created: datetime
    state: RunState = RunState.QUEUED
    tasks: tuple[Task, ...] = tuple(Task(kind) for kind in TaskKind)
    problem: Problem | None = None
    approvals: tuple[Approval, ...] = ()

    def task(self, kind: TaskKind) -> Task:
        """The task of a kind."""
        return next(task for task in self.tasks if task.kind is kind)

    def with_task(self, changed: Task) -> "Run":
        """The run with one task replaced."""
        return replace(self, tasks=tuple(changed if t.kind is changed.kind else t for t in self.tasks))

    def after(self, event: RunEvent) -> "Run":
        """The run in its next state."""
        return replace(self, state=run_after(self.state, event))

    @property
    def results(self) -> Mapping[TaskKind, TaskResult]:
        """What the tasks left behind so far."""
        return {task.kind: task.result for task in self.tasks if task.result is not None}

    @property
    def pull(self) -> Pull | None:
        """The pull request, once it is open."""
        result = self.task(TaskKind.OPEN).result
        if result is None:
            return None
        data = result.data
        return Pull(int(data["number"]), str(data["url"]), str(data["branch"]), str(data["commit"]))
