"""What lint finds in policies and in what they make of the scenarios, and where."""

from pathlib import Path

import pytest

from maestro.domain.findings import Finding, Severity
from maestro.factory.lint import lint
from tests.factory.places import harbour
from tests.reference_factory import ROOT

VALIDATIONS = "generator/policies/20-compliance-validations"
MUTATIONS = "generator/policies/15-compliance-mutations"
TEMPLATES = "generator/chart/templates"
Place = tuple[str | None, int | None]

APPLY = """\
apiVersion: policies.kyverno.io/v1
kind: MutatingPolicy
metadata:
  name: apply-size
spec:
  matchConstraints:
    resourceRules:
      - {apiGroups: [shop.example], apiVersions: ["*"], operations: [CREATE], resources: [ovens]}
  mutations:
    - patchType: ApplyConfiguration
      applyConfiguration:
        expression: "Object{spec: Object.spec{size: 3}}"
"""
OVENS = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: ovens.shop.example}
spec:
  group: shop.example
  scope: Namespaced
  names: {kind: Oven, plural: ovens}
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
"""
SIGNED = """\
# Signatures of images.
---
apiVersion: policies.kyverno.io/v1
kind: ImageValidatingPolicy
metadata: {name: signed}
spec: {}
"""
OVEN = "apiVersion: shop.example/v1\nkind: Oven\nmetadata: {name: a, namespace: b}\n"
DATABASE = """\
apiVersion: sql.cnrm.cloud.google.com/v1beta1
kind: SQLInstance
metadata:
  name: db
spec:
  databaseVersion: POSTGRES_16
  settings:
    tier: %s
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return harbour(tmp_path)


def found(root: Path, rule: str) -> list[Finding]:
    return [finding for finding in lint(root).findings if finding.rule == rule]


def place(finding: Finding) -> Place:
    return finding.file, finding.line


def put(root: Path, name: str, text: str) -> None:
    (root / name).write_text(text, encoding="utf-8")


def test_the_reference_factory_has_nothing_worse_than_a_remark() -> None:
    report = lint(ROOT)
    assert report.exit_code == 0
    assert {finding.severity for finding in report.findings} <= {Severity.INFO}


def test_a_factory_with_classic_policies_passes_with_remarks(root: Path) -> None:
    report = lint(root)
    assert report.exit_code == 0
    assert {finding.rule for finding in report.findings} == {"factory.deprecated", "factory.unused-label"}


def test_a_scenario_that_fails_a_policy(root: Path) -> None:
    request = root / "scenarios/01-api/request.yaml"
    request.write_text(request.read_text().replace(":1.4", ":latest"))
    (failing,) = found(root, "factory.scenario-fails")
    assert place(failing) == ("scenarios/01-api/request.yaml", 1)
    assert failing.message.startswith("fail: policy images-have-versions, rule no-latest on Deployment/orders: ")
    assert lint(root).exit_code == 1


def test_a_scenario_that_only_warns_is_a_remark(root: Path) -> None:
    request = root / "scenarios/02-archive/request.yaml"
    request.write_text(request.read_text() + "replicas: 1\n")
    (warning,) = found(root, "factory.scenario-fails")
    assert (warning.severity, warning.message[:6]) == (Severity.INFO, "warn: ")
    assert lint(root).exit_code == 0


def test_deprecated_kinds_are_told_with_what_follows_them(root: Path) -> None:
    deprecated = found(root, "factory.deprecated")
    assert len(deprecated) == 5
    assert place(deprecated[0]) == ("generator/policies/10-abstractions/tier.yaml", 2)
    assert "MutatingPolicy" in deprecated[0].remedy


@pytest.mark.parametrize("kinds", ["StatefulSet", "apps/v1/StatefulSet", "Ingress", "v1/ConfigMap"])
def test_a_policy_for_a_kind_that_never_comes(root: Path, kinds: str) -> None:
    file = root / VALIDATIONS / "images.yaml"
    file.write_text(file.read_text().replace("[Deployment]", f"[{kinds}]"))
    (finding,) = found(root, "factory.never-matches")
    assert place(finding) == (f"{VALIDATIONS}/images.yaml", 13)
    assert "images-have-versions can never match" in finding.message


@pytest.mark.parametrize(
    "kinds", ["Pod", "apps/v1/Deployment", "apps/*/Deployment", "*", "Deploy*", "Deployment/scale"]
)
def test_a_policy_that_can_match_is_no_finding(root: Path, kinds: str) -> None:
    file = root / VALIDATIONS / "images.yaml"
    file.write_text(file.read_text().replace("[Deployment]", f'["{kinds}"]'))
    assert found(root, "factory.never-matches") == []


