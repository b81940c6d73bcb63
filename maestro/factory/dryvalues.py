"""Dry values and user infos of test suites: what stands in for a cluster's namespaces, context and users.

Owns their shape and what they mean; how a suite uses them is `suites`.
"""

from collections.abc import Mapping
from typing import Any

from maestro.factory.kubernetesyaml import parse_one
from maestro.factory.kyverno.model import Document, GroupVersionKind, RuleValues, UserInfo, Values, metadata_of
from maestro.factory.kyverno.shapes import A_MAP, TEXTS, ListOf, MapOf, Shape, anything, text
from maestro.factory.kyverno.values.golang import as_float64

_NAMED_VALUES: dict[str, Shape] = {"name": text, "values": A_MAP}
VALUES = MapOf(
    {
        "globalValues": A_MAP,
        "policies": ListOf(
            MapOf(
                {
                    "name": text,
                    "resources": ListOf(MapOf(_NAMED_VALUES)),
                    "rules": ListOf(MapOf({**_NAMED_VALUES, "foreachValues": MapOf(each=ListOf(anything))})),
                }
            )
        ),
        "namespaceSelector": ListOf(MapOf({"name": text, "labels": A_MAP})),
        "namespaces": ListOf(MapOf({"metadata": MapOf({"name": text, "labels": A_MAP})})),
        "subresources": ListOf(MapOf({"subresource": A_MAP, "parentResource": A_MAP})),
    }
)
USER = MapOf(
    {
        "roles": TEXTS,
        "clusterRoles": TEXTS,
        "userInfo": MapOf({"username": text, "uid": text, "groups": TEXTS, "extra": A_MAP}),
    }
)


def read_shaped(text: str | None, shape: Shape, source: str) -> Document:
    """A document of a shape, empty where there is none; raises UnreadableError."""
    document = parse_one(text, source) if text else None
    shape(document, source)
    return document or {}


def user_of(document: Document) -> UserInfo:
    """Who asks, as the file says it."""
    info = document.get("userInfo") or {}
    return UserInfo(
        username=str(info.get("username") or ""),
        groups=tuple(map(str, info.get("groups") or ())),
        roles=tuple(map(str, document.get("roles") or ())),
        cluster_roles=tuple(map(str, document.get("clusterRoles") or ())),
        uid=str(info.get("uid") or ""),
        extra=info.get("extra") or {},
    )


def values_of(values: Mapping[str, Any]) -> Values:
    """The variables by resource, by rule, and for all."""
    by_resource: dict[tuple[str, str], Mapping[str, Any]] = {}
    by_rule: dict[tuple[str, str], RuleValues] = {}
    for policy in values.get("policies") or []:
        name = str(policy.get("name") or "")
        for resource in policy.get("resources") or []:
            key = name, str(resource.get("name") or "")
            by_resource[key] = {**by_resource.get(key, {}), **as_float64(resource.get("values") or {})}
        for rule in policy.get("rules") or []:
            given = RuleValues(as_float64(rule.get("values") or {}), as_float64(rule.get("foreachValues") or {}))
            by_rule.setdefault((name, str(rule.get("name") or "")), given)
    return Values(by_resource, by_rule, as_float64(values.get("globalValues") or {}))


def namespaces_of(values: Mapping[str, Any]) -> dict[str, Document]:
    """The namespaces, by name; a full one beats bare labels."""
    found: dict[str, Document] = {}
    for item in values.get("namespaceSelector") or []:
        name = str(item.get("name") or "")
        metadata = {"name": name, "labels": item.get("labels") or {}}
        found[name] = {"apiVersion": "v1", "kind": "Namespace", "metadata": metadata}
    for item in values.get("namespaces") or []:
        found[str(metadata_of(item).get("name") or "")] = item
    return found


def global_operation(values: Document) -> str:
    """The operation of every request that says nothing else."""
    asked = str((values.get("globalValues") or {}).get("request.operation"))
    return asked if asked in {"UPDATE", "DELETE"} else "CREATE"


def parent_of(resource: Document, subresources: list[Any]) -> tuple[GroupVersionKind | None, str]:
    """The kind that a subresource belongs to, and its name there."""
    kind = GroupVersionKind.of(resource)
    for item in subresources:
        own, parent = item.get("subresource") or {}, item.get("parentResource") or {}
        if kind == GroupVersionKind(*(str(own.get(key) or "") for key in ("group", "version", "kind"))):
            of = GroupVersionKind(*(str(parent.get(key) or "") for key in ("group", "version", "kind")))
            return of, str(own.get("name") or "").partition("/")[2]
    return None, ""
