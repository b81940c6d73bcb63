"""What is wrong with a factory's own files: manifest, schema, scenarios, policy layers. Findings with file and line.

Judges what an interview and a handoff need; refuses to judge policies, which is the policy engine's work.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from maestro.domain.errors import ConfigError, UnreadableError
from maestro.domain.findings import Finding, Report, Severity
from maestro.domain.handoff import identity_name
from maestro.domain.json import digest
from maestro.factory.catalogue import Catalogue, open_catalogue
from maestro.factory.fields import fields_of
from maestro.factory.manifest import read_manifest
from maestro.factory.requestfile import read_document
from maestro.factory.schema import Validator
from maestro.factory.schemalines import SchemaLines
from maestro.factory.textfile import shown

_FAMILY = "schema"
_MAX_UNTITLED = 20


def lint(root: Path) -> Report:
    """All findings of the factory in a folder."""
    try:
        catalogue = open_catalogue(root)
    except (ConfigError, UnreadableError) as error:
        return Report((_of_error("factory.unusable", error, Severity.CRITICAL),))
    findings = (*_manifest(root, catalogue), *_schema(catalogue), *_parts(catalogue))
    return Report(tuple(_relative(finding, catalogue.root) for finding in findings))


def _manifest(root: Path, catalogue: Catalogue) -> Iterator[Finding]:
    manifest, document = read_manifest(root)
    lacking = [path for path in manifest.identity if path not in catalogue.manifest.identity]
    if document is not None and "identity" in document.value and lacking:
        used = ", ".join(catalogue.manifest.identity)
        yield _finding(
            "factory.identity",
            f"identity names {', '.join(lacking)}, which the schema does not have; {used} is used instead.",
            document.place("identity"),
        )


def _schema(catalogue: Catalogue) -> Iterator[Finding]:
    name = shown(catalogue.schema_file)
    try:
        validator = Validator(catalogue.schema)
    except ConfigError as error:
        yield _finding("factory.schema", error.message, name, Severity.CRITICAL)
        return
    fields = fields_of(catalogue.schema)
    if not fields:
        yield _finding("factory.schema", "expected a schema with properties, found none.", name, Severity.CRITICAL)
    lines = SchemaLines(catalogue.schema_file)
    for field in [field for field in fields if not field.titled][:_MAX_UNTITLED]:
        place = f"{name}:{lines.locate(field.path)}"
        message = f"{field.path} has no title; users are asked for it as {field.title!r}."
        finding = _finding("factory.untitled", message, place, Severity.LOW)
        yield replace(finding, remedy="Give the property a title and a description.")
    yield from _scenarios(catalogue, validator)


def _scenarios(catalogue: Catalogue, validator: Validator) -> Iterator[Finding]:
    if not catalogue.scenarios:
        place = shown(catalogue.scenario_folder)
        yield _finding("factory.no-scenarios", "expected NN-name/request.yaml in the scenarios, found none.", place)
    for folder in catalogue.scenarios:
        yield from _scenario(folder, catalogue, validator)


def _scenario(folder: Path, catalogue: Catalogue, validator: Validator) -> Iterator[Finding]:
    try:
        document = read_document(folder / "request.yaml")
    except UnreadableError as error:
        yield _of_error("factory.scenario", error)
        return
    for violation in validator.check(document.value).all:
        finding = _finding("factory.scenario", violation.message, document.place(violation.path))
        yield replace(finding, path=violation.path or None)
    try:
        identity_name(document.value, catalogue.manifest.identity)
    except ValueError as error:
        yield _finding("factory.scenario", f"{error}; its identity must be short words.", document.place(""))
    if not (folder / "blueprint.yaml").is_file() and not (folder / "README.md").is_file():
        message = "the scenario has neither blueprint.yaml nor README.md; users see only its folder's name."
        yield _finding("factory.scenario-text", message, shown(folder), Severity.INFO)


def _parts(catalogue: Catalogue) -> Iterator[Finding]:
    root, manifest = catalogue.root, catalogue.manifest
    if catalogue.chart is None:
        message = "no chart: what a request becomes cannot be shown."
        yield _finding("factory.no-chart", message, shown(root / manifest.chart), Severity.INFO)
    elif not (catalogue.chart / "Chart.yaml").is_file():
        yield _finding("factory.chart", "expected a Helm chart (Chart.yaml), found none.", shown(catalogue.chart))
    if not catalogue.layers:
        message = "no policy layers (folders such as 10-name): nothing is enforced on a request."
        yield _finding("factory.no-policies", message, shown(root / manifest.policies), Severity.INFO)


def _of_error(rule: str, error: ConfigError | UnreadableError, severity: Severity = Severity.HIGH) -> Finding:
    place = error.path or ""
    return _finding(rule, error.message.removeprefix(f"{place}: "), place, severity)


def _finding(rule: str, message: str, place: str, severity: Severity = Severity.HIGH) -> Finding:
    file, _, number = place.rpartition(":")
    line = int(number) if file and number.isdecimal() else None
    where = file if line is not None else place
    mark = digest([rule, *Path(where).parts[-2:], message], 16)
    return Finding(rule, _FAMILY, severity, message, "", where or None, line, line, None, mark)


def _relative(finding: Finding, root: Path) -> Finding:
    """With the file as the factory's users know it."""
    name = finding.file
    if name is None or not name.startswith(f"{shown(root)}/"):
        return finding
    return replace(finding, file=name.removeprefix(f"{shown(root)}/"))
