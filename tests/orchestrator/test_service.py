"""Whole handoffs: real repository, store, book and queue; a guard that does what the test says."""

import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from maestro.agents.base import LEAST, Assignment
from maestro.agents.toolbox import Toolbox
from maestro.budget.base import Account, Amount
from maestro.budget.limits import Limits
from maestro.domain.actions import Action, DiffAction, RequestAction, TaskAction, TextAction
from maestro.domain.errors import BlockedError, PendingError, UsageError, ViolationError
from maestro.domain.handoff import Handoff
from maestro.domain.runs import Owner, Run, RunState, Task, TaskKind, TaskResult, TaskState
from maestro.forge.base import PullState
from maestro.orchestrator import flow
from maestro.orchestrator.ending import error_of
from maestro.orchestrator.owner import _started, alive, this_process
from tests.fakes.guard import FakeGuard
from tests.fakes.ledger import FakeLedger
from tests.orchestrator.bench import Bench, handoff, request
from tests.orchestrator.conftest import MakeBench


def carry(bench: Bench, told: Handoff | None = None) -> Run:
    return bench.service.wait(bench.service.submit(told or handoff()).id)


def states(run: Run) -> dict[str, str]:
    return {str(task.kind): str(task.state) for task in run.tasks if task.state is not TaskState.WAITING}


def branches(bench: Bench) -> set[str]:
    heads = bench.repository._repo.branches.local
    return {name for name in heads if name != "main"}


def test_a_handoff_becomes_one_pull_request(bench: Bench) -> None:
    told = handoff(request(size="large", note="two\nlines"))
    seen: list[str] = []
    run = bench.service.wait(bench.service.submit(told).id, lambda task: seen.append(str(task.kind)))
    assert seen == [str(kind) for kind in TaskKind]
    assert run.state is RunState.SUCCEEDED
    (pull,) = bench.forge.pulls()
    assert run.pull is not None
    assert (pull.number, pull.branch, pull.commit) == (1, told.branch, run.pull.commit)
    assert pull.files == ("requests/shop-prod.yaml",)
    assert bench.repository.read("main", "requests/shop-prod.yaml") is None
    assert bench.ledger.spent("shop") == Amount()
    assert error_of(run) is None


def test_several_requests_share_branch_commit_and_pull_request(bench: Bench) -> None:
    told = handoff(request(), request(environment="nonprod"))
    carry(bench, told)
    (pull,) = bench.forge.pulls()
    assert pull.files == ("requests/shop-nonprod.yaml", "requests/shop-prod.yaml")
    assert branches(bench) == {told.branch}


def test_the_same_again_is_the_same_pull_request(bench: Bench) -> None:
    first = carry(bench)
    again = carry(bench)
    assert again == first
    assert len(bench.forge.pulls()) == 1


def test_the_same_after_the_merge_is_the_merged_one(bench: Bench) -> None:
    carry(bench)
    bench.forge.merge(1)
    assert carry(bench).pull is not None
    assert [(p.number, p.state) for p in bench.forge.pulls()] == [(1, PullState.MERGED)]


def test_the_same_without_the_store_finds_branch_and_pull_request(make_bench: MakeBench, bench: Bench) -> None:
    """Another person, another machine, or a lost state file: the repository alone must do."""
    commit = carry(bench).pull
    other = make_bench()
    other.store._db.execute("DELETE FROM runs")
    for table in ("tasks", "events"):
        other.store._db.execute(f"DELETE FROM {table}")
    run = carry(other)
    assert run.pull == commit
    assert len(other.forge.pulls()) == 1


def test_the_same_without_the_store_after_the_merge(make_bench: MakeBench, bench: Bench) -> None:
    carry(bench)
    bench.forge.merge(1)
    main = bench.repository.head("main")
    other = make_bench()
    for table in ("tasks", "events", "runs"):
        other.store._db.execute(f"DELETE FROM {table}")
    run = carry(other)
    assert (run.state, run.pull and run.pull.number) == (RunState.SUCCEEDED, 1)
    assert other.repository.head("main") == main
    assert [(p.number, p.state) for p in other.forge.pulls()] == [(1, PullState.MERGED)]


def test_a_closed_one_is_reopened(bench: Bench) -> None:
    first = carry(bench)
    bench.forge.close(1)
    again = carry(bench)
    assert (again.id, again.state) == (first.id, RunState.SUCCEEDED)
    assert [(p.number, p.state) for p in bench.forge.pulls()] == [(1, PullState.OPEN)]


