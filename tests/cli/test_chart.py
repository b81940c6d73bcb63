"""`maestro chart template`: data on stdout, and the same from --batch."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from maestro.cli.chart import app
from maestro.domain.errors import MaestroError, UsageError

CHART = "apiVersion: v2\nname: micro\nversion: 0.1.0\n"


@pytest.fixture
def chart(tmp_path: Path) -> Path:
    (tmp_path / "c" / "templates").mkdir(parents=True)
    (tmp_path / "c" / "Chart.yaml").write_text(CHART)
    (tmp_path / "c" / "templates" / "t.yaml").write_text("a: {{ .Values.a }}\nr: {{ .Release.Name }}\n")
    return tmp_path / "c"


def test_a_chart_is_printed(chart: Path) -> None:
    result = CliRunner().invoke(app, ["template", str(chart), "--release", "rel", "--set", "a=1", "--set-json", "b={}"])
    assert result.exit_code == 0
    assert result.stdout == "---\n# Source: micro/templates/t.yaml\na: 1\nr: rel\n"


def test_a_batch_is_answered(chart: Path, tmp_path: Path) -> None:
    lines = tmp_path / "jobs.jsonl"
    lines.write_text(json.dumps({"id": "x", "chart": str(chart), "set": ["a=2"]}) + "\n{\n")
    result = CliRunner().invoke(app, ["template", "--batch", str(lines)])
    first, second = map(json.loads, result.stdout.splitlines())
    assert (first["id"], first["ok"], "a: 2" in first["output"]) == ("x", True, True)
    assert second["ok"] is False


@pytest.mark.parametrize("args", [[], ["x", "--batch", "y"]])
def test_a_chart_or_a_batch_is_needed(args: list[str]) -> None:
    result = CliRunner().invoke(app, ["template", *args])
    assert isinstance(result.exception, UsageError)


def test_faults_are_our_errors(chart: Path, tmp_path: Path) -> None:
    for args in (["template", str(tmp_path / "none")], ["template", "--batch", str(tmp_path / "none")]):
        result = CliRunner().invoke(app, args)
        assert isinstance(result.exception, MaestroError)
        assert result.exception.exit_code == 2
