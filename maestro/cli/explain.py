"""`maestro explain`: what a field, a pack (or any other option) or a starting point is. Parses, asks, prints."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from maestro import config, wiring

if TYPE_CHECKING:
    from maestro.domain.form import Field, Form, Option, Scenario
    from maestro.factory.explained import Explained, Explainer

What = Annotated[str, typer.Argument(metavar="PATH|PACK|SCENARIO", help="A field, an option, or a starting point.")]
Factory = Annotated[
    str | None,
    typer.Option("--factory", metavar="PATH|URL", help="The factory; else the configured one.", show_default=False),
]
Base = Annotated[
    str | None,
    typer.Option(
        "--scenario", metavar="ID", help="Try options on this starting point; else on all.", show_default=False
    ),
]
Shape = Annotated[Literal["table", "json"], typer.Option("--format", help="For people or for programs.")]


def explain(what: What, factory: Factory = None, scenario: Base = None, form: Shape = "table") -> None:
    """Say what something is, what it requires and brings, and which policies prove it."""
    from maestro.chat.places import find_scenario
    from maestro.factory.explained import Explainer

    know_form, effects = _opened(factory)
    base = find_scenario(know_form.scenarios, scenario) if scenario is not None else None
    found = list(_found(Explainer(know_form, effects, base), what))
    if form == "json":
        typer.echo(json.dumps({"version": 1, "explained": [asdict(one) for one in found]}, ensure_ascii=False))
        return
    for one in found:
        typer.echo("\n".join(_lines(one)))


def _opened(factory: str | None) -> tuple["Form", Any]:
    from maestro.factory.form import form_of
    from maestro.factory.scenarios import read_scenarios

    opened = wiring.catalogue(wiring.factory(config.load({"factory": factory})).root)
    manifest = opened.manifest
    scenarios = read_scenarios(opened.scenario_folder)
    form = form_of(manifest.name, manifest.title, opened.schema, scenarios, manifest.identity)
    return form, wiring.effects(opened, form, wiring.checks(opened))


def _found(explainer: "Explainer", what: str) -> "Iterator[Explained]":
    """The starting point, else every option of that name, else the field; UsageError names what is near."""
    form = explainer.form
    if scenario := _scenario(form, what):
        yield explainer.scenario(scenario)
        return
    options = list(_options(form, what.strip().casefold()))
    if options and form.at(what.strip()) is None:
        for field, option in options:
            yield explainer.option(field, option)
        return
    yield explainer.field(_field(form, what))


def _scenario(form: "Form", what: str) -> "Scenario | None":
    from maestro.chat.places import find_scenario
    from maestro.domain.errors import UsageError

    try:
        return find_scenario(form.scenarios, what)
    except UsageError:
        return None


def _options(form: "Form", wanted: str) -> "Iterator[tuple[Field, Option]]":
    for field in form.fields:
        for option in field.options:
            if wanted in (str(option.value).casefold(), option.title.casefold(), *map(str.casefold, option.aliases)):
                yield field, option


def _field(form: "Form", what: str) -> "Field":
    from maestro.chat.places import find_field
    from maestro.domain.errors import UsageError

    try:
        found = form.at(find_field(form, what))
    except UsageError as error:
        hint = error.message.partition("; ")[2]
        near = f"; {hint}" if hint.startswith("the nearest") else ""
        expected = "a field, an option or a starting point of this factory"
        raise UsageError(f"expected {expected}, found {what.strip()!r}{near}", path=what.strip()) from error
    if found is None:
        raise UsageError(f"expected a field that the schema describes, found {what.strip()!r}", path=what.strip())
    return found


def _lines(one: "Explained") -> Iterator[str]:
    from maestro.chat.plaintext import one_line

    yield f"{one_line(one.title)}  ({one_line(one.path)})"
    width = max((len(fact.name) for fact in one.facts), default=0)
    for fact in one.facts:
        yield f"  {one_line(fact.name):<{width}}  {one_line(fact.text)}"