def test_a_newer_content_closes_the_older_each_linking_the_other(bench: Bench) -> None:
    carry(bench, handoff(request(size="small")))
    carry(bench, handoff(request(size="large")))
    newer, older = bench.forge.pulls()
    assert (newer.state, older.state) == (PullState.OPEN, PullState.CLOSED)
    assert any("#1" in comment for comment in newer.comments)
    assert any("#2" in comment for comment in older.comments)
    # and back again: the first is reopened, the second closed
    carry(bench, handoff(request(size="small")))
    assert [p.state for p in bench.forge.pulls()] == [PullState.CLOSED, PullState.OPEN]


def test_other_tenants_and_people_are_left_alone(bench: Bench) -> None:
    carry(bench, handoff(request("shop-prod", "nonprod")))
    carry(bench, handoff(request("other")))
    carry(bench, handoff(request("shop")))
    assert {p.state for p in bench.forge.pulls()} == {PullState.OPEN}


def test_what_exists_needs_a_confirmation_that_shows_the_difference(bench: Bench) -> None:
    carry(bench, handoff(request(size="small")))
    bench.forge.merge(1)
    changed = handoff(request(size="large"))
    run = carry(bench, changed)
    assert run.state is RunState.FAILED
    error = error_of(run)
    assert isinstance(error, UsageError)
    assert 'size "small" → "large"' in error.message
    assert "--update" in error.message
    assert len(bench.forge.pulls()) == 1
    again = carry(bench, replace(changed, confirmed_update=True))
    assert (again.id, again.state) == (run.id, RunState.SUCCEEDED)


def test_what_is_there_already_is_not_submitted(make_bench: MakeBench, bench: Bench) -> None:
    carry(bench, handoff(request(size="small")))
    bench.forge.merge(1)
    bench.repository._repo.references.delete("refs/heads/" + handoff(request(size="small")).branch)
    other = make_bench()
    for table in ("tasks", "events", "runs"):
        other.store._db.execute(f"DELETE FROM {table}")
    other.repository._repo.references.delete("refs/maestro/pulls")
    run = carry(other, handoff(request(size="small")))
    error = error_of(run)
    assert error is not None
    assert "nothing to submit" in error.message


def test_a_name_that_two_identities_share_is_never_taken(bench: Bench) -> None:
    """`a` + `b-prod`, written by hand, against `a-b` + `prod`: one file name, two tenants."""
    one = request("a-b", "prod")
    carry(bench, handoff(one))
    bench.forge.merge(1)
    other = Handoff(
        ({"tenant_code": "a", "environment": "b-prod"},), ("tenant_code", "environment"), confirmed_update=True
    )
    error = error_of(carry(bench, other))
    assert isinstance(error, ViolationError)
    assert "belongs to another tenant" in error.message


def test_a_request_that_breaks_the_schema_never_opens_anything(bench: Bench) -> None:
    run = carry(bench, handoff(request(size="huge", colour="red")))
    assert run.state is RunState.FAILED
    assert states(run)["test"] == "failed"
    assert run.problem is not None
    assert {v.path for v in run.problem.violations} == {"size", "colour"}
    assert bench.forge.pulls() == ()
    assert isinstance(error_of(run), ViolationError)


@pytest.mark.parametrize(
    ("what", "last"),
    [
        (lambda a: isinstance(a, TaskAction) and a.kind == "plan", "plan"),
        (lambda a: isinstance(a, TaskAction) and a.kind == "open", "open"),
        (lambda a: isinstance(a, RequestAction), "implement"),
        (lambda a: isinstance(a, DiffAction), "implement"),
        (lambda a: isinstance(a, TextAction), "docs"),
    ],
)
@pytest.mark.parametrize("how", ["denies", "breaks"])
def test_a_denial_stops_before_the_effect(
    make_bench: MakeBench, what: Callable[[Action], bool], last: str, how: str
) -> None:
    """A guard that breaks has allowed nothing either."""
    bench = make_bench(guard=FakeGuard(**{how: what}))
    run = carry(bench)
    assert run.state is RunState.BLOCKED
    assert states(run)[last] == "blocked"
    assert isinstance(error_of(run), BlockedError)
    assert bench.forge.pulls() == ()
    assert bool(branches(bench)) is (last in ("docs", "open"))
    assert bench.ledger.spent("shop") == Amount()


def test_the_guard_is_asked_before_a_task_is_queued_and_before_it_is_done(make_bench: MakeBench) -> None:
    guard = FakeGuard()
    carry(make_bench(guard=guard))
    for kind in TaskKind:
        asked = [a for a in guard.asked if isinstance(a, TaskAction) and a.kind == kind]
        assert len(asked) >= 2, kind


def test_what_the_guard_warns_of_is_kept_and_said_in_the_review(make_bench: MakeBench) -> None:
    bench = make_bench(guard=FakeGuard(warns=lambda a: isinstance(a, DiffAction)))
    run = carry(bench)
    result = run.results[TaskKind.IMPLEMENT]
    assert [finding.rule for finding in result.findings] == ["test.warned"]
    assert run.results[TaskKind.REVIEW].summary == "1 note for the platform team"
    (pull,) = bench.forge.pulls()
    assert any("look at this" in comment for comment in pull.comments)


