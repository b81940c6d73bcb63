"""`maestro sessions`: the conversations that were kept. Parses, asks the transcripts, prints."""

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from maestro import config
from maestro.chat.plaintext import one_line
from maestro.domain.errors import UsageError

if TYPE_CHECKING:
    from maestro.chat.transcript import Kept

app = typer.Typer(help="List, show or remove saved conversations.", no_args_is_help=True, rich_markup_mode=None)

Form = Annotated[Literal["table", "json"], typer.Option("--format", help="For people or for programs.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="As `sessions list` shows it.")]


@app.command("list")
def list_(form: Form = "table") -> None:
    """List saved conversations, newest first."""
    kept = _kept()
    if form == "json":
        typer.echo(json.dumps([_entry(k) for k in kept], ensure_ascii=False))
    for entry in kept if form == "table" else ():
        done = "submitted" if entry.submitted else "open"
        typer.echo(f"{entry.id}  {done:<9}  {entry.turns:>3} turns  {one_line(entry.first, 70)}")
    if not kept and form == "table":
        typer.echo("No conversation is saved yet; `maestro chat` begins one.")


@app.command()
def show(session: Id, form: Form = "table") -> None:
    """Show what was said in a conversation."""
    from maestro.chat.transcript import Transcript

    transcript = Transcript.resume(config.load().sessions, session)
    if form == "json":
        said = [{"turn": e.number, "user": e.user} for e in transcript.entries]
        typer.echo(json.dumps({"version": 1, **transcript.header, "turns": said}, ensure_ascii=False))
        return
    for entry in transcript.entries:
        typer.echo(f"{entry.number:>3}  {one_line(entry.user)}")


@app.command()
def remove(session: Id) -> None:
    """Remove a conversation for good."""
    from maestro.chat.transcript import Transcript

    settings = config.load()
    found = Transcript.resume(settings.sessions, session).id
    try:
        (settings.sessions / f"{found}.jsonl").unlink()
    except OSError as error:
        raise UsageError(f"session {found} cannot be removed: {error.strerror}") from error
    typer.echo(f"Removed {found}.")


def _kept() -> "tuple[Kept, ...]":
    from maestro.chat.transcript import kept_sessions

    return kept_sessions(config.load().sessions)


def _entry(kept: "Kept") -> dict[str, Any]:
    return {
        "session": kept.id,
        "begun": kept.begun,
        "factory": kept.factory,
        "turns": kept.turns,
        "submitted": kept.submitted,
        "first": kept.first,
    }
