"""Batches and invocations: flags as on a command line, one answer a line, one bad line harming no other."""

import json
from pathlib import Path
from typing import Any

import pytest

from maestro.factory.chart.batch import Batch
from maestro.factory.chart.errors import ChartError
from maestro.factory.chart.invocation import Invocation, of_job
from tests.factory.chart.charts import write


def answers(*jobs: Any) -> list[dict[str, Any]]:
    lines = [job if isinstance(job, str) else json.dumps(job) for job in jobs]
    return [json.loads(answer) for answer in Batch().answers(lines)]


def test_each_job_gets_its_answer(tmp_path: Path) -> None:
    chart = str(write(tmp_path / "c", {"values.yaml": "a: 1", "templates/t.yaml": "a: {{ .Values.a }}"}))
    (tmp_path / "v.yaml").write_text("a: 2\n")
    found = answers(
        {"id": "one", "chart": chart},
        {"id": "two", "chart": chart, "values": [str(tmp_path / "v.yaml")], "release": "r", "namespace": "n"},
        {"id": "three", "chart": chart, "set": ["a=3"], "flags": ["--kube-version", "1.30.0", "--set-string=a=4"]},
        {"id": "four", "chart": str(tmp_path / "none")},
    )
    assert [answer.get("output", "").partition("a: ")[2].strip() for answer in found] == ["1", "2", "4", ""]
    assert found[3]["ok"] is False
    assert "not found" in found[3]["error"]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "5",
        "{}",
        "[" * 5000,
        '{"chart": 5}',
        '{"chart": "x", "values": "y"}',
        '{"chart": "x", "flags": ["--nope"]}',
        '{"chart": "x", "flags": ["--set"]}',
        '{"chart": "a\\u0000b"}',
        '{"chart": "x", "values": ["/none"]}',
    ],
)
def test_a_bad_line_is_an_answer_too(line: str) -> None:
    (found,) = answers(line)
    assert found["ok"] is False
    assert found["error"]


def test_blank_lines_are_ignored() -> None:
    assert answers("", "  \n") == []


def test_values_take_precedence_as_helm_has_it(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("x: {a: 1, b: 1, c: 1, d: 1}\n")
    (tmp_path / "b.yaml").write_text("x: {b: 2, c: 2, d: 2}\n")
    invocation = Invocation(
        files=(str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")), string_sets=("x.d=4",), sets=("x.c=3,x.d=3",)
    )
    assert invocation.values() == {"x": {"a": 1, "b": 2, "c": 3, "d": "4"}}


def test_flags_read_as_on_a_command_line() -> None:
    flags = ["--api-versions", "a/v1,b/v1", "-a=c/v1", "--include-crds", "--show-only", "t", "-s", "u", "--no-hooks"]
    options = of_job({"chart": "x", "flags": flags}).options()
    assert options.api_versions == ("a/v1", "b/v1", "c/v1")
    assert (options.include_crds, options.no_hooks, options.skip_tests) == (True, True, False)
    assert options.show_only == ("t", "u")


@pytest.mark.parametrize(
    ("data", "message"), [(b"a: b: c", "failed to parse"), (b"- a", "cannot unmarshal array"), (b"a: \xff", "UTF-8")]
)
def test_a_bad_values_file_is_told(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "v.yaml").write_bytes(data)
    with pytest.raises(ChartError) as caught:
        Invocation(files=(str(tmp_path / "v.yaml"),)).values()
    assert message in caught.value.message
