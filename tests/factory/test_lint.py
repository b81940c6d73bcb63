"""What lint finds, and where."""

import json
from pathlib import Path

import pytest

from maestro.domain.findings import Finding
from maestro.factory.lint import lint
from tests.factory.places import classic, tiny


def found(root: Path, rule: str) -> list[Finding]:
    return [finding for finding in lint(root).findings if finding.rule == rule]


def test_a_good_factory_has_no_findings(tmp_path: Path) -> None:
    assert lint(tiny(tmp_path)).findings == ()
    assert lint(classic(tmp_path)).exit_code == 0


def test_a_scenario_that_breaks_the_schema_is_told_by_line(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    (root / "scenarios/01-web/request.yaml").write_text(
        "app: shop\nstage: live\nweb:\n  enabled: true\n  size: xl\n  x: 1\n"
    )
    places = {(finding.file, finding.line, finding.path) for finding in found(root, "factory.scenario")}
    assert places == {
        ("scenarios/01-web/request.yaml", 5, "web.size"),
        ("scenarios/01-web/request.yaml", 6, "web.x"),
    }
    assert lint(root).exit_code == 1


@pytest.mark.parametrize(
    ("content", "line"), [(b"app: a\napp: b\n", 2), (b"app: \xff\n", 1), (b"- 1\n", 1), (b"app: x\nstage: no\n", 2)]
)
def test_a_scenario_that_cannot_be_read(tmp_path: Path, content: bytes, line: int) -> None:
    root = tiny(tmp_path)
    (root / "scenarios/01-web/request.yaml").write_bytes(content)
    (finding,) = found(root, "factory.scenario")
    assert (finding.file, finding.line) == ("scenarios/01-web/request.yaml", line)
    assert "request.yaml" not in finding.message


def test_an_identity_that_cannot_name_a_file(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    schema = json.loads((root / "schemas/values.schema.json").read_text())
    del schema["properties"]["app"]["pattern"]
    (root / "schemas/values.schema.json").write_text(json.dumps(schema))
    (root / "scenarios/01-web/request.yaml").write_text("app: ../../etc\nstage: live\n")
    assert "cannot name a file" in found(root, "factory.scenario")[0].message


def test_an_untitled_field_is_told_by_line_of_the_schema(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    file = root / "schemas/values.schema.json"
    text = file.read_text().replace('{ "title": "Size", ', "{ ").replace('{ "title": "TLS", ', "{ ")
    file.write_text(text)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if '"size"' in line or '"tls"' in line]
    assert [finding.line for finding in found(root, "factory.untitled")] == lines


def test_an_identity_that_the_schema_lacks(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    (root / "factory.yaml").write_text("version: 1\nschema: schemas/values.schema.json\nidentity: [tenant, stage]\n")
    (finding,) = found(root, "factory.identity")
    assert (finding.file, finding.line) == ("factory.yaml", 3)
    assert "app, stage is used" in finding.message


def test_what_cannot_be_opened_is_one_finding_with_its_place(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    (root / "factory.yaml").write_text("version: 1\nschema: elsewhere.json\n")
    (finding,) = lint(root).findings
    assert (finding.rule, finding.line) == ("factory.unusable", 2)
    (root / "factory.yaml").write_text("version: 1\nschema: schemas/values.schema.json\n")
    (root / "schemas/values.schema.json").write_text('{"type": "objekt", "properties": {"a": {"type": "string"}}}')
    assert [f.rule for f in lint(root).findings if f.severity == "critical"] == ["factory.schema"]


def test_missing_parts_are_told(tmp_path: Path) -> None:
    root = tiny(tmp_path)
    for part in ("scenarios/01-web/request.yaml", "chart/Chart.yaml"):
        (root / part).unlink()
    assert {finding.rule for finding in lint(root).findings} == {"factory.no-scenarios", "factory.chart"}
