"""Writes the pull request's text (`docs`), and publishes it (`open`): the only agent that opens and closes."""

from maestro.agents import pulltext
from maestro.agents.base import LEAST, Assignment
from maestro.agents.supersede import superseded
from maestro.agents.toolbox import Toolbox
from maestro.domain.actions import TextAction
from maestro.domain.errors import MaestroError
from maestro.domain.runs import TaskKind, TaskResult
from maestro.forge.base import PullRequest, PullState


class Documenter:
    """Does `docs` and `open`."""

    need = LEAST

    def work(self, task: Assignment, tools: Toolbox) -> TaskResult:
        """The text first, the publication after everything else succeeded."""
        match task.kind:
            case TaskKind.DOCS:
                return _write(task, tools)
            case TaskKind.OPEN:
                return _publish(task, tools)
            case _:
                raise MaestroError(f"the documenter does not do {task.kind}")


def _write(task: Assignment, tools: Toolbox) -> TaskResult:
    changed = task.found(TaskKind.PLAN, "changed")
    facts = pulltext.Facts(
        files=task.found(TaskKind.SCAFFOLD, "files"),
        evaluations=task.found(TaskKind.TEST, "evaluations"),
        changed=changed,
    )
    title = pulltext.title(task.handoff, changed)
    body = pulltext.body(task.handoff, facts)
    tools.judge(TextAction(f"{title}\n{body}", "pull request text"))
    return TaskResult("pull request text", data={"title": title, "body": body})


def _publish(task: Assignment, tools: Toolbox) -> TaskResult:
    branch = task.handoff.branch
    title, body = task.found(TaskKind.DOCS, "title"), task.found(TaskKind.DOCS, "body")
    pull = tools.open(branch, title, body)
    replaced = _replace(task, tools, pull)
    told = f"pull request #{pull.number}" + (f", replaces {', '.join(f'#{n}' for n in replaced)}" if replaced else "")
    data = {
        "number": pull.number,
        "url": pull.url,
        "branch": branch,
        "commit": pull.commit or task.found(TaskKind.IMPLEMENT, "commit"),
        "title": pull.title or title,
        "replaced": replaced,
    }
    return TaskResult(told, data=data)


def _replace(task: Assignment, tools: Toolbox, pull: PullRequest) -> list[int]:
    """Close the older open ones of the same identity, each linking the other.

    The list of the plan alone would let two new contents that were planned at once both stay open: whoever opens
    later closes whatever has a lower number.
    """
    if pull.state is not PullState.OPEN:
        return []
    planned = set(task.found(TaskKind.PLAN, "supersedes"))
    older = planned | {n for n in superseded(task.handoff, tools) if n < pull.number}
    for number in sorted(older - {pull.number}):
        tools.comment(pull.number, f"replaces-{number}", f"Replaces #{number}.")
        standing = next((p for p in tools.pulls() if p.number == number), None)
        if standing is not None and standing.state is PullState.OPEN:
            tools.close(number, f"Replaced by #{pull.number}: a newer request of the same tenant.")
    return sorted(older - {pull.number})
