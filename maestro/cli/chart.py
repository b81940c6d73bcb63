"""`maestro chart`: renders a Helm chart without Helm. Data on stdout, talk on stderr."""

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer

from maestro.domain.errors import UnreadableError, UsageError
from maestro.factory.chart.batch import Batch
from maestro.factory.chart.invocation import Invocation
from maestro.factory.chart.render import load_chart, render

app = typer.Typer(name="chart", help="Render Helm charts.", no_args_is_help=True)

_Many = list[str] | None


@app.callback()
def _group() -> None:
    """Render Helm charts."""


@app.command("template")
def template(
    chart: Annotated[Path | None, typer.Argument(help="Folder or archive of the chart.", show_default=False)] = None,
    release: Annotated[str, typer.Option(help="Name of the release.")] = "release-name",
    namespace: Annotated[str, typer.Option("--namespace", "-n", help="Namespace of the release.")] = "default",
    values: Annotated[_Many, typer.Option("--values", "-f", help="File of values; the last one wins.")] = None,
    sets: Annotated[_Many, typer.Option("--set", help="Values as KEY=VALUE, separated by commas.")] = None,
    set_string: Annotated[_Many, typer.Option(help="The same, every value a text.")] = None,
    set_json: Annotated[_Many, typer.Option(help="The same, every value JSON.")] = None,
    kube_version: Annotated[str | None, typer.Option(help="Kubernetes version that the chart sees.")] = None,
    api_versions: Annotated[_Many, typer.Option("--api-versions", "-a", help="Further API version.")] = None,
    include_crds: Annotated[bool, typer.Option("--include-crds", help="Print the chart's CRDs, too.")] = False,
    is_upgrade: Annotated[bool, typer.Option("--is-upgrade", help="Render as for an upgrade.")] = False,
    skip_tests: Annotated[bool, typer.Option("--skip-tests", help="Leave out tests.")] = False,
    no_hooks: Annotated[bool, typer.Option("--no-hooks", help="Leave out hooks.")] = False,
    show_only: Annotated[_Many, typer.Option("--show-only", "-s", help="Print this template only.")] = None,
    skip_schema_validation: Annotated[
        bool, typer.Option("--skip-schema-validation", help="Do not check values against the chart's schema.")
    ] = False,
    batch: Annotated[Path | None, typer.Option(help="File of JSON lines, each one rendering.")] = None,
) -> None:
    """Render a chart as `helm template` does, or many charts with --batch."""
    if (chart is None) == (batch is None):
        raise UsageError("expected either the path of a chart or --batch FILE, and not both")
    if batch is not None:
        return _answer(batch)
    invocation = Invocation(
        files=tuple(values or ()),
        sets=tuple(sets or ()),
        string_sets=tuple(set_string or ()),
        json_sets=tuple(set_json or ()),
        release=release,
        namespace=namespace,
        kube_version=kube_version,
        api_versions=tuple(api_versions or ()),
        include_crds=include_crds,
        is_upgrade=is_upgrade,
        skip_tests=skip_tests,
        no_hooks=no_hooks,
        show_only=tuple(show_only or ()),
        skip_schema_validation=skip_schema_validation,
    )
    return _print(chart, invocation)


def _print(chart: Path | None, invocation: Invocation) -> None:
    if chart is not None:
        text = render(load_chart(chart), invocation.options()).manifest
        sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))
        sys.stdout.flush()


def _answer(path: Path) -> None:
    gc.set_threshold(100_000, 20, 100)  # compiled templates are many small objects that all stay: a quarter of the time
    try:
        with path.open(encoding="utf-8", errors="replace") as lines:
            for answer in Batch().answers(lines):
                sys.stdout.write(answer + "\n")
                sys.stdout.flush()
    except OSError as error:
        raise UnreadableError(f"batch file {path} cannot be read: {error.strerror}", path=str(path)) from None
