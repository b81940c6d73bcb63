"""Puts a conversation together: settings and a factory in, first lines, session and handoff out.

Owns what is said before the first prompt and after the pull request. What a first prompt does not need is imported
with the first message: the interview, the interpreter, the schema's checks; Git and the queue with the handoff.
"""

from contextlib import closing
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from maestro import __version__, wiring
from maestro.chat.plaintext import one_line
from maestro.chat.surroundings import Surroundings
from maestro.cli.chatruns import ServiceRuns
from maestro.cli.reading import Reading
from maestro.config import Settings
from maestro.domain.record import dataclass

if TYPE_CHECKING:
    from maestro.chat.ports import Opened
    from maestro.chat.session import Session
    from maestro.chat.transcript import Kept, Transcript
    from maestro.domain.form import Form
    from maestro.factory.catalogue import Catalogue

PRACTICE = "practice factory, nobody else sees it"


@dataclass(frozen=True)
class Wanted:
    """Which conversation: a new one, the latest (`resume`), or the one of an id (`session`); `attach`ed documents."""

    session: str | None = None
    resume: bool = False
    attach: tuple[Path, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether it was begun before."""
        return self.resume or self.session is not None


@dataclass(frozen=True)
class About:
    """What the first line says of a factory."""

    name: str
    scenarios: int
    layers: int = 0


class Chat:
    """A conversation that can begin. Close it when it is over."""

    def __init__(self, settings: Settings, wanted: Wanted) -> None:
        """Find the factory; a kept conversation goes on with its own."""
        self._settings = settings
        self._kept = _kept(settings, wanted) if wanted.kept else None
        self._attach = wanted.attach
        self._factory = _factory(settings, self._kept)
        self.runs = ServiceRuns(settings, self._factory)

    def close(self) -> None:
        """Let files and threads go."""
        if "reading" in self.__dict__:
            self.reading.close()
        self.runs.close()

    @property
    def begun(self) -> bool:
        """Whether it goes on from an earlier time."""
        return self._kept is not None

    @cached_property
    def around(self) -> Surroundings:
        """What is said first and last."""
        return Surroundings(
            runs=self.runs,
            greeting=(*greeting(self._about(), self._factory, self._settings.model), *enclosed(self._attach)),
            notes=lambda pull: notes(pull, self._factory),
            folder=Path.cwd(),
            kept=self._saved,
            models=lambda: self.reading,
        )

    @cached_property
    def session(self) -> "Session":
        """The conversation itself."""
        from datetime import UTC, datetime

        from maestro.chat.session import Session
        from maestro.chat.transcript import Transcript
        from maestro.interview.knowledge import Knowledge

        checks = wiring.checks(self.catalogue)
        know = Knowledge(self._form, checks, wiring.effects(self.catalogue, self._form, checks))
        key = wiring.factory_key(self._settings, self._factory.root)
        transcript = self._kept or Transcript.begin(self._settings.sessions, key, datetime.now(UTC))
        session = Session(know, self.reading, transcript, self.runs)
        session.enclose(self._attach)
        self.reading.begin(session.id, session.cost_usd)
        return session

    @cached_property
    def reading(self) -> Reading:
        """Who reads what is said."""
        return Reading(self._settings, self._form, lambda: self.catalogue)

    @cached_property
    def _form(self) -> "Form":
        from maestro.factory.form import form_of
        from maestro.factory.scenarios import read_scenarios

        manifest, schema = self.catalogue.manifest, self.catalogue.schema
        name = manifest.name or self.catalogue.root.name
        scenarios = read_scenarios(self.catalogue.scenario_folder)
        return form_of(name, manifest.title or name, schema, scenarios, manifest.identity)

    @cached_property
    def catalogue(self) -> "Catalogue":
        """The factory's files."""
        return wiring.catalogue(self._factory.root)

    def _about(self) -> "About":
        """A practice factory is laid out as it was made: counting folders tells as much as reading it, at once."""
        root = self._factory.root
        if self._factory.practice:
            scenarios = sum(1 for _ in root.glob("scenarios/*/request.yaml"))
            return About(PRACTICE, scenarios)
        manifest = self.catalogue.manifest
        title = manifest.title or manifest.name or root.name
        return About(f"factory: {title}", len(self.catalogue.scenarios), len(self.catalogue.layers))

    def _saved(self) -> "tuple[Kept, ...]":
        from maestro.chat.transcript import kept_sessions

        return kept_sessions(self._settings.sessions)


def open_chat(settings: Settings, wanted: Wanted) -> "closing[Chat]":
    """A conversation, closed at the end of the block."""
    return closing(Chat(settings, wanted))


def greeting(about: About, factory: wiring.Factory, model: str | None = None) -> tuple[str, ...]:
    """What this is and how to begin."""
    layers = f", {counted(about.layers, 'policy layer')}" if about.layers else ""
    reader = f"model {one_line(model, 60)}" if model else "offline interpreter"
    counts = f"{counted(about.scenarios, 'blueprint')}{layers}"
    made = (f"It was made just now, in {factory.root}.",) if factory.created else ()
    return (
        f"Maestro {__version__}  ·  {one_line(about.name)} ({counts})  ·  {reader}",
        *made,
        "Tell me what your team needs, in your own words.",
        "/help lists commands; Ctrl-D leaves, and nothing is lost.",
    )


def enclosed(files: tuple[Path, ...]) -> tuple[str, ...]:
    """What is read with the first message."""
    names = ", ".join(one_line(file.name, 60) for file in files)
    return (f"With your first message I read {names}.",) if names else ()


def notes(pull: "Opened", factory: wiring.Factory) -> tuple[str, ...]:
    """What comes after the pull request."""
    log = f"`maestro runs show {pull.run}` has the log."
    if factory.practice:
        return (
            "This is your practice factory: nobody else sees it.",
            f"Next: `maestro pr show {pull.number}` shows it, `maestro pr merge {pull.number}` merges it. {log}",
        )
    return (f"Next: the factory's CI adds the generated resources to it; after the merge they are rolled out. {log}",)


def _kept(settings: Settings, wanted: Wanted) -> "Transcript":
    from maestro.chat.transcript import Transcript

    return Transcript.resume(settings.sessions, wanted.session)


def _factory(settings: Settings, kept: "Transcript | None") -> wiring.Factory:
    """The configured factory; a kept conversation's own unless a flag names another."""
    if kept is None or settings.origin.get("factory") == "flags":
        return wiring.factory(settings)
    root = wiring.factory_of(settings, str(kept.header.get("factory", "")))
    if settings.factory is None and root.parent == settings.factories:
        return wiring.factory(settings)
    return wiring.factory(replace(settings, factory=str(root)))


def counted(count: int, noun: str) -> str:
    """`1 blueprint`, `2 blueprints`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
