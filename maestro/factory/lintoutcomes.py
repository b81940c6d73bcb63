"""What becomes of a factory's scenarios, and of their variations, that its owners should know. Runs the pipeline."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from maestro.domain.errors import MaestroError, UnreadableError, ViolationError
from maestro.domain.findings import Finding, Severity
from maestro.domain.form import Form, Kind
from maestro.domain.json import canonical, get
from maestro.domain.record import dataclass
from maestro.factory.catalogue import Catalogue
from maestro.factory.completed import Check, having
from maestro.factory.form import form_of
from maestro.factory.generated import Document, Generated, Mutation
from maestro.factory.lintfinding import finding, of_error
from maestro.factory.lintpolicies import never_evaluated, unsupported
from maestro.factory.lintreach import unreached, unused_labels
from maestro.factory.linttraps import Trap, sprung
from maestro.factory.pipeline import Pipeline
from maestro.factory.policyfiles import PolicyFile, read_policies
from maestro.factory.requestfile import read_document
from maestro.factory.schema import Validator
from maestro.factory.textfile import shown

_FEW = 6  # options of a field from which on (regions) none is tried
_MOST = 400  # requests that are tried


@dataclass
class _Seen:
    """What all outcomes together show."""

    files: dict[str, PolicyFile]
    resources: dict[tuple[str, str], Document] = field(default_factory=dict)
    labels: dict[str, Document] = field(default_factory=dict)
    traps: dict[tuple[str, str], tuple[Trap, Document, Mutation | None]] = field(default_factory=dict)
    unevaluated: dict[str, str] = field(default_factory=dict)

    def add(self, made: Generated) -> None:
        """Remember the kinds, the labels, and what went wrong."""
        for document in made.resources:
            version, kind = str(document.get("apiVersion", "")), str(document.get("kind", ""))
            self.resources.setdefault((version.rpartition("/")[0], kind), document)
            labels = get(document, "metadata.labels", {})
            for label in labels if isinstance(labels, Mapping) else ():
                self.labels.setdefault(str(label), document)
        for document in made.golden:
            self._trapped(document, made)
        for verdict in made.verdicts:
            if verdict.result == "unevaluated":
                self.unevaluated.setdefault(verdict.policy, verdict.message)

    def _trapped(self, document: Document, made: Generated) -> None:
        name = f"{document.get('kind')}/{get(document, 'metadata.name')}"
        for trap in sprung(document):
            by = next((m for m in made.mutations if m.resource == name and m.field == trap.field), None)
            self.traps.setdefault((trap.rule, by.policy if by else ""), (trap, document, by))


def outcome_findings(catalogue: Catalogue) -> Iterator[Finding]:
    """All of them; nothing where there is no chart or no scenario."""
    if catalogue.chart is None or not catalogue.scenarios:
        return
    pipeline, check = Pipeline(catalogue), Validator(catalogue.schema).check
    try:
        seen = _Seen({file.name: file for file in read_policies(catalogue)})
        requests = [(folder, read_document(folder / "request.yaml").value) for folder in catalogue.scenarios]
        for folder, request in requests:
            yield from _scenario(folder, pipeline, request, seen)
    except UnreadableError as error:
        yield of_error("factory.chart", error)
        return
    form = form_of("", "", catalogue.schema, (), catalogue.manifest.identity)
    for variation in _variations(form, check, [request for _, request in requests]):
        _try(pipeline, variation, seen)
    yield from _traps(catalogue.chart, seen)
    told = {bad.head.name for bad in pipeline.policies.invalid} | never_evaluated(pipeline.policies).keys()
    for policy, reason in sorted(seen.unevaluated.items()):
        if policy not in told:
            yield unsupported(policy, reason, seen.files)
    yield from unreached(catalogue.chart, seen.files.values(), seen.resources, pipeline.policies.types)
    yield from unused_labels(catalogue, seen.files.values(), seen.labels, list(seen.resources.values()))


def _scenario(folder: Path, pipeline: Pipeline, request: Mapping[str, Any], seen: _Seen) -> Iterator[Finding]:
    place = f"{shown(folder / 'request.yaml')}:1"
    try:
        made = pipeline.run(request)
    except ViolationError as error:
        file = seen.files.get(error.path or "")
        yield finding("factory.scenario-fails", error.message, file.place() if file else place)
        return
    seen.add(made)
    for verdict in (*made.failures, *made.warnings):
        severity = Severity.HIGH if verdict in made.failures else Severity.INFO
        rule = f", rule {verdict.rule}" if verdict.rule else ""
        message = f"{verdict.result}: policy {verdict.policy}{rule} on {verdict.name}: {verdict.message}"
        yield finding("factory.scenario-fails", message, place, severity)


def _try(pipeline: Pipeline, request: Mapping[str, Any], seen: _Seen) -> None:
    """A variation that the factory refuses says nothing about its files."""
    try:
        seen.add(pipeline.run(request))
    except MaestroError:
        return


def _variations(form: Form, check: Check, requests: list[dict[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Each choice of few options at each of its values, on every scenario; only what the schema takes."""
    tried: set[str] = set()
    for request in requests:
        for path, value in _choices(form):
            changed = having(request, path, value)
            key = canonical(changed)
            if key in tried or check(changed).problems:
                continue
            tried.add(key)
            yield changed
            if len(tried) == _MOST:
                return


def _choices(form: Form) -> Iterator[tuple[str, Any]]:
    for found in form.fields:
        if "[]" in found.path or len(found.options) > _FEW:
            continue
        for option in found.options:
            yield found.path, [option.value] if found.kind is Kind.ARRAY else option.value


def _traps(chart: Path, seen: _Seen) -> Iterator[Finding]:
    """At the policy that wrote the field, else at the template that makes the resource."""
    for trap, document, by in seen.traps.values():
        file = seen.files.get(by.policy) if by else None
        place = file.place(str(by.after)) if file and by else template_of(chart, str(document.get("kind")))
        found = get(document, trap.field)
        message = f"{trap.message}{f' (here {found})' if found is not None else ''}."
        yield finding(trap.rule, message, place, Severity.MEDIUM, trap.remedy)


def template_of(chart: Path, kind: str) -> str:
    """`file:line` of the first template that makes a kind."""
    for path in sorted((chart / "templates").rglob("*")):
        if path.suffix in (".yaml", ".yml", ".tpl") and path.is_file():
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            number = next((n for n, line in enumerate(lines, 1) if line.strip() == f"kind: {kind}"), None)
            if number is not None:
                return f"{shown(path)}:{number}"
    return shown(chart)
