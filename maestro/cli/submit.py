"""`maestro submit`: request files in, a pull request out.

Standard output holds the result (text or one JSON document), standard error the talk. Refuses to go on without a yes:
from the terminal, or by `--yes`.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import field, replace
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from maestro import config, log, wiring
from maestro.agents.base import RejectedError
from maestro.cli import progress, requestfiles
from maestro.domain.errors import CancelledError, MaestroError, UsageError
from maestro.domain.findings import Violation
from maestro.domain.handoff import Deviation, Handoff
from maestro.domain.record import dataclass
from maestro.domain.runs import Run
from maestro.orchestrator.ending import error_of
from maestro.orchestrator.service import Preview, Service


@dataclass(frozen=True)
class Call:
    """One call of the command."""

    files: tuple[Path, ...]
    factory: str | None
    dry_run: bool
    yes: bool
    asks: bool
    update: bool
    machine: bool


@dataclass
class Outcome:
    """What is known when the command ends, however it ends."""

    state: str = "refused"
    requests: dict[str, Any] = field(default_factory=dict)
    handoff: Handoff | None = None
    run: Run | None = None
    violations: tuple[Violation, ...] = ()
    practice: bool = False


def submit(
    request: Annotated[list[Path], typer.Argument(help="Request files (YAML).", show_default=False)],
    factory: Annotated[str | None, typer.Option(help="Folder of the factory.", show_default=False)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, change nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Go on without asking.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask; without --yes, stop at the plan.")] = False,
    update: Annotated[bool, typer.Option("--update", help="Confirm that what exists is changed.")] = False,
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="How the result is written.")] = "table",
) -> None:
    """Hand request files off as one pull request."""
    machine = form == "json"
    asks = not (no_input or yes or machine) and sys.stdin.isatty()
    call = Call(tuple(request), factory, dry_run, yes, asks, update, machine)
    outcome = Outcome()
    if not machine:
        hand_off(call, outcome)
        return
    error: MaestroError | None = None
    try:
        hand_off(call, outcome)
    except MaestroError as raised:
        error = raised
        typer.echo(f"error: {raised.message}", err=True)
    typer.echo(json.dumps(document(outcome, error), ensure_ascii=False))
    if error is not None:
        raise typer.Exit(error.exit_code)


def hand_off(call: Call, outcome: Outcome) -> None:
    """Read, check, show, confirm, submit, wait; what was found out on the way is in `outcome`."""
    files = requestfiles.read(call.files)
    settings = config.load({"factory": call.factory})
    place = wiring.factory(settings)
    outcome.practice = place.practice
    log.set_up(file=settings.home / "logs" / "maestro.log")
    opened = wiring.catalogue(place.root)
    outcome.requests = requestfiles.by_environment(files.requests, opened.manifest.identity)
    with _violations_kept(outcome):
        requestfiles.check(files, opened)
    outcome.handoff = requestfiles.handoff_of(files, opened, confirmed=call.update)
    with closing(wiring.handoff_service(settings, place.root)) as service:
        preview = _previewed(service, outcome, call)
        outcome.handoff = _confirmed(service, outcome.handoff, preview, call)
        if call.dry_run:
            outcome.state = "planned"
            return
        _agreed(call)
        _carry_out(service, outcome, call)


def _previewed(service: Service, outcome: Outcome, call: Call) -> Preview:
    """What would happen, said to people. With --yes the run itself evaluates the policies, once."""
    handoff = _known(outcome)
    preview = service.preview(handoff)
    evaluations = None
    if call.dry_run or not call.yes:
        with _violations_kept(outcome):
            evaluations = service.examine(handoff)
    if not call.machine:
        typer.echo("\n".join(progress.plan_lines(handoff, preview, evaluations)))
    return preview


def _known(outcome: Outcome) -> Handoff:
    if outcome.handoff is None:
        raise MaestroError("there is no handoff to carry out")
    return outcome.handoff


@contextmanager
def _violations_kept(outcome: Outcome) -> Iterator[None]:
    try:
        yield
    except RejectedError as error:
        outcome.violations = error.violations
        raise


def _confirmed(service: Service, handoff: Handoff, preview: Preview, call: Call) -> Handoff:
    """The handoff that may go on: one that changes what exists needs a yes of its own."""
    changes = any(s.exists and s.differences for s in preview.standings)
    if changes and preview.pull is None and not handoff.confirmed_update and call.asks and not call.dry_run:
        handoff = replace(handoff, confirmed_update=typer.confirm("Change what exists?", err=True))
    service.refuse(handoff, preview)
    return handoff


def _agreed(call: Call) -> None:
    if call.yes:
        return
    if not call.asks:
        raise UsageError("nothing was submitted: nobody can be asked here; call again with --yes to submit this")
    if not typer.confirm("Open the pull request?", default=True, err=True):
        raise CancelledError("nothing was submitted")


def _carry_out(service: Service, outcome: Outcome, call: Call) -> None:
    run = service.submit(_known(outcome))
    outcome.run, outcome.state = run, str(run.state)
    try:
        run = (
            service.wait(run.id, lambda task: typer.echo(progress.task_line(task), err=True)) if run.state.live else run
        )
    except KeyboardInterrupt:
        typer.echo(f"\nStopped. `maestro runs resume {run.id}` goes on from here.", err=True)
        raise
    outcome.run, outcome.state = run, str(run.state)
    error = error_of(run)
    if error is not None:
        outcome.violations = run.problem.violations if run.problem else ()
        raise error
    if not call.machine:
        typer.echo("\n" + "\n".join(progress.closing_lines(run, practice=outcome.practice)))


def document(outcome: Outcome, error: MaestroError | None) -> dict[str, Any]:
    """The public form of the result: the same keys however it ended."""
    handoff, run = outcome.handoff, outcome.run
    pull = run.pull if run else None
    deviations, several = handoff.deviations if handoff else (), len(outcome.requests) > 1
    return {
        "version": 1,
        "run": run.id if run else None,
        "state": outcome.state,
        "request": next(iter(outcome.requests.values()), None),
        "requests": outcome.requests,
        "pull_request": _pull(pull),
        "deviations": [_deviation(d, several) for d in deviations],
        "violations": requestfiles.without_lines(outcome.violations, several=several),
        "error": None if error is None else {"code": error.code, "message": error.message, "path": error.path},
    }


def _deviation(deviation: Deviation, several: bool) -> dict[str, Any]:
    out = {"path": deviation.path, "standard": deviation.standard, "chosen": deviation.chosen}
    out["reason"] = deviation.reason
    return {**out, "environment": deviation.environment} if several else out


def _pull(pull: Any) -> dict[str, Any] | None:
    if pull is None:
        return None
    return {"url": pull.url, "number": pull.number, "branch": pull.branch, "commit": pull.commit}
