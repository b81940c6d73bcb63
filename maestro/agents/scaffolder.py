"""Lays out the branch and the files of a run. Refuses names that are no safe ref or path, and a branch of others."""

import re

from maestro.agents.base import LEAST, Assignment
from maestro.agents.layout import request_file
from maestro.agents.toolbox import Toolbox
from maestro.domain.actions import TaskAction
from maestro.domain.errors import ForgeError, ViolationError
from maestro.domain.json import digest
from maestro.domain.runs import TaskKind, TaskResult

_BRANCH = re.compile(r"maestro/[A-Za-z0-9][A-Za-z0-9._-]{0,70}-[0-9a-f]{8}")


class Scaffolder:
    """Does `scaffold`."""

    need = LEAST

    def work(self, task: Assignment, tools: Toolbox) -> TaskResult:
        """Fix branch and files, and see what an earlier attempt has already made of them."""
        handoff = task.handoff
        branch = handoff.branch
        if not _BRANCH.fullmatch(branch) or ".." in branch:
            raise ViolationError(f"{branch!r} cannot name a branch; expected letters, digits, '-', '_' and '.' only")
        files = {name: request_file(tools.site, name) for name in handoff.names}
        tenant = handoff.names[0]
        tools.judge(TaskAction(task.run, task.kind, tenant, branch, tuple(files.values())))
        made = task.found(TaskKind.PLAN, "commit") or tools.head(branch)
        if made is not None:
            _ours(task, tools, made, files)
        data = {"branch": branch, "files": files, "commit": made}
        return TaskResult(f"branch {branch}", data=data)


def _ours(task: Assignment, tools: Toolbox, commit: str, files: dict[str, str]) -> None:
    """A branch of this name holds exactly these requests, whoever made it, or is none of our business."""
    for request, file in zip(task.handoff.requests, files.values(), strict=True):
        found = tools.legible_request(commit, file)
        if found is None or digest(found) != digest(request):
            raise ForgeError(
                f"branch {task.handoff.branch} exists, and {file} on it is not this request (changed by hand?). "
                "Rename or delete that branch, then `maestro runs retry`.",
                path=file,
            )
