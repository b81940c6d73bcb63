"""Kyverno's own test files: what they name is read, results bind as Kyverno binds them."""

import json
from pathlib import Path
from typing import Any

import pytest

from maestro.domain.errors import UnreadableError
from maestro.factory.kyverno.model import Document
from maestro.factory.kyvernotests import Row, find_tests, judge, read_test
from maestro.factory.suites import run_suite_safely
from tests.factory.kyverno.classic.policies import config, deployment, pod, policy, requires, rule

TEST = {"apiVersion": "cli.kyverno.io/v1alpha1", "kind": "Test", "metadata": {"name": "t"}}


def written(folder: Path, results: list[Any], *policies: Document, **files: list[Document]) -> Path:
    """A test folder on disk."""
    names = {"policies": list(policies), **files}
    for name, documents in names.items():
        text = "\n---\n".join(map(json.dumps, documents))
        (folder / f"{name}.yaml").write_text(text)
    listed: dict[str, Any] = {name: [f"{name}.yaml"] for name in names}
    path = folder / "kyverno-test.yaml"
    path.write_text(json.dumps({**TEST, **listed, "results": results}))
    return path


def rows(path: Path) -> list[Row]:
    """What becomes of the expected results."""
    return [row for test in read_test(path) for row in judge(test.expectations, run_suite_safely(test.suite))]


def expect(result: str, *resources: str, rule_name: str = "r", **more: Any) -> dict[str, Any]:
    """An expected result."""
    return {
        "policy": "p",
        "rule": rule_name,
        "resources": list(resources),
        "kind": "ConfigMap",
        "result": result,
        **more,
    }


def test_results_bind_by_policy_rule_and_name(tmp_path: Path) -> None:
    """One row for each response; what nothing answers to is told."""
    check = requires({"data": {"x": "1"}})
    results = [expect("pass", "a"), expect("fail", "a"), expect("fail", "b"), expect("pass", "a", rule_name="other")]
    found = rows(written(tmp_path, results, check, resources=[config("a", x="1"), config("b", x="2")]))
    assert [row.passed for row in found] == [True, False, True, True]
    assert found[1].reason.startswith("Want fail, got pass")
    assert found[3].reason == "Excluded"


def test_autogen_rules_answer_for_theirs(tmp_path: Path) -> None:
    """A result on rule `r` is about `autogen-r` as well."""
    check = requires({"spec": {"containers": [{"image": "!*:latest"}]}}, ("Pod",))
    resource = deployment(pod({"name": "a", "image": "x:latest"}))
    (row,) = rows(written(tmp_path, [expect("fail", "web")], check, resources=[resource]))
    assert row == Row("p", "autogen-r", row.resource, passed=True, reason="Ok")


def test_patched_resources_are_compared(tmp_path: Path) -> None:
    """Empty parts do not count, all others do."""
    change = policy(rule(mutate={"patchStrategicMerge": {"data": {"k": "v"}}}))
    for value, passed in (("v", True), ("w", False)):
        wanted = config("a", k=value)
        (tmp_path / "patched.yaml").write_text(json.dumps({**wanted, "extra": {"none": []}}))
        result = expect("pass", "a", patchedResources="patched.yaml")
        (row,) = rows(written(tmp_path, [result], change, resources=[config("a")]))
        assert row.passed is passed


def test_values_and_exceptions_beside_the_test(tmp_path: Path) -> None:
    """Everything that a test names is read relative to it."""
    check = requires({"data": {"x": "1"}})
    match = {"any": [{"resources": {"kinds": ["ConfigMap"]}}]}
    exception = {
        "apiVersion": "kyverno.io/v2",
        "kind": "PolicyException",
        "metadata": {"name": "e", "namespace": "default"},
        "spec": {"exceptions": [{"policyName": "p", "ruleNames": ["r"]}], "match": match},
    }
    path = written(tmp_path, [expect("skip", "a")], check, resources=[config("a", x="2")], exceptions=[exception])
    assert [row.passed for row in rows(path)] == [True]


def test_refused_policies_are_told(tmp_path: Path) -> None:
    """As Kyverno has it, their results do not fail; the reason is in the row."""
    (row,) = rows(written(tmp_path, [expect("fail", "a")], policy(rule()), resources=[config("a")]))
    assert row.passed
    assert row.reason.startswith("Invalid policy")


def test_finding_and_malformed_tests(tmp_path: Path) -> None:
    """Below a folder, or the file itself; malformed ones say what was expected."""
    path = written(tmp_path, [], requires({"a": "b"}), resources=[config()])
    assert list(find_tests(tmp_path)) == list(find_tests(path)) == [path]
    with pytest.raises(UnreadableError):
        list(find_tests(tmp_path / "nope"))
    for change in ({"policies": "x"}, {"results": [5]}, {"policies": ["nope.yaml"]}, {"results": [{"resources": 5}]}):
        path.write_text(json.dumps({**TEST, "policies": ["policies.yaml"], **change}))
        with pytest.raises(UnreadableError):
            list(read_test(path))
