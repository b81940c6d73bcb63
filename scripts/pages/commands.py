"""The table of all commands, from the program's own help."""

import typer

from maestro.cli.app import app
from maestro.cli.mounted import MOUNTED


def commands() -> str:
    """A row a command, groups with what they hold."""
    rows = [f"| `maestro {name}` | {_said(name, text)} |" for name, text in told().items()]
    return "\n".join(["| command | what it does |", "| --- | --- |", *rows])


def told() -> dict[str, str]:
    """Every command with the help that `maestro --help` gives it."""
    return {mounted.name: mounted.help for mounted in MOUNTED}


def within(name: str) -> tuple[str, ...]:
    """The sub-commands of a group; none of a plain command."""
    group = typer.main.get_command(app)
    with group.make_context("maestro", ["--help"], resilient_parsing=True) as context:
        _, found, _ = group.resolve_command(context, [name])  # type: ignore[attr-defined]  # the root is a group
        return tuple(getattr(found, "commands", {}))


def _said(name: str, text: str) -> str:
    inner = within(name)
    return f"{text} ({', '.join(f'`{one}`' for one in inner)})" if inner else text
