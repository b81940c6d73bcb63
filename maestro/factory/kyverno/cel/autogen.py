"""Autogen: a CEL policy on pods says the same of what makes pods. Deployments and their like, CronJobs, custom ones.

The expressions are rewritten as text, as Kyverno does it: `object.spec` becomes `object.spec.template.spec`.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.expressions import entries

Spec = dict[str, Any]

_CONTROLLERS = {
    "daemonsets": ("apps", "v1"),
    "deployments": ("apps", "v1"),
    "replicasets": ("apps", "v1"),
    "statefulsets": ("apps", "v1"),
    "jobs": ("batch", "v1"),
    "cronjobs": ("batch", "v1"),
}
_TEMPLATE = "spec.template"
_JOB_TEMPLATE = "spec.jobTemplate.spec.template"
_CUSTOM_PARTS = 3
_SPEC = re.compile(r"\b(object|oldObject|Object)\.spec", re.ASCII)
_METADATA = re.compile(r"\b(object|oldObject|Object)\.metadata\.(labels|annotations)", re.ASCII)
_PROTECTED = re.compile(r"\.namespace(?![A-Za-z0-9_])")


@dataclass(frozen=True)
class Variant:
    """A policy's specification for other kinds; `extracted` ones are run on the pod templates found within."""

    spec: Spec
    extracted: bool = False


def can_autogen(constraints: Any) -> bool:
    """Whether the policy is about pods and nothing else, with nothing that only fits pods."""
    if not isinstance(constraints, Mapping) or constraints.get("excludeResourceRules"):
        return False
    selector = constraints.get("objectSelector")
    if isinstance(selector, Mapping) and (selector.get("matchLabels") or selector.get("matchExpressions")):
        return False
    rules = entries(constraints.get("resourceRules"))
    if len(rules) != 1 or rules[0].get("resourceNames"):
        return False
    rule = rules[0]
    wanted = (rule.get("apiGroups"), rule.get("apiVersions"), rule.get("resources"))
    return bool(wanted == ([""], ["v1"], ["pods"]))


def variants(spec: Spec, rewrite: Callable[[Spec, str], Spec]) -> list[Variant]:
    """The specification for each group of controllers, rewritten for where their pods stand."""
    constraints = spec.get("matchConstraints")
    if not can_autogen(constraints):
        return []
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for name in _wanted(spec):
        target = _target(name)
        if target:
            group = "extract" if name not in _CONTROLLERS else "cronjobs" if name == "cronjobs" else "defaults"
            groups.setdefault(group, []).append(target)
    out = []
    for group in sorted(groups):
        adapted = {**spec, "matchConstraints": _constraints(groups[group], constraints or {})}
        if group != "extract":
            adapted = rewrite(adapted, _JOB_TEMPLATE if group == "cronjobs" else _TEMPLATE)
        out.append(Variant(adapted, extracted=group == "extract"))
    return out


def _wanted(spec: Spec) -> list[str]:
    autogen = spec.get("autogen")
    pods = autogen.get("podControllers") if isinstance(autogen, Mapping) else None
    controllers = pods.get("controllers") if isinstance(pods, Mapping) else None
    return [str(name) for name in controllers] if isinstance(controllers, list) else list(_CONTROLLERS)


def _target(name: str) -> tuple[str, str, str] | None:
    if name in _CONTROLLERS:
        return (*_CONTROLLERS[name], name)
    resource, *rest = name.split(".", _CUSTOM_PARTS - 1)
    if len(rest) == _CUSTOM_PARTS - 1 and resource and all(rest):
        return rest[1], rest[0], resource
    return None


def _constraints(targets: list[tuple[str, str, str]], original: Mapping[str, Any]) -> Spec:
    operations = original["resourceRules"][0].get("operations")
    rules: dict[tuple[str, str], list[str]] = {}
    for group, version, resource in targets:
        rules.setdefault((group, version), []).append(resource)
    adapted: Spec = {
        "resourceRules": [
            {"apiGroups": [group], "apiVersions": [version], "resources": sorted(names), "operations": operations}
            for (group, version), names in sorted(rules.items())
        ]
    }
    if original.get("namespaceSelector"):
        adapted["namespaceSelector"] = original["namespaceSelector"]
    return adapted if operations else {"resourceRules": [{}]}


def rewrite_validating(spec: Spec, template: str) -> Spec:
    """The whole specification with its paths into the object moved below the template."""
    text = json.dumps(spec, ensure_ascii=False)
    for name in ("object", "oldObject"):
        for field in ("spec", "metadata"):
            text = _moved(text, f"{name}.{field}", f"{name}.{template}.{field}")
    adapted: Spec = json.loads(text)
    return adapted


def _moved(text: str, old: str, new: str) -> str:
    # `object.metadata.namespace` stays: a pod template has no namespace of its own.
    parts = text.split(old)
    out = parts[0]
    for part in parts[1:]:
        out += (old if _PROTECTED.match(part) else new) + part
    return out


def rewrite_mutating(spec: Spec, template: str) -> Spec:
    """Match conditions and ApplyConfiguration expressions moved below the template; JSON patches stay as they are."""
    adapted = dict(spec)
    adapted["matchConditions"] = [
        {**item, "expression": move_expression(str(item.get("expression") or ""), template)}
        for item in spec.get("matchConditions") or ()
    ]
    adapted["mutations"] = [_moved_mutation(item, template) for item in spec.get("mutations") or ()]
    return adapted


def _moved_mutation(item: Mapping[str, Any], template: str) -> Spec:
    configuration = item.get("applyConfiguration")
    if not isinstance(configuration, Mapping) or not configuration.get("expression"):
        return dict(item)
    moved = move_expression(str(configuration["expression"]), template)
    return {**item, "applyConfiguration": {**configuration, "expression": moved}}


def move_expression(expression: str, template: str) -> str:
    """One expression moved below the template, the root `Object{...}` wrapped into its parents."""
    expression = _SPEC.sub(rf"\1.{template}.spec", expression)
    expression = _METADATA.sub(rf"\1.{template}.metadata.\2", expression)
    stripped = expression.strip()
    if not stripped.startswith("Object"):
        return expression
    content = stripped.removeprefix("Object").lstrip(" \t\r\n")
    if not content.startswith("{"):
        return expression
    end = _closing(content)
    if end < 2:
        return expression
    opened, path = "Object{", "Object"
    for part in template.split("."):
        path = f"{path}.{part}"
        opened += f"{part}: {path}{{"
    closing = "}" * (template.count(".") + 2)
    return opened + content[1:end] + closing + content[end + 1 :]


def _closing(content: str) -> int:
    depth = 0
    for at, char in enumerate(content):
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth == 0:
            return at
    return -1
