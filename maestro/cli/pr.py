"""`maestro pr`: the pull requests of a factory whose repository keeps them itself. Parses, calls the forge, prints.

Refuses to decide anything: what may be merged or closed is the forge's business.
"""

import json
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from maestro.domain.errors import UsageError
from maestro.domain.handoff import one_line

if TYPE_CHECKING:
    from maestro.forge.base import Forge, PullRequest

app = typer.Typer(
    help="Pull requests of a factory that keeps them itself.", no_args_is_help=True, rich_markup_mode=None
)


class Form(StrEnum):
    """How the answer is printed."""

    TABLE = "table"
    JSON = "json"


Factory = Annotated[
    str | None, typer.Option("--factory", metavar="PATH|URL", help="The factory; else the configured one.")
]
Format = Annotated[Form, typer.Option("--format", help="For people or for programs.")]
Number = Annotated[int, typer.Argument(metavar="NUMBER", min=1, help="The number that `pr list` shows.")]


@app.command("list")
def list_(factory: Factory = None, form: Format = Form.TABLE) -> None:
    """List all pull requests, newest first."""
    pulls = _forge(factory).pulls()
    if form is Form.JSON:
        print_json([_entry(pull) for pull in pulls])
    elif pulls:
        typer.echo(_columns([(f"#{p.number}", p.state.value, p.branch, one_line(p.title, 80)) for p in pulls]))
    else:
        typer.echo("no pull requests yet")


@app.command()
def show(number: Number, factory: Factory = None, form: Format = Form.TABLE) -> None:
    """Show one pull request with its text and comments."""
    pull = _found(_forge(factory), number)
    if form is Form.JSON:
        print_json(_whole(pull))
        return
    typer.echo(f"#{pull.number} {one_line(pull.title)} [{pull.state.value}]")
    facts = [("branch", f"{pull.branch} -> {pull.base}"), ("commit", pull.commit), ("opened", pull.created)]
    typer.echo(_columns([*facts, *(("file", one_line(file)) for file in pull.files), ("url", pull.url)]))
    for text in (pull.body, *(f"--- comment\n{comment}" for comment in pull.comments)):
        typer.echo(f"\n{_printable(text)}" if text else "", nl=bool(text))


@app.command()
def merge(number: Number, factory: Factory = None, form: Format = Form.TABLE) -> None:
    """Merge a pull request into its base; a conflict or uncommitted changes there are refused."""
    forge = _forge(factory)
    _told(forge.merge(_found(forge, number).number), "merged", form)


@app.command()
def close(
    number: Number,
    comment: Annotated[str, typer.Option("--comment", help="Say why; kept on the pull request.")] = "",
    factory: Factory = None,
    form: Format = Form.TABLE,
) -> None:
    """Close a pull request without merging it."""
    forge = _forge(factory)
    _told(forge.close(_found(forge, number).number, comment), "closed", form)


def _told(pull: "PullRequest", done: str, form: Form) -> None:
    if form is Form.JSON:
        print_json(_whole(pull))
    else:
        into = f" into {pull.base}" if done == "merged" else ""
        typer.echo(f"{done} #{pull.number} {one_line(pull.title)}{into}")


def _forge(factory: str | None) -> "Forge":
    from maestro import wiring
    from maestro.config import load

    chosen = wiring.factory(load({"factory": factory}))
    return wiring.forge(wiring.repository(chosen.root))


def _found(forge: "Forge", number: int) -> "PullRequest":
    pull = next((pull for pull in forge.pulls() if pull.number == number), None)
    if pull is None:
        raise UsageError(f"there is no pull request {number}; `maestro pr list` shows them.")
    return pull


def _entry(pull: "PullRequest") -> dict[str, Any]:
    return {
        "number": pull.number,
        "title": pull.title,
        "state": pull.state.value,
        "branch": pull.branch,
        "commit": pull.commit,
        "files": list(pull.files),
    }


def _whole(pull: "PullRequest") -> dict[str, Any]:
    more = {"base": pull.base, "url": pull.url, "created": pull.created, "body": pull.body}
    return {"version": 1, **_entry(pull), **more, "comments": list(pull.comments)}


def print_json(document: object) -> None:
    """One document on standard output."""
    typer.echo(json.dumps(document, indent=2, ensure_ascii=False))


def _columns(rows: Sequence[Sequence[str]]) -> str:
    """Plain columns: also what a pipe or a screen reader gets."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    lines = (
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]) for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def _printable(text: str) -> str:
    """Text of others: its lines and tabs, nothing else that a terminal would act on."""
    return "\n".join("".join(sign if sign.isprintable() else " " for sign in line) for line in text.split("\n"))
