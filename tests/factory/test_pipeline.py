"""The pipeline in process, on the reference factory and on one of another domain."""

import ast
import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from maestro.domain.errors import ConfigError, UnreadableError, ViolationError
from maestro.factory.catalogue import open_catalogue
from maestro.factory.cleanup import identity_of
from maestro.factory.generated import Generated
from maestro.factory.pipeline import Pipeline
from maestro.factory.pipelinefiles import write
from maestro.factory.reference import factory_files
from maestro.factory.scenarios import read_scenarios
from tests.factory.places import HARBOUR, harbour, tiny
from tests.reference_factory import ROOT

PLACES = {"reference": ROOT, "harbour": HARBOUR}
PIPELINES = {name: Pipeline(open_catalogue(root)) for name, root in PLACES.items()}
SCENARIOS = [
    pytest.param(name, scenario.request, id=f"{name}-{scenario.id}")
    for name, root in PLACES.items()
    for scenario in read_scenarios(root / "scenarios")
]
API: dict[str, Any] = {
    "service": "orders", "image": "registry.example/orders:1.4", "tier": "silver", "controls": ["hardened"],
}  # fmt: skip


def made(**changes: Any) -> Generated:
    """What becomes of the interface service after some changes."""
    return PIPELINES["harbour"].run({**API, **changes})


@pytest.mark.parametrize(("name", "request_"), SCENARIOS)
def test_a_scenario_passes_every_policy_and_gives_four_files(name: str, request_: dict[str, Any]) -> None:
    generated = PIPELINES[name].run(request_)
    assert list(generated.files()) == ["00-helm.yaml", "01-mutated.yaml", "02-golden.yaml", "03-policy-report.yaml"]
    assert (generated.failures, generated.counts["unevaluated"]) == ((), 0)
    assert generated.counts["pass"] > 0
    assert sum(generated.kinds.values()) == len(generated.golden)


@pytest.mark.parametrize(("name", "request_"), SCENARIOS)
def test_the_golden_file_is_sorted_and_the_same_every_time(name: str, request_: dict[str, Any]) -> None:
    first = PIPELINES[name].run(request_)
    again = Pipeline(open_catalogue(PLACES[name])).run(dict(reversed(deepcopy(request_).items())))
    assert first.files() == again.files()
    identities = [identity_of(document) for document in first.golden]
    assert identities == sorted(set(identities))
    assert list(yaml.safe_load_all(first.files()["02-golden.yaml"])) == list(first.golden)


def test_the_golden_file_keeps_no_helper_label(tmp_path: Path) -> None:
    for name, content in factory_files().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    opened = open_catalogue(tmp_path)
    keys, pipeline = set(opened.manifest.cleanup), Pipeline(opened)
    for scenario in read_scenarios(opened.scenario_folder):
        made = pipeline.run(scenario.request)
        assert keys & labels_of(made.resources)
        assert not keys & labels_of(made.golden)


def labels_of(documents: tuple[dict[str, Any], ...]) -> set[str]:
    """Every label and annotation of some resources."""
    parts = (d["metadata"].get(part) or {} for d in documents for part in ("labels", "annotations"))
    return {str(key) for part in parts for key in part}


def test_the_report_is_one_that_the_present_kyverno_would_write() -> None:
    (report,) = yaml.safe_load_all(made().files()["03-policy-report.yaml"])
    assert (report["apiVersion"], report["kind"]) == ("openreports.io/v1alpha1", "ClusterReport")
    assert report["summary"] == {"error": 0, "fail": 0, "pass": 2, "skip": 0, "warn": 0}
    assert [(row["policy"], row["rule"]) for row in report["results"]] == [
        ("images-have-versions", "no-latest"), ("is-hardened", "not-root"),
    ]  # fmt: skip
    assert "timestamp" not in json.dumps(report)


def test_what_a_policy_wrote_is_told_by_field() -> None:
    changed = {(m.policy, m.rule, m.resource, m.field): (m.before, m.after) for m in made().mutations}
    assert changed == {
        ("tier-replicas", "silver", "Deployment/orders", "spec.replicas"): (None, 2),
        ("run-hardened", "no-root", "Deployment/orders", "spec.template.spec.securityContext.runAsNonRoot"): (
            None,
            True,
        ),
    }


def test_a_concrete_value_displaces_the_policy() -> None:
    generated = made(replicas=5)
    assert [m.policy for m in generated.mutations] == ["run-hardened"]
    (deployment,) = (d for d in generated.golden if d["kind"] == "Deployment")
    assert deployment["spec"]["replicas"] == 5


def test_a_failure_names_rule_resource_and_field() -> None:
    (failure,) = made(image="registry.example/orders:latest").failures
    assert (failure.policy, failure.rule, failure.name) == ("images-have-versions", "no-latest", "Deployment/orders")
    assert "An image needs a fixed version" in failure.message
    assert "spec/template/spec/containers/0/image" in failure.message


