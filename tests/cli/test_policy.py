"""`maestro policy`: what it prints, where, and how it ends."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from maestro.cli.policy import app
from tests.factory.kyverno.classic.policies import config, policy, requires, rule


def run(*arguments: str) -> Any:
    """The command's ending."""
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """A policy and two resources, one of which breaks it."""
    (tmp_path / "p.yaml").write_text(json.dumps(requires({"data": {"x": "1"}})))
    (tmp_path / "r.yaml").write_text("\n---\n".join(map(json.dumps, (config("a", x="1"), config("b", x="2")))))
    return str(tmp_path / "p.yaml"), str(tmp_path / "r.yaml")


def test_apply(files: tuple[str, str]) -> None:
    """A table for people and exit code 1 for findings."""
    found = run("apply", files[0], "-r", files[1])
    assert found.exit_code == 1
    assert "pass: 1, fail: 1" in found.stdout
    assert "validation error: m. rule r failed at path /data/x/" in found.stdout


def test_apply_in_lines(files: tuple[str, str]) -> None:
    """One object per response for programs."""
    found = run("apply", files[0], "-r", files[1], "--format", "jsonl")
    lines = [json.loads(line) for line in found.stdout.splitlines()]
    assert [(line["resource"]["name"], line["result"]) for line in lines] == [("a", "pass"), ("b", "fail")]


def test_apply_without_findings(files: tuple[str, str], tmp_path: Path) -> None:
    """Passes end well; a policy on something else has nothing to say; an invalid one is a finding."""
    (tmp_path / "good.yaml").write_text(json.dumps(config("a", x="1")))
    assert run("apply", files[0], "-r", str(tmp_path / "good.yaml")).exit_code == 0
    (tmp_path / "other.yaml").write_text(json.dumps(requires({"a": "b"}, ("Secret",))))
    assert "no policy applies" in run("apply", str(tmp_path / "other.yaml"), "-r", files[1]).stdout
    (tmp_path / "bad.yaml").write_text(json.dumps(policy(rule())))
    found = run("apply", str(tmp_path / "bad.yaml"), "-r", files[1])
    assert found.exit_code == 1
    assert "invalid policy p" in found.stderr


def test_policies_of_a_namespace_are_told_with_it(tmp_path: Path) -> None:
    """As Kyverno reports them; the lines for programs keep the name alone, test tables keep what the test says."""
    own = policy(rule(validate={"pattern": {"data": {"x": "1"}}}))
    own |= {"kind": "Policy", "metadata": {"name": "p", "namespace": "shop"}}
    resource = config("a", x="1")
    resource["metadata"]["namespace"] = "shop"
    (tmp_path / "p.yaml").write_text(json.dumps(own))
    (tmp_path / "r.yaml").write_text(json.dumps(resource))
    applied = ("apply", str(tmp_path / "p.yaml"), "-r", str(tmp_path / "r.yaml"))
    assert run(*applied).stdout.startswith("shop/p ")
    assert json.loads(run(*applied, "--format", "jsonl").stdout)["policy"] == "p"
    results = [{"policy": name, "rule": "r", "resources": ["a"], "result": "pass"} for name in ("shop/p", "p")]
    test = {"kind": "Test", "policies": ["p.yaml"], "resources": ["r.yaml"], "results": results}
    (tmp_path / "kyverno-test.yaml").write_text(json.dumps(test))
    rows = run("test", str(tmp_path)).stdout.splitlines()[1:3]
    assert [row.split()[0] for row in rows] == ["shop/p", "p"]


def test_suites_in_lines(tmp_path: Path) -> None:
    """A line in, a line out."""
    suite = {
        "id": "s",
        "policy_files": [json.dumps(requires({"data": {"x": "1"}}))],
        "resource_files": [json.dumps(config())],
    }
    path = tmp_path / "suites.jsonl"
    path.write_text(json.dumps(suite))
    found = run("test", str(path), "--format", "jsonl")
    assert found.exit_code == 0
    assert [item["result"] for item in json.loads(found.stdout)["responses"]] == ["fail"]


@pytest.mark.parametrize(
    ("expected", "code", "summary"), [("pass", 0, "1 tests passed and 0"), ("fail", 1, "0 tests passed and 1")]
)
def test_trees(files: tuple[str, str], tmp_path: Path, expected: str, code: int, summary: str) -> None:
    """Kyverno's own tests, with the summary that it prints."""
    result = {"policy": "p", "rule": "r", "resources": ["a"], "result": expected}
    test = {"kind": "Test", "policies": ["p.yaml"], "resources": ["r.yaml"], "results": [result]}
    (tmp_path / "kyverno-test.yaml").write_text(json.dumps(test))
    found = run("test", str(tmp_path))
    assert found.exit_code == code
    assert f"Test Summary: {summary} tests failed" in found.stdout
