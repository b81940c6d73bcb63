"""The root of the command line. Owns global options and the way every command ends: `run` gives the exit code.

Refuses to hold any command itself: each lives in a module of its own, named in `mounted.MOUNTED`.
"""

import sys
import warnings
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from maestro import __version__
from maestro.cli.endings import Ending, ending_of, tell
from maestro.cli.mounted import LazyGroup
from maestro.cli.plainvalues import take_plain_values

app = typer.Typer(
    name="maestro",
    cls=LazyGroup,
    help="Tell it in plain words what your team needs; get a reviewed infrastructure request as a pull request.",
    epilog="Exit codes: 0 done, 1 findings, 2 usage or configuration, 3 blocked by policy or budget, "
    "4 authentication, 5 forge or network, 8 a human must approve, 70 internal, 130 interrupted.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"maestro {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", "-V", help="Show the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Options that stand before a command."""


def run(args: Sequence[str]) -> int:
    """Run one command line; never raises, never shows a traceback."""
    arguments = list(args) or ["--help"]
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # they speak to developers, in the middle of a conversation
    take_plain_values()
    try:
        return _code(typer.main.get_command(app).main(args=arguments, prog_name="maestro", standalone_mode=False))
    except BaseException as error:  # noqa: BLE001 - the one place that decides how a failure ends
        ending = ending_of(error)
    try:
        tell(ending, arguments)
    except OSError:  # nobody reads any more
        return ending.code or Ending.PIPE
    return ending.code


def _code(result: Any) -> int:
    """What the command left: an exit code, or nothing."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return ending_of(BrokenPipeError()).code
    return result if isinstance(result, int) and not isinstance(result, bool) else 0
