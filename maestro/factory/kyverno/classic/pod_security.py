"""`validate.podSecurity`: a level of the Pod Security Standards on a Pod or a controller, with exclusions."""

import re
from collections.abc import Iterable
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.classic.admission import Admission
from maestro.factory.kyverno.classic.exceptions import PolicyException
from maestro.factory.kyverno.classic.pod_checks import Finding, Pod
from maestro.factory.kyverno.classic.pod_controls import BASELINE, CHECKS, CONTROLS, LATEST, Version
from maestro.factory.kyverno.classic.rule import RuleOutcome, RuleResult
from maestro.factory.kyverno.model import Document, Result
from maestro.factory.kyverno.values import wildcard

Findings = dict[str, list[Finding]]

_VERSION = re.compile(r"v?1\.([0-9]+)")
_NUMBER = re.compile(r"[0-9]+")
_CONTAINER = re.compile(r"spec\.(containers|initContainers|ephemeralContainers)\[([0-9]+)\]")
_TEMPLATED = frozenset({"DaemonSet", "Deployment", "Job", "StatefulSet", "ReplicaSet", "ReplicationController"})
_REASONS = {check.id: check.reason for check in CHECKS}


@dataclass(frozen=True)
class PodSecurityBody:
    """A level of the Pod Security Standards."""

    name: str
    standard: dict[str, Any]

    @property
    def handles_exceptions(self) -> bool:
        """An exception may exempt single controls only."""
        return True

    def process(
        self, admission: Admission, resource: Document | None, exceptions: list[PolicyException]
    ) -> RuleOutcome:
        """Judge the Pod."""
        if admission.operation == "DELETE":
            return RuleOutcome((), resource)
        if whole := [exception.name for exception in exceptions if not exception.pod_security]:
            return self._end(resource, Result.SKIP, f"rule is skipped due to policy exception {whole[0]}")
        pod, prefix = _pod_of(admission.resource)
        version = _version(self.standard.get("version"))
        if pod is None or version is None:
            return self._end(
                resource, Result.ERROR, "expected a Pod or a controller, and a version such as 'latest' or 'v1.30'"
            )
        return self._judge(resource, pod, prefix, (str(self.standard.get("level") or ""), version), exceptions)

    def _judge(
        self,
        resource: Document | None,
        pod: Pod,
        prefix: str,
        standard: tuple[str, Version],
        exceptions: list[PolicyException],
    ) -> RuleOutcome:
        found = _exempt(_evaluate(pod, *standard), self.standard.get("exclude") or [], pod, standard)
        if not found:
            return self._end(resource, Result.PASS, f"Validation rule '{self.name}' passed.")
        left = _exempt(found, [item for exception in exceptions for item in exception.pod_security], pod, standard)
        if not left:
            names = ", ".join(exception.name for exception in exceptions)
            return self._end(resource, Result.SKIP, f"rule is skipped due to policy exceptions {names}")
        level = f"{self.standard.get('level')}:{self.standard.get('version') or 'latest'}"
        text = f"Validation rule '{self.name}' failed. It violates PodSecurity \"{level}\": {_described(left, prefix)}"
        return self._end(
            resource, Result.FAIL, text, next((item.field for items in left.values() for item in items), None)
        )

    def _end(self, resource: Document | None, result: Result, message: str, path: str | None = None) -> RuleOutcome:
        return RuleOutcome((RuleResult(self.name, result, message, path),), resource)


def _described(findings: Findings, prefix: str) -> str:
    parts = []
    for check, items in findings.items():
        fields = ", ".join(_one(item, prefix) for item in items)
        parts.append(f"(Forbidden reason: {_REASONS[check]}, field error list: [{fields}])")
    return "".join(parts)


def _one(finding: Finding, prefix: str) -> str:
    """As the tools print it: lists as Go does, annotations where those of the pod stand."""
    above = prefix.removesuffix("spec") + "metadata"
    old, new = ("metadata", above) if finding.field.startswith("metadata") else ("spec", prefix)
    field = finding.field.replace(old, new, 1)
    if not finding.values:
        return f"{field}: {'Required value' if finding.required else 'Forbidden'}"
    values = f"[{' '.join(finding.values)}]" if finding.listed else ", ".join(finding.values)
    return f"{field} is forbidden, forbidden values found: {values}"