def test_an_unscored_policy_warns() -> None:
    generated = made(tier="gold", replicas=1)
    assert generated.failures == ()
    assert [(v.policy, v.result) for v in generated.warnings] == [("gold-runs-thrice", "warn")]
    assert [m for m in generated.mutations if m.policy == "tier-replicas"] == []


def test_a_request_that_the_chart_refuses_is_told_in_one_line() -> None:
    with pytest.raises(ViolationError, match=r"gigabytes") as caught:
        made(disks=[{"name": "papers", "gigabytes": 0}])
    assert caught.value.message.startswith("the chart refuses the request: ")
    assert "\n" not in caught.value.message


def test_a_broken_chart_is_an_error_of_the_factory(tmp_path: Path) -> None:
    root = harbour(tmp_path)
    (root / "generator/chart/templates/service.yaml").write_text("kind: {{ if }}")
    with pytest.raises(UnreadableError, match=r"service\.yaml"):
        Pipeline(open_catalogue(root)).run(API)


def test_what_the_chart_itself_refuses_is_a_violation(tmp_path: Path) -> None:
    root = harbour(tmp_path)
    (root / "generator/chart/templates/service.yaml").write_text('{{ fail "not on a Friday" }}')
    with pytest.raises(ViolationError, match=r"not on a Friday"):
        Pipeline(open_catalogue(root)).run(API)


def test_a_factory_without_a_chart_says_where_it_was_expected(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    (root / "chart/Chart.yaml").unlink()
    (root / "chart").rmdir()
    with pytest.raises(ConfigError, match=r"no chart; expected one in chart/"):
        Pipeline(open_catalogue(root)).run({"app": "a", "stage": "test"})


def test_a_policy_that_cannot_be_read_is_never_a_pass(tmp_path: Path) -> None:
    root = harbour(tmp_path)
    file = root / "generator/policies/20-compliance-validations/images.yaml"
    file.write_text(file.read_text().replace("pattern:", "patern:"))
    generated = Pipeline(open_catalogue(root)).run(API)
    mine = {v.result for v in generated.verdicts if v.policy == "images-have-versions"}
    assert mine
    assert "pass" not in mine


def test_files_appear_whole_and_replace_older_ones(tmp_path: Path) -> None:
    for tier in ("bronze", "gold"):
        write(made(tier=tier), tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == list(made().files())
    assert "replicas: 3" in (tmp_path / "out/02-golden.yaml").read_text()


@given(
    st.fixed_dictionaries(
        {
            "service": st.from_regex(r"\A[a-z][a-z0-9-]{1,20}\Z"),
            "image": st.sampled_from(["a.example/b:1", "a.example/b:latest", "b"]),
            "tier": st.sampled_from(["bronze", "silver", "gold"]),
        },
        optional={
            "replicas": st.integers(1, 9),
            "controls": st.lists(st.sampled_from(["audited", "hardened"]), unique=True),
            "schedule": st.one_of(st.integers(1, 24), st.just("0 4 * * *")),
        },
    )
)
def test_any_request_keeps_what_the_policies_promise(request: dict[str, Any]) -> None:
    generated = PIPELINES["harbour"].run(request)
    (deployment,) = (d for d in generated.golden if d["kind"] == "Deployment")
    usual = {"bronze": 1, "silver": 2, "gold": 3}[request["tier"]]
    assert deployment["spec"]["replicas"] == request.get("replicas", usual)
    hardened = "hardened" in request.get("controls", [])
    assert ("securityContext" in deployment["spec"]["template"]["spec"]) is hardened
    assert bool(generated.failures) is not request["image"].endswith(":1")
    assert bool(generated.warnings) is (request["tier"] == "gold" and request.get("replicas", 3) < 3)


def test_the_code_knows_nothing_of_the_reference_factory() -> None:
    opened = open_catalogue(ROOT)
    names = {*PIPELINES["reference"].policies.about, *(folder.name for folder in opened.scenarios)}
    names |= {*opened.schema["properties"]["compliance"]["properties"]["packs"]["items"]["enum"]}
    names |= {*opened.manifest.cleanup}
    assert names >= {"size-gke", "pci-dss"}
    pattern = re.compile(r"(?<![\w-])(" + "|".join(re.escape(name) for name in names) + r")(?![\w-])")
    said = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in sorted((ROOT / "maestro").rglob("*.py"))
        for text in texts_of(path)
        if (found := pattern.search(text))
    ]
    assert said == []


def texts_of(path: Path) -> list[str]:
    """The texts in a module's code; what docstrings give as an example decides nothing."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in prose)
    return [node.value for node in constants if isinstance(node.value, str)]
