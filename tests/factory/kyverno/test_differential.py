"""The real tool agrees with every verdict and every patched object of the tables in the other tests."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factory.kyverno.classic.policies import config, denies, pod, policy, requires, rule
from tests.factory.kyverno.classic.test_conditions import OPERATORS
from tests.factory.kyverno.classic.test_mutate import MERGES, OPERATIONS, merging, patching
from tests.factory.kyverno.classic.test_patterns import OVERLAYS, SCALARS
from tests.factory.kyverno.classic.test_pod_security import BASELINE, RESTRICTED, standard
from tests.factory.kyverno.differential import Case, write_folder


def cases() -> Iterator[Case]:
    """All tables, as pairs of a policy and a resource."""
    kinds = ("Foo",)

    def foo(spec: object) -> dict[str, object]:
        metadata = {"name": "f", "namespace": "default"}
        return {"apiVersion": "x.io/v1", "kind": "Foo", "metadata": metadata, "spec": spec}

    for value, pattern, _ in SCALARS:
        yield requires({"spec": {"v": pattern}}, kinds), foo({"v": value})
    for pattern, resource, _ in OVERLAYS:
        yield requires({"spec": pattern}, kinds), foo(resource)
    for key, operator, value, _ in OPERATORS:
        yield denies(key, operator, value), config()
    for patch, _, _ in MERGES:
        yield merging(patch), pod(priority=1)
    for operations, _ in OPERATIONS:
        yield patching(*operations), config(a="1")
    for resource in (*BASELINE.values(), *RESTRICTED.values()):
        yield standard(), resource
        yield standard("restricted"), resource
    each = {"list": "request.object.spec.containers", "deny": {"conditions": {"any": []}}}
    yield policy(rule(("Pod",), validate={"message": "m", "foreach": [each]})), pod()


@pytest.mark.realtools
def test_the_real_tool_agrees(real_kyverno: str, tmp_path: Path) -> None:
    """Not one of the expected results fails there."""
    expected = write_folder(tmp_path, cases())
    environment = {**os.environ, "HOME": str(tmp_path)}
    run = subprocess.run(
        [real_kyverno, "test", str(tmp_path)], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    summary = re.search(r"Test Summary: (\d+) tests passed and (\d+) tests failed", run.stdout)
    failures = [line for line in run.stdout.splitlines() if "Fail" in line]
    assert summary is not None, run.stdout[-2000:] + run.stderr[-2000:]
    assert (int(summary[1]), int(summary[2])) == (expected, 0), "\n".join(failures)
