"""Puts a conversation together: settings and a factory in, session, handoff and first lines out.

Owns what is said before the first prompt and after the pull request. Nothing heavy is loaded before it is needed:
the schema's checks with the first message, Git and the queue with the handoff.
"""

from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maestro import __version__, wiring
from maestro.chat.dialogue import Surroundings
from maestro.chat.ports import Opened, Progress
from maestro.chat.session import Session
from maestro.chat.transcript import Transcript, kept_sessions
from maestro.config import Settings
from maestro.domain.acts import Act, Collision
from maestro.domain.checked import Checked
from maestro.domain.conversation import View
from maestro.domain.errors import MaestroError
from maestro.domain.form import Form
from maestro.domain.handoff import Handoff
from maestro.domain.runs import Run, Task, TaskKind, TaskState
from maestro.interview.knowledge import Knowledge

if TYPE_CHECKING:
    from maestro.factory.catalogue import Catalogue
    from maestro.factory.schema import Validator
    from maestro.orchestrator.service import Service
    from maestro.understanding.offline import OfflineInterpreter

_STATES = {TaskState.COMPLETED: "done", TaskState.FAILED: "failed", TaskState.BLOCKED: "blocked"}
PRACTICE = "practice factory, nobody else sees it"


@dataclass(frozen=True)
class Chat:
    """A conversation that is ready to begin."""

    session: Session
    runs: "ServiceRuns"
    around: Surroundings

    def close(self) -> None:
        """Let files and threads go."""
        self.runs.close()


class ServiceRuns:
    """The orchestrator as a conversation sees it: opened when first needed, once, and closed with the conversation."""

    def __init__(self, settings: Settings, factory: wiring.Factory) -> None:
        """Nothing is opened yet."""
        self.settings = settings
        self.factory = factory
        self._opened = ExitStack()

    @cached_property
    def service(self) -> "Service":
        """Runs of this factory."""
        return self._opened.enter_context(closing(wiring.handoff_service(self.settings, self.factory.root)))

    def close(self) -> None:
        """Let files and threads go."""
        self._opened.close()

    def collision(self, handoff: Handoff) -> Collision | None:
        """What the base branch has under the same identity and with other content."""
        from maestro.agents.planner import said

        preview = self.service.preview(handoff)
        differing = [standing for standing in preview.standings if standing.exists and standing.differences]
        if preview.pull is not None or not differing:
            return None
        return Collision(", ".join(s.name for s in differing), tuple(said(s) for s in differing))

    def submit(self, handoff: Handoff, progress: Callable[[Progress], None]) -> Opened:
        """Hand off and wait; the run's own error when it did not succeed."""
        from maestro.orchestrator.ending import error_of

        run = self.service.submit(handoff)
        if run.state.live:
            run = self.service.wait(run.id, lambda task: progress(_progress(task)))
        error = error_of(run)
        if error is not None:
            raise error
        return _opened(run)

    def problem(self) -> str | None:
        """Why no pull request can be opened for this factory; a practice factory is its own forge."""
        if self.factory.practice:
            return None
        found = wiring.forge_problem(self.factory.root)
        return (
            f"{found} Talk as usual; /export writes the files and the text for a pull request by hand."
            if found
            else None
        )


@dataclass
class _Checks:
    """The schema's checks, built when the first request is there to be checked."""

    schema: Any
    validator: "Validator | None" = field(default=None, init=False)

    def __call__(self, request: Any) -> Checked:
        """What the schema says of a request."""
        if self.validator is None:
            from maestro.factory.schema import Validator

            self.validator = Validator(self.schema)
        return self.validator.check(request)


@dataclass
class _Reads:
    """The offline interpreter, which indexes the form: made when there is something to read."""

    form: Form
    interpreter: "OfflineInterpreter | None" = field(default=None, init=False)

    def interpret(self, text: str, view: View) -> tuple[Act, ...]:
        """The acts of a message."""
        if self.interpreter is None:
            from maestro.understanding.offline import OfflineInterpreter

            self.interpreter = OfflineInterpreter(self.form)
        return self.interpreter.interpret(text, view)


