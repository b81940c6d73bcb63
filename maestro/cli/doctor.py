"""`maestro doctor`: what Maestro finds on this machine and what that means. Shows no credential.

Each check is a function; none changes anything, none calls the network but for a broker that is set.
"""

import json
import os
import platform
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

import typer

from maestro import __version__, config, wiring
from maestro.cli.opening import counted
from maestro.domain.errors import MaestroError
from maestro.domain.record import dataclass

_USER_INFO = re.compile(r"(?<=://)[^/@\s]+(?=@)")
_MARKS = {"ok": "✓", "note": "·", "fail": "✗"}
_WAIT = 3.0  # seconds for a broker to answer


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: `state` is ok, note or fail; `means` says what follows from it."""

    name: str
    state: str
    found: str
    means: str = ""


def doctor(
    factory: Annotated[
        str | None, typer.Option(metavar="PATH|URL", help="The factory; else the configured one.")
    ] = None,
    machine: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Check what Maestro finds on this machine."""
    settings = config.load({"factory": factory})
    checks = [look(settings) for look in CHECKS]
    if machine:
        typer.echo(json.dumps({"version": 1, "checks": [asdict(check) for check in checks]}, ensure_ascii=False))
    for check in () if machine else checks:
        typer.echo(f" {_MARKS[check.state]} {check.name:<13} {check.found}")
        if check.means:
            typer.echo(f"{'':17}{check.means}")
    if any(check.state == "fail" for check in checks):
        raise typer.Exit(2)


def python(_settings: config.Settings) -> Check:
    """The interpreter that runs this."""
    fits = sys.version_info >= (3, 11)
    found = f"Maestro {__version__} on Python {platform.python_version()}"
    return Check("maestro", "ok" if fits else "fail", found, "" if fits else "Python 3.11 or later is needed.")


def home(settings: config.Settings) -> Check:
    """The folder for everything that is kept."""
    try:
        config.ensure_home(settings)
    except MaestroError as error:
        return Check("home", "fail", str(settings.home), error.message)
    return Check("home", "ok", str(settings.home), "sessions, runs and the practice factory are kept here")


def factory_files(settings: config.Settings) -> Check:
    """The factory can be read."""
    try:
        found = wiring.factory(settings)
        opened = wiring.catalogue(found.root)
    except MaestroError as error:
        return Check("factory", "fail", settings.factory or "practice factory", error.message)
    name = "practice factory, nobody else sees it" if found.practice else str(found.root)
    parts = (counted(len(opened.scenarios), "blueprint"), counted(len(opened.layers), "policy layer"))
    return Check("factory", "ok", name, ", ".join(parts))


def forge(settings: config.Settings) -> Check:
    """Pull requests can be opened."""
    try:
        problem = wiring.forge_problem(wiring.factory(settings).root)
    except MaestroError as error:
        return Check("forge", "fail", "unknown", error.message)
    if problem is not None:
        return Check("forge", "note", "not served", f"{problem} /export in a conversation writes the files by hand.")
    return Check("forge", "ok", "the factory's own repository", "pull requests are kept there; no credential is needed")


def identity(_settings: config.Settings) -> Check:
    """Who commits."""
    return Check("git identity", "ok", "Maestro's own", "commits need no Git configuration of yours")


def broker(settings: config.Settings) -> Check:
    """The queue."""
    if settings.broker is None:
        return Check("broker", "ok", "embedded", "handoffs are worked on inside the program; nothing to start")
    found = _USER_INFO.sub("***", settings.broker)
    try:
        import redis

        with redis.Redis.from_url(settings.broker, socket_connect_timeout=_WAIT, socket_timeout=_WAIT) as client:
            client.ping()
    except (redis.RedisError, ValueError, OSError) as error:
        return Check("broker", "fail", found, f"does not answer ({type(error).__name__}); start it or unset it")
    return Check("broker", "ok", found, "answers; handoffs need a running `maestro worker`")


def model(settings: config.Settings) -> Check:
    """Who reads what is said."""
    if settings.model is None:
        return Check("model", "ok", "none", "the offline interpreter reads what you say; nothing leaves this machine")
    at = f"; it is asked at {_USER_INFO.sub('***', settings.model_endpoint)}" if settings.model_endpoint else ""
    return Check("model", "note", settings.model, f"its key comes from the environment and is not shown{at}")


def tool(name: str) -> Callable[[config.Settings], Check]:
    """A program that only the factory's own script needs."""

    def look(_settings: config.Settings) -> Check:
        path = shutil.which(name, path=os.environ.get("PATH"))
        if path is None:
            return Check(name, "note", "not found", "not needed here: only the factory's scripts/generate.sh calls it")
        return Check(name, "ok", path, "the factory's scripts/generate.sh can use it")

    return look


CHECKS: tuple[Callable[[config.Settings], Check], ...] = (
    python, home, factory_files, forge, identity, broker, model, tool("helm"), tool("kyverno"), tool("git"),
)  # fmt: skip
