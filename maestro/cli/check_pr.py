"""`maestro check-pr`: judges a branch, or what is staged. The report on standard output, exit code 1 on findings."""

import os
from pathlib import Path
from typing import Annotated

import typer

from maestro.domain.errors import ConfigError
from maestro.domain.findings import Report, Severity
from maestro.reporters import REPORTERS, Form

_SUMMARY = "GITHUB_STEP_SUMMARY"
_SUMMARY_LIMIT = 1024 * 1024  # GitHub refuses a longer one


def check_pr(
    base: Annotated[str | None, typer.Option(help="Compare with this branch or commit.", metavar="REF")] = None,
    head: Annotated[str, typer.Option(help="Judge this branch or commit.", metavar="REF")] = "HEAD",
    staged: Annotated[bool, typer.Option("--staged", help="Judge what is staged instead.")] = False,
    form: Annotated[Form, typer.Option("--format", help="How to write the report.")] = Form.TABLE,
    fail_on: Annotated[Severity, typer.Option("--fail-on", help="The mildest severity that fails.")] = Severity.LOW,
) -> None:
    """Judge the lines that a branch adds: credentials, scope, requests, operations, residency, licences."""
    from maestro.checks.branch import Question, examine
    from maestro.checks.place import repository_root
    from maestro.forge.git.staging import StagedRepository

    root = repository_root(Path.cwd())
    report = examine(StagedRepository(root), root, Question(base, head, staged, fail_on, os.environ))
    typer.echo(_rendered(report, form))
    _summarise(report)
    if report.exit_code:
        raise typer.Exit(report.exit_code)


def _rendered(report: Report, form: Form) -> str:
    """The table fits the terminal and has colours there; every other form is the same everywhere."""
    if form is not Form.TABLE:
        return REPORTERS[form](report)
    from shutil import get_terminal_size

    from maestro.reporters import table

    colour = os.isatty(1) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return table.render(report, width=max(40, get_terminal_size((100, 40)).columns), colour=colour)


def _summarise(report: Report) -> None:
    """Append the report to the job's page where GitHub asks for it."""
    target = os.environ.get(_SUMMARY)
    if not target:
        return
    text = REPORTERS[Form.MARKDOWN](report).encode("utf-8", "replace")
    if len(text) > _SUMMARY_LIMIT:
        text = text[: _SUMMARY_LIMIT - 100].rpartition(b"\n")[0] + b"\n\nThe report is longer than fits here.\n"
    try:
        with Path(target).open("ab") as file:
            file.write(text)
    except OSError as error:
        raise ConfigError(f"expected a file at {_SUMMARY} ({target}), found: {error.strerror}.") from error
