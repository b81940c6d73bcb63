"""What is wrong with a factory's own files: manifest, schema, scenarios, policies, chart. Findings with file and line.

Judges what an interview and a handoff need; what policies make of the scenarios is read off the pipeline.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from maestro.domain.errors import ConfigError, UnreadableError
from maestro.domain.findings import Finding, Report, Severity
from maestro.domain.handoff import identity_name
from maestro.factory.catalogue import Catalogue, open_catalogue
from maestro.factory.fields import fields_of
from maestro.factory.lintfinding import finding, of_error
from maestro.factory.lintoutcomes import outcome_findings
from maestro.factory.lintpolicies import policy_findings
from maestro.factory.manifest import read_manifest
from maestro.factory.requestfile import read_document
from maestro.factory.schema import Validator
from maestro.factory.schemalines import SchemaLines
from maestro.factory.textfile import shown

_MAX_UNTITLED = 20


def lint(root: Path) -> Report:
    """All findings of the factory in a folder."""
    try:
        catalogue = open_catalogue(root)
    except (ConfigError, UnreadableError) as error:
        return Report((of_error("factory.unusable", error, Severity.CRITICAL),))
    own = (*_manifest(root, catalogue), *_schema(catalogue), *_parts(catalogue))
    findings = (*own, *policy_findings(catalogue))
    # What becomes of scenarios says nothing while the schema or a scenario is broken.
    if not any(f.rule in ("factory.schema", "factory.scenario", "factory.chart") for f in own):
        findings = (*findings, *outcome_findings(catalogue))
    return Report(tuple(_relative(one, catalogue.root) for one in findings))


def _manifest(root: Path, catalogue: Catalogue) -> Iterator[Finding]:
    manifest, document = read_manifest(root)
    lacking = [path for path in manifest.identity if path not in catalogue.manifest.identity]
    if document is not None and "identity" in document.value and lacking:
        used = ", ".join(catalogue.manifest.identity)
        yield finding(
            "factory.identity",
            f"identity names {', '.join(lacking)}, which the schema does not have; {used} is used instead.",
            document.place("identity"),
        )


def _schema(catalogue: Catalogue) -> Iterator[Finding]:
    name = shown(catalogue.schema_file)
    try:
        validator = Validator(catalogue.schema)
    except ConfigError as error:
        yield finding("factory.schema", error.message, name, Severity.CRITICAL)
        return
    fields = fields_of(catalogue.schema)
    if not fields:
        yield finding("factory.schema", "expected a schema with properties, found none.", name, Severity.CRITICAL)
    lines = SchemaLines(catalogue.schema_file)
    for field in [field for field in fields if not field.titled][:_MAX_UNTITLED]:
        place = f"{name}:{lines.locate(field.path)}"
        message = f"{field.path} has no title; users are asked for it as {field.title!r}."
        found = finding("factory.untitled", message, place, Severity.LOW)
        yield replace(found, remedy="Give the property a title and a description.")
    yield from _scenarios(catalogue, validator)


def _scenarios(catalogue: Catalogue, validator: Validator) -> Iterator[Finding]:
    if not catalogue.scenarios:
        place = shown(catalogue.scenario_folder)
        yield finding("factory.no-scenarios", "expected NN-name/request.yaml in the scenarios, found none.", place)
    for folder in catalogue.scenarios:
        yield from _scenario(folder, catalogue, validator)


def _scenario(folder: Path, catalogue: Catalogue, validator: Validator) -> Iterator[Finding]:
    try:
        document = read_document(folder / "request.yaml")
    except UnreadableError as error:
        yield of_error("factory.scenario", error)
        return
    for violation in validator.check(document.value).all:
        found = finding("factory.scenario", violation.message, document.place(violation.path))
        yield replace(found, path=violation.path or None)
    try:
        identity_name(document.value, catalogue.manifest.identity)
    except ValueError as error:
        yield finding("factory.scenario", f"{error}; its identity must be short words.", document.place(""))
    if not (folder / "blueprint.yaml").is_file() and not (folder / "README.md").is_file():
        message = "the scenario has neither blueprint.yaml nor README.md; users see only its folder's name."
        yield finding("factory.scenario-text", message, shown(folder), Severity.INFO)


def _parts(catalogue: Catalogue) -> Iterator[Finding]:
    root, manifest = catalogue.root, catalogue.manifest
    if catalogue.chart is None:
        message = "no chart: what a request becomes cannot be shown."
        yield finding("factory.no-chart", message, shown(root / manifest.chart), Severity.INFO)
    elif not (catalogue.chart / "Chart.yaml").is_file():
        yield finding("factory.chart", "expected a Helm chart (Chart.yaml), found none.", shown(catalogue.chart))
    if not catalogue.layers:
        message = "no policy layers (folders such as 10-name): nothing is enforced on a request."
        yield finding("factory.no-policies", message, shown(root / manifest.policies), Severity.INFO)


def _relative(found: Finding, root: Path) -> Finding:
    """With the file as the factory's users know it."""
    name = found.file
    if name is None or not name.startswith(f"{shown(root)}/"):
        return found
    return replace(found, file=name.removeprefix(f"{shown(root)}/"))