def test_a_branch_that_the_guard_refuses_at_the_review_is_said_on_the_pull_request(make_bench: MakeBench) -> None:
    guard = FakeGuard()
    bench = make_bench(guard=guard)

    class Closing:
        need = LEAST

        def work(self, task: Assignment, tools: Toolbox) -> TaskResult:
            guard.denies = lambda a: isinstance(a, DiffAction)
            from maestro.agents.reviewer import Reviewer

            return Reviewer().work(task, tools)

    bench.with_agents({TaskKind.REVIEW: Closing()})
    run = carry(bench)
    assert run.state is RunState.BLOCKED
    (pull,) = bench.forge.pulls()
    assert any("Do not merge" in comment for comment in pull.comments)


@pytest.mark.parametrize("limits", [Limits(task=Amount(Decimal(1), 0)), Limits(task=Amount(Decimal(0), 10))])
def test_an_exhausted_task_budget_blocks(make_bench: MakeBench, limits: Limits) -> None:
    bench = make_bench(limits=limits)
    run = carry(bench)
    assert run.state is RunState.BLOCKED
    error = error_of(run)
    assert isinstance(error, BlockedError)
    assert "budget of a task" in error.message
    assert branches(bench) == set()


def test_an_exhausted_tenant_blocks_that_tenant_only_until_it_has_money_again(make_bench: MakeBench) -> None:
    from maestro.budget.limits import TenantLimit

    small = Limits(tenants={"shop": TenantLimit(Amount(Decimal(1), 100))})
    bench = make_bench(limits=small)
    bench.ledger.reserve("earlier", Account("shop", "0", "x"), Amount(Decimal(1), 50))
    run = carry(bench)
    error = error_of(run)
    assert error is not None
    assert "tenant shop" in error.message
    assert carry(bench, handoff(request("other"))).state is RunState.SUCCEEDED
    bench.ledger.release("earlier")
    assert bench.service.wait(bench.service.retry(run.id).id).state is RunState.SUCCEEDED


@pytest.mark.parametrize("ledger", [FakeLedger(refuses="test"), FakeLedger(breaks=True)])
def test_a_ledger_that_refuses_or_breaks_blocks(bench: Bench, ledger: FakeLedger) -> None:
    bench.steps = replace(bench.steps, ledger=ledger)
    bench.service = replace(bench.service, steps=bench.steps)
    assert carry(bench).state is RunState.BLOCKED
    assert bench.forge.pulls() == ()


def test_every_task_reserves_before_and_settles_after(bench: Bench) -> None:
    ledger = FakeLedger()
    bench.steps = replace(bench.steps, ledger=ledger)
    bench.service = replace(bench.service, steps=bench.steps)
    carry(bench)
    assert [account.task for account, _ in ledger.reserved.values()] == [str(kind) for kind in TaskKind]
    assert set(ledger.settled) == set(ledger.reserved)


class Breaking:
    """An agent with a bug, at first."""

    need = LEAST

    def __init__(self, times: int) -> None:
        self.left = times

    def work(self, task: Assignment, tools: Toolbox) -> TaskResult:
        if self.left:
            self.left -= 1
            raise KeyError("a bug, with a secret in it")
        from maestro.agents.tester import Tester

        return Tester().work(task, tools)


def test_a_bug_ends_the_task_not_the_worker_and_a_retry_starts_over(bench: Bench) -> None:
    bench.with_agents({TaskKind.TEST: Breaking(1)})
    run = carry(bench)
    error = error_of(run)
    assert error is not None
    assert (run.state, error.exit_code) == (RunState.FAILED, 70)
    assert "secret" not in error.message
    again = bench.service.wait(bench.service.retry(run.id).id)
    assert again.state is RunState.SUCCEEDED
    assert len(bench.forge.pulls()) == 1
    with pytest.raises(UsageError, match="nothing to retry"):
        bench.service.retry(run.id)


def test_a_submit_of_what_failed_tries_again(bench: Bench) -> None:
    bench.with_agents({TaskKind.TEST: Breaking(1)})
    assert carry(bench).state is RunState.FAILED
    assert carry(bench).state is RunState.SUCCEEDED


def test_cancelling_stops_before_the_next_task(bench: Bench) -> None:
    reached, go_on = threading.Event(), threading.Event()

    class Slow:
        need = LEAST

        def work(self, task: Assignment, tools: Toolbox) -> TaskResult:
            from maestro.agents.implementer import Implementer

            reached.set()
            assert go_on.wait(10)
            return Implementer().work(task, tools)

    bench.with_agents({TaskKind.IMPLEMENT: Slow()})
    run = bench.service.submit(handoff())
    assert reached.wait(10)
    bench.service.cancel(run.id)
    go_on.set()
    ended = bench.service.wait(run.id)
    assert ended.state is RunState.CANCELLED
    assert bench.forge.pulls() == ()
    assert carry(bench).state is RunState.SUCCEEDED


