"""Whether policies and chart meet: policies for kinds that never come, labels that nobody reads."""

import re
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from maestro.domain.findings import Finding, Severity
from maestro.factory.catalogue import Catalogue
from maestro.factory.generated import Document
from maestro.factory.kyverno.resources import ResourceTypes
from maestro.factory.lintfinding import finding
from maestro.factory.policyfiles import PolicyFile
from maestro.factory.textfile import shown

Kinds = Iterable[tuple[str, str]]
_KIND = re.compile(r"^[ \t]*(?:-[ \t]+)?kind:[ \t]*[\"']?([A-Za-z]+|\{\{)", re.MULTILINE)
_STANDARD = re.compile(r"(?:^|\.)(?:kubernetes\.io|k8s\.io|helm\.sh|argoproj\.io|cloud\.google\.com)/|^app$")

_POD_MAKERS = frozenset(
    {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob"}
)


def unreached(
    chart: Path, files: Iterable[PolicyFile], resources: Mapping[tuple[str, str], Document], types: ResourceTypes
) -> Iterator[Finding]:
    """Policies whose kinds the chart never makes. Silent where a template computes a kind."""
    named = set(_kinds_in(chart))
    if "{{" in named:
        return
    rendered = {kind for _, kind in resources}
    kinds = {*resources, *(("*", kind) for kind in named - rendered)}
    for file in files:
        wanted = list(_wanted(file))
        if wanted and not any(_meets(want, kind, types) for want in wanted for kind in kinds):
            text = ", ".join(dict.fromkeys(what for _, what in wanted))
            message = f"policy {file.name} can never match: it is for {text}, which no scenario and no template has."
            place = file.place("matchConstraints:" if "matchConstraints:" in file.text else "match:")
            yield finding("factory.never-matches", message, place, Severity.LOW)


def _kinds_in(chart: Path) -> Iterator[str]:
    for path in sorted((chart / "templates").rglob("*")):
        if path.suffix in (".yaml", ".yml", ".tpl") and path.is_file():
            yield from _KIND.findall(path.read_text(encoding="utf-8", errors="replace"))


def _wanted(file: PolicyFile) -> Iterator[tuple[str, str]]:
    """`(group, kind or plural)` patterns that the policy is for; none where it does not say."""
    constraints = file.spec.get("matchConstraints")
    for rule in _maps(constraints.get("resourceRules") if isinstance(constraints, dict) else None):
        for group in _list(rule, "apiGroups") or ["*"]:
            yield from ((group, resource.partition("/")[0]) for resource in _list(rule, "resources"))
    for rule in _maps(file.spec.get("rules")):
        match = rule.get("match")
        for block in _blocks(match if isinstance(match, dict) else {}):
            yield from (_classic(kind) for kind in _list(block, "kinds"))


def _blocks(match: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for holder in (match, *_maps(match.get("any")), *_maps(match.get("all"))):
        resources = holder.get("resources")
        if isinstance(resources, dict):
            yield resources


def _classic(selector: str) -> tuple[str, str]:
    """`Kind`, `version/Kind` or `group/version/Kind`, each perhaps with a subresource behind it."""
    parts = selector.split("/")
    while len(parts) > 1 and parts[-1][:1].islower():
        parts.pop()
    return parts[0] if len(parts) > 2 else "*", parts[-1].partition(".")[0]


def _meets(wanted: tuple[str, str], kind: tuple[str, str], types: ResourceTypes) -> bool:
    group, what = wanted
    same_group = "*" in (group, kind[0]) or fnmatchcase(kind[0], group)
    # A policy on pods is one on what makes pods, by Kyverno's autogen rules.
    pods = what in ("Pod", "pods") and kind[1] in _POD_MAKERS
    names = (kind[1], types.find(kind[0] if kind[0] != "*" else "", kind[1]).plural)
    return pods or (same_group and any(fnmatchcase(name, what) for name in names))


_POD_MAKERS = frozenset(
    {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob"}
)


def _maps(value: Any) -> Iterator[dict[str, Any]]:
    yield from (item for item in (value if isinstance(value, list) else ()) if isinstance(item, dict))


def _list(holder: Mapping[str, Any], key: str) -> list[str]:
    value = holder.get(key)
    return [str(item) for item in value] if isinstance(value, list) else []


def unused_labels(
    catalogue: Catalogue, files: Iterable[PolicyFile], labels: Mapping[str, Document], resources: list[Document]
) -> Iterator[Finding]:
    """Labels of the chart's own that neither a policy nor a selector reads."""
    texts = [file.text for file in files]
    selected = {key for document in resources for key in _selected(document)}
    for label in sorted(set(labels) - selected):
        if _STANDARD.search(label) or any(label in text for text in texts):
            continue
        message = f"the chart sets the label {label}, and no policy looks at it."
        place = _setting(catalogue.chart, label)
        yield finding("factory.unused-label", message, place, Severity.INFO, "Remove it where nobody else needs it.")


def _selected(value: Any) -> Iterator[str]:
    """Keys of every selector below a place."""
    if isinstance(value, dict):
        for key, child in value.items():
            if key.lower().endswith(("selector", "matchlabels")) and isinstance(child, dict):
                yield from (str(name) for name in child)
            yield from _selected(child)
    elif isinstance(value, list):
        for child in value:
            yield from _selected(child)


def _setting(chart: Path | None, label: str) -> str:
    """`file:line` of the template that writes the label; the chart where it is put together there."""
    if chart is None:
        return ""
    stems = [f"{label}:", *(f"{label[:n]}{{{{" for n in range(len(label) - 1, 2, -1))]
    texts = {
        path: path.read_text(encoding="utf-8", errors="replace")
        for path in sorted((chart / "templates").rglob("*"))
        if path.suffix in (".yaml", ".yml", ".tpl") and path.is_file()
    }
    for stem in stems:
        for path, text in texts.items():
            at = text.find(stem)
            if at >= 0:
                return f"{shown(path)}:{1 + text.count(chr(10), 0, at)}"
    return shown(chart)
