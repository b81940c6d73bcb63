"""The order of a run's tasks and what each outcome means for the run: values in, values out.

Clock, liveness of processes and persistence are given; nothing here reads them. Every function returns a new run.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from maestro.domain.errors import BlockedError, MaestroError
from maestro.domain.handoff import Handoff
from maestro.domain.runs import (
    Approval,
    Owner,
    Problem,
    Run,
    RunEvent,
    RunState,
    Task,
    TaskEvent,
    TaskKind,
    TaskResult,
    TaskState,
)

ORDER: tuple[TaskKind, ...] = (
    TaskKind.PLAN,
    TaskKind.SCAFFOLD,
    TaskKind.IMPLEMENT,
    TaskKind.TEST,
    TaskKind.DOCS,
    TaskKind.OPEN,
    TaskKind.REVIEW,
)
PUBLISHES = TaskKind.OPEN


class NotNowError(MaestroError):
    """A task cannot be leased: it is somebody else's, done, or not its turn. A worker drops the message."""

    code = "not-now"


@dataclass(frozen=True)
class Claim:
    """Who asks for a task, when, and how to know whether another owner still lives."""

    owner: Owner
    now: datetime
    alive: Callable[[Owner, datetime], bool]


def next_task(run: Run) -> TaskKind | None:
    """The first task that is not completed; None when the run has ended or waits for a human."""
    if not run.state.live:
        return None
    return next((kind for kind in ORDER if run.task(kind).state is not TaskState.COMPLETED), None)


def held(task: Task, claim: Claim) -> bool:
    """Whether a process that lives works on the task."""
    if task.state not in (TaskState.LEASED, TaskState.EXECUTED) or task.owner is None or task.leased is None:
        return False
    return claim.alive(task.owner, task.leased)


def lease(run: Run, kind: TaskKind, claim: Claim) -> Run:
    """Give the task to the claimant; NotNowError when it is not to be had."""
    due = next_task(run)
    if due is not kind:
        raise NotNowError(f"task {kind} of run {run.id} is not due; {due or 'nothing'} is")
    task = run.task(kind)
    if held(task, claim):
        raise NotNowError(f"task {kind} of run {run.id} is being done by process {task.owner}")
    leased = replace(task.after(TaskEvent.LEASE), owner=claim.owner, leased=claim.now)
    return run.after(RunEvent.START).with_task(leased)


def executed(run: Run, kind: TaskKind, result: TaskResult, owner: Owner) -> Run:
    """Keep the result; only the owner of the lease may."""
    task = owned(run, kind, owner).task(kind)
    return run.with_task(replace(task.after(TaskEvent.EXECUTE), result=result))


def completed(run: Run, kind: TaskKind, owner: Owner, now: datetime, approvals: int = 0) -> Run:
    """Close the task; the run goes on, waits for `approvals` people before it publishes, or is done."""
    task = owned(run, kind, owner).task(kind)
    done = run.with_task(replace(task.after(TaskEvent.COMPLETE), owner=None, ended=now))
    if not done.state.live:  # cancelled meanwhile
        return done
    due = next_task(done)
    if due is None:
        return done.after(RunEvent.FINISH)
    return done.after(RunEvent.HOLD) if due is PUBLISHES and not approved(done, approvals) else done


def denied(run: Run, kind: TaskKind, error: MaestroError, now: datetime) -> Run:
    """The guard did not let a task be queued; nothing changes when somebody has taken it meanwhile."""
    return ended_badly(run, kind, error, now) if run.task(kind).state is TaskState.WAITING else run


def ended_badly(run: Run, kind: TaskKind, error: MaestroError, now: datetime) -> Run:
    """A denial blocks task and run, any other error fails both; a run that was cancelled stays so."""
    blocked = isinstance(error, BlockedError)
    problem = Problem.of(error)
    event = TaskEvent.BLOCK if blocked else TaskEvent.FAIL
    task = replace(run.task(kind).after(event), owner=None, ended=now, problem=problem)
    changed = replace(run.with_task(task), problem=problem)
    if not run.state.live:
        return changed
    return changed.after(RunEvent.BLOCK if blocked else RunEvent.FAIL)


def approved(run: Run, needed: int) -> bool:
    """Whether enough different people approved exactly this content."""
    return len({a.by for a in run.approvals if a.digest == run.handoff.digest}) >= needed


def approve(run: Run, approval: Approval, needed: int) -> Run:
    """Add one person's word; with enough of them a pending run goes on."""
    others = tuple(a for a in run.approvals if (a.by, a.digest) != (approval.by, approval.digest))
    added = replace(run, approvals=(*others, approval))
    if added.state is RunState.PENDING and approved(added, needed):
        return added.after(RunEvent.APPROVE)
    return added


def cancel(run: Run, error: MaestroError) -> Run:
    """Stop before the next task; what is done stays."""
    return replace(run.after(RunEvent.CANCEL), problem=Problem.of(error))


def reject(run: Run, error: MaestroError) -> Run:
    """A human said no: the run is cancelled and earlier approvals no longer count."""
    return replace(cancel(run, error), approvals=())


def restart(run: Run, handoff: Handoff | None = None) -> Run:
    """Do all tasks again (their effects are idempotent), with what the newer handoff of the same content says."""
    tasks = tuple(Task(t.after(TaskEvent.RESET).kind, attempt=t.attempt + 1) for t in run.tasks)
    return replace(run.after(RunEvent.RESTART), tasks=tasks, problem=None, handoff=handoff or run.handoff)


def owned(run: Run, kind: TaskKind, owner: Owner) -> Run:
    """The run itself; NotNowError when the task's lease is not this owner's any more."""
    if run.task(kind).owner != owner:
        raise NotNowError(f"task {kind} of run {run.id} was taken over by process {run.task(kind).owner}")
    return run