def test_a_kind_that_only_a_template_has_counts(root: Path) -> None:
    put(
        root,
        f"{TEMPLATES}/never.yaml",
        '{{ if eq .Values.service "x" }}\napiVersion: batch/v1\nkind: CronJob\n{{ end }}',
    )
    file = root / VALIDATIONS / "images.yaml"
    file.write_text(file.read_text().replace("[Deployment]", "[CronJob]"))
    assert found(root, "factory.never-matches") == []


def test_a_label_that_nobody_reads(root: Path) -> None:
    (label,) = found(root, "factory.unused-label")
    assert place(label) == (f"{TEMPLATES}/_names.tpl", 9)
    assert "control/audited" in label.message
    for layer in ("10-abstractions/tier.yaml",):
        (root / "generator/policies" / layer).unlink()
    (root / VALIDATIONS / "replicas.yaml").unlink()
    assert [f.message.split()[5].rstrip(",") for f in found(root, "factory.unused-label")] == [
        "control/audited",
        "tier",
    ]


def test_what_cannot_be_evaluated_here_is_told(root: Path) -> None:
    put(root, f"{VALIDATIONS}/signed.yaml", SIGNED)
    (finding,) = found(root, "factory.unsupported")
    assert place(finding) == (f"{VALIDATIONS}/signed.yaml", 3)
    assert "not evaluated here" in finding.message


def test_applied_configurations_need_a_schema(root: Path) -> None:
    put(root, f"{MUTATIONS}/apply.yaml", APPLY)
    put(root, f"{TEMPLATES}/oven.yaml", OVEN)
    (finding,) = found(root, "factory.apply-configuration")
    assert place(finding) == (f"{MUTATIONS}/apply.yaml", 10)
    assert "ovens.shop.example" in finding.message
    put(root, f"{MUTATIONS}/ovens.yaml", OVENS)
    assert found(root, "factory.apply-configuration") == []


def test_the_traps_of_cloud_sql(root: Path) -> None:
    put(root, f"{TEMPLATES}/database.yaml", DATABASE % "db-n1-highmem-8")
    (tier,) = found(root, "factory.postgres-tier")
    (edition,) = found(root, "factory.no-edition")
    assert place(tier) == place(edition) == (f"{TEMPLATES}/database.yaml", 2)
    put(root, f"{TEMPLATES}/database.yaml", DATABASE % "db-custom-2-7680" + "    edition: ENTERPRISE\n")
    assert found(root, "factory.postgres-tier") == found(root, "factory.no-edition") == []


def test_a_trap_that_a_policy_sets_is_told_at_the_policy(root: Path) -> None:
    put(root, f"{TEMPLATES}/database.yaml", DATABASE % "db-g1-small" + "    edition: ENTERPRISE\n")
    policy = APPLY.replace("shop.example", "sql.cnrm.cloud.google.com").replace("ovens", "sqlinstances")
    begin = policy.index("    - patchType")
    patch = '[JSONPatch{op: "replace", path: "/spec/settings/tier", value: "db-n1-standard-4"}]'
    put(
        root,
        f"{MUTATIONS}/tier.yaml",
        f"{policy[:begin]}    - patchType: JSONPatch\n      jsonPatch:\n        expression: >-\n          {patch}\n",
    )
    (tier,) = found(root, "factory.postgres-tier")
    assert place(tier) == (f"{MUTATIONS}/tier.yaml", 13)
    assert "db-n1-standard-4" in tier.message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (APPLY.replace("Object{spec: Object.spec{size: 3}}", "object.("), 1),
        ("a: 1\n---\n" + APPLY.replace("kind: MutatingPolicy", "kind: MutatingPolice"), 4),
        (APPLY + "---\n" + APPLY, 17),
    ],
)
def test_a_policy_that_is_none(root: Path, text: str, line: int) -> None:
    put(root, f"{MUTATIONS}/apply.yaml", text)
    finding = found(root, "factory.policy")[0]
    assert place(finding) == (f"{MUTATIONS}/apply.yaml", line)
    assert finding.severity.rank <= Severity.MEDIUM.rank


@pytest.mark.parametrize("text", ["a: [", "a: 1\na: 2\n", "\x00"])
def test_a_policy_file_that_cannot_be_read(root: Path, text: str) -> None:
    put(root, f"{MUTATIONS}/apply.yaml", text)
    (finding,) = found(root, "factory.policy")
    assert finding.file == f"{MUTATIONS}/apply.yaml"


def test_a_chart_that_cannot_be_rendered(root: Path) -> None:
    put(root, f"{TEMPLATES}/service.yaml", "kind: {{ if }}")
    (finding,) = found(root, "factory.chart")
    assert "service.yaml" in finding.message
