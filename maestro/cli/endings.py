"""How a command ends when it did not go well: the error tree as exit codes and one line on standard error.

Owns the only mapping from exceptions to exit codes. Refuses to print a traceback: a bug's goes to a log file,
credentials taken out.
"""

import json
import os
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from typer import Abort, Exit
from typer.exceptions import TyperException

from maestro.domain.errors import CancelledError, MaestroError
from maestro.domain.record import dataclass


@dataclass(frozen=True)
class Ending:
    """An exit code with what is said: for people (`text`), for machines (`kind`, `message`, `path`)."""

    PIPE: ClassVar[int] = 141  # what a shell reports for a program that wrote to a closed pipe

    code: int
    text: str = ""
    kind: str = ""
    message: str = ""
    path: str | None = None


def ending_of(error: BaseException) -> Ending:
    """The ending that an exception stands for."""
    match error:
        case SystemExit() if isinstance(error.__context__, BrokenPipeError):  # as Typer ends it
            return _unheard()
        case SystemExit(code=code):
            return Ending(code if isinstance(code, int) else int(code is not None))
        case Exit(exit_code=code):
            return Ending(code)
        case KeyboardInterrupt() | Abort() | EOFError() | CancelledError():
            return Ending(CancelledError.exit_code, "interrupted", CancelledError.code, "interrupted")
        case BrokenPipeError():
            return _unheard()
        case MaestroError():
            return _expected(error)
        case TyperException():
            return _usage(error)
    return _bug(error)


def tell(ending: Ending, arguments: Sequence[str]) -> None:
    """Say it: the line on standard error and, where JSON was asked for, one document on standard output."""
    if ending.text:
        sys.stderr.write(ending.text.rstrip("\n") + "\n")
        sys.stderr.flush()
    form = _format(arguments)
    if ending.kind and form in ("json", "jsonl"):
        sys.stdout.write(json.dumps(_document(ending, form), ensure_ascii=False) + "\n")
        sys.stdout.flush()


def _document(ending: Ending, form: str) -> dict[str, Any]:
    said = {"code": ending.kind, "message": ending.message}
    if form == "jsonl":
        return {"version": 1, "event": "error", **said}
    return {"version": 1, "error": {**said, "path": ending.path}}


def _format(arguments: Sequence[str]) -> str:
    for index, argument in enumerate(arguments):
        if argument == "--format":
            return arguments[index + 1] if index + 1 < len(arguments) else ""
        if argument.startswith("--format="):
            return argument.partition("=")[2]
    return "json" if "--json" in arguments else ""


def _expected(error: MaestroError) -> Ending:
    message = _one_line(error.message)
    return Ending(error.exit_code, f"error: {message}", error.code, message, error.path)


def _usage(error: TyperException) -> Ending:
    """A wrong call. A group called without a command shows its help, which is what was wanted."""
    message = error.format_message()
    if type(error).__name__ == "NoArgsIsHelpError":
        return Ending(error.exit_code, message)
    context = getattr(error, "ctx", None)
    hint = f" See `{context.command_path} --help`." if context is not None else ""
    line = _one_line(message)
    return Ending(error.exit_code, f"error: {line}{hint}", "usage", line)


def _unheard() -> Ending:
    """Nobody reads standard output any more: be quiet, also when the interpreter flushes at its end."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, sys.stdout.fileno())
    os.close(quiet)
    return Ending(Ending.PIPE)


def _bug(error: BaseException) -> Ending:
    where = _keep(error)
    log = f" Details are in {where}." if where else ""
    message = f"Maestro has a bug ({type(error).__name__}); nothing was lost.{log}"
    return Ending(MaestroError.exit_code, f"error: {message}", MaestroError.code, message)


def _keep(error: BaseException) -> Path | None:
    """Write the traceback where only the user reads it; None where that is not possible."""
    try:
        from maestro.config import home_folder
        from maestro.guard.redact import redact

        text = redact("".join(traceback.format_exception(error)))
        folder = home_folder(os.environ) / "logs"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / f"error-{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.log"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except Exception:  # noqa: BLE001 - the last line of defence: no log is better than a traceback on the screen
        return None
    return path


def _one_line(text: str) -> str:
    """Control characters never reach the terminal; lists of violations keep their lines."""
    lines = ("".join(c if c.isprintable() else " " for c in line).rstrip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)
