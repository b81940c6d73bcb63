"""Test folders for the real `kyverno test` whose expected results are the verdicts of our engine.

Every case is a policy with a resource of its own; the real tool says where it disagrees.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from maestro.factory.kyverno.model import Document, metadata_of
from maestro.factory.suites import Suite, run_suite

Case = tuple[Document, Document]  # a policy and a resource


def write_folder(folder: Path, cases: Iterable[Case]) -> int:
    """Write all cases as one test; returns the number of expected results."""
    policies: list[Document] = []
    resources: list[Document] = []
    for number, (policy, resource) in enumerate(cases):
        policies.append(_named(_for_resource(policy, f"c{number}"), f"p{number}"))
        resources.append(_named(resource, f"c{number}"))
    texts = {"policies.yaml": _stream(policies), "resources.yaml": _stream(resources)}
    found = run_suite(Suite(policies=(texts["policies.yaml"],), resources=(texts["resources.yaml"],)))
    assert not found.invalid, found.invalid
    results: list[dict[str, Any]] = []
    patched: list[Document] = []
    for response in found.responses:
        identity = response.resource
        result = {"policy": response.policy, "rule": response.rule, "resources": [identity.name], "kind": identity.kind}
        result["result"] = str(response.result)
        if response.patched:
            result["patchedResources"] = "patched.yaml"
            patched.append(response.patched)
        results.append(result)
    head = {"apiVersion": "cli.kyverno.io/v1alpha1", "kind": "Test", "metadata": {"name": "differential"}}
    test = {**head, "policies": ["policies.yaml"], "resources": ["resources.yaml"], "results": results}
    for name, text in {**texts, "patched.yaml": _stream(patched), "kyverno-test.yaml": json.dumps(test)}.items():
        (folder / name).write_text(text)
    return len(results)


def _stream(documents: list[Document]) -> str:
    return "\n---\n".join(map(json.dumps, documents))


def _named(document: Document, name: str) -> Document:
    return {**document, "metadata": {**metadata_of(document), "name": name}}


def _for_resource(policy: Document, name: str) -> Document:
    """The policy, for the resource of its case only."""
    rules = []
    for rule in policy["spec"]["rules"]:
        blocks = [{"resources": {**block["resources"], "names": [name]}} for block in rule["match"]["any"]]
        rules.append({**rule, "match": {"any": blocks}})
    return {**policy, "spec": {**policy["spec"], "rules": rules}}
