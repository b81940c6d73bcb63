"""`maestro scenarios`: the factory's starting points. Parses, reads the factory, prints."""

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from maestro import config, wiring
from maestro.chat.places import find_scenario
from maestro.chat.plaintext import one_line, printable

if TYPE_CHECKING:
    from maestro.domain.form import Scenario

app = typer.Typer(help="List or show the factory's starting points.", no_args_is_help=True, rich_markup_mode=None)

Factory = Annotated[
    str | None, typer.Option("--factory", metavar="PATH|URL", help="The factory; else the configured one.")
]
Form = Annotated[Literal["table", "json"], typer.Option("--format", help="For people or for programs.")]


@app.command("list")
def list_(factory: Factory = None, form: Form = "table") -> None:
    """List all starting points."""
    found = _scenarios(factory)
    if form == "json":
        typer.echo(json.dumps([_entry(s) for s in found], ensure_ascii=False))
        return
    width = max((len(s.id) for s in found), default=0)
    for scenario in found:
        typer.echo(f"{one_line(scenario.id):<{width}}  {one_line(scenario.title)}. {one_line(scenario.summary)}")
    if not found:
        typer.echo("This factory offers no starting points.")


@app.command()
def show(
    scenario: Annotated[str, typer.Argument(metavar="ID", help="As `scenarios list` shows it.")],
    factory: Factory = None,
    form: Form = "table",
) -> None:
    """Show one starting point with its request."""
    found = find_scenario(_scenarios(factory), scenario)
    if form == "json":
        typer.echo(json.dumps({**_entry(found), "request": found.request}, ensure_ascii=False))
        return
    from maestro.chat.documents import yaml_text

    typer.echo(f"{one_line(found.title)} ({one_line(found.id)})\n{printable(found.summary)}")
    typer.echo("".join(f"  - {one_line(part)}\n" for part in found.contains))
    typer.echo(printable(yaml_text(found.request)), nl=False)


def _scenarios(factory: str | None) -> "tuple[Scenario, ...]":
    from maestro.factory.scenarios import read_scenarios

    settings = config.load({"factory": factory})
    return read_scenarios(wiring.catalogue(wiring.factory(settings).root).scenario_folder)


def _entry(scenario: "Scenario") -> dict[str, Any]:
    return {
        "id": scenario.id,
        "title": scenario.title,
        "summary": scenario.summary,
        "contains": list(scenario.contains),
        "tags": list(scenario.tags),
    }
