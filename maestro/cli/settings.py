"""`maestro config`: the settings and the layer that each came from. Shows no credential: a broker's is masked."""

import json
import os
import re
from dataclasses import fields
from typing import Annotated, Any, Literal

import typer

from maestro import config

app = typer.Typer(help="Show the settings and where each came from.", no_args_is_help=True, rich_markup_mode=None)

_USER_INFO = re.compile(r"(?<=://)[^/@\s]+(?=@)")
_QUIET = ("origin",)


@app.callback()
def group() -> None:
    """Settings: flags > environment > project (maestro.toml) > user (config.toml) > defaults."""


@app.command()
def show(
    origin: Annotated[bool, typer.Option("--origin", help="Name the layer of each value.")] = False,
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="For people or for programs.")] = "table",
) -> None:
    """Show every setting."""
    settings = config.load()
    values = {f.name: shown(getattr(settings, f.name)) for f in fields(settings) if f.name not in _QUIET}
    layers = {"home": "environment" if os.environ.get("MAESTRO_HOME") else "defaults", **settings.origin}
    if form == "json":
        listed = {name: {"value": value, "origin": layers.get(name, "defaults")} for name, value in values.items()}
        typer.echo(json.dumps({"version": 1, "settings": listed}, ensure_ascii=False))
        return
    width = max(map(len, values))
    for name, value in values.items():
        layer = f"  ({layers.get(name, 'defaults')})" if origin else ""
        typer.echo(f"{name:<{width}}  {'-' if value is None else value}{layer}")


def shown(value: Any) -> Any:
    """A value without the user and password of a URL."""
    if value is None or isinstance(value, (int, float)):
        return value
    return _USER_INFO.sub("***", str(value))
