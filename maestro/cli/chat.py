"""`maestro chat`: parse, choose the terminal's kind, talk. Everything else is the conversation's."""

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from maestro import config
from maestro.chat.theme import look_of
from maestro.chat.view.terminal import Terminal
from maestro.cli.opening import Chat, Wanted, open_chat
from maestro.domain.errors import UsageError

if TYPE_CHECKING:
    from maestro.chat.dialogue import Dialogue


def chat(
    factory: Annotated[
        str | None, typer.Option(metavar="PATH|URL", help="The factory; else the configured one.", show_default=False)
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the latest conversation.")] = False,
    session: Annotated[
        str | None, typer.Option(metavar="ID", help="Go on with that conversation.", show_default=False)
    ] = None,
    attach: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Read this with the first message; may be repeated.", show_default=False),
    ] = None,
    model: Annotated[
        str | None, typer.Option(metavar="M", help="Let this model read what you say.", show_default=False)
    ] = None,
    max_budget_usd: Annotated[
        float | None,
        typer.Option(metavar="USD", min=0.0, help="What reading with a model may cost at most.", show_default=False),
    ] = None,
    form: Annotated[Literal["text", "jsonl"], typer.Option("--format", help="For people or for programs.")] = "text",
    screen_reader: Annotated[
        bool, typer.Option("--screen-reader", help="No boxes, no redraws (also: ACCESSIBLE=1).")
    ] = False,
) -> None:
    """Talk about what your team needs; ends in a pull request."""
    if resume and session is not None:
        raise UsageError("--resume takes the latest conversation and --session a named one; give one of the two")
    settings = config.load({"factory": factory, "model": model, "max_budget_usd": max_budget_usd})
    code = _talk(
        settings, Wanted(session, resume, _present(attach or [])), machine=form == "jsonl", spoken=screen_reader
    )
    if code:
        raise typer.Exit(code)


def _present(files: list[Path]) -> tuple[Path, ...]:
    """The files to attach; a name that is none is a mistake of the call."""
    for file in files:
        if not os.path.lexists(file):
            raise UsageError(f"expected a document at {file}, found nothing; check the name", path=str(file))
    return tuple(files)


def _talk(settings: config.Settings, wanted: Wanted, *, machine: bool, spoken: bool) -> int:
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # bytes that are no text are no reason to end a conversation
    config.ensure_home(settings)
    with open_chat(settings, wanted) as opened:
        if not machine:
            return _in_text(opened, settings, spoken=spoken)
        _log(settings)
        from maestro.chat import jsonl

        return jsonl.run(opened.session, opened.runs, sys.stdin, sys.stdout)


def _in_text(opened: Chat, settings: config.Settings, *, spoken: bool) -> int:
    """The prompt that redraws where the terminal can, else a line at a time."""
    terminal = Terminal(sys.stdout, look_of(sys.stdout, os.environ, spoken))

    def begin() -> "Dialogue":
        from maestro.chat.dialogue import Dialogue

        _log(settings)
        return Dialogue(opened.session, opened.around, terminal)

    opened.around.greet(terminal)
    if terminal.look.redraws and sys.stdin.isatty():
        from maestro.chat.repl import Repl

        repl = Repl(begin, terminal, settings.home / "history")
        return repl.resume() if opened.begun else repl.run()
    from maestro.chat.plain import converse

    return converse(begin(), sys.stdin)


def _log(settings: config.Settings) -> None:
    from maestro import log

    log.set_up(file=settings.home / "logs" / "maestro.log")
