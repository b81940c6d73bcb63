"""The transition tables: what may follow what, and what the refusal says."""

from datetime import UTC, datetime

import pytest

from maestro.domain.handoff import Handoff
from maestro.domain.runs import (
    RUN_TRANSITIONS,
    TASK_TRANSITIONS,
    Run,
    RunEvent,
    RunState,
    TaskEvent,
    TaskKind,
    TaskResult,
    TaskState,
    TransitionError,
    run_after,
    task_after,
)


@pytest.mark.parametrize("state", list(TaskState))
@pytest.mark.parametrize("event", list(TaskEvent))
def test_a_task_step_is_in_the_table_or_refused_by_name(state: TaskState, event: TaskEvent) -> None:
    if (state, event) in TASK_TRANSITIONS:
        assert task_after(state, event) in TaskState
    else:
        with pytest.raises(TransitionError, match=f"{state} cannot {event}"):
            task_after(state, event)


@pytest.mark.parametrize("state", list(RunState))
@pytest.mark.parametrize("event", list(RunEvent))
def test_a_run_step_is_in_the_table_or_refused_by_name(state: RunState, event: RunEvent) -> None:
    if (state, event) in RUN_TRANSITIONS:
        assert run_after(state, event) in RunState
    else:
        with pytest.raises(TransitionError, match=f"{state} cannot {event}"):
            run_after(state, event)


def test_nothing_is_completed_that_was_not_executed() -> None:
    """The booking of a task's cost cannot be skipped."""
    before = {state for (state, event), after in TASK_TRANSITIONS.items() if after is TaskState.COMPLETED}
    assert before == {TaskState.EXECUTED}


def test_every_state_but_the_first_can_be_reached() -> None:
    assert set(TASK_TRANSITIONS.values()) == set(TaskState)
    assert set(RUN_TRANSITIONS.values()) == set(RunState) - {RunState.QUEUED}


def test_a_run_that_has_succeeded_cannot_be_cancelled() -> None:
    with pytest.raises(TransitionError) as refused:
        run_after(RunState.SUCCEEDED, RunEvent.CANCEL)
    assert refused.value.exit_code == 2


def test_the_pull_request_is_what_the_open_task_left_behind() -> None:
    from dataclasses import replace

    run = Run("1", "f", Handoff(({"a": "b"},), ("a",)), datetime.now(UTC))
    assert run.pull is None
    data = {"number": 3, "url": "u", "branch": "b", "commit": "c"}
    opened = run.with_task(replace(run.task(TaskKind.OPEN), result=TaskResult("pull request #3", data=data)))
    assert opened.pull is not None
    assert opened.pull.number == 3
    assert set(opened.results) == {TaskKind.OPEN}


def test_the_documentation_shows_these_tables() -> None:
    from tests.domain.diagrams import PAGE, drawn

    page = PAGE.read_text(encoding="utf-8")
    assert drawn(page) == page, "run: python -m tests.domain.diagrams"
    assert page.count("stateDiagram-v2") == 2
