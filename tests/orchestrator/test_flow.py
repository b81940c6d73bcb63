"""The order of tasks and what each outcome means: without a clock, a store or a process."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maestro.domain.errors import BlockedError, CancelledError, ForgeError
from maestro.domain.runs import Approval, Owner, Run, RunState, TaskKind, TaskResult, TaskState, TransitionError
from maestro.orchestrator import flow
from tests.orchestrator.bench import handoff

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
ME = Owner("here", 1, "a")
OTHER = Owner("here", 2, "b")


def claim(owner: Owner = ME, *, others_live: bool = True) -> flow.Claim:
    return flow.Claim(owner, NOW, lambda _who, _when: others_live)


def fresh() -> Run:
    return Run("7", "factory", handoff(), NOW)


def done(run: Run, kind: TaskKind, approvals: int = 0) -> Run:
    run = flow.lease(run, kind, claim())
    run = flow.executed(run, kind, TaskResult(f"{kind} done"), ME)
    return flow.completed(run, kind, ME, NOW, approvals)


def until(kind: TaskKind, approvals: int = 0) -> Run:
    run = fresh()
    while (due := flow.next_task(run)) is not None and due is not kind:
        run = done(run, due, approvals)
    return run


def test_the_order_is_the_designed_one() -> None:
    run, seen = fresh(), []
    while (due := flow.next_task(run)) is not None:
        seen.append(str(due))
        run = done(run, due)
    assert seen == ["plan", "scaffold", "implement", "test", "docs", "open", "review"]
    assert run.state is RunState.SUCCEEDED


@pytest.mark.parametrize("kind", list(TaskKind))
def test_only_the_due_task_can_be_leased(kind: TaskKind) -> None:
    for other in set(TaskKind) - {kind}:
        with pytest.raises(flow.NotNowError):
            flow.lease(until(kind), other, claim())


def test_a_lease_of_the_living_is_respected_and_of_the_dead_taken_over() -> None:
    run = flow.lease(fresh(), TaskKind.PLAN, claim(OTHER))
    with pytest.raises(flow.NotNowError, match="being done"):
        flow.lease(run, TaskKind.PLAN, claim())
    taken = flow.lease(run, TaskKind.PLAN, claim(others_live=False))
    assert taken.task(TaskKind.PLAN).owner == ME
    assert taken.task(TaskKind.PLAN).attempt == run.task(TaskKind.PLAN).attempt


def test_what_the_dead_had_executed_is_not_executed_again() -> None:
    run = flow.lease(fresh(), TaskKind.PLAN, claim(OTHER))
    run = flow.executed(run, TaskKind.PLAN, TaskResult("done"), OTHER)
    taken = flow.lease(run, TaskKind.PLAN, claim(others_live=False))
    assert taken.task(TaskKind.PLAN).state is TaskState.EXECUTED
    assert flow.completed(taken, TaskKind.PLAN, ME, NOW).task(TaskKind.PLAN).result == TaskResult("done")


def test_who_lost_the_lease_cannot_write() -> None:
    run = flow.lease(fresh(), TaskKind.PLAN, claim(OTHER))
    for attempt in (
        lambda: flow.executed(run, TaskKind.PLAN, TaskResult("late"), ME),
        lambda: flow.completed(run, TaskKind.PLAN, ME, NOW),
        lambda: flow.owned(run, TaskKind.PLAN, ME),
    ):
        with pytest.raises(flow.NotNowError, match="taken over"):
            attempt()


def test_a_denial_blocks_and_an_error_fails() -> None:
    run = flow.lease(fresh(), TaskKind.PLAN, claim())
    blocked = flow.ended_badly(run, TaskKind.PLAN, BlockedError("no"), NOW)
    failed = flow.ended_badly(run, TaskKind.PLAN, ForgeError("gone"), NOW)
    assert (blocked.state, blocked.task(TaskKind.PLAN).state) == (RunState.BLOCKED, TaskState.BLOCKED)
    assert (failed.state, failed.task(TaskKind.PLAN).state) == (RunState.FAILED, TaskState.FAILED)
    assert failed.problem is not None
    assert (failed.problem.exit_code, failed.problem.message) == (5, "gone")
    assert flow.next_task(blocked) is None


def test_a_denial_before_queueing_does_not_touch_a_task_that_somebody_took() -> None:
    run = flow.lease(fresh(), TaskKind.PLAN, claim(OTHER))
    assert flow.denied(run, TaskKind.PLAN, BlockedError("no"), NOW) == run
    assert flow.denied(fresh(), TaskKind.PLAN, BlockedError("no"), NOW).state is RunState.BLOCKED


def test_a_cancelled_run_ends_after_the_task_in_hand() -> None:
    run = flow.cancel(flow.lease(fresh(), TaskKind.PLAN, claim()), CancelledError("stop"))
    run = flow.executed(run, TaskKind.PLAN, TaskResult("done"), ME)
    run = flow.completed(run, TaskKind.PLAN, ME, NOW)
    assert run.state is RunState.CANCELLED
    assert run.task(TaskKind.PLAN).state is TaskState.COMPLETED
    assert flow.next_task(run) is None
    late = flow.ended_badly(
        flow.cancel(flow.lease(fresh(), TaskKind.PLAN, claim()), CancelledError("stop")),
        TaskKind.PLAN,
        ForgeError("gone"),
        NOW,
    )
    assert late.state is RunState.CANCELLED


def test_publishing_waits_for_different_people_and_the_same_content() -> None:
    held = until(TaskKind.REVIEW, approvals=2)
    digest = held.handoff.digest
    assert (held.state, flow.next_task(held)) == (RunState.PENDING, None)
    once = flow.approve(held, Approval("ann", digest, NOW), 2)
    twice = flow.approve(once, Approval("ann", digest, NOW), 2)
    other = flow.approve(twice, Approval("bob", "00000000", NOW), 2)
    assert {once.state, twice.state, other.state} == {RunState.PENDING}
    enough = flow.approve(other, Approval("bob", digest, NOW), 2)
    assert (enough.state, flow.next_task(enough)) == (RunState.RUNNING, TaskKind.OPEN)


def test_a_rejection_ends_the_run_and_forgets_the_approvals() -> None:
    held = flow.approve(until(TaskKind.REVIEW, 2), Approval("ann", handoff().digest, NOW), 2)
    rejected = flow.reject(held, BlockedError("no"))
    assert (rejected.state, rejected.approvals) == (RunState.CANCELLED, ())


def test_a_restart_does_everything_again_under_new_keys() -> None:
    failed = flow.ended_badly(
        flow.lease(until(TaskKind.TEST), TaskKind.TEST, claim()), TaskKind.TEST, ForgeError(""), NOW
    )
    again = flow.restart(failed, replace(handoff(), confirmed_update=True))
    assert flow.next_task(again) is TaskKind.PLAN
    assert {task.attempt for task in again.tasks} == {2}
    assert again.handoff.confirmed_update
    assert again.problem is None
    with pytest.raises(TransitionError):
        flow.restart(again)


@given(st.lists(st.sampled_from(["step", "die", "fail", "block", "restart"]), max_size=40))
def test_whatever_happens_tasks_complete_in_order_and_once(moves: list[str]) -> None:
    """At any time the completed tasks are a prefix of the order, and at most one task is under way."""
    run = fresh()
    for move in moves:
        due = flow.next_task(run)
        if move == "restart" and not run.state.live:
            run = flow.restart(run)
        elif due is None:
            continue
        elif move == "step":
            run = done(run, due) if run.task(due).state is TaskState.WAITING else _taken_over(run, due)
        else:
            run = flow.lease(run, due, claim(others_live=False))
            if move == "fail":
                run = flow.ended_badly(run, due, ForgeError("x"), NOW)
            elif move == "block":
                run = flow.ended_badly(run, due, BlockedError("x"), NOW)
        states = [run.task(kind).state for kind in flow.ORDER]
        completed = states.count(TaskState.COMPLETED)
        assert states[:completed] == [TaskState.COMPLETED] * completed
        assert sum(state is not TaskState.WAITING for state in states[completed:]) <= 1


def _taken_over(run: Run, kind: TaskKind) -> Run:
    run = flow.lease(run, kind, claim(others_live=False))
    return flow.completed(flow.executed(run, kind, TaskResult("again"), ME), kind, ME, NOW)
