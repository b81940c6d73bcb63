"""`maestro chat`: parse, choose the terminal's kind, talk. Everything else is the conversation's."""

import os
import sys
from contextlib import closing
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from maestro import config
from maestro.domain.errors import UsageError

if TYPE_CHECKING:
    from maestro.cli.opening import Chat


def chat(
    factory: Annotated[
        str | None, typer.Option(metavar="PATH|URL", help="The factory; else the configured one.", show_default=False)
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the latest conversation.")] = False,
    session: Annotated[
        str | None, typer.Option(metavar="ID", help="Go on with that conversation.", show_default=False)
    ] = None,
    model: Annotated[
        str | None, typer.Option(metavar="M", help="Let this model read what you say.", show_default=False)
    ] = None,
    form: Annotated[Literal["text", "jsonl"], typer.Option("--format", help="For people or for programs.")] = "text",
    screen_reader: Annotated[
        bool, typer.Option("--screen-reader", help="No boxes, no redraws (also: ACCESSIBLE=1).")
    ] = False,
) -> None:
    """Talk about what your team needs; ends in a pull request."""
    if resume and session is not None:
        raise UsageError("--resume takes the latest conversation and --session a named one; give one of the two")
    settings = config.load({"factory": factory, "model": model})
    if settings.model is not None:
        raise UsageError(
            f"a model ({settings.model}) cannot be used yet; leave it out to talk to the offline interpreter"
        )
    code = _talk(settings, session, resume=resume, machine=form == "jsonl", spoken=screen_reader)
    if code:
        raise typer.Exit(code)


def _talk(settings: config.Settings, session: str | None, *, resume: bool, machine: bool, spoken: bool) -> int:
    from maestro import log
    from maestro.cli.opening import open_chat

    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # bytes that are no text are no reason to end a conversation
    config.ensure_home(settings)
    log.set_up(file=settings.home / "logs" / "maestro.log")
    with closing(open_chat(settings, session, resume=resume)) as opened:
        if not machine:
            return _in_text(opened, settings.home / "history", spoken=spoken)
        from maestro.chat import jsonl

        return jsonl.run(opened.session, opened.runs, sys.stdin, sys.stdout)


def _in_text(opened: "Chat", history: Path, *, spoken: bool) -> int:
    """The prompt that redraws where the terminal can, else a line at a time."""
    from maestro.chat.dialogue import Dialogue
    from maestro.chat.theme import look_of
    from maestro.chat.view.terminal import Terminal

    look = look_of(sys.stdout, os.environ, spoken)
    terminal = Terminal(sys.stdout, look)
    dialogue = Dialogue(opened.session, opened.around, terminal)
    if look.redraws and sys.stdin.isatty():
        from maestro.chat.repl import Repl

        return Repl(dialogue, terminal, history).run()
    from maestro.chat.plain import converse

    return converse(dialogue, sys.stdin)
