"""What a handoff looks like on the terminal: the plan before it, a line a task, the block at its end.

Plain text, one line each, nothing redrawn: it reads the same in a terminal, a log and a screen reader.
"""

from collections.abc import Iterator

from maestro.agents.evaluation import Evaluation
from maestro.agents.planner import said
from maestro.agents.tester import summary
from maestro.domain.handoff import Handoff, one_line
from maestro.domain.json import Json, canonical
from maestro.domain.runs import Run, RunState, Task, TaskKind, TaskState
from maestro.forge.base import PullState
from maestro.orchestrator.service import Preview

_MARKS = {TaskState.COMPLETED: "✓", TaskState.FAILED: "✗", TaskState.BLOCKED: "■"}


def plan_lines(handoff: Handoff, preview: Preview, evaluations: tuple[Evaluation, ...] | None) -> Iterator[str]:
    """What a submit would do; `evaluations` is None where only the schema was looked at so far."""
    count = len(handoff.requests)
    checked = "schema valid" if evaluations is None else summary(evaluations)
    yield f"{count} request{'s' if count > 1 else ''}: {checked}."
    for standing in preview.standings:
        if not standing.exists:
            yield f"  {standing.file}  new"
        elif standing.differences:
            yield f"  {standing.file}  changes {standing.found_at}: {said(standing)}"
        else:
            yield f"  {standing.file}  as it is in {standing.found_at}"
    for deviation in handoff.deviations:
        usual = "" if deviation.standard is None else f", standard is {_shown(deviation.standard)}"
        where = f" in {deviation.environment}" if deviation.environment else ""
        yield f"  deviation{where}: {deviation.path} is {_shown(deviation.chosen)}{usual}"
    yield f"  branch {preview.branch}, pull request onto {preview.base}"
    if preview.pull is not None:
        pull = preview.pull
        again = "; it would be reopened" if pull.state is PullState.CLOSED else ""
        yield f"  these requests were submitted before: pull request #{pull.number}, {pull.state}{again}"


def task_line(task: Task) -> str:
    """` ✓ plan        1 request: shop-prod        0.0 s`."""
    told = task.result.summary if task.result and task.problem is None else ""
    if task.problem is not None:
        told = task.problem.message.splitlines()[0]
    seconds = (task.ended - task.leased).total_seconds() if task.ended and task.leased else 0.0
    return f" {_MARKS.get(task.state, ' ')} {task.kind:<11} {one_line(told, 100):<56} {seconds:5.1f} s"


def closing_lines(run: Run, *, practice: bool = False) -> Iterator[str]:
    """Where the pull request is, and what comes next."""
    pull, opened = run.pull, run.results.get(TaskKind.OPEN)
    if run.state is not RunState.SUCCEEDED or pull is None or opened is None:
        return
    yield f"Pull request #{pull.number}: {opened.data.get('title', '')}"
    yield f"  {pull.url}"
    if practice:
        yield "This is your practice factory: nobody else sees it."
    yield (
        "Next: the factory's CI adds the generated resources to it; after the merge they are rolled out. "
        f"`maestro runs show {run.id}` has the log."
    )


def _shown(value: Json) -> str:
    return one_line(value if isinstance(value, str) else canonical(value), 80)