def test_publishing_waits_for_approvals(make_bench: MakeBench) -> None:
    bench = make_bench(approvals=2)
    run = carry(bench)
    assert run.state is RunState.PENDING
    assert isinstance(error_of(run), PendingError)
    assert bench.forge.pulls() == ()
    assert bench.service.approve(run.id, "ann").state is RunState.PENDING
    assert bench.service.approve(run.id, "ann").state is RunState.PENDING
    with pytest.raises(UsageError, match="changed since it was shown"):
        bench.service.approve(run.id, "bob", "00000000")
    bench.service.approve(run.id, "bob", run.handoff.digest)
    assert bench.service.wait(run.id).state is RunState.SUCCEEDED


def test_a_rejection_publishes_nothing(make_bench: MakeBench) -> None:
    bench = make_bench(approvals=1)
    run = carry(bench)
    rejected = bench.service.reject(run.id, "ann", "too large")
    assert rejected.state is RunState.CANCELLED
    assert rejected.problem is not None
    assert rejected.problem.message == "rejected by ann: too large"
    assert bench.forge.pulls() == ()


def test_a_second_submit_joins_the_running_one(make_bench: MakeBench, bench: Bench) -> None:
    other = make_bench()
    runs: list[Run] = []
    threads = [threading.Thread(target=lambda b=b: runs.append(carry(b))) for b in (bench, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len({run.id for run in runs}) == 1
    assert {run.state for run in runs} == {RunState.SUCCEEDED}
    assert len(bench.forge.pulls()) == 1
    assert {task.attempt for task in runs[0].tasks} == {1}


@pytest.mark.parametrize("bad", ["../up", "-rf", "", "a b", ".git", "x" * 100, "a/b", "ü", "a\nb", "x.lock"])
def test_names_that_are_no_names_are_refused_before_anything_is_recorded(bench: Bench, bad: str) -> None:
    told = Handoff(({"tenant_code": bad},), ("tenant_code",))
    for ask in (bench.service.submit, bench.service.preview):
        with pytest.raises(ViolationError, match="cannot name a file"):
            ask(told)
    assert bench.store.runs() == ()


def test_an_empty_handoff_and_a_doubled_identity_are_refused(bench: Bench) -> None:
    with pytest.raises(UsageError, match="no request"):
        bench.service.submit(Handoff((), ("tenant_code",)))
    error = error_of(carry(bench, handoff(request(), request(size="small"))))
    assert isinstance(error, ViolationError)
    assert "two of the requests" in error.message


def test_a_preview_writes_nothing(bench: Bench) -> None:
    before = sorted(bench.repository._repo.references)
    preview = bench.service.preview(handoff())
    assert (preview.pull, preview.branch) == (None, handoff().branch)
    assert [standing.exists for standing in preview.standings] == [False]
    assert sorted(bench.repository._repo.references) == before
    assert bench.store.runs() == ()


def test_waiting_raises_what_the_worker_could_not_write(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that cannot be written any more must not make anybody wait for ever."""
    from maestro.domain.errors import ConfigError
    from maestro.orchestrator.step import Steps

    def full(self: Steps, run_id: str, kind: TaskKind) -> Run:
        raise ConfigError("the disk is full")

    monkeypatch.setattr(Steps, "perform", full)
    run = bench.service.submit(handoff())
    with pytest.raises(ConfigError, match="disk is full"):
        bench.service.wait(run.id)


def test_tasks_that_ended_are_told_once_each(bench: Bench) -> None:
    run = carry(bench)
    seen: list[Task] = []
    bench.service.wait(run.id, seen.append)
    assert [task.kind for task in seen] == list(TaskKind)


def test_whoever_waits_takes_over_when_the_other_process_is_killed(bench: Bench) -> None:
    """A second submit joined the first; the first is killed; the second finishes the run."""
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    started = _started(other.pid)
    assert started is not None
    claim = flow.Claim(Owner(this_process().host, other.pid, started), datetime.now(UTC), alive)
    run, _ = bench.store.begin("test", handoff())
    bench.store.change(run.id, lambda r: flow.lease(r, TaskKind.PLAN, claim))
    ended: list[Run] = []
    waiting = threading.Thread(target=lambda: ended.append(carry(bench)))
    waiting.start()
    waiting.join(1.0)
    assert waiting.is_alive()
    other.kill()
    waiting.join(10)
    other.wait()
    assert [run.state for run in ended] == [RunState.SUCCEEDED]
    assert {task.attempt for task in ended[0].tasks} == {1}
