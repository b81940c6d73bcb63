"""`maestro policy`: Kyverno policies on resources, and Kyverno's own tests. Parses, calls the engine, prints.

Data goes to standard output, what went wrong with a policy to standard error. Findings end with exit code 1.
"""

import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from maestro.domain.handoff import one_line

if TYPE_CHECKING:
    from maestro.factory.kyverno.model import InvalidPolicy, Response

app = typer.Typer(help="Apply or test Kyverno policies in process.", no_args_is_help=True, rich_markup_mode=None)

_LIMIT = 100_000_000
_FINDINGS = frozenset({"fail", "error"})


class Form(StrEnum):
    """How the answer is printed."""

    TABLE = "table"
    JSONL = "jsonl"


Policies = Annotated[list[Path], typer.Argument(metavar="POLICY...", help="Policy files or folders of them.")]
Resources = Annotated[list[Path], typer.Option("--resource", "-r", help="A file or folder of resources; repeatable.")]
Exceptions = Annotated[list[Path] | None, typer.Option("--exception", help="A file of PolicyExceptions; repeatable.")]
ValuesFile = Annotated[Path | None, typer.Option("--values-file", help="Dry values, as for `kyverno apply`.")]
UserFile = Annotated[Path | None, typer.Option("--userinfo", help="Who asks: user, groups, roles.")]
Tests = Annotated[list[Path], typer.Argument(metavar="PATH...", help="A .jsonl of suites, a test file or a folder.")]
Format = Annotated[Form, typer.Option("--format", help="For people or for programs.")]


@app.command("apply")
def apply_(
    policies: Policies,
    resource: Resources,
    exception: Exceptions = None,
    values_file: ValuesFile = None,
    userinfo: UserFile = None,
    form: Format = Form.TABLE,
) -> None:
    """Apply policies to resources: what each says, and what the mutating ones make of the resources."""
    from maestro.factory.suitefiles import response_of, suite_of_files
    from maestro.factory.suites import run_suite

    suite = suite_of_files(policies, resource, exception or [], values_file, userinfo)
    result = run_suite(suite)
    _tell_invalid(result.invalid)
    if form is Form.JSONL:
        _print_lines(response_of(response) for response in result.responses)
    else:
        typer.echo(_response_table(result.responses))
    if result.invalid or any(str(response.result) in _FINDINGS for response in result.responses):
        raise typer.Exit(1)


@app.command("test")
def suites_(paths: Tests, form: Format = Form.TABLE) -> None:
    """Run suites: JSON lines of whole suites, or trees of `kyverno-test.yaml` files with their expected results."""
    failed = 0
    for path in paths:
        failed += _test_lines(path, form) if path.suffix == ".jsonl" else _test_tree(path, form)
    if failed:
        raise typer.Exit(1)


def _test_lines(path: Path, form: Form) -> int:
    """Suites without expectations: their responses are the answer."""
    from maestro.factory.suitefiles import read_suites, result_line
    from maestro.factory.suites import run_suite_safely

    count = 0
    for name, suite in read_suites(path):
        result = run_suite_safely(suite)
        count += len(result.responses)
        _tell_invalid(result.invalid)
        if form is Form.JSONL:
            _print_lines([result_line(name, result)])
        else:
            typer.echo(f"{one_line(name)}\n{_response_table(result.responses)}\n")
    return 0


def _test_tree(path: Path, form: Form) -> int:
    from maestro.factory.kyvernotests import find_tests, judge, read_test
    from maestro.factory.suites import run_suite_safely

    failed, total = 0, 0
    for file in find_tests(path):
        for test in read_test(file):
            rows = judge(test.expectations, run_suite_safely(test.suite))
            failed += sum(not row.passed for row in rows)
            total += len(rows)
            if form is Form.JSONL:
                _print_lines({"test": test.name, "path": str(file), **row.__dict__} for row in rows)
            else:
                typer.echo(f"{file}\n{_columns(_row_cells(row) for row in rows)}\n")
    typer.echo(f"Test Summary: {total - failed} tests passed and {failed} tests failed", err=form is Form.JSONL)
    return failed


def _row_cells(row: Any) -> tuple[str, ...]:
    verdict = "Pass" if row.passed else "Fail"
    return (row.policy, row.rule, row.resource, verdict, one_line(row.reason, 120))


def _response_table(responses: Iterable["Response"]) -> str:
    cells = [
        (
            response.policy_name,
            response.rule or "-",
            str(response.resource),
            str(response.result),
            one_line(response.message, 120),
        )
        for response in responses
    ]
    if not cells:
        return "no policy applies"
    counts = {
        verdict: sum(cell[3] == verdict for cell in cells) for verdict in ("pass", "fail", "warn", "error", "skip")
    }
    summary = ", ".join(f"{verdict}: {count}" for verdict, count in counts.items())
    return f"{_columns(cells)}\n{summary}"


def _columns(rows: Iterable[tuple[str, ...]]) -> str:
    lines = [tuple(one_line(cell, 200) for cell in row) for row in rows]
    if not lines:
        return ""
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _print_lines(items: Iterable[Any]) -> None:
    for item in items:
        typer.echo(json.dumps(item, ensure_ascii=False))


def _tell_invalid(invalid: Iterable["InvalidPolicy"]) -> None:
    for policy in invalid:
        typer.echo(f"invalid policy {one_line(policy.head.name)}: {one_line(policy.reason)}", err=True)
