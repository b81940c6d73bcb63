"""The policies and what lies beside them: each readable, each tested, each in its layer."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.reference_factory import ROOT

POLICIES = ROOT / "policies"
FILES = sorted(POLICIES.glob("[0-9]*/*.yaml"))
EACH = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
WARNING = {"postgres-machine-type", "custom-machine-type", "trigger-target"}


def read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


@EACH
def test_a_policy_says_what_it_does(file: Path) -> None:
    policy = read(file)
    mutates = int(file.parent.name[:2]) < 20
    assert policy["apiVersion"] == "policies.kyverno.io/v1"
    assert policy["kind"] == ("MutatingPolicy" if mutates else "ValidatingPolicy")
    assert policy["metadata"]["name"] == file.stem
    notes = policy["metadata"]["annotations"]
    for key in ("title", "category", "subject", "description"):
        assert notes[f"policies.kyverno.io/{key}"].strip(), key
    assert notes["policies.kyverno.io/description"].endswith(".")
    assert (notes.get("policies.kyverno.io/scored") == "false") == (file.stem in WARNING)


@EACH
def test_a_policy_has_resources_that_pass_and_that_do_not(file: Path) -> None:
    test = read(POLICIES / "tests" / file.stem / "kyverno-test.yaml")
    assert test["policies"] == [f"../../{file.parent.name}/{file.stem}.yaml"]
    results = {row["result"] for row in test["results"]}
    assert "pass" in results
    if read(file)["kind"] == "ValidatingPolicy":
        assert ("warn" if file.stem in WARNING else "fail") in results


@pytest.mark.parametrize("file", [f for f in FILES if f.parent.name.startswith("20")], ids=lambda file: file.stem)
def test_a_verdict_names_the_field(file: Path) -> None:
    for validation in read(file)["spec"]["validations"]:
        message = validation.get("message") or validation["messageExpression"].lstrip('"')
        assert message.startswith(("spec.", "metadata.", "infra.", "network.", "compliance.", "gcp.")), message


@pytest.mark.realtools
def test_the_real_tool_agrees_with_every_expectation(real_kyverno: str) -> None:
    command = [real_kyverno, "test", str(POLICIES / "tests"), "--remove-color"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-3000:]
    assert " 0 tests failed" in ran.stdout
