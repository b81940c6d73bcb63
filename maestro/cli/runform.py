"""A run in public form: for machines (`schemas/run.schema.json`) and as lines for people."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from maestro.cli.progress import task_line
from maestro.domain.runs import Problem, Run, Task
from maestro.orchestrator.store import Event


def run_form(run: Run) -> dict[str, Any]:
    """The run as JSON; no request content, which may be long and is in the pull request."""
    return {
        "version": 1,
        "id": run.id,
        "state": str(run.state),
        "factory": run.factory,
        "names": list(run.handoff.names),
        "digest": run.handoff.digest,
        "branch": run.handoff.branch,
        "created": run.created.isoformat(),
        "pull_request": asdict(run.pull) if run.pull else None,
        "approvals": [{"by": a.by, "digest": a.digest, "at": a.at.isoformat()} for a in run.approvals],
        "tasks": [_task(task) for task in run.tasks],
        "error": _problem(run.problem),
    }


def events_form(events: Sequence[Event]) -> list[dict[str, str]]:
    """The log as JSON."""
    return [{"at": e.at.isoformat(), "task": e.task, "event": e.event, "detail": e.detail} for e in events]


def run_lines(run: Run) -> Iterator[str]:
    """The run for people: what it is, its tasks, how it stands."""
    yield f"Run {run.id}: {', '.join(run.handoff.names)}, {run.state}"
    yield f"  branch {run.handoff.branch}, factory {run.factory}, begun {run.created:%Y-%m-%d %H:%M:%S} UTC"
    yield from (task_line(task) for task in run.tasks)
    for approval in run.approvals:
        yield f"  approved by {approval.by} ({approval.digest})"
    if run.pull is not None:
        yield f"Pull request #{run.pull.number}: {run.pull.url}"
    if run.problem is not None:
        yield f"It ended with: {run.problem.message}"
    if run.state.live:
        yield f"`maestro runs resume {run.id}` goes on with it."


def _task(task: Task) -> dict[str, Any]:
    return {
        "kind": str(task.kind),
        "state": str(task.state),
        "attempt": task.attempt,
        "summary": task.result.summary if task.result else "",
        "findings": [asdict(finding) for finding in task.result.findings] if task.result else [],
        "started": task.leased.isoformat() if task.leased else None,
        "ended": task.ended.isoformat() if task.ended else None,
        "error": _problem(task.problem),
    }


def _problem(problem: Problem | None) -> dict[str, Any] | None:
    if problem is None:
        return None
    return {"code": problem.code, "message": problem.message, "path": problem.path}
