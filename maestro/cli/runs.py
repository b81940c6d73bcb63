"""`maestro runs`: look at handoffs and steer them.

Looking needs the store only; going on needs the run's factory too. Refuses nothing that the transition tables allow.
"""

import getpass
import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Annotated, Any, Literal

import typer

from maestro import config, log, wiring
from maestro.cli import progress
from maestro.cli.runform import events_form, run_form, run_lines
from maestro.config import Settings
from maestro.domain.errors import CancelledError, MaestroError, UsageError
from maestro.domain.runs import Run
from maestro.orchestrator import flow
from maestro.orchestrator.ending import error_of
from maestro.orchestrator.service import Service
from maestro.orchestrator.sqlite import SqliteStore

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)

Id = Annotated[str, typer.Argument(help="Number of the run.", show_default=False)]
Factory = Annotated[str | None, typer.Option("--factory", help="Only of this factory.", show_default=False)]
Form = Annotated[Literal["table", "json"], typer.Option("--format", help="How the result is written.")]


@app.command("list")
def list_runs(factory: Factory = None, form: Form = "table") -> None:
    """All runs, newest first."""
    with _store() as (settings, store):
        found = store.runs(_key(settings, factory))
    if form == "json":
        _write([run_form(run) for run in found])
        return
    for run in found:
        pull = f"#{run.pull.number}" if run.pull else "-"
        names = ", ".join(run.handoff.names)
        typer.echo(f"{run.id:>4}  {run.state:<10} {pull:<6} {names:<30} {run.created:%Y-%m-%d %H:%M}")
    if not found:
        typer.echo("no runs yet; `maestro submit` or `maestro chat` makes one", err=True)


@app.command()
def show(run: Id, factory: Factory = None, form: Form = "table") -> None:
    """One run with its tasks."""
    with _store() as (settings, store):
        found = _load(store, run, _key(settings, factory))
        events = store.events(run)
    if form == "json":
        _write(run_form(found) | {"events": events_form(events)})
        return
    typer.echo("\n".join(run_lines(found)))


@app.command()
def events(run: Id, factory: Factory = None, form: Form = "table") -> None:
    """The log of a run."""
    with _store() as (settings, store):
        _load(store, run, _key(settings, factory))
        found = store.events(run)
    if form == "json":
        _write(events_form(found))
        return
    for event in found:
        typer.echo(f"{event.at:%Y-%m-%d %H:%M:%S}  {event.task or 'run':<10} {event.event:<10} {event.detail}")


@app.command()
def watch(run: Id, factory: Factory = None, form: Form = "table") -> None:
    """Follow a run until it ends; go on with it when nobody else does."""
    with _store() as (settings, store):
        found = _load(store, run, _key(settings, factory))
    _finish([_waited(settings, found, "watch")], form)


@app.command()
def resume(
    run: Annotated[str | None, typer.Argument(help="Number of the run; all without it.", show_default=False)] = None,
    factory: Factory = None,
    form: Form = "table",
) -> None:
    """Go on with unfinished runs: all of them, or one."""
    with _store() as (settings, store):
        key = _key(settings, factory)
        found = [_load(store, run, key)] if run else [r for r in reversed(store.runs(key)) if r.state.live]
    if not found:
        typer.echo("nothing to resume", err=True)
    ended, errors = [], []
    for each in found:  # a run whose factory is gone does not stop the others
        try:
            ended.append(_waited(settings, each, "resume"))
        except MaestroError as error:
            errors.append(error)
    _finish(ended, form, errors)


@app.command()
def retry(run: Id, factory: Factory = None, form: Form = "table") -> None:
    """Start a run over that failed, was blocked or cancelled."""
    with _store() as (settings, store):
        found = _load(store, run, _key(settings, factory))
    _finish([_waited(settings, found, "retry")], form)


