"""What the real `kyverno apply` says of cases, and what our engine says, in one form that can be compared."""

import json
import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from maestro.factory.kubernetesyaml import parse_documents, parse_one
from maestro.factory.suites import Suite, run_suite
from tests.factory.kyverno.random_policies import Case, Document

_APPLIED = re.compile(r"^(?:policy|mutate policy) (\S+) applied to (\S+):\n(.*?)^---$", re.MULTILINE | re.DOTALL)
_SKIPPED = re.compile(r"^\d+\. (\S+?):", re.MULTILINE)
_SAID = re.compile(r"^ +result: ", re.MULTILINE)
_REPORT = "apiVersion: openreports.io"


@dataclass
class Said:
    """Of each policy on the resource of its case: verdicts by rule, the patched resource, or that it is invalid."""

    verdicts: dict[str, dict[str, str]] = field(default_factory=dict)
    patched: dict[str, Document] = field(default_factory=dict)
    invalid: set[str] = field(default_factory=set)

    def of(self, name: str) -> tuple[Any, ...]:
        """All that was said of one policy."""
        if name in self.invalid:
            return ("invalid",)
        return self.verdicts.get(name, {}), self.patched.get(name)


def ours(cases: Iterable[Case]) -> Said:
    """The engine's word. A CEL policy that does not compile would end a run of all, so each is loaded alone first."""
    said, good = Said(), []
    for policy, resource in cases:
        if any(invalid.aborts for invalid in run_suite(Suite(policies=(json.dumps(policy),))).invalid):
            said.invalid.add(policy["metadata"]["name"])
        else:
            good.append((policy, resource))
    found = run_suite(Suite(policies=(_policies(good),), resources=(_resources(good),), answers_calls=True))
    said.invalid |= {invalid.head.name for invalid in found.invalid}
    for response in found.responses:
        if response.resource.namespace == _namespace(response.policy):
            said.verdicts.setdefault(response.policy, {})[response.rule or "-"] = str(response.result)
            if response.patched and response.result == "pass":
                said.patched[response.policy] = tidy(response.patched)
    return said


def theirs(kyverno: str, folder: Path, cases: Iterable[Case]) -> Said:
    """The real tool's word; it is to be given no CEL policy that does not compile."""
    run = _applied(kyverno, folder, list(cases))
    assert _REPORT in run.stdout, run.stdout[-1000:] + run.stderr[-1000:]
    said = Said(invalid=set(_SKIPPED.findall(run.stdout)))
    (report,) = parse_documents(run.stdout[run.stdout.index(_REPORT) :])
    for row in report["results"] or ():
        if row["resources"][0].get("namespace") == _namespace(row["policy"]):
            rule = str(row.get("rule") or "-").replace("evaluation", "-")
            said.verdicts.setdefault(row["policy"], {})[rule] = row["result"]
    for policy, resource, text in _APPLIED.findall(run.stdout):
        if resource.startswith(f"{_namespace(policy)}/") and "pass" in said.verdicts.get(policy, {}).values():
            said.patched[policy] = tidy(parse_one(text))
    return said


def accepts(kyverno: str, folder: Path, case: Case) -> bool:
    """Whether the real tool compiles a policy and says something of its resource."""
    run = _applied(kyverno, folder, [case])
    return _REPORT in run.stdout and bool(_SAID.search(run.stdout))


def _applied(kyverno: str, folder: Path, cases: list[Case]) -> "subprocess.CompletedProcess[str]":
    (folder / "policies.yaml").write_text(_policies(cases))
    (folder / "resources.yaml").write_text(_resources(cases))
    command = [kyverno, "apply", "policies.yaml", "--resource", "resources.yaml", "--policy-report"]
    environment = {**os.environ, "HOME": str(folder)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=280, check=False
    )


def tidy(value: Any) -> Any:
    """The value without what is empty: the tools print that as they like."""
    if isinstance(value, Mapping):
        pairs = ((key, tidy(child)) for key, child in value.items())
        return {key: child for key, child in pairs if child not in (None, {}, [])}
    return [tidy(item) for item in value] if isinstance(value, list) else value


def _namespace(policy: str) -> str:
    return "n" + policy[1:]


def _policies(cases: Iterable[Case]) -> str:
    return "\n---\n".join(json.dumps(policy) for policy, _ in cases)


def _resources(cases: Iterable[Case]) -> str:
    """As YAML: the real tool reads the numbers of JSON otherwise."""
    return "\n---\n".join(yaml.safe_dump(resource) for _, resource in cases)
