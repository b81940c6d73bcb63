"""`scripts/generate.sh` of a factory repository, with the real helm and kyverno."""

import os
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from maestro.domain.json import nest
from maestro.factory.reference import factory_files
from tests.reference_factory import ROOT

pytestmark = [pytest.mark.realtools, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A factory's files as `factory init` lays them out."""
    root = tmp_path_factory.mktemp("factory")
    for name, content in factory_files().items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return root


@pytest.fixture
def generate(repository: Path, real_helm: str, real_kyverno: str, tmp_path: Path) -> Any:
    """Runs the script on a scenario with some places changed; the finished process and its folder."""

    def run(scenario: str, **changes: Any) -> tuple[subprocess.CompletedProcess[str], Path]:
        request = yaml.safe_load((ROOT / "scenarios" / scenario / "request.yaml").read_text(encoding="utf-8"))
        for path, value in changes.items():
            request = merged(request, nest({path.replace("__", "."): value}))
        file, out = tmp_path / "request.yaml", tmp_path / "out"
        file.write_text(yaml.safe_dump(request), encoding="utf-8")
        tools = {"HELM": real_helm, "KYVERNO": real_kyverno, "MAESTRO": str(Path(sys.executable).parent / "maestro")}
        command = ["bash", str(repository / "scripts" / "generate.sh"), str(file), str(out)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **tools})
        return ran, out

    return run


def merged(base: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    result = deepcopy(base)
    for key, value in change.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = merged(result[key], value) if both else value
    return result


def resources(out: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load_all((out / "02-golden.yaml").read_text(encoding="utf-8")))


def test_it_writes_four_files_and_a_clean_golden_one(generate: Any, repository: Path) -> None:
    ran, out = generate("04-web-commerce")
    assert ran.returncode == 0, ran.stderr
    assert sorted(file.name for file in out.iterdir()) == [
        "00-helm.yaml", "01-mutated.yaml", "02-golden.yaml", "03-policy-report.yaml",
    ]  # fmt: skip
    keys = {key for found in resources(out) for key in found["metadata"]["labels"]}
    assert not [key for key in keys if "/" in key or "." in key]
    assert "timestamp" not in (out / "03-policy-report.yaml").read_text(encoding="utf-8")
    folder = [str(repository / "scripts" / "tenant-folder.sh"), str(out / "02-golden.yaml")]
    assert subprocess.run(["bash", *folder], capture_output=True, text=True, check=True).stdout == "shop/prod\n"


def test_sizes_become_machines(generate: Any) -> None:
    _, out = generate("01-max-security-enterprise")
    kinds = {found["kind"]: found["spec"] for found in resources(out) if "spec" in found}
    assert kinds["SQLInstance"]["settings"]["tier"] == "db-custom-4-15360"
    assert kinds["SQLInstance"]["settings"]["edition"] == "ENTERPRISE"
    assert kinds["ContainerNodePool"]["nodeCount"] == 5
    assert kinds["ContainerNodePool"]["nodeConfig"]["machineType"] == "e2-standard-8"
    assert kinds["ContainerCluster"]["privateClusterConfig"]["enablePrivateEndpoint"] is True


def test_a_type_that_the_cloud_refuses_is_kept_with_a_warning(generate: Any) -> None:
    ran, out = generate("04-web-commerce", infra__database__postgres__tier="db-n1-highmem-8")
    assert ran.returncode == 0
    assert "warn: policy postgres-machine-type" in ran.stderr
    assert "db-custom-8-53248" in ran.stderr
    tiers = [found["spec"]["settings"]["tier"] for found in resources(out) if found["kind"] == "SQLInstance"]
    assert tiers == ["db-n1-highmem-8"]


@pytest.mark.parametrize(
    ("scenario", "changes", "said"),
    [
        ("04-web-commerce", {"gcp__region": "us-east1", "compliance__data_residency": "eu"}, "/gcp/region"),
        ("04-web-commerce", {"gcp__region": "us-east1", "compliance__packs": ["gdpr"]}, "/gcp/region"),
        ("02-lean-startup-shared", {"compliance__packs": ["pci-dss"]}, "/network/mode"),
        ("04-web-commerce", {"compliance__packs": ["hipaa"]}, "data_residency"),
        ("04-web-commerce", {"infra__gke__colour": "red"}, "colour"),
        ("04-web-commerce", {"network__dedicated__subnets": [{"name": "a", "cidr": "10.0.0.0/16"},
                                                             {"name": "b", "cidr": "10.0.4.0/24"}]}, "overlaps"),
        ("04-web-commerce", {"infra__storage__buckets": [{"name": "a"}, {"name": "a"}]}, "used twice"),
    ],
)  # fmt: skip
def test_what_is_refused_names_the_place(generate: Any, scenario: str, changes: dict[str, Any], said: str) -> None:
    ran, out = generate(scenario, **changes)
    assert ran.returncode == 1
    assert said in ran.stderr
    assert not (out / "02-golden.yaml").exists()


def test_a_failing_policy_names_policy_resource_and_field(generate: Any, repository: Path) -> None:
    # The schema refuses this already: without the schema's rule the policy stands alone.
    template = repository / "chart" / "templates" / "sql.yaml"
    before = template.read_text(encoding="utf-8")
    template.write_text(before.replace("ipv4Enabled: false", "ipv4Enabled: true"), encoding="utf-8")
    try:
        ran, _ = generate("04-web-commerce")
    finally:
        template.write_text(before, encoding="utf-8")
    assert ran.returncode == 1
    assert "fail: policy no-public-sql-address, SQLInstance/sqlinstance-shop-prod-postgres: spec.settings" in ran.stderr