@app.command()
def cancel(run: Id, factory: Factory = None, form: Form = "table") -> None:
    """Stop a run before its next task. A pull request that is open stays open."""
    with _store() as (settings, store):
        _load(store, run, _key(settings, factory))
        changed = store.change(run, lambda r: flow.cancel(r, CancelledError("cancelled by its owner")))
    if changed.pull is not None:
        typer.echo(f"pull request #{changed.pull.number} stays; `maestro pr close {changed.pull.number}`", err=True)
    _tell([changed], form)


@app.command()
def approve(
    run: Id,
    digest: Annotated[str | None, typer.Option(help="Content that was reviewed.", show_default=False)] = None,
    factory: Factory = None,
    form: Form = "table",
) -> None:
    """Approve what a run will publish; it goes on when enough people did."""
    with _store() as (settings, store):
        found = _load(store, run, _key(settings, factory))
    with _service(settings, found) as service:
        changed = service.approve(run, getpass.getuser(), digest)
        _finish([service.wait(run) if changed.state.live else changed], form)


@app.command()
def reject(
    run: Id,
    reason: Annotated[str, typer.Option(help="Why.", show_default=False)] = "",
    factory: Factory = None,
    form: Form = "table",
) -> None:
    """Say no to what a run would publish: it ends."""
    with _store() as (settings, store):
        found = _load(store, run, _key(settings, factory))
    with _service(settings, found) as service:
        _tell([service.reject(run, getpass.getuser(), reason)], form)


def _waited(settings: Settings, run: Run, verb: Literal["watch", "resume", "retry"]) -> Run:
    """The run at its end."""
    try:
        with _service(settings, run) as service:
            if verb == "retry":
                service.retry(run.id)
            elif verb == "resume":
                service.resume(run.id)
            return service.wait(run.id, lambda task: typer.echo(progress.task_line(task), err=True))
    except KeyboardInterrupt:
        typer.echo(f"\nStopped. `maestro runs resume {run.id}` goes on from here.", err=True)
        raise


def _finish(runs: Sequence[Run], form: str, earlier: Sequence[MaestroError] = ()) -> None:
    """Tell how they ended, and end like the first that did not end well."""
    _tell(runs, form)
    errors = [*earlier, *(error for run in runs if (error := error_of(run)) is not None)]
    for error in errors:
        typer.echo(f"error: {error.message}", err=True)
    if errors:
        raise typer.Exit(errors[0].exit_code)


def _tell(runs: Sequence[Run], form: str) -> None:
    if form == "json":
        _write([run_form(run) for run in runs])
        return
    for run in runs:
        lines = list(progress.closing_lines(run)) or [f"run {run.id}: {run.state}"]
        typer.echo("\n".join(lines))


def _write(document: Any) -> None:
    typer.echo(json.dumps(document, ensure_ascii=False))


def _key(settings: Settings, factory: str | None) -> str | None:
    """The store's name of the factory that the option names; None for all."""
    if factory is None:
        return None
    return wiring.factory_key(settings, wiring.factory(config.load({"factory": factory})).root)


def _load(store: SqliteStore, run_id: str, key: str | None) -> Run:
    """The run; UsageError when it is another factory's than the one that was named."""
    run = store.load(run_id)
    if key is not None and run.factory != key:
        raise UsageError(f"run {run.id} is of the factory {run.factory}, not of {key}")
    return run


@contextmanager
def _store() -> Iterator[tuple[Settings, SqliteStore]]:
    settings = config.load()
    log.set_up(file=settings.home / "logs" / "maestro.log")
    with closing(wiring.store(settings)) as store:
        yield settings, store


@contextmanager
def _service(settings: Settings, run: Run) -> Iterator[Service]:
    root = wiring.factory_of(settings, run.factory)
    if not root.is_dir():
        raise UsageError(f"run {run.id} belongs to the factory at {root}, which is not there any more")
    with closing(wiring.handoff_service(settings, root)) as service:
        yield service