def open_chat(settings: Settings, session: str | None = None, *, resume: bool = False) -> Chat:
    """A new conversation, the latest one, or the one of that id."""
    kept = Transcript.resume(settings.sessions, session) if resume or session is not None else None
    factory = _factory(settings, kept)
    opened = wiring.catalogue(factory.root)
    runs = ServiceRuns(settings, factory)
    key = wiring.factory_key(settings, factory.root)
    transcript = kept or Transcript.begin(settings.sessions, key, datetime.now(UTC))
    know = _knowledge(opened)
    talk = Session(know, _Reads(know.form), transcript, runs)
    around = Surroundings(
        runs=runs,
        greeting=greeting(opened, factory),
        notes=lambda pull: notes(pull, factory),
        folder=Path.cwd(),
        kept=lambda: kept_sessions(settings.sessions),
    )
    return Chat(talk, runs, around)


def greeting(opened: "Catalogue", factory: wiring.Factory) -> tuple[str, ...]:
    """What this is and how to begin."""
    name = (
        PRACTICE
        if factory.practice
        else f"factory: {opened.manifest.title or opened.manifest.name or opened.root.name}"
    )
    layers = f", {_counted(len(opened.layers), 'policy layer')}" if opened.layers else ""
    counts = f"{_counted(len(opened.scenarios), 'blueprint')}{layers}"
    made = (f"It was made just now, in {factory.root}.",) if factory.created else ()
    return (
        f"Maestro {__version__}  ·  {name} ({counts})  ·  offline interpreter",
        *made,
        "Tell me what your team needs, in your own words. /help lists commands, Ctrl-D leaves; nothing is lost.",
    )


def notes(pull: Opened, factory: wiring.Factory) -> tuple[str, ...]:
    """What comes after the pull request."""
    log = f"`maestro runs show {pull.run}` has the log."
    if factory.practice:
        return (
            "This is your practice factory: nobody else sees it.",
            f"Next: `maestro pr show {pull.number}` shows it, `maestro pr merge {pull.number}` merges it. {log}",
        )
    return (f"Next: the factory's CI adds the generated resources to it; after the merge they are rolled out. {log}",)


def _factory(settings: Settings, kept: Transcript | None) -> wiring.Factory:
    """The configured factory; a kept conversation goes on with its own unless a flag names another."""
    if kept is None or settings.origin.get("factory") == "flags":
        return wiring.factory(settings)
    root = wiring.factory_of(settings, str(kept.header.get("factory", "")))
    if settings.factory is None and root.parent == settings.factories:
        return wiring.factory(settings)
    return wiring.factory(replace(settings, factory=str(root)))


def _knowledge(opened: "Catalogue") -> Knowledge:
    from maestro.factory.form import form_of
    from maestro.factory.scenarios import read_scenarios

    manifest, scenarios = opened.manifest, read_scenarios(opened.scenario_folder)
    name = manifest.name or opened.root.name
    form = form_of(name, manifest.title or name, opened.schema, scenarios, manifest.identity)
    return Knowledge(form, _Checks(opened.schema), lambda _before, _after: ())


def _progress(task: Task) -> Progress:
    told = task.result.summary if task.result and task.problem is None else ""
    if task.problem is not None:
        told = task.problem.message
    seconds = (task.ended - task.leased).total_seconds() if task.ended and task.leased else 0.0
    return Progress(str(task.kind), _STATES.get(task.state, str(task.state)), told, seconds)


def _opened(run: Run) -> Opened:
    pull, result = run.pull, run.results.get(TaskKind.OPEN)
    if pull is None:
        raise MaestroError(f"run {run.id} succeeded without a pull request")
    return Opened(run.id, pull.number, pull.url, pull.branch, str(result.data.get("title", "")) if result else "")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
