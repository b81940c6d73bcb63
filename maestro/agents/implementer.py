"""Writes the request files and commits them: one commit, the same bytes and the same time at every attempt."""

from maestro.agents.base import LEAST, Assignment
from maestro.agents.toolbox import Toolbox
from maestro.domain.handoff import Deviation, Handoff, one_line
from maestro.domain.json import canonical, get
from maestro.domain.runs import TaskKind, TaskResult
from maestro.forge.base import Commit


class Implementer:
    """Does `implement`."""

    need = LEAST

    def work(self, task: Assignment, tools: Toolbox) -> TaskResult:
        """Commit on the planned base, unless the branch already holds these requests."""
        files = dict(task.found(TaskKind.SCAFFOLD, "files"))
        texts = _texts(task.handoff, tools, files)
        made = task.found(TaskKind.SCAFFOLD, "commit")
        commit = made or _commit(task, tools, files, texts)
        lines = {file: text.count(b"\n") for file, text in texts.items()}
        told = ", ".join(f"{file} ({count} lines)" for file, count in lines.items())
        return TaskResult(told, data={"commit": commit, "lines": lines})


def _texts(handoff: Handoff, tools: Toolbox, files: dict[str, str]) -> dict[str, bytes]:
    texts: dict[str, bytes] = {}
    for request, name in zip(handoff.requests, handoff.names, strict=True):
        environment = get(request, handoff.identity[-1])
        mine = [d for d in handoff.deviations if d.environment in (None, environment)]
        texts[files[name]] = tools.write_request(request, {d.path: comment(d) for d in mine})
    return texts


def _commit(task: Assignment, tools: Toolbox, files: dict[str, str], texts: dict[str, bytes]) -> str:
    handoff = task.handoff
    commit = Commit(
        branch=handoff.branch,
        base=task.found(TaskKind.PLAN, "base"),
        files=texts,
        message=_message(handoff),
        when=task.created,
    )
    requests = {files[name]: request for request, name in zip(handoff.requests, handoff.names, strict=True)}
    return tools.commit(commit, requests)


def comment(deviation: Deviation) -> str:
    """One line beside the value: what was standard, and why it is not."""
    standard = "" if deviation.standard is None else f" instead of {_shown(deviation.standard)}"
    reason = f": {deviation.reason}" if deviation.reason else ""
    return one_line(f"deviation: {_shown(deviation.chosen)}{standard}{reason}", 160)


def _message(handoff: Handoff) -> str:
    names = ", ".join(handoff.names)
    summary = f"{one_line(handoff.summary)}\n\n" if handoff.summary else ""
    return f"Request {names}\n\n{summary}Request-Digest: {handoff.digest}\n"


def _shown(value: object) -> str:
    return value if isinstance(value, str) else canonical(value)
