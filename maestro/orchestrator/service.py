"""What the rooms above ask of runs: submit, look, wait, resume, cancel, retry, approve, reject.

One content, one run: a second submit of the same requests joins the first. It refuses to guess whether a run goes on:
whoever waits looks at the store, and queues what is due when nobody alive does it.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from maestro.agents.evaluation import Evaluation
from maestro.agents.planner import Standing, base_commit, look, refuse
from maestro.agents.tester import examine
from maestro.agents.toolbox import Toolbox
from maestro.domain.actions import RequestAction
from maestro.domain.errors import CancelledError, MaestroError, UsageError, ViolationError
from maestro.domain.handoff import Handoff
from maestro.domain.runs import Approval, Run, RunState, Task, TaskKind, TaskState
from maestro.forge.base import PullRequest, PullState
from maestro.orchestrator import flow
from maestro.orchestrator.owner import alive, this_process
from maestro.orchestrator.step import Steps
from maestro.orchestrator.store import Event

_LOOK_SECONDS = 0.02
_LOOK_SHARE = 10  # a run of a megabyte is looked at less often, or looking would cost more than working
_IDLE_SECONDS = 0.5  # a due task that nobody has taken for so long is queued again

Watcher = Callable[[Task], None]


class Queue(Protocol):
    """Takes tasks to be done, by somebody, some time."""

    problem: MaestroError | None  # why the worker cannot go on: the store, or the factory, cannot be used

    def put(self, run_id: str, kind: TaskKind) -> None:
        """ForgeError when it cannot be reached."""
        ...

    def working(self) -> AbstractContextManager[None]:
        """Within it, what was put is worked on."""
        ...


@dataclass(frozen=True)
class Preview:
    """What a submit would do: nothing of it has happened."""

    branch: str
    base: str
    standings: tuple[Standing, ...]
    pull: PullRequest | None


def _unwatched(task: Task) -> None:
    del task


@dataclass(frozen=True)
class Service:
    """Runs of one factory. `factory` is the name under which the store knows it."""

    factory: str
    steps: Steps
    queue: Queue
    on_close: Callable[[], None] = lambda: None

    def close(self) -> None:
        """Let files go; for `contextlib.closing`."""
        self.on_close()

    def preview(self, handoff: Handoff) -> Preview:
        """Look at the base branch and the forge without writing; bad names raise as `submit` would."""
        check_names(handoff)
        tools = Toolbox(self.steps.ports)
        standings = look(handoff, tools, base_commit(tools))
        pull = tools.pull_of(handoff.branch)
        return Preview(handoff.branch, tools.site.base, standings, pull)

    def examine(self, handoff: Handoff) -> tuple[Evaluation, ...]:
        """What the factory makes of the requests, as `test` will see it; an error with all violations."""
        return examine(handoff.requests, handoff.identity, Toolbox(self.steps.ports))

    def refuse(self, handoff: Handoff, preview: Preview) -> None:
        """Raise for what `plan` and the guard would refuse, before anything is recorded."""
        if preview.pull is None:
            refuse(handoff, preview.standings)
        tools = Toolbox(self.steps.ports)
        for request, standing in zip(handoff.requests, preview.standings, strict=True):
            tools.judge(RequestAction(request, standing.file))

    def submit(self, handoff: Handoff) -> Run:
        """Record the handoff and queue it; the same content again joins its run, or restarts one that ended badly."""
        check_names(handoff)
        run, made = self.steps.store.begin(self.factory, handoff)
        if not made and self._to_restart(run):
            ended = run
            run = self.steps.store.change(run.id, lambda r: flow.restart(r, handoff) if r == ended else r)
        return self._enqueue(run)

    def status(self, run_id: str) -> Run:
        """The run as it is now."""
        return self.steps.store.load(run_id)

    def events(self, run_id: str) -> Sequence[Event]:
        """The run's log."""
        return self.steps.store.events(run_id)

    def wait(self, run_id: str, watch: Watcher = _unwatched) -> Run:
        """Until the run ends or needs a human; `watch` hears of each task that ended, once, in order."""
        told: set[TaskKind] = set()
        with self.queue.working():
            for run in self._looks(run_id):
                for task in _ended(run):
                    if task.kind not in told:
                        told.add(task.kind)
                        watch(task)
                if not run.state.live:
                    return run
        raise MaestroError("the run was looked at no more")  # _looks never ends

    def resume(self, run_id: str) -> Run:
        """Go on where a process has died or a run was left; a run that has ended is left alone."""
        return self._enqueue(self.steps.store.load(run_id))

    def unfinished(self) -> Sequence[Run]:
        """Runs of this factory that `resume` goes on with, oldest first."""
        return [run for run in reversed(self.steps.store.runs(self.factory)) if run.state.live]

    def retry(self, run_id: str) -> Run:
        """Start a run that has failed, was blocked or cancelled over again."""
        if self.steps.store.load(run_id).state is RunState.SUCCEEDED:
            raise UsageError(f"run {run_id} has succeeded; there is nothing to retry")
        return self._enqueue(self.steps.store.change(run_id, flow.restart))

    def cancel(self, run_id: str, why: str = "cancelled") -> Run:
        """Stop before the next task."""
        return self.steps.store.change(run_id, lambda run: flow.cancel(run, CancelledError(why)))

    def approve(self, run_id: str, by: str, digest: str | None = None) -> Run:
        """Count one person's word for the content that was shown, and go on when it was the last one needed."""
        _same_digest(self.steps.store.load(run_id), digest)
        at = datetime.now(UTC)
        changed = self.steps.store.change(
            run_id,
            lambda run: flow.approve(run, Approval(by, digest or run.handoff.digest, at), self.steps.approvals),
        )
        return self._enqueue(changed)

    def reject(self, run_id: str, by: str, why: str = "") -> Run:
        """A human's no: the run ends."""
        told = f"rejected by {by}" + (f": {why}" if why else "")
        return self.steps.store.change(run_id, lambda run: flow.reject(run, ViolationError(told)))

    def _to_restart(self, run: Run) -> bool:
        """Whether a run of this content does not answer a new submit: it ended badly, or its pull request is closed."""
        match run.state:
            case RunState.FAILED | RunState.BLOCKED | RunState.CANCELLED:
                return True
            case RunState.SUCCEEDED:
                pull = Toolbox(self.steps.ports).pull_of(run.handoff.branch)
                return pull is None or pull.state is PullState.CLOSED
            case _:
                return False

    def _enqueue(self, run: Run) -> Run:
        """Queue what is due, unless somebody alive is at it."""
        kind = flow.next_task(run)
        if kind is not None and not flow.held(run.task(kind), self._claim()):
            kind = self.steps.queueable(run)
            if kind is not None:
                self.queue.put(run.id, kind)
        return self.steps.store.load(run.id)

    def _looks(self, run_id: str) -> Iterator[Run]:
        """The run whenever it changed; what is due and nobody's for a while is queued again."""
        last, since = None, time.monotonic()
        while True:
            begun = time.monotonic()
            run = self.steps.store.load(run_id)
            cost = time.monotonic() - begun
            if run != last:
                last, since = run, time.monotonic()
                yield run
            elif time.monotonic() - since > _IDLE_SECONDS:
                since = time.monotonic()
                self._enqueue(run)
            if self.queue.problem is not None:
                raise self.queue.problem
            time.sleep(max(_LOOK_SECONDS, _LOOK_SHARE * cost))

    def _claim(self) -> flow.Claim:
        return flow.Claim(this_process(), self.steps.clock(), alive)


def check_names(handoff: Handoff) -> None:
    """ViolationError for identities that cannot name a file and a branch, UsageError for an empty handoff."""
    if not handoff.requests:
        raise UsageError("there is no request to submit")
    try:
        handoff.names  # noqa: B018 - it raises for unsafe names
    except ValueError as error:
        raise ViolationError(
            f"{error}; expected letters, digits and '-' in {', '.join(handoff.identity)}. Nothing was submitted.",
            path=handoff.identity[0],
        ) from error


def _ended(run: Run) -> Iterator[Task]:
    ended = (TaskState.COMPLETED, TaskState.FAILED, TaskState.BLOCKED)
    return (task for task in run.tasks if task.state in ended)


def _same_digest(run: Run, digest: str | None) -> None:
    if digest is not None and digest != run.handoff.digest:
        raise UsageError(
            f"run {run.id} has the content {run.handoff.digest}, not {digest}: it changed since it was shown. "
            f"Look again with `maestro runs show {run.id}`."
        )
