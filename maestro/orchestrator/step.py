"""One task, done once: lease, guard, reserve, work, settle, record.

Nothing happens before the guard allowed it and the ledger covers it; when either says no, or breaks, the task ends as
blocked. A process that is killed leaves a lease behind; whoever takes it over repeats the work under the same keys.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from maestro.agents.base import Agent, Assignment
from maestro.agents.layout import request_file
from maestro.agents.toolbox import Ports, Toolbox, permit
from maestro.budget.base import Account, Amount, Ledger
from maestro.domain.actions import TaskAction
from maestro.domain.errors import BlockedError, MaestroError
from maestro.domain.findings import Finding
from maestro.domain.json import get
from maestro.domain.runs import Owner, Run, Task, TaskKind, TaskResult, TaskState
from maestro.orchestrator import flow
from maestro.orchestrator.owner import alive, this_process
from maestro.orchestrator.store import Store

_LOG = logging.getLogger(__name__)


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Steps:
    """What doing tasks needs; the same for all runs of a factory."""

    store: Store
    ports: Ports
    ledger: Ledger
    agents: Mapping[TaskKind, Agent]
    approvals: int = 0
    clock: Callable[[], datetime] = _utc_now

    def admit(self, run: Run, kind: TaskKind) -> tuple[Finding, ...]:
        """Ask the guard whether a task may be queued or executed; BlockedError when not."""
        site = self.ports.site
        files = tuple(request_file(site, name) for name in run.handoff.names)
        return permit(self.ports.guard, TaskAction(run.id, kind, tenant(run), run.handoff.branch, files))

    def queueable(self, run: Run) -> TaskKind | None:
        """The task that is due, after the guard allowed to queue it; None when nothing is, or it is denied now."""
        kind = flow.next_task(run)
        if kind is None:
            return None
        try:
            self.admit(run, kind)
        except MaestroError as error:
            now = self.clock()
            denial = error
            self.store.change(run.id, lambda r: flow.denied(r, kind, denial, now))
            return None
        return kind

    def perform(self, run_id: str, kind: TaskKind) -> Run:
        """Do the task; the run as it is afterwards. NotNowError when it is not to be had."""
        owner = this_process()
        claim = flow.Claim(owner, self.clock(), alive)
        run = self.store.change(run_id, lambda run: flow.lease(run, kind, claim))
        try:
            if run.task(kind).state is not TaskState.EXECUTED:
                result = self._work(run, kind)
                run = self.store.change(run_id, lambda run: flow.executed(run, kind, result, owner))
            return self._close(run, kind, owner)
        except flow.NotNowError:
            raise
        except MaestroError as error:
            return self._end(run, kind, error)
        except Exception as error:  # noqa: BLE001 - a bug ends the task, never the worker
            _LOG.exception("task %s of run %s broke", kind, run_id)
            broken = MaestroError(f"{kind} broke unexpectedly ({type(error).__name__}); the log has the details")
            return self._end(run, kind, broken)

    def _work(self, run: Run, kind: TaskKind) -> TaskResult:
        """Guard, then money, then the agent."""
        warned = self.admit(run, kind)
        agent = self.agents[kind]
        task = Assignment(run.id, kind, run.handoff, run.created, run.results)
        tools = Toolbox(self.ports)
        with _booked():
            self.ledger.reserve(booking(run, run.task(kind)), Account(tenant(run), run.id, kind), agent.need)
        result = agent.work(task, tools)
        return replace(result, findings=(*warned, *tools.findings, *result.findings))

    def _close(self, run: Run, kind: TaskKind, owner: Owner) -> Run:
        """Settle what the task really used; without a model that is nothing."""
        with _booked():
            self.ledger.settle(booking(run, run.task(kind)), Amount())
        return self.store.change(run.id, lambda r: flow.completed(r, kind, owner, self.clock(), self.approvals))

    def _end(self, leased: Run, kind: TaskKind, error: MaestroError) -> Run:
        """Record the bad end, then give the reservation back; NotNowError when the lease was lost meanwhile."""
        owner = this_process()
        run = self.store.change(
            leased.id, lambda r: flow.ended_badly(flow.owned(r, kind, owner), kind, error, self.clock())
        )
        with suppress(MaestroError):  # a book that is broken keeps the reservation: never too little is counted
            self.ledger.release(booking(run, run.task(kind)))
        return run


def tenant(run: Run) -> str:
    """Whose budget a run uses: the first identity field of its first request."""
    return str(get(run.handoff.requests[0], run.handoff.identity[0], ""))


def booking(run: Run, task: Task) -> str:
    """The ledger's key: the same for everybody who takes the task over, another one for each restart."""
    return f"{run.factory}/{run.id}/{task.kind}/{task.attempt}"


@contextmanager
def _booked() -> Iterator[None]:
    """A ledger that breaks has not covered anything."""
    try:
        yield
    except MaestroError:
        raise
    except Exception as error:
        raise BlockedError(f"the budget book could not be asked ({type(error).__name__}); nothing was done") from error
