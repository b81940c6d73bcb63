"""Arguments that are plainly right are taken without the library that checks the others; the others as before."""

import subprocess
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
import typer
from typer import core
from typer.testing import CliRunner

from maestro.cli import plainvalues

PROGRAM = """
import sys
from maestro.__main__ import main
main(sys.argv[1:])
assert "maestro.factory.pipeline" in sys.modules
assert "pydantic" not in sys.modules, "loaded"
"""
REFERENCE = Path(__file__).parents[2]


def test_a_command_with_plain_arguments_loads_no_validation_library(tmp_path: Path) -> None:
    request = REFERENCE / "scenarios/04-web-commerce/request.yaml"
    command = [
        sys.executable,
        "-c",
        PROGRAM,
        "generate",
        str(request),
        "--out",
        str(tmp_path),
        "--factory",
        str(REFERENCE),
    ]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=REFERENCE, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


class Colour(StrEnum):
    RED = "red"
    DARK_BLUE = "dark-blue"


def outcome(arguments: list[str]) -> tuple[int, str]:
    app = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)

    @app.command()
    def show(
        name: str,
        files: Annotated[list[Path] | None, typer.Argument()] = None,
        *,
        form: Annotated[Literal["table", "json"], typer.Option("--format")] = "table",
        many: Annotated[int, typer.Option(min=1)] = 3,
        rate: Annotated[float | None, typer.Option(max=1.0)] = None,
        tags: Annotated[list[str] | None, typer.Option("--tag")] = None,
        there: Annotated[Path | None, typer.Option(exists=True)] = None,
        folder: Annotated[Path | None, typer.Option()] = None,
        colour: Annotated[Colour, typer.Option()] = Colour.RED,
        loud: bool = False,
    ) -> None:
        typer.echo(repr((name, files, form, many, rate, tags, there, folder, colour, loud)))

    found = CliRunner().invoke(app, arguments)
    return found.exit_code, found.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["n"], ["n", "a", "b/c"], ["", "--format", "json"], ["n", "--format", "xml"], ["n", "--many", "5"],
        ["n", "--many", "0"], ["n", "--many", "x"], ["n", "--rate", "0.5"], ["n", "--rate", "2"],
        ["n", "--tag", "a", "--tag", "b"], ["n", "--there", "/nowhere/at/all"], ["n", "--there", "/"],
        ["n", "--folder", "/nowhere"], ["n", "--folder", "."], ["n", "--loud"], [], ["n", "--unknown"], ["a\udcffb"],
        ["n", "--folder", "a\udcffb"], ["n", "--folder", ""], ["n", "--colour", "dark-blue"],
        ["n", "--colour", "DARK_BLUE"], ["n", "--colour", "Red"],
    ],
)  # fmt: skip
def test_every_argument_is_taken_as_before(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    usual: Callable[[Any], Any] = getattr(core.build_runtime_param, "usual", core.build_runtime_param)
    monkeypatch.setattr(core, "build_runtime_param", usual)
    before = outcome(arguments)
    plainvalues.take_plain_values()
    assert outcome(arguments) == before
