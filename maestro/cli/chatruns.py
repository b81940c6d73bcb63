"""The orchestrator as a conversation sees it: opened when it is first needed, once, and closed with it."""

from collections.abc import Callable
from contextlib import ExitStack, closing
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from maestro import wiring
from maestro.config import Settings
from maestro.domain.errors import MaestroError

if TYPE_CHECKING:
    from maestro.chat.ports import Opened, Progress
    from maestro.domain.acts import Collision
    from maestro.domain.handoff import Handoff
    from maestro.domain.runs import Run, Task
    from maestro.orchestrator.service import Service

_STATES = {"completed": "done"}


class ServiceRuns:
    """Runs of one factory."""

    def __init__(self, settings: Settings, factory: wiring.Factory) -> None:
        """Nothing is opened yet."""
        self._settings = settings
        self._factory = factory
        self._opened = ExitStack()

    @cached_property
    def _service(self) -> "Service":
        return self._opened.enter_context(closing(wiring.handoff_service(self._settings, self._factory.root)))

    def close(self) -> None:
        """Let files and threads go."""
        self._opened.close()

    def collision(self, handoff: "Handoff") -> "Collision | None":
        """What the base branch has under the same identity and with other content."""
        from maestro.agents.planner import said
        from maestro.domain.acts import Collision

        preview = self._service.preview(handoff)
        differing = [standing for standing in preview.standings if standing.exists and standing.differences]
        if preview.pull is not None or not differing:
            return None
        return Collision(", ".join(s.name for s in differing), tuple(said(s) for s in differing))

    def submit(self, handoff: "Handoff", progress: "Callable[[Progress], None]") -> "Opened":
        """Hand off and wait; the run's own error when it did not succeed."""
        from maestro.orchestrator.ending import error_of

        run = self._service.submit(handoff)
        if run.state.live:
            run = self._service.wait(run.id, lambda task: progress(_progress(task)))
        error = error_of(run)
        if error is not None:
            raise error
        return _opened(run)

    def problem(self) -> str | None:
        """Why no pull request can be opened for this factory; without a remote it is its own forge."""
        if self._factory.practice or not _has_remote(self._factory.root):
            return None
        found = wiring.forge_problem(self._factory.root)
        by_hand = "Talk as usual; /export writes the files and the text for a pull request by hand."
        return f"{found} {by_hand}" if found else None


def _has_remote(root: Path) -> bool:
    """Whether the repository's own configuration names one; what cannot be read may have one."""
    try:
        return "[remote" in (root / ".git" / "config").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return True


def _progress(task: "Task") -> "Progress":
    from maestro.chat.ports import Progress

    told = task.result.summary if task.result and task.problem is None else ""
    if task.problem is not None:
        told = task.problem.message
    seconds = (task.ended - task.leased).total_seconds() if task.ended and task.leased else 0.0
    return Progress(str(task.kind), _STATES.get(task.state.value, task.state.value), told, seconds)


def _opened(run: "Run") -> "Opened":
    from maestro.chat.ports import Opened
    from maestro.domain.runs import TaskKind

    pull, result = run.pull, run.results.get(TaskKind.OPEN)
    if pull is None:
        raise MaestroError(f"run {run.id} succeeded without a pull request")
    return Opened(run.id, pull.number, pull.url, pull.branch, str(result.data.get("title", "")) if result else "")
