"""The pipeline in process against the real helm and kyverno, step by step as the factory's CI takes them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from maestro.domain.form import Form, Scenario
from maestro.factory import chart as charts
from maestro.factory.catalogue import Catalogue, open_catalogue
from maestro.factory.cleanup import clean, emit
from maestro.factory.form import form_of
from maestro.factory.generated import Generated
from maestro.factory.kubernetesyaml import parse_documents
from maestro.factory.pipeline import NAMESPACE, RELEASE, Pipeline
from maestro.factory.reference import factory_files
from maestro.factory.scenarios import read_scenarios
from maestro.factory.schema import Validator
from tests.factory.places import HARBOUR
from tests.reference.requests import requests

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FILES = ("00-helm.yaml", "02-golden.yaml", "03-policy-report.yaml")
HOW_MANY = {"reference": 300, "harbour": 60}
Row = tuple[str, str, str, str, str, str]


@dataclass(frozen=True)
class Factory:
    """One factory, opened."""

    opened: Catalogue
    form: Form
    pipeline: Pipeline
    validator: Validator

    @classmethod
    def at(cls, root: Path) -> "Factory":
        """All of it."""
        opened = open_catalogue(root)
        form = form_of(root.name, "", opened.schema, read_scenarios(opened.scenario_folder), opened.manifest.identity)
        return cls(opened, form, Pipeline(opened), Validator(opened.schema))


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference factory as `factory init` lays it out, with its cleanup and its script."""
    root = tmp_path_factory.mktemp("factory") / "reference"
    for name, content in factory_files().items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


@pytest.fixture(scope="module", params=["reference", "harbour"])
def factory(request: pytest.FixtureRequest, repository: Path) -> Factory:
    return Factory.at(repository if request.param == "reference" else HARBOUR)


@dataclass(frozen=True)
class Tools:
    """The real programs, and a folder to work in."""

    helm: str
    kyverno: str
    folder: Path

    def at(self, name: str) -> "Tools":
        """The same in a folder of their own."""
        folder = self.folder / name
        folder.mkdir()
        return Tools(self.helm, self.kyverno, folder)

    def render(self, opened: Catalogue, request: dict[str, Any], number: int) -> str:
        """What `helm template` writes."""
        values = self.folder / f"request-{number}.json"
        values.write_text(json.dumps(request), encoding="utf-8")
        command = [self.helm, "template", RELEASE, str(opened.chart), "-n", NAMESPACE, "-f", str(values)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        return ran.stdout if ran.returncode == 0 else f"error: {ran.stderr}"

    def mutate(self, opened: Catalogue, rendered: Path) -> str:
        """What the layers below 20 write."""
        out = self.folder / "01-mutated.yaml"
        out.unlink(missing_ok=True)
        layers = [str(layer.path) for layer in opened.layers if layer.mutates]
        self._apply(*layers, "--resource", str(rendered), "-o", str(out))
        return out.read_text(encoding="utf-8") if out.is_file() else ""

    def report(self, opened: Catalogue, golden: Path) -> dict[str, Any]:
        """What the layers from 20 on report."""
        layers = [str(layer.path) for layer in opened.layers if not layer.mutates]
        said = self._apply(*layers, "--resource", str(golden), "--policy-report")
        found: dict[str, Any] = yaml.load(said[said.index("apiVersion: openreports.io") :], Loader=LOADER)
        return found

    def _apply(self, *arguments: str) -> str:
        command = [self.kyverno, "apply", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder).stdout


@pytest.fixture
def tools(real_helm: str, real_kyverno: str, tmp_path: Path) -> Tools:
    return Tools(real_helm, real_kyverno, tmp_path)


@dataclass(frozen=True)
class Theirs:
    """The outcome of the real tools."""

    rendered: str
    golden: str
    report: dict[str, Any]


def through_the_script(opened: Catalogue, tools: Tools, request: dict[str, Any]) -> Theirs:
    """What the factory's own script makes of a request."""
    file = tools.folder / "request.json"
    file.write_text(json.dumps(request), encoding="utf-8")
    programs = {"HELM": tools.helm, "KYVERNO": tools.kyverno, "MAESTRO": str(Path(sys.executable).parent / "maestro")}
    command = ["bash", str(opened.root / "scripts" / "generate.sh"), str(file), str(tools.folder / "out")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **programs})
    assert ran.returncode == 0, ran.stderr
    texts = [(tools.folder / "out" / name).read_text(encoding="utf-8") for name in FILES]
    return Theirs(texts[0], texts[1], yaml.load(texts[2], Loader=LOADER))