def _version(text: Any) -> Version | None:
    if text in {None, "", "latest"}:
        return LATEST
    match = _VERSION.fullmatch(str(text))
    return (1, int(match[1])) if match else None


def _pod_of(resource: Document) -> tuple[Pod | None, str]:
    """The Pod in a resource, and where its spec is."""
    kind = str(resource.get("kind") or "")
    spec = resource.get("spec") if isinstance(resource.get("spec"), dict) else {}
    if kind == "Pod":
        return {"metadata": resource.get("metadata"), "spec": spec}, "spec"
    if kind in _TEMPLATED:
        template = _part(spec, "template")
        return {"metadata": template.get("metadata"), "spec": template.get("spec")}, "spec.template.spec"
    if kind == "CronJob":
        job = _part(spec, "jobTemplate")
        template = _part(_part(job, "spec"), "template")
        return {"metadata": job.get("metadata"), "spec": template.get("spec")}, "spec.jobTemplate.spec.template.spec"
    return None, ""


def _part(value: Any, key: str) -> dict[str, Any]:
    part = value.get(key) if isinstance(value, dict) else None
    return part if isinstance(part, dict) else {}


def _evaluate(pod: Pod, level: str, version: Version) -> Findings:
    checks = [check for check in CHECKS if level != BASELINE or check.level == BASELINE]
    found = {check.id: check.find(pod, version) for check in checks}
    return {check: items for check, items in found.items() if items}


def _exempt(found: Findings, exclusions: Iterable[Any], pod: Pod, standard: tuple[str, Version]) -> Findings:
    """What is left of the findings after exclusions by control, image, field and value."""
    left = {check: list(items) for check, items in found.items()}
    for exclusion in exclusions:
        if not isinstance(exclusion, dict):
            continue
        images = [str(image) for image in exclusion.get("images") or ()]
        reduced = _with_images(pod, images) if images else _without_containers(pod)
        excluded = _evaluate(reduced, *standard)
        for check in CONTROLS.get(str(exclusion.get("controlName") or ""), ()):
            for item in excluded.get(check, []):
                if check in left and _exemptible(check) and _excludes(exclusion, item):
                    _remove(left, check, (item, reduced), pod, by_container=bool(images))
    return left


def _exemptible(check: str) -> bool:
    return next(item.exemptible for item in CHECKS if item.id == check)


def _excludes(exclusion: dict[str, Any], finding: Finding) -> bool:
    wanted = exclusion.get("restrictedField")
    if wanted and _NUMBER.sub("*", finding.field) != wanted:
        return False
    patterns = [str(value) for value in exclusion.get("values") or ()]
    return not patterns or all(wildcard.matches_any(patterns, value) for value in finding.values)


def _remove(left: Findings, check: str, excluded: tuple[Finding, Pod], pod: Pod, *, by_container: bool) -> None:
    """Take out the first finding of the same field (and of the same container, where images are excluded)."""
    finding, reduced = excluded
    items = left[check]
    for index, item in enumerate(items):
        if _NUMBER.sub("*", item.field) != _NUMBER.sub("*", finding.field):
            continue
        if by_container and _container_name(pod, item) != _container_name(reduced, finding):
            continue
        items[index] = items[-1]
        items.pop()
        break
    if not items:
        del left[check]


def _container_name(pod: Pod, finding: Finding) -> str:
    match = _CONTAINER.match(finding.field)
    if match is None:
        return ""
    container = pod["spec"][match[1]][int(match[2])]
    return str(container.get("name") or "") if isinstance(container, dict) else ""


def _without_containers(pod: Pod) -> Pod:
    kept = {key: value for key, value in (pod.get("spec") or {}).items() if not key.endswith("ontainers")}
    return {**pod, "spec": {**kept, "containers": [{"name": "fake"}]}}


def _with_images(pod: Pod, images: list[str]) -> Pod:
    spec: dict[str, Any] = {}
    for kind in ("containers", "initContainers", "ephemeralContainers"):
        found = (pod.get("spec") or {}).get(kind)
        items = [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
        spec[kind] = [item for item in items if wildcard.matches_any(images, str(item.get("image") or ""))]
    return {"metadata": {}, "spec": spec}
