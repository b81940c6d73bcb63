"""The table of sub-commands and the group that loads one only when it is called.

Owns which module serves which command. Refuses to import any of them for a help page or a completion.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from maestro.domain.errors import UsageError
from maestro.domain.record import dataclass


@dataclass(frozen=True)
class Mounted:
    """A command by name: `module:attribute` is a Typer application or a command function."""

    name: str
    target: str
    help: str


MOUNTED: tuple[Mounted, ...] = (
    Mounted("chat", "maestro.cli.chat:chat", "Talk about what your team needs; ends in a pull request."),
    Mounted("submit", "maestro.cli.submit:submit", "Hand request files off as a pull request."),
    Mounted("generate", "maestro.cli.generate:generate", "Write what a request becomes: manifests, policy report."),
    Mounted("explain", "maestro.cli.explain:explain", "Say what a field, a pack or a starting point is and does."),
    Mounted("runs", "maestro.cli.runs:app", "List, watch, resume or cancel handoffs."),
    Mounted("pr", "maestro.cli.pr:app", "List, show, merge or close pull requests of a local factory."),
    Mounted("factory", "maestro.cli.factory:app", "Make, choose, show or check a factory."),
    Mounted("chart", "maestro.cli.chart:app", "Render a Helm chart in process."),
    Mounted("policy", "maestro.cli.policy:app", "Apply or test Kyverno policies in process."),
    Mounted("check-pr", "maestro.cli.check_pr:check_pr", "Judge a branch by the guard's rules."),
    Mounted("worker", "maestro.worker:worker", "Do the tasks of handoffs over a broker."),
    Mounted("sessions", "maestro.cli.sessions:app", "List, show or remove saved conversations."),
    Mounted("eval", "maestro.cli.eval:evaluate", "Hold dialogues with a session and judge what came of them."),
    Mounted("scenarios", "maestro.cli.scenarios:app", "List or show the factory's starting points."),
    Mounted("config", "maestro.cli.settings:app", "Show the settings and where each came from."),
    Mounted("doctor", "maestro.cli.doctor:doctor", "Check what Maestro finds on this machine."),
)


def _load(mounted: Mounted) -> Any:
    module, _, attribute = mounted.target.partition(":")
    try:
        found = getattr(import_module(module), attribute)
    except ModuleNotFoundError as error:
        if error.name is None or not module.startswith(error.name):
            raise UsageError(
                f"`maestro {mounted.name}` needs the Python package {error.name!r}, which is not installed; "
                "install Maestro again with all its dependencies."
            ) from error
        raise UsageError(f"`maestro {mounted.name}` is not part of this installation.") from error
    if isinstance(found, typer.Typer):
        found.rich_markup_mode = None  # plain help: four times as fast, and the same everywhere
        return typer.main.get_group(found)
    single = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    single.command(mounted.name)(found)
    return typer.main.get_command(single)


class LazyGroup(TyperGroup):
    """Knows its commands by name and help; makes the real one when it is called or completed."""

    def __init__(self, *, table: Sequence[Mounted] = MOUNTED, **attributes: Any) -> None:
        """Fill the group with stand-ins that cost no import."""
        super().__init__(**attributes)
        self._table = {mounted.name: mounted for mounted in table}
        self.commands.update({m.name: TyperCommand(m.name, help=m.help, rich_markup_mode=None) for m in table})

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The real command behind the name."""
        name, command, rest = super().resolve_command(ctx, args)
        if name in self._table:
            command = _load(self._table[name])
        return name, command, rest