def through_the_tools(opened: Catalogue, tools: Tools, request: dict[str, Any]) -> Theirs:
    """Helm, the policies that mutate, the cleanup, the policies that validate."""
    rendered, golden = tools.folder / "00-helm.yaml", tools.folder / "02-golden.yaml"
    rendered.write_text(tools.render(opened, request, 0), encoding="utf-8")
    mutated = parse_documents(tools.mutate(opened, rendered), "01-mutated.yaml")
    plain = parse_documents(rendered.read_text(encoding="utf-8"), "00-helm.yaml")
    golden.write_text(emit(clean(plain, mutated, opened.manifest.cleanup)), encoding="utf-8")
    return Theirs(rendered.read_text("utf-8"), golden.read_text("utf-8"), tools.report(opened, golden))


def rows(report: dict[str, Any]) -> list[Row]:
    """Policy, rule, resource and result of each row."""
    return sorted(
        (r["policy"], r.get("rule", ""), w["kind"], w["name"], r["result"], r.get("message", ""))
        for r in report["results"]
        for w in r["resources"]
    )


def agree(ours: Generated, theirs: Theirs) -> None:
    """Equal golden bytes, equal verdicts in the same words."""
    files = ours.files()
    assert files["00-helm.yaml"] == theirs.rendered
    assert files["02-golden.yaml"] == theirs.golden
    assert rows(yaml.load(files["03-policy-report.yaml"], Loader=LOADER)) == rows(theirs.report)
    assert ours.report()["summary"] == theirs.report["summary"]


@pytest.mark.realtools
@pytest.mark.timeout(300)
def test_every_scenario_comes_out_the_same(factory: Factory, tools: Tools) -> None:
    scripted = (factory.opened.root / "scripts" / "generate.sh").is_file()
    through = through_the_script if scripted else through_the_tools

    def theirs(scenario: Scenario) -> Theirs:
        return through(factory.opened, tools.at(scenario.id), dict(scenario.request))

    with ThreadPoolExecutor(2) as pool:
        for scenario, found in zip(factory.form.scenarios, pool.map(theirs, factory.form.scenarios), strict=True):
            ours = factory.pipeline.run(scenario.request)
            agree(ours, found)
            assert ours.failures == ()


@pytest.mark.realtools
def test_what_fails_and_warns_there_fails_and_warns_here(tools: Tools) -> None:
    harbour = Factory.at(HARBOUR)
    (api,) = (dict(s.request) for s in harbour.form.scenarios if s.id == "01-api")
    for change in ({"image": "registry.example/orders:latest"}, {"tier": "gold", "replicas": 1}):
        ours = harbour.pipeline.run({**api, **change})
        agree(ours, through_the_tools(harbour.opened, tools, {**api, **change}))
        assert ours.failures or ours.warnings


@pytest.mark.realtools
@pytest.mark.timeout(300)
def test_generated_requests_render_to_the_same_text(factory: Factory, tools: Tools) -> None:
    count = HOW_MANY[factory.opened.root.name]
    several = requests(factory.form, factory.validator.check, count, seed=4)
    with ThreadPoolExecutor(2) as pool:
        theirs = list(pool.map(lambda n: tools.render(factory.opened, several[n], n), range(count)))
    chart = charts.load_chart(factory.opened.chart or Path())
    differing = [several[n] for n in range(count) if rendered(chart, several[n]) != theirs[n]]
    assert differing == []


def rendered(chart: charts.Chart, request: dict[str, Any]) -> str:
    """What the renderer in process writes."""
    return charts.render(chart, charts.RenderOptions(values=request, release=RELEASE, namespace=NAMESPACE)).manifest


@pytest.mark.shared
def test_every_resource_is_valid_for_config_connector(shared_dir: Path, repository: Path, tmp_path: Path) -> None:
    reference = Factory.at(repository)
    for name, request in _worth_checking(reference):
        golden = reference.pipeline.run(request).files()["02-golden.yaml"]
        (tmp_path / f"{name}.yaml").write_text(golden, encoding="utf-8")
    judge = shared_dir / "conformance" / "kcc-crds" / "validate.py"
    ran = subprocess.run(
        [sys.executable, str(judge), "-q", *map(str, sorted(tmp_path.glob("*.yaml")))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr


def _worth_checking(reference: Factory) -> Iterator[tuple[str, dict[str, Any]]]:
    for scenario in reference.form.scenarios:
        yield scenario.id, dict(scenario.request)
    for number, request in enumerate(requests(reference.form, reference.validator.check, 20, seed=5)):
        yield f"generated-{number}", request
